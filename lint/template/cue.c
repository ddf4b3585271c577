/* Where a text has no syntax that proves its language, a single {name} has to show by what
 * stands around it that a program fills it in, and not the model. */
#include "lint/template/scan.h"

bool template_is_alone(Str text, size_t start, size_t end) {
    if (start && byte_at(text, start - 1) == '"' && byte_at(text, end) == '"') start--, end++;
    bool before = start == 0 || text.ptr[start - 1] == '\n';
    return before && (end >= text.len || text.ptr[end] == '\n' || text.ptr[end] == '\r');
}

bool template_is_in_element(Str text, size_t start, size_t end) {
    return start && text.ptr[start - 1] == '>' && byte_at(text, end) == '<' &&
           byte_at(text, end + 1) == '/';
}

bool template_is_fenced(Str text, size_t start, size_t end) {
    enum { FENCE_LINE = 40 };
    if (start == 0 || text.ptr[start - 1] != '\n') return false;
    size_t line = start - 1;
    while (line > 0 && start - line < FENCE_LINE && text.ptr[line - 1] != '\n') line--;
    Str above = str_trim(str_slice(text, line, start));
    Str below = str_trim(str_slice(text, end, end + FENCE_LINE));
    return str_starts(above, STR("```")) && str_starts(below, STR("```"));
}

enum { LINE_BYTES = 400 }; /* longer lines are neither headings nor labelled values */

/* The line of text that ends before `end`, empty when it is too long; its start goes to *start. */
static Str line_before(Str text, size_t end, size_t *start) {
    size_t from = end;
    while (from > 0 && end - from < LINE_BYTES && text.ptr[from - 1] != '\n') from--;
    *start = from;
    bool whole = from == 0 || text.ptr[from - 1] == '\n';
    return whole ? str_trim(str_slice(text, from, end)) : (Str){text.ptr, 0};
}

/* Where the line at `at` ends, or STR_NOT_FOUND when that is too far. */
static size_t line_end(Str text, size_t at) {
    Str near = str_slice(text, at, at + LINE_BYTES + 1);
    size_t end = str_find_char(near, '\n', 0);
    if (end != STR_NOT_FOUND) return at + end;
    return near.len > LINE_BYTES ? STR_NOT_FOUND : at + near.len;
}

/* The last line with text that ends before the line which starts at `start`. */
static Str text_above(Str text, size_t start, size_t *from) {
    *from = start;
    if (start == 0) return (Str){text.ptr, 0};
    Str line = line_before(text, start - 1, from);
    return line.len == 0 && *from > 0 ? line_before(text, *from - 1, from) : line;
}

bool template_is_inputs_heading(Str line) {
    static const char *const words[] = {"input", "inputs", "input data", "variables", NULL};
    if (str_ends(line, STR("}"))) return false; /* most lines that are asked about */
    size_t from = 0, to = line.len;
    while (from < to && ascii_is_one_of(line.ptr[from], "#*- ")) from++;
    while (to > from && ascii_is_one_of(line.ptr[to - 1], "*: ")) to--;
    if (to < from + 5 || to > from + 10) return false;
    return str_is_any_nocase(str_slice(line, from, to), words);
}

bool template_ends_in_colon(Str line) {
    return str_ends(line, STR(":")) || str_ends(line, STR("\xEF\xBC\x9A"));
}

/* "## Mail", "Mail:", "**Mail:**", "--- MAIL ---", "[Mail]", also in brackets of other scripts */
static bool is_heading(Str line) {
    /* What none of them ends in, and most lines do. */
    if (!line.len || (line.ptr[0] != '#' &&
                      (line.ptr[line.len - 1] == '}' || ascii_is_alnum(line.ptr[line.len - 1]))))
        return false;
    while (str_ends(line, STR("*"))) line.len--;
    return line.len &&
           (line.ptr[0] == '#' || template_ends_in_colon(line) ||
            (line.ptr[0] == '[' && str_ends(line, STR("]"))) ||
            (str_starts(line, STR("\xE3\x80\x90")) && str_ends(line, STR("\xE3\x80\x91"))) ||
            (line.len > 8 && str_starts(line, STR("---")) && str_ends(line, STR("---"))));
}

