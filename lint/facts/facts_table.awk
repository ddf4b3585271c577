# Turns lint/facts/models.csv into constant C tables (see facts_table.h), and is the reviewer's
# first reader: anything wrong in the CSV stops the build with file, line and column.
# Plain POSIX awk (tried with mawk): awk -f facts_table.awk models.csv > facts_table.c

function complain(line, what) {
    print FILENAME ":" line ": " what > "/dev/stderr"
    errors++
}

# Splits one CSV line into f[1..]; quotes may enclose commas, "" is a quote. Returns the count.
function split_csv(line, f,    n, i, c, text, quoted, len) {
    n = 0; text = ""; quoted = 0; len = length(line)
    for (i = 1; i <= len; i++) {
        c = substr(line, i, 1)
        if (quoted) {
            if (c != "\"") text = text c
            else if (substr(line, i + 1, 1) == "\"") { text = text "\""; i++ }
            else quoted = 0
        } else if (c == "\"") quoted = 1
        else if (c == ",") { f[++n] = text; text = "" }
        else text = text c
    }
    if (quoted) complain(FNR, "a quote is not closed on this line")
    f[++n] = text
    return n
}

function is_int(s) { return s ~ /^[0-9]+$/ && length(s) < 10 }
function is_price(s) { return s ~ /^[0-9]+(\.[0-9]+)?$/ && length(s) < 12 }

# yyyy-mm-dd as a number; 0 for the empty field; complains about anything else.
function date_of(column,    s, y, m, d, days) {
    s = v[column]
    if (s == "") return 0
    if (s !~ /^20[0-9][0-9]-[01][0-9]-[0-3][0-9]$/) { complain(FNR, column ": not a date: " s); return 0 }
    y = substr(s, 1, 4) + 0; m = substr(s, 6, 2) + 0; d = substr(s, 9, 2) + 0
    days = (m == 2) ? ((y % 4 == 0) ? 29 : 28) : (m == 4 || m == 6 || m == 9 || m == 11) ? 30 : 31
    if (m < 1 || m > 12 || d < 1 || d > days) { complain(FNR, column ": no such day: " s); return 0 }
    return y * 10000 + m * 100 + d
}

function int_of(column, unknown) {
    if (v[column] == "") return unknown
    if (!is_int(v[column])) { complain(FNR, column ": not a whole number: " v[column]); return unknown }
    return v[column] + 0
}

function price_of(column) {
    if (v[column] == "") return -1
    if (!is_price(v[column])) { complain(FNR, column ": not a price: " v[column]); return -1 }
    return v[column] + 0
}

# The C constant for a word of a closed list.
function word_of(table, column, empty,    key) {
    if (v[column] == "" && empty != "") return empty
    key = table SUBSEP v[column]
    if (!(key in words)) { complain(FNR, column ": unknown word '" v[column] "'"); return empty }
    return words[key]
}

function learn(table, list,    i, n, parts, pair) {
    n = split(list, parts, " ")
    for (i = 1; i <= n; i++) { split(parts[i], pair, "="); words[table, pair[1]] = pair[2] }
}

# Adds a text to the pool once; returns its place as a C initializer.
function text_of(s) {
    if (s == "") return "{0, 0}"
    if (!(s in pool_at)) {
        pool_at[s] = pool_len
        pool[pool_count++] = s
        pool_len += length(s)
    }
    return "{" pool_at[s] ", " length(s) "}"
}

function add_name(name, form,    key) {
    if (name !~ /^[A-Za-z0-9][A-Za-z0-9._:\/@-]*$/) complain(FNR, "not an id: '" name "'")
    if (length(name) > 96) complain(FNR, "id too long: " name)
    key = v["provider"] SUBSEP name
    if (key in name_line) complain(FNR, v["provider"] "/" name " is already on line " name_line[key])
    name_line[key] = FNR
    name_text[names] = name; name_model[names] = models - 1; name_form[names] = form
    name_rank[names] = provider_rank[v["provider"]]
    names++
}

