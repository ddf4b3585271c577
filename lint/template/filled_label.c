/* Values that stand behind a label, alone on their line: "Working directory: /home/ada",
 * "<user_name>Ada</user_name>", "Session state: {"tempo": 122}"; below a heading such as "Customer
 * profile" any label has one. */
#include "lint/template/filled_parts.h"
#include "lint/template/scan.h"

enum { VALUE_BYTES = 100 }; /* of a label's value, at most */

static Str without_decoration(Str s) {
    s = str_trim(s);
    while (s.len && ascii_is_one_of(s.ptr[0], "-*#>•· ")) s = str_slice(s, 1, s.len);
    return s;
}

static size_t words_of(Str s) {
    size_t words = 1;
    for (size_t i = 0; i < s.len; i++) words += s.ptr[i] == ' ';
    return words;
}

/* Not a sentence or a list of choices. */
static bool is_value(Str value) {
    enum { MOST_WORDS = 6 };
    static const char *const types[] = {
        "string", "number",  "integer", "boolean", "none",  "null", "optional", "required",
        "ask",    "unknown", "n/a",     "the",     "a",     "an",   "your",     "collect",
        "if",     "when",    "where",   "what",    "which", "any",  "use",      "provide",
        "must",   "should",  "see",     "always",  "never", "not",  "only",     "true",
        "false",  "yes",     "no",      "how",     "who",   NULL};
    size_t words = 1;
    for (size_t i = 0; i + 1 < value.len; i++) {
        if (value.ptr[i] == ' ') words++;
        if ((value.ptr[i] == '.' || value.ptr[i] == ';') && value.ptr[i + 1] == ' ') return false;
    }
    size_t first = 0;
    while (first < value.len && (ascii_is_alnum(value.ptr[first]) || value.ptr[first] == '/'))
        first++;
    return words <= MOST_WORDS && !str_is_any_nocase(str_slice(value, 0, first), types) &&
           !ascii_is_one_of(value.ptr[0], "<{[(%") &&
           (value.ptr[0] != '$' || ascii_is_digit(byte_at(value, 1)));
}

static bool is_path(Str value) {
    if (value.len < 2) return false;
    if (value.ptr[0] == '/' || (value.ptr[0] == '~' && value.ptr[1] == '/')) return true;
    return ascii_is_alpha(value.ptr[0]) && value.ptr[1] == ':' && value.len > 2 &&
           (value.ptr[2] == '\\' || value.ptr[2] == '/');
}

static bool is_folder(Str label) {
    static const char *const words[] = {"director",     "folder",    "workspace", "cwd",
                                        "project root", "repo root", NULL};
    return filled_has_any(label, words);
}

/* Of one machine: below somebody's home, or temporary. */
static bool is_own_path(Str value) {
    static const char *const starts[] = {"/home/", "/Users/",    "/tmp/",
                                         "/root/", "/private/",  "/var/folders/",
                                         "/mnt/",  "/workspace", NULL};
    for (const char *const *start = starts; *start; start++)
        if (str_starts(value, str_from_c(*start))) return true;
    return is_path(value) && value.ptr[0] != '/';
}

/* A name, a number, an address of e-mail: no quotation, no code. */
static bool is_plain(Str value) {
    for (size_t i = 0; i < value.len; i++)
        if (!filled_id_byte(value.ptr[i]) && (unsigned char)value.ptr[i] < 0x80 &&
            !ascii_is_one_of(value.ptr[i], " @.+',"))
            return false;
    return !str_starts(value, STR("“")) && !str_starts(value, STR("「")) &&
           !str_ends(value, STR(".")) && !str_has(value, STR(" or "));
}

/* What follows a sentence is not of the path in front of it. */
static Str cut_path(Str value) {
    size_t end = 0;
    while (end + 1 < value.len &&
           !(value.ptr[end + 1] == ' ' && ascii_is_one_of(value.ptr[end], ".,;")))
        end++;
    return end + 1 < value.len ? str_slice(value, 0, end) : value;
}