/* The next word of `text` from *at on; an empty one at the end. */
static Str next_word(Str text, size_t *at) {
    while (*at < text.len && !ident_byte(text.ptr[*at])) ++*at;
    size_t from = *at;
    while (*at < text.len && ident_byte(text.ptr[*at])) ++*at;
    return str_slice(text, from, *at);
}

/* The same of letters alone: "user" and "preferences" of "user_preferences". */
static Str next_letters(Str text, size_t *at) {
    while (*at < text.len && !ascii_is_alpha(text.ptr[*at])) ++*at;
    size_t from = *at;
    while (*at < text.len && ascii_is_alpha(text.ptr[*at])) ++*at;
    return str_slice(text, from, *at);
}

static bool has_word(Str text, Str wanted) {
    size_t at = 0;
    for (Str word; (word = next_word(text, &at)).len;)
        if (str_eq_nocase(word, wanted)) return true;
    return false;
}

static bool has_word_of(Str text, const char *const *words) {
    size_t at = 0;
    for (Str word; (word = next_word(text, &at)).len;)
        if (str_is_any_nocase(word, words)) return true;
    return false;
}

/* At most so many bytes that end at `end`. */
static Str up_to(Str text, size_t end, size_t most) {
    return str_slice(text, end > most ? end - most : 0, end);
}

static const char *const output_words[] = {"answer",  "example",   "examples", "format", "generate",
                                           "output",  "outputs",   "produce",  "reply",  "report",
                                           "respond", "structure", "template", "return", NULL};

/* "DATA SOURCES:", "## Story parameters", "[Player state]", "Given this ticket:": what stands below
 * is handed to the model; not "Fill in the details:". */
bool template_is_given_heading(Str line) {
    static const char *const given[] = {
        "about",    "analyse",     "analyze", "background", "based",     "below",
        "brief",    "classify",    "compare", "consider",   "context",   "data",
        "details",  "evaluate",    "facts",   "following",  "follows",   "given",
        "info",     "information", "input",   "inputs",     "material",  "materials",
        "metadata", "parameters",  "profile", "provided",   "read",      "request",
        "source",   "sources",     "state",   "submission", "summarize", "translate",
        "using",    "variables",   NULL};
    static const char *const made[] = {"block",   "fill",     "include", "print", "save",
                                       "section", "sections", "show",    "write", NULL};
    if (!is_heading(line)) return false;
    bool is_given = false;
    size_t at = 0;
    for (Str word; (word = next_letters(line, &at)).len;) {
        if (str_is_any_nocase(word, output_words) || str_is_any_nocase(word, made)) return false;
        is_given |= str_is_any_nocase(word, given);
    }
    return is_given;
}

/* "format" and "example" in other languages, right above. */
static bool is_signed_output(Str text, size_t end) {
    enum { NEAR = 150 };
    static const char *const signs[] = {"formato", "salida",  "sortie", "ausgabe", "beispiel",
                                        "ejemplo", "输出",    "格式",   "示例",    "出力",
                                        "形式",    "출력",    "형식",   "формат",  "пример",
                                        "Формат",  "exemplo", NULL};
    Str above = up_to(text, end, NEAR);
    for (size_t i = 0; signs[i]; i++)
        if (str_has_nocase(above, str_from_c(signs[i]))) return true;
    return false;
}

bool template_speaks_of_output(Str text, size_t end) {
    enum { FAR = 1000 };
    return has_word_of(up_to(text, end, FAR), output_words) || is_signed_output(text, end);
}

/* A line without the remark in brackets at its end: "Language: {lang} (in Latin script)". */
static Str without_remark(Str line) {
    size_t open = str_ends(line, STR(")")) ? str_find(line, STR("} ("), 0) : STR_NOT_FOUND;
    return open == STR_NOT_FOUND ? line : str_slice(line, 0, open + 1);
}

/* "- Customer profile: {customer_json}", with nothing behind it but a remark; the name goes to
 * *name. */