function price_set(prefix,    i, o, w, l, r) {
    if (prefix == "") {
        i = price_of("price_in"); o = price_of("price_out"); w = price_of("write_short")
        l = price_of("write_long"); r = price_of("read")
    } else {
        i = price_of("long_in"); o = price_of("long_out"); w = price_of("long_write_short")
        l = price_of("long_write_long"); r = price_of("long_read")
    }
    if ((i < 0) != (o < 0)) complain(FNR, "input and output price go together")
    if (i < 0 && (w >= 0 || l >= 0 || r >= 0)) complain(FNR, "a cache price without an input price")
    if (i >= 0 && r > i) complain(FNR, "reading costs more than input")
    if (w >= 0 && w < i) complain(FNR, "writing costs less than input")
    if (l >= 0 && l < w) complain(FNR, "the long write costs less than the short one")
    return sprintf("{%.10g, %.10g, %.10g, %.10g, %.10g}", i, o, w, l, r)
}

function add_price(    from, over, base, above, storage) {
    storage = price_of("storage")
    if (storage >= 0 && v["price_in"] == "") complain(FNR, "a storage price without an input price")
    from = date_of("price_from"); over = int_of("long_over", 0)
    base = price_set(""); above = price_set("long_")
    if (over && v["long_in"] == "") complain(FNR, "long_over without long_in")
    if (!over && v["long_in"] != "") complain(FNR, "long_in without long_over")
    price_row[prices++] = "{" from ", " over ", " base ", " above ", " sprintf("%.10g", storage) ", " date_of("verified") ", " text_of(v["source"]) "}"
    return from
}

function check_sources() {
    if (v["source"] == "") complain(FNR, "no source")
    if (v["verified"] == "") complain(FNR, "no verified date")
    else if (date_of("verified") > data_date) complain(FNR, "verified after the date of the data")
}

# A further price of the model on the line before: only prices, their first day and source.
function read_dated_price(    from, i) {
    for (i = 1; i <= columns; i++)
        if (v[column_name[i]] != "" && index(DATED, " " column_name[i] " ") == 0)
            complain(FNR, column_name[i] ": only prices, verified and source belong on a dated price row")
    if (v["price_from"] == "") complain(FNR, "a second row for " v["id"] " needs price_from")
    from = add_price()
    if (from && from <= last_from) complain(FNR, "price_from is not later than on the row before")
    last_from = from
    price_count[models - 1]++
}

function read_aliases(    n, i, parts, first, form) {
    alias_first[models - 1] = aliases
    n = split(v["aliases"], parts, " ")
    for (i = 1; i <= n; i++) {
        first = substr(parts[i], 1, 1); form = "ID_PINNED"
        if (first == "~") form = "ID_FLOATING"
        if (first == "^") form = "ID_SNAPSHOT"
        if (first == "~" || first == "^") parts[i] = substr(parts[i], 2)
        add_name(parts[i], form)
        alias_row[aliases++] = "{" text_of(parts[i]) ", " form "}"
    }
    alias_count[models - 1] = n
}

function read_state(    state, retires) {
    state = v["state"]; retires = date_of("retires")
    if (state == "retired" && (retires == 0 || retires > data_date)) complain(FNR, "retired needs a retires date up to the date of the data")
    if (state == "deprecated" && retires && retires <= data_date) complain(FNR, "its end has passed: state should be retired")
    if ((state == "active" || state == "limited") && retires) complain(FNR, "an end date, but the state is " state)
    if (v["successor"] != "") { successor[FNR] = v["provider"] SUBSEP v["successor"] }
    if (v["after_end"] != "" && v["successor"] == "") complain(FNR, "after_end without successor")
    return word_of("state", "state", "")
}

function read_refuses(    n, i, parts, out) {
    n = split(v["refuses"], parts, " "); out = ""
    for (i = 1; i <= n; i++) {
        if (!(("refuses" SUBSEP parts[i]) in words)) complain(FNR, "refuses: unknown word '" parts[i] "'")
        out = out (i > 1 ? " | " : "") words["refuses", parts[i]]
    }
    return out == "" ? "0" : out
}

function decimal(column, unknown) {
    if (v[column] == "") return unknown
    if (!is_price(v[column])) complain(FNR, column ": not a number: " v[column])
    return sprintf("%.10g", v[column])
}

function read_minimum(    min, low, high) {
    min = int_of("min_tokens", 0); low = int_of("min_low", min); high = int_of("min_high", min)
    if (low > min || min > high) complain(FNR, "min_low, min_tokens, min_high are not in order")
    if ((min == 0) != (v["min_basis"] == "")) complain(FNR, "min_tokens and min_basis go together")
    return min ", " low ", " high ", " word_of("basis", "min_basis", "MIN_UNKNOWN")
}