/* "dwight.s (role: manager)", "Ada.": without what is said of it. */
static Str without_remark(Str value) {
    size_t open = str_find(value, STR(" ("), 0);
    if (open != STR_NOT_FOUND && open > 0 && str_ends(value, STR(")"))) value.len = open;
    if (str_ends(value, STR(".")) && words_of(value) <= 2 && value.len > 2) value.len--;
    return value;
}

/* `Label: value` or `<label>value</label>`, alone on the line. */
static bool cut_label(Str text, size_t start, size_t end, Str *label, Str *value) {
    Str line = without_decoration(str_slice(text, start, end));
    if (!line.len) return false;
    if (line.ptr[0] == '<') {
        size_t close = str_find_char(line, '>', 0);
        if (close == STR_NOT_FOUND || close < 2) return false;
        *label = str_slice(line, 1, close);
        *value = str_slice(line, close + 1, line.len);
        size_t tag = str_find(*value, STR("</"), 0);
        if (tag == STR_NOT_FOUND) return false;
        *value = str_trim(str_slice(*value, 0, tag));
        return true;
    }
    enum { LONGEST = 50 };
    const Str wide_colon = STR("：");
    Str near = str_slice(line, 0, LONGEST + wide_colon.len - 1);
    size_t at = str_find_either(near, ':', '=', 0), wide = str_find(near, wide_colon, 0);
    if (wide < at) at = wide;
    if (at == 0 || at >= LONGEST) return false; /* also where there is none */
    size_t sign = line.ptr[at] == ':' || line.ptr[at] == '=' ? 1 : 3;
    *label = str_slice(line, 0, at);
    while (label->len && ascii_is_one_of(label->ptr[label->len - 1], "*`\" ")) label->len--;
    *value = str_slice(line, at + sign, line.len);
    while (value->len && ascii_is_one_of(value->ptr[0], "*`\" \t"))
        *value = str_slice(*value, 1, value->len);
    *value = str_trim(*value);
    if (is_path(*value)) *value = cut_path(*value);
    *value = without_remark(*value);
    while (value->len && ascii_is_one_of(value->ptr[value->len - 1], "`\",;")) value->len--;
    return true;
}

/* `"retry": 2` and `retries: 3` say how often something may be done, not how often it was. */
static bool is_setting(Str label) {
    static const char *const names[] = {"retry", "retries", "attempts", NULL};
    bool member = str_find_char(label, '"', 0) != STR_NOT_FOUND;
    return member || str_is_any_nocase(label, names);
}

/* "Current temperature", "The user's current view", "Aktueller Preis". */
static bool is_of_now(Str label) {
    static const char *const starts[] = {"current ", "aktuelle", "текущ", "Текущ", "当前",
                                         "目前",     "現在の",   "현재 ", NULL};
    static const char *const ends[] = {" actual", " atual", " actuel", " actuelle", NULL};
    char first = label.len ? ascii_lower(label.ptr[0]) : '\0', last = byte_at(label, label.len - 1);
    bool now = false;
    if (first == 'c' || first == 'a' || is_wide(first))
        for (const char *const *start = starts; !now && *start; start++)
            now = str_starts_nocase(label, str_from_c(*start));
    if (last == 'l' || last == 'e')
        for (const char *const *end = ends; !now && *end; end++)
            now = str_ends_nocase(label, str_from_c(*end));
    now = now || str_has(label, STR("s current "));
    return now && !filled_holds_digit(label) && !str_has(label, STR(","));
}

/* The table knows the first words only. */
static VolatilityVerdict verdict_of_now(Str label) {
    size_t owned = str_find(label, STR("s current "), 0);
    if (owned != STR_NOT_FOUND) label = str_slice(label, owned + 2, label.len);
    VolatilityVerdict verdict = volatility_of_name(label, NULL);
    if (verdict.cause != CAUSE_NONE && verdict.cause != CAUSE_LIVE_STATE) return nothing.verdict;
    return (VolatilityVerdict){VOL_SESSION, CAUSE_LIVE_STATE, CERTAIN_AMBIGUOUS};
}