static bool is_labelled_value(Str line, Str *name) {
    line = without_remark(line);
    size_t open = str_find_char(line, '{', 0), end = open;
    if (open == STR_NOT_FOUND) return false;
    if (open && byte_at(line, open - 1) == '`' && str_ends(line, STR("}`")))
        line = str_slice(line, 0, line.len - 1);
    if (!str_ends(line, STR("}"))) return false;
    Str label = str_trim(str_slice(line, 0, open));
    if (str_ends(label, STR("`"))) label = str_trim(str_slice(label, 0, label.len - 1));
    if (!template_ends_in_colon(label)) return false;
    do end++;
    while (ident_byte(byte_at(line, end)));
    *name = str_slice(line, open + 1, end);
    return name->len && byte_at(line, end) == '}' && end + 1 == line.len;
}

/* What a model is asked to write as often as to read. */
static bool is_written(Str name) {
    static const char *const words[] = {"answer",   "body",   "content",  "description", "draft",
                                        "feedback", "output", "response", "review",      "subject",
                                        "summary",  "title",  NULL};
    return str_is_any_nocase(name, words);
}

/* Nothing but one paragraph stands before `end`, and it speaks of no form to fill in. */
static bool is_opening(Str text, size_t end) {
    enum { LONGEST = 400 };
    Str opening = str_trim(str_slice(text, 0, end));
    return opening.len && opening.len < LONGEST && !str_has(opening, STR("\n\n")) &&
           !template_speaks_of_output(text, end) && !template_is_shown(text, end);
}

/* In a list of nothing but labelled values: under a heading of inputs, right below the opening of
 * the text, or with the content of a request among them under a heading that stands where no output
 * is spoken of. */
static bool is_listed_input(Str text, size_t at) {
    enum { MOST_LINES = 16 };
    size_t end = line_end(text, at), start;
    if (end == STR_NOT_FOUND) return false;
    Str name;
    /* to the end of the list, whichever of its lines is asked about */
    for (int i = 0; i < MOST_LINES && end < text.len; i++) {
        size_t next = line_end(text, end + 1);
        if (next == STR_NOT_FOUND ||
            !is_labelled_value(str_trim(str_slice(text, end, next)), &name))
            break;
        end = next;
    }
    Str line = line_before(text, end, &start), names[2 * MOST_LINES];
    int lines = 0;
    for (; lines < 2 * MOST_LINES && is_labelled_value(line, &names[lines]) && start > 0; lines++) {
        line = text_above(text, start, &start);
        if (template_is_inputs_heading(line) || template_is_given_heading(line)) return true;
    }
    if (lines < 2) return false;
    bool written = true;
    for (int i = 0; i < lines; i++) written &= is_written(names[i]);
    bool headed = is_heading(line);
    if (!written && !headed && is_opening(text, start + line.len)) return true;
    if (!headed || template_speaks_of_output(text, start + line.len)) return false;
    for (int i = 0; i < lines; i++) {
        VolatilityCause cause = volatility_of_name(names[i], NULL).cause;
        if (cause == CAUSE_INPUT || cause == CAUSE_IDENTITY || cause == CAUSE_SESSION ||
            cause == CAUSE_RETRIEVAL || cause == CAUSE_TOOL_OUTPUT)
            return true;
    }
    return false;
}

/* "## User profile", "<user_preferences>", "About the customer:" */
static bool is_person_heading(Str line) {
    static const char *const persons[] = {"caller",  "candidate", "client", "customer",
                                          "learner", "patient",   "player", "reader",
                                          "student", "user",      "users",  NULL};
    static const char *const kinds[] = {"about",       "context",     "data",    "details",  "info",
                                        "information", "preferences", "profile", "settings", NULL};
    static const char *const other[] = {"用户画像", "用户信息",     "用户资料",    "用户偏好",
                                        "用戶資料", "ユーザー情報", "사용자 정보", "사용자 프로필"};
    bool tag = str_starts(line, STR("<")) && str_ends(line, STR(">"));
    if (!tag && !is_heading(line)) return false;
    for (size_t i = 0; i < sizeof other / sizeof *other; i++)
        if (str_has(line, str_from_c(other[i]))) return true;
    bool person = false, kind = false;
    size_t at = 0;
    for (Str word; (word = next_letters(line, &at)).len;) {
        person |= str_is_any_nocase(word, persons);
        kind |= str_is_any_nocase(word, kinds);
    }
    return person && kind;
}