function read_model(    m, provider, form, limits) {
    m = models++
    price_first[m] = prices; price_count[m] = 1
    provider = word_of("provider", "provider", "")
    form = word_of("form", "id_form", "")
    add_name(v["id"], form)
    read_aliases()
    last_from = add_price()
    if (last_from) complain(FNR, "the first row of a model has no price_from")
    limits = int_of("context_window", 0) ", " int_of("max_output", 0)
    row[m] = provider ", " text_of(v["id"]) ", " form ", " limits ", " decimal("batch", "0") ", " decimal("regional", "1") ",\n     " \
        read_minimum() ", " int_of("max_breakpoints", -1) ", " word_of("mode", "cache_mode", "CACHE_UNKNOWN") ", " \
        int_of("ttl_short_s", 0) ", " int_of("ttl_long_s", 0) ",\n     " \
        read_state() ", " date_of("released") ", " date_of("retires") ", " date_of("earliest_end") ", " \
        word_of("end", "after_end", "false") ", " text_of(v["successor"]) ", " read_refuses() ", " \
        int_of("tool_prompt_auto", 0) ", " int_of("tool_prompt_forced", 0) ",\n     " \
        text_of(v["tokenizer"]) ", " word_of("confidence", "confidence", "") ", " date_of("verified") ", " \
        text_of(v["source"]) ", " text_of(v["doubt"]) ", " text_of(v["note"])
}

# Shell sort of the name index by bytes, then provider. The letter after the text keeps every
# comparison one of strings ("2" < "10" as text, not as numbers).
function name_after(a, b) {
    if ((name_text[a] "x") != (name_text[b] "x")) return less_bytes(name_text[b], name_text[a])
    return name_rank[a] > name_rank[b]
}
function less_bytes(a, b) { return (a "") < (b "") }
function sort_names(    gap, i, j, k) {
    for (i = 0; i < names; i++) order[i] = i
    for (gap = int(names / 2); gap > 0; gap = int(gap / 2))
        for (i = gap; i < names; i++) {
            k = order[i]
            for (j = i; j >= gap && name_after(order[j - gap], k); j -= gap) order[j] = order[j - gap]
            order[j] = k
        }
}

function print_pool(    i, j, c, n) {
    # Single characters, not one literal: C11 promises only 4095 bytes to a string literal.
    printf "const char facts_pool[] = {"
    n = 0
    for (i = 0; i < pool_count; i++)
        for (j = 1; j <= length(pool[i]); j++) {
            c = substr(pool[i], j, 1)
            if (c == "'" || c == "\\") c = "\\" c
            printf "%s'%s',", (n++ % 20 == 0) ? "\n    " : "", c
        }
    print "\n    0};\n"
}

function print_tables(    i, k) {
    print "/* Made by lint/facts/facts_table.awk from lint/facts/models.csv; do not edit. */"
    print "#include \"lint/facts/facts_table.h\"\n"
    print "const Date facts_table_date = " data_date ";\n"
    print "const Model facts_models[] = {"
    for (i = 0; i < models; i++)
        print "    {" row[i] ",\n     " price_first[i] ", " price_count[i] ", " alias_first[i] ", " alias_count[i] "},"
    print "};\nconst size_t facts_models_len = " models ";\n"
    print "const FactName facts_names[] = {"
    for (i = 0; i < names; i++) {
        k = order[i]
        print "    {" text_of(name_text[k]) ", " name_model[k] ", " name_form[k] "}, /* " name_text[k] " */"
    }
    print "};\nconst size_t facts_names_len = " names ";\n"
    print "const FactAlias facts_aliases[] = {"
    for (i = 0; i < aliases; i++) print "    " alias_row[i] ","
    if (!aliases) print "    {{0, 0}, ID_UNDATED},"
    print "};\n\nconst FactPrice facts_price_rows[] = {"
    for (i = 0; i < prices; i++) print "    " price_row[i] ","
    print "};\n"
    print_pool()
}