/* "WhatsApp number of the session": of the session, whatever it is. */
static bool is_of_session(Str label) {
    static const char *const words[] = {"session", "sessão", "sesión", "sitzung",
                                        "сесси",   "会话",   "세션",   NULL};
    return filled_has_any(label, words);
}

/* A name or the like: "Group Study Room", "Lisbon, Portugal", "upload_cover". */
static bool is_named(Str value) {
    enum { MOST_WORDS = 4, MOST_BYTES = 24 };
    size_t words = words_of(value);
    if (words > MOST_WORDS || !is_plain(value)) return false;
    if (is_wide(value.ptr[0])) return value.len <= MOST_BYTES && !str_has(value, STR("、"));
    return words == 1 || ascii_is_upper(value.ptr[0]);
}

/* "3 of 5", "80 %": no sentence with a number in it. */
static bool is_amount(Str value) {
    enum { MOST_WORDS = 3 };
    return filled_holds_digit(value) && words_of(value) <= MOST_WORDS &&
           !ascii_is_one_of(value.ptr[value.len - 1], "*):");
}

/* Not of the user in so many words, and still of somebody. */
static bool is_of_somebody(Str label) {
    static const char *const ends[] = {"full name", "logged in as", "signed in as", NULL};
    for (const char *const *end = ends; *end; end++)
        if (str_ends_nocase(label, str_from_c(*end))) return true;
    return false;
}

/* Whether the value is of the kind that its label promises. */
static bool fits(VolatilityVerdict verdict, Str label, Str value) {
    switch (verdict.cause) {
    case CAUSE_SESSION: return is_path(value) || filled_id_end(value, 0) == value.len;
    case CAUSE_LOCALE: return (is_of_now(label) || filled_names_person(label)) && is_named(value);
    case CAUSE_COUNTER:
        return ascii_is_digit(value.ptr[0]) && is_amount(value) && !is_setting(label);
    case CAUSE_LIVE_STATE: return is_amount(value);
    case CAUSE_ID: return filled_id_end(value, 0) == value.len;
    default: return false;
    }
}

/* A value that its own label tells. */
static VolatilityVerdict told_by_label(Str label, Str value, bool assigned) {
    bool named = is_named(value);
    if (!named && !filled_holds_digit(value) && !is_path(value)) return nothing.verdict;
    VolatilityVerdict verdict = volatility_of_name(label, NULL);
    if (is_own_path(value) && is_folder(label))
        verdict = (VolatilityVerdict){VOL_SESSION, CAUSE_SESSION, CERTAIN_NAME};
    if (!assigned && named && (is_of_somebody(label) || filled_of_user(label)))
        return (VolatilityVerdict){VOL_USER, CAUSE_IDENTITY, CERTAIN_NAME};
    bool vague = verdict.certainty > CERTAIN_NAME;
    if (!vague) return fits(verdict, label, value) ? verdict : nothing.verdict;
    if (value.len >= 8 && filled_id_end(value, 0) == value.len && is_of_session(label))
        return (VolatilityVerdict){VOL_SESSION, CAUSE_SESSION, CERTAIN_NAME};
    if (!is_of_now(label)) return nothing.verdict;
    if (!filled_holds_digit(value) && (is_wide(label.ptr[0]) || !named)) return nothing.verdict;
    return verdict_of_now(label);
}

/* {"tempo":122}: what a program holds, behind words that say so. */
static VolatilityVerdict told_by_object(Str label, Str value) {
    VolatilityVerdict verdict = volatility_of_name(label, NULL);
    bool members = value.ptr[0] == '{' && str_has(value, STR("\":"));
    bool kept = verdict.cause == CAUSE_LIVE_STATE || verdict.cause == CAUSE_SESSION ||
                verdict.cause == CAUSE_IDENTITY || verdict.cause == CAUSE_MEMORY;
    if (!members || !kept || verdict.certainty > CERTAIN_AMBIGUOUS) return nothing.verdict;
    if (verdict.volatility == VOL_CALL) verdict.volatility = VOL_SESSION;
    return verdict;
}