bool template_is_of_person(Str text, size_t at) {
    enum { MOST_LINES = 12 };
    size_t start;
    line_before(text, at, &start);
    for (int i = 0; i < MOST_LINES && start > 0; i++) {
        size_t below = start;
        Str line = text_above(text, start, &start);
        if (is_person_heading(line)) return true;
        bool gap = str_has(str_slice(text, start, below), STR("\n\n"));
        bool item = line.len && (ascii_is_one_of(line.ptr[0], "-*") || str_has(line, STR("{")));
        if (gap || !item) return false;
    }
    return false;
}

/* The next heading behind `end`, with nothing before it, opens orders to the model. */
static bool is_followed_by_orders(Str text, size_t end) {
    static const char *const words[] = {
        "guidelines", "instructions", "requirements", "rules", "task", "your", NULL};
    while (end < text.len && ascii_is_space(text.ptr[end])) end++;
    size_t stop = line_end(text, end);
    if (stop == STR_NOT_FOUND) return false;
    Str line = str_trim(str_slice(text, end, stop));
    return is_heading(line) && has_word_of(line, words);
}

/* "<facts>{JSON}</facts>" above "<summary>...": tags for the model to fill. */
static bool is_above_blank_tag(Str text, size_t at) {
    size_t below = str_find_char(text, '\n', at);
    if (below == STR_NOT_FOUND) return false;
    size_t stop = line_end(text, below + 1);
    Str line = str_trim(str_slice(text, below + 1, stop == STR_NOT_FOUND ? text.len : stop));
    return str_starts(line, STR("<")) && str_has(line, STR(">..."));
}

/* Right above stands that this is the shape of what the model writes. */
bool template_is_shown(Str text, size_t at) {
    static const char *const words[] = {"blank",     "blanks",   "example", "examples", "fill",
                                        "filled",    "form",     "format",  "output",   "outputs",
                                        "reply",     "respond",  "return",  "save",     "shape",
                                        "structure", "template", NULL};
    enum { NEAR = 200 };
    return has_word_of(up_to(text, at, NEAR), words) || is_signed_output(text, at) ||
           is_above_blank_tag(text, at);
}

/* Where the front matter of a document ends; 0 without any. */
static size_t front_matter_end(Str text) {
    size_t key = 4;
    if (!str_starts(text, STR("---\n"))) return 0;
    while (ident_byte(byte_at(text, key)) || byte_at(text, key) == '-') key++;
    if (byte_at(text, key) != ':') return 0;
    size_t end = str_find(text, STR("\n---"), 3);
    return end == STR_NOT_FOUND ? 0 : end;
}

bool template_is_slot(Str text, size_t at, size_t end) {
    size_t stop = end;
    if (byte_at(text, stop) == '.') stop++; /* "The topic is: {topic}." */
    if (str_starts(str_slice(text, stop, text.len), STR("\xE3\x80\x82"))) stop += 3; /* 。 */
    while (stop < text.len && ascii_is_one_of(text.ptr[stop], " \t\r\"'`*")) stop++;
    bool last = stop >= text.len || text.ptr[stop] == '\n' || text.ptr[stop] == '<';
    return last && label_introduces(text, at, end) && !template_is_shown(text, at);
}

/* A line of nothing but marks: "---", three quotes, a fence. */
static bool is_separator(Str line) {
    if (line.len < 3 || !ascii_is_one_of(line.ptr[0], "-=*~`\"'#<>")) return false;
    for (size_t i = 1; i < line.len; i++)
        if (line.ptr[i] != line.ptr[0]) return false;
    return true;
}