BEGIN {
    COLUMNS = "provider id aliases id_form context_window max_output price_from price_in price_out write_short write_long read long_over long_in long_out long_write_short long_write_long long_read storage batch regional min_tokens min_low min_high min_basis max_breakpoints cache_mode ttl_short_s ttl_long_s state released retires earliest_end after_end successor refuses tool_prompt_auto tool_prompt_forced tokenizer confidence verified source doubt note"
    DATED = " provider id price_from price_in price_out write_short write_long read long_over long_in long_out long_write_short long_write_long long_read storage verified source "
    PROVIDERS = "anthropic openai google bedrock vertex azure openrouter deepseek xai mistral moonshot alibaba zai minimax groq fireworks meta cerebras"
    columns = split(COLUMNS, column_name, " ")
    n = split(PROVIDERS, p, " ")
    for (i = 1; i <= n; i++) { provider_rank[p[i]] = i; words["provider", p[i]] = "PROVIDER_" toupper(p[i]) }
    learn("form", "pinned=ID_PINNED undated=ID_UNDATED snapshot=ID_SNAPSHOT floating=ID_FLOATING")
    learn("basis", "doc=MIN_DOCUMENTED measured=MIN_MEASURED inferred=MIN_INFERRED")
    learn("state", "active=STATE_ACTIVE limited=STATE_LIMITED deprecated=STATE_DEPRECATED retired=STATE_RETIRED unknown=STATE_UNKNOWN")
    learn("end", "rerouted=true error=false")
    learn("confidence", "doc=CONFIDENCE_DOCUMENTED mixed=CONFIDENCE_MIXED secondary=CONFIDENCE_SECONDARY inferred=CONFIDENCE_INFERRED")
    learn("mode", "none=CACHE_NONE breakpoints=CACHE_BREAKPOINTS breakpoints+best-effort=CACHE_BREAKPOINTS_BEST_EFFORT breakpoints-not-in-tools=CACHE_BREAKPOINTS_NOT_IN_TOOLS automatic=CACHE_AUTOMATIC automatic+breakpoints=CACHE_AUTOMATIC_BREAKPOINTS automatic+resource=CACHE_AUTOMATIC_RESOURCE automatic|breakpoints=CACHE_AUTOMATIC_OR_BREAKPOINTS key=CACHE_KEY")
    learn("refuses", "chat_max_tokens=REFUSES_CHAT_MAX_TOKENS sampling=REFUSES_SAMPLING prefill=REFUSES_PREFILL thinking_budget=REFUSES_THINKING_BUDGET thinking_off=REFUSES_THINKING_OFF forced_tool=REFUSES_FORCED_TOOL residency=REFUSES_RESIDENCY fast=REFUSES_FAST automatic=REFUSES_AUTOMATIC two_samplers=REFUSES_TWO_SAMPLERS adaptive=REFUSES_ADAPTIVE effort=REFUSES_EFFORT thinking_level=REFUSES_THINKING_LEVEL sampling_effort=REFUSES_SAMPLING_EFFORT chat_tools=REFUSES_CHAT_TOOLS reasons=REASONS_BY_DEFAULT penalties=REFUSES_PENALTIES stop=REFUSES_STOP system_turn=REFUSES_SYSTEM_TURN")
    models = names = aliases = prices = pool_len = pool_count = errors = header = 0
}

{ sub(/\r$/, "") }
/[^ -~]/ { complain(FNR, "only printable ASCII, please"); next }
/^# data / {
    v["date"] = $3
    data_date = date_of("date")
    next
}
/^#/ || /^$/ { next }

!header {
    header = 1
    if (!data_date) complain(FNR, "no '# data YYYY-MM-DD' line before the header")
    n = split_csv($0, f)
    for (i = 1; i <= columns; i++)
        if (f[i] != column_name[i]) complain(FNR, "column " i " should be " column_name[i] ", is '" f[i] "'")
    if (n != columns) complain(FNR, n " columns, not " columns)
    next
}

{
    n = split_csv($0, f)
    if (n != columns) { complain(FNR, n " fields, not " columns); next }
    for (i = 1; i <= columns; i++) v[column_name[i]] = f[i]
    check_sources()
    if (models && v["provider"] SUBSEP v["id"] == last_row) read_dated_price()
    else read_model()
    last_row = v["provider"] SUBSEP v["id"]
}

END {
    if (!models) complain(FNR, "no models")
    for (line in successor)
        if (!(successor[line] in name_line)) complain(line, "its successor is not in the table")
    if (errors) exit 1
    sort_names()
    print_tables()
}