/* A value of a block of them, whatever its label. */
static VolatilityVerdict told_by_block(const FilledText *filled, Str label, Str value) {
    enum { MOST_WORDS = 4 };
    if (filled->block.volatility == VOL_CONSTANT || words_of(label) > MOST_WORDS)
        return nothing.verdict;
    return filled_holds_digit(value) || is_named(value) ? filled->block : nothing.verdict;
}

/* "Session state", "Customer profile", "Current context": what stands below is filled in. */
static VolatilityVerdict verdict_of_heading(Str heading) {
    static const char *const now[] = {"current", "live",    "real-time",     "realtime",
                                      "session", "runtime", "system status", NULL};
    static const char *const things[] = {"context", "state",   "status",  "info",  "information",
                                         "details", "data",    "profile", "stats", "snapshot",
                                         "record",  "summary", "report",  NULL};
    enum { MOST_WORDS = 4 };
    size_t words = 1, last = 0;
    for (size_t i = 0; i < heading.len; i++)
        if (heading.ptr[i] == ' ' || heading.ptr[i] == '_') {
            words++;
            last = i + 1;
        }
    if (words < 2 || words > MOST_WORDS ||
        !str_is_any_nocase(str_slice(heading, last, heading.len), things))
        return nothing.verdict;
    if (filled_names_person(heading))
        return (VolatilityVerdict){VOL_USER, CAUSE_IDENTITY, CERTAIN_NAME};
    if (filled_has_any(heading, now))
        return (VolatilityVerdict){VOL_SESSION, CAUSE_LIVE_STATE, CERTAIN_NAME};
    return nothing.verdict;
}

void filled_headings(FilledText *filled, size_t start, size_t end) {
    enum { MOST_LINES = 20, LONGEST = 60 };
    Str line = start < end ? str_trim(str_slice(filled->text, start, end)) : (Str){0};
    if (!line.len) {
        if (filled->block_lines) filled->block = nothing.verdict;
        return;
    }
    char first = line.ptr[0], last = line.ptr[line.len - 1];
    bool heading = first == '#' || ascii_is_one_of(last, ":>]*=") || str_ends(line, STR("："));
    if (!heading || line.len > LONGEST) {
        if (filled->block_lines++ > MOST_LINES) filled->block = nothing.verdict;
        return;
    }
    while (line.len && ascii_is_one_of(line.ptr[0], "#*<[=-:>] "))
        line = str_slice(line, 1, line.len);
    size_t remark = str_find(line, STR(" ("), 0);
    if (remark != STR_NOT_FOUND) line.len = remark;
    while (line.len && ascii_is_one_of(line.ptr[line.len - 1], "#*]=:> -")) line.len--;
    filled->block = line.len && line.ptr[0] == '/' ? nothing.verdict : verdict_of_heading(line);
    filled->block_lines = 0;
}

FilledValue filled_by_label(FilledText *filled, size_t start, size_t end) {
    Str text = filled->text, label, value;
    if (!cut_label(text, start, end, &label, &value)) return nothing;
    if (!value.len) return nothing;
    size_t at = (size_t)(value.ptr - text.ptr);
    const char *behind = label.ptr + label.len;
    bool assigned = memchr(behind, '=', (size_t)(value.ptr - behind)) != NULL;
    VolatilityVerdict verdict = nothing.verdict;
    if (value.ptr[0] == '{') {
        verdict = told_by_object(label, value);
        if (value.len > VALUE_BYTES) value.len = VALUE_BYTES;
    } else if (value.len <= VALUE_BYTES &&
               (filled_holds_digit(value) || is_path(value) || (!assigned && is_plain(value))) &&
               is_value(value)) {
        verdict = told_by_label(label, value, assigned);
        if (verdict.volatility == VOL_CONSTANT) verdict = told_by_block(filled, label, value);
    }
    return (FilledValue){verdict, at, at + value.len};
}