/* "<<<MAIL" above and ">>>" below, "=== MAIL ===" and "=== END ===": lines that open and close. */
static bool are_marker_lines(Str above, Str below) {
    enum { RUN = 3, LONGEST = 60 };
    static const char opening[] = "<=-~[+", closing[] = ">=-~]+";
    if (above.len < RUN || above.len > LONGEST || below.len < RUN || below.len > LONGEST)
        return false;
    const char *kind = memchr(opening, above.ptr[0], sizeof opening - 1);
    if (!kind) return false;
    char close = closing[kind - opening];
    if (below.ptr[0] != close && below.ptr[0] != *kind) return false;
    for (size_t i = 1; i < RUN; i++)
        if (above.ptr[i] != *kind || below.ptr[i] != below.ptr[0]) return false;
    return true;
}

/* The value is wrapped: <mail>{mail}</mail>, three quotes on both sides, or lines of marks above
 * and below. */
static bool is_wrapped(Str text, size_t start, size_t end) {
    Str before = up_to(text, start, 3), after = str_slice(text, end, end + 3);
    if (str_is(before, "\"\"\"") && str_is(after, "\"\"\"")) return true;
    if (template_is_in_element(text, start, end)) return true;
    if (!template_is_alone(text, start, end)) return false;
    size_t from, below = end;
    while (below < text.len && ascii_is_space(text.ptr[below])) below++;
    size_t stop = line_end(text, below);
    if (stop == STR_NOT_FOUND) return false;
    Str next = str_trim(str_slice(text, below, stop)), above = text_above(text, start, &from);
    bool element =
        str_starts(above, STR("<")) && str_ends(above, STR(">")) && str_starts(next, STR("</"));
    return element || are_marker_lines(above, next) || (is_separator(above) && str_eq(above, next));
}

/* A line that is a title in the brackets of Chinese and Japanese; not of what is to be written. */
static bool is_bracket_title(Str line) {
    static const char *const written[] = {"输出", "格式", "返回", "出力", "形式", "回答", NULL};
    for (size_t i = 0; written[i]; i++)
        if (str_has(line, str_from_c(written[i]))) return false;
    return str_starts(line, STR("【")) && str_ends(line, STR("】"));
}

/* {events} alone below "Zoek in de volgende lijst:": handed over, whatever the language, where no
 * output is spoken of. */
static bool is_introduced(Str text, size_t at, size_t end, Str name) {
    static const char *const made[] = {"fill", "like", "print", "save", "write", NULL};
    size_t start;
    if (name.len < 3 || is_written(name) || !template_is_alone(text, at, end)) return false;
    Str line = text_above(text, at, &start);
    bool titled = template_ends_in_colon(line) || is_bracket_title(line);
    return titled && !has_word_of(line, made) && !template_speaks_of_output(text, start + line.len);
}

/* {original_hooks} alone under "## Original Hooks", {findings} under "RESEARCH FINDINGS:"; under
 * any heading that hands things over, or where orders follow. */
static bool is_headed(Str text, size_t at, size_t end, Str name) {
    size_t start, word = template_last_word(name);
    if (!template_is_alone(text, at, end)) return false;
    Str line = text_above(text, at, &start);
    if (!is_heading(line)) return false;
    if (template_is_given_heading(line)) return true;
    if (template_speaks_of_output(text, start + line.len)) return false;
    if (is_followed_by_orders(text, end)) return true;
    VolatilityVerdict verdict = volatility_of_name(name, NULL);
    bool read = verdict.volatility >= VOL_APPEND && !is_written(name);
    return (word > 0 || read) && has_word(line, str_slice(name, word, name.len));
}

/* No other brace near by: a form for the model to fill in has more blanks than one. */
static bool is_only_brace(Str text, size_t at, size_t end) {
    enum { FAR = 4096 };
    Str before = up_to(text, at, FAR), after = str_slice(text, end, end + FAR);
    return str_find_either(before, '{', '}', 0) == STR_NOT_FOUND &&
           str_find_either(after, '{', '}', 0) == STR_NOT_FOUND;
}

/* {final_test_block} alone on its line, two words at least. */
static bool is_only_value(Str text, size_t at, Str name) {
    size_t end = at + name.len + 2;
    return template_is_alone(text, at, end) && template_last_word(name) &&
           is_only_brace(text, at, end);
}

/* "The topic is: "{topic_of_the_week}"" at the end of its line; not "key": "{value}", which is
 * JSON. A name of one word may be a blank of a form. */
static bool is_quoted_value(Str text, size_t start, size_t end, Str name) {
    enum { LABEL_BYTES = 80 };
    if (start == 0 || byte_at(text, start - 1) != '"' || byte_at(text, end) != '"') return false;
    if (end + 1 < text.len && text.ptr[end + 1] != '\n') return false;
    Str label = str_trim(up_to(text, start - 1, LABEL_BYTES - 1));
    if (!template_ends_in_colon(label) || label.len < 2 ||
        ascii_is_one_of(label.ptr[label.len - 2], "\"'"))
        return false;
    return template_last_word(name) || is_only_brace(text, start, end);
}

/* "Working directory: {cwd}": the label says the same as the name, which means one thing. */
static bool is_labelled_alike(Str text, size_t at, Str name) {
    VolatilityVerdict own = volatility_of_name(name, NULL);
    if (own.certainty > CERTAIN_NAME || own.volatility <= VOL_UNKNOWN) return false;
    VolatilityVerdict said = volatility_of_name(label_before(text, at), NULL);
    return said.cause == own.cause && said.certainty <= CERTAIN_NAME &&
           template_is_slot(text, at, at + name.len + 2);
}

/* {PLAYER_COLOR}: what a program replaces, as long as nobody speaks of what is to be written. */
static bool is_caps_name(Str text, size_t at, Str name) {
    bool words = false;
    for (size_t i = 0; i < name.len; i++) {
        if (!ascii_is_upper(name.ptr[i]) && !ascii_is_digit(name.ptr[i]) && name.ptr[i] != '_')
            return false;
        words |= i > 0 && name.ptr[i] == '_';
    }
    char before = at ? text.ptr[at - 1] : ' ';
    return words && !ascii_is_one_of(before, "$/\\`.-_") && !ident_byte(before) &&
           !template_is_shown(text, at) && !label_mentions(text, at);
}

bool template_has_caps_field(Str text) {
    for (size_t i = 0; (i = str_find_char(text, '{', i)) != STR_NOT_FOUND; i++) {
        size_t end = field_name_end(text, i + 1);
        if (end > i + 1 && byte_at(text, end) == '}' &&
            is_caps_name(text, i, str_slice(text, i + 1, end)))
            return true;
    }
    return false;
}

/* {received_email} alone on its line: two words that mean what is read, whatever is spoken of. */
bool template_is_read(Str text, size_t at, Str name) {
    size_t word = template_last_word(name);
    return word > 0 && template_is_alone(text, at, at + name.len + 2) &&
           template_is_input_name(name) && !is_written(str_slice(name, word, name.len));
}

bool template_is_cued(Str text, size_t at, Str name) {
    VolatilityVerdict verdict = volatility_of_name(name, NULL);
    if (verdict.cause == CAUSE_CLOCK || verdict.cause == CAUSE_DATE)
        return label_says_now(label_before(text, at));
    size_t end = at + name.len + 2;
    if (is_labelled_alike(text, at, name) || is_caps_name(text, at, name)) return true;
    if (is_wrapped(text, at, end) || is_quoted_value(text, at, end, name))
        return !template_is_shown(text, at) || template_is_read(text, at, name);
    return is_only_value(text, at, name) ||
           (template_is_input_name(name) && template_is_alone(text, at, end)) ||
           is_headed(text, at, end, name) || is_listed_input(text, at) ||
           is_introduced(text, at, end, name);
}

/* '<<plant_name>>' */
bool template_is_between_quotes(Str text, size_t start, size_t end) {
    char quote = start ? text.ptr[start - 1] : '\0';
    return (quote == '\'' || quote == '"') && byte_at(text, end) == quote;
}

bool template_is_handed(Str text, size_t at, size_t end, Str name) {
    return (is_wrapped(text, at, end) && !template_is_shown(text, at)) ||
           (template_is_input_name(name) && is_headed(text, at, end, name));
}

/* "key": "{value}" in a form that the model is to write; input by its name may be handed over so.
 */
static bool is_json_blank(Str text, size_t at, Str name) {
    enum { NEAR = 200 };
    size_t end = at;
    if (end && text.ptr[end - 1] == '"') end--;
    while (end && text.ptr[end - 1] == ' ') end--;
    bool entry = end > 1 && text.ptr[end - 1] == ':' && text.ptr[end - 2] == '"';
    return entry &&
           (!template_is_input_name(name) || has_word(up_to(text, at, NEAR), STR("write")));
}

/* A slot for a name of two words that is no date: "Scan goal: {scan_goal}"; name={userName} is an
 * attribute in code. */
static bool is_telling_slot(Str text, size_t at, Str name) {
    enum { NEAR = 200 };
    bool attribute = at && text.ptr[at - 1] == '=';
    if (attribute || !template_last_word(name) || is_json_blank(text, at, name)) return false;
    if (!template_is_slot(text, at, at + name.len + 2)) return false;
    VolatilityCause cause = volatility_of_name(name, NULL).cause;
    return cause != CAUSE_DATE && cause != CAUSE_CLOCK && cause != CAUSE_CONFIG &&
           !has_word(up_to(text, at, NEAR), STR("report"));
}

/* "Topic: {topic}" below a sentence that opens the text. */
static bool is_below_opening(Str text, size_t at) {
    size_t line = at;
    while (line && text.ptr[line - 1] != '\n') line--;
    Str label = str_slice(text, line, at), opening = str_trim(str_slice(text, 0, line));
    while (label.len && ascii_is_one_of(label.ptr[label.len - 1], " \t\"'`*_")) label.len--;
    char last = label.len > 1 ? label.ptr[label.len - 2] : ' ';
    Str first = str_slice(opening, 0, str_find_char(opening, '\n', 0));
    bool sentence = str_has_char(first, ' ') && first.ptr[0] != '#' && !str_has_char(opening, '{');
    return sentence && template_ends_in_colon(label) && !ascii_is_one_of(last, " \"'");
}

/* Such a value before anything is said of what is to be written; not of a configuration. */
static bool is_opening_slot(Str text, size_t at, Str name) {
    enum { OPENING = 600, SHORTEST = 3 };
    static const char *const settings[] = {"config",   "configuration", "configured",
                                           "settings", "setup",         NULL};
    if (at > OPENING || name.len < SHORTEST || is_written(name)) return false;
    if (!is_below_opening(text, at) || has_word_of(up_to(text, at, OPENING), settings))
        return false;
    VolatilityVerdict verdict = volatility_of_name(name, NULL);
    bool moment = verdict.cause == CAUSE_CLOCK || verdict.cause == CAUSE_DATE;
    return !moment && verdict.cause != CAUSE_CONFIG &&
           template_is_slot(text, at, at + name.len + 2) && !template_speaks_of_output(text, at);
}

Fences fences_begin(Str text) {
    return (Fences){str_find(text, STR("```"), 0), false};
}

bool fences_hold(Fences *fences, Str text, size_t at) {
    for (; fences->next < at; fences->open = !fences->open)
        fences->next = str_find(text, STR("```"), fences->next + 3);
    return fences->open;
}

/* Texts with such names are often filled by plain replacement, so their other braces prove
 * nothing. */
bool template_has_cue(Str text) {
    Fences fences = fences_begin(text);
    for (size_t i = front_matter_end(text); (i = str_find_char(text, '{', i)) != STR_NOT_FOUND;
         i++) {
        size_t end = field_name_end(text, i + 1);
        Str name = str_slice(text, i + 1, end);
        bool whole = name.len && byte_at(text, end) == '}';
        bool telling =
            !whole && (template_is_phrase_field(text, i) || template_code_field_end(text, i) > i);
        if (!whole && !telling) continue;
        if (fences_hold(&fences, text, i)) {
            if (whole && template_is_fenced(text, i, end + 1) && template_tells_change(name))
                return true;
            continue;
        }
        if (telling) return true;
        if (template_is_cued(text, i, name) || is_telling_slot(text, i, name) ||
            is_opening_slot(text, i, name))
            return true;
    }
    return false;
}
