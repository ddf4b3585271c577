/* What programs fill in without a template language: printf's %s, and names in capitals between
 * marks of their own, which are replaced as they stand: __TOPIC__, %TOPIC%, |TOPIC|, @TOPIC@,
 * [TOPIC], $topic$, $$TOPIC$$, ((topic)); and blanks in words, [your topic]. Prose has all of these
 * characters, so the place has to show that a value is given. */
#include "lint/template/scan.h"

enum { LONGEST_NAME = 48 };

/* ---- printf ---- */

/* The end of a conversion at `at`: %s, %d, %-10s, %.2f, %1$s, %(name)s; `at` when it is none. */
static size_t conversion_end(Str text, size_t at, Str *name) {
    size_t i = at + 1;
    *name = str_slice(text, i, i);
    if (i < text.len && text.ptr[i] == '(') {
        size_t close = str_find_char(text, ')', i);
        if (close == STR_NOT_FOUND || close - i > LONGEST_NAME) return at;
        *name = str_slice(text, i + 1, close);
        i = close + 1;
    }
    while (i < text.len && ascii_is_one_of(text.ptr[i], "0123456789.$+-")) i++;
    bool converts = i < text.len && ascii_is_one_of(text.ptr[i], "sdvqfgiu");
    return converts && (i + 1 >= text.len || !ascii_is_alnum(text.ptr[i + 1])) ? i + 1 : at;
}

/* Quotes and brackets do not count: '%s' is a value like any other. */
static bool is_value_place(Str text, size_t start, size_t end) {
    if (start && end < text.len && ascii_is_one_of(text.ptr[start - 1], "'\"`")) start--, end++;
    return label_introduces(text, start, end);
}

/* printf would refuse a text with any other use of the percent sign. */
bool template_has_printf(Str text) {
    bool given = false;
    for (size_t i = 0; (i = str_find_char(text, '%', i)) != STR_NOT_FOUND;) {
        Str name;
        size_t end = conversion_end(text, i, &name);
        bool percent = byte_at(text, i + 1) == '%';
        if (end == i && !percent) return false;
        given |= end > i && (template_is_known_name(name) || is_value_place(text, i, end));
        i = percent ? i + 2 : end;
    }
    return given;
}

bool scan_printf(Scanner *s) {
    Str name;
    if (scanner_byte(s, s->at + 1) == '%') {
        s->at++; /* the caller steps over the second one of the escape */
        return false;
    }
    size_t end = conversion_end(s->text, s->at, &name);
    if (end == s->at) return false;
    ExpressionValue value = {{VOL_UNKNOWN, CAUSE_NONE, CERTAIN_NOT},
                             str_slice(s->text, s->at, end)};
    if (name.len) value = placeholder_value(s, name);
    scanner_cut(s, PIECE_PLACEHOLDER, end, value);
    return true;
}

/* ---- marks ---- */

typedef struct {
    const char *open, *close;
    /* Case of the names; most marks stand around words of any text, too. Names of the other case
     * have to tell what they are. */
    bool lower, upper;
} Mark;

/* The mark at `at`, NULL when there is none. */
static const Mark *mark_at(Str text, size_t at) {
    static const Mark marks[] = {
        {"__", "__", false, true}, {"@@", "@@", false, true}, {"###", "###", false, true},
        {"##", "##", false, true}, {"[", "]", false, true},   {"|", "|", false, true},
        {"%", "%", true, true},    {"@", "@", false, true},   {"#", "#", false, true},
        {"{$", "}", true, true},   {"$$", "$$", false, true}, {"$", "$", true, false},
        {"((", "))", true, true},  {"<", ">", false, true},   {"\xC2\xAB", "\xC2\xBB", true, true}};
    Str rest = str_slice(text, at, text.len);
    for (size_t i = 0; rest.len && i < sizeof marks / sizeof *marks; i++)
        if (marks[i].open[0] == rest.ptr[0] && str_starts(rest, str_from_c(marks[i].open)))
            return &marks[i];
    return NULL;
}

/* The name is written as the names of this mark are. */
static bool is_usual(Str name, const Mark *mark) {
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        if (c == ' ' || (ascii_is_lower(c) && !mark->lower) || (ascii_is_upper(c) && !mark->upper))
            return false;
    }
    return true;
}

/* [PASTE DRAFT], [INSERT RESUME HERE]: whoever sends the text puts something in, whatever it is. */
static bool asks_for_input(Str name) {
    bool put = str_starts_nocase(name, STR("INSERT ")) || str_starts_nocase(name, STR("PUT ")) ||
               str_starts_nocase(name, STR("ENTER ")) || str_starts_nocase(name, STR("YOUR "));
    return str_starts_nocase(name, STR("PASTE ")) || (put && str_ends_nocase(name, STR(" HERE")));
}

/* Behind a label, at the end of its line; or alone on the line below one. */
static bool is_labelled(Str text, size_t start, size_t end) {
    while (end < text.len && ascii_is_one_of(text.ptr[end], " \t\r\"'")) end++;
    if (end < text.len && text.ptr[end] != '\n') return false;
    while (start && ascii_is_one_of(text.ptr[start - 1], " \t\"'")) start--;
    while (start && (text.ptr[start - 1] == '\n' || text.ptr[start - 1] == '\r')) start--;
    return template_ends_in_colon(str_slice(text, 0, start));
}

/* "[your topic]", "[paste the text here]": a blank for whoever sends the prompt. */
static bool asks_in_words(Str name) {
    static const char *const verbs[] = {"enter ", "insert ", "paste ", "put ", NULL};
    if (str_ends_nocase(name, STR(" name"))) return false; /* of a form */
    return str_starts_any_nocase(name, verbs) || str_starts_nocase(name, STR("your ")) ||
           str_has_nocase(name, STR(" your "));
}

/* The end of a blank in small letters at `at`, or `at`; not of a link, a footnote or a box to tick.
 */
static size_t blank_end(Str text, size_t at, Str *name) {
    enum { LONGEST = 120 };
    size_t end = at + 1;
    if (byte_at(text, at) != '[' || (at && ascii_is_one_of(text.ptr[at - 1], "[!`"))) return at;
    while (end < text.len && end - at < LONGEST && !ascii_is_one_of(text.ptr[end], "[]\n`{}<>\""))
        end++;
    *name = str_slice(text, at + 1, end);
    bool letters = ascii_is_alpha(byte_at(*name, 0)) && ascii_is_alnum(byte_at(text, end - 1));
    bool small = false;
    for (size_t i = 0; i < name->len; i++) small |= ascii_is_lower(name->ptr[i]);
    letters &= small;
    return letters && byte_at(text, end) == ']' && !ascii_is_one_of(byte_at(text, end + 1), "([:")
               ? end + 1
               : at;
}

/* Behind a label or alone below one as the prompt opens, where no form for the answer is shown. */
static bool is_worded_blank(Str text, size_t at, size_t end, Str name) {
    enum { OPENING = 600 };
    return at < OPENING && asks_in_words(name) && is_labelled(text, at, end) &&
           !template_is_shown(text, at);
}

/* "Initiative: [name]", one of a row of such lines under a heading that hands things over. */
static bool is_listed_blank(Str text, size_t at, size_t end) {
    enum { MOST_LINES = 12, LINE_BYTES = 200 };
    if (!is_labelled(text, at, end) || template_is_shown(text, at)) return false;
    size_t line = at;
    for (int lines = 0; lines < MOST_LINES; lines++) {
        while (line && text.ptr[line - 1] != '\n') line--;
        size_t above = line;
        while (above && ascii_is_space(text.ptr[above - 1])) above--;
        size_t start = above;
        while (start && above - start < LINE_BYTES && text.ptr[start - 1] != '\n') start--;
        Str said = str_slice(text, start, above);
        if (!str_ends(said, STR("]"))) return template_is_given_heading(said);
        if (!str_has(said, STR(": ["))) return false;
        line = start;
    }
    return false;
}

/* The end of a marked name at `at`, or `at`. [USER NAME] may have blanks in it. */
static size_t marked_end(Str text, size_t at, Str *name) {
    if (at && (ascii_is_alnum(text.ptr[at - 1]) || text.ptr[at - 1] == '_')) return at;
    const Mark *mark = mark_at(text, at);
    if (!mark) return at;
    size_t from = at + strlen(mark->open);
    bool spaced = mark->open[0] == '(' && byte_at(text, from) == ' '; /* (( name )) */
    size_t end = from += spaced;
    bool caps = false;
    for (; end < text.len && end - from < LONGEST_NAME; end++) {
        char c = text.ptr[end];
        caps |= c == ' ';
        if ((c == ' ' && mark->open[0] != '[') || (caps && ascii_is_lower(c))) break;
        if (!ident_byte(c) && c != ' ') break;
        if (c == '_' && end > from && mark->open[0] == '_' && byte_at(text, end + 1) == '_') break;
    }
    while (end > from && text.ptr[end - 1] == '_') end--; /* of the closing mark */
    *name = str_slice(text, from, end);
    if (name->len < 3 || !ident_byte(name->ptr[0])) return at;
    if (!is_usual(*name, mark) && !template_tells_change(*name) && !asks_for_input(*name))
        return at;
    if (spaced && byte_at(text, end) == ' ') end++;
    bool closed = str_starts(str_slice(text, end, text.len), str_from_c(mark->close));
    return closed ? end + strlen(mark->close) : at;
}

/* <QUESTION> opens an element where </QUESTION> follows. */
static bool is_element(Str text, size_t at, Str name) {
    enum { FAR = 4096 };
    if (text.ptr[at] != '<') return false;
    Str near = str_slice(text, at, at + FAR);
    for (size_t i = 0; (i = str_find(near, STR("</"), i)) != STR_NOT_FOUND; i++)
        if (str_starts(str_slice(near, i + 2, near.len), name)) return true;
    return false;
}

/* [WEATHER] alone below a label or a title, "Days: [DAYS]", also with a unit behind it. */
static bool is_value_of_list(Str text, size_t start, size_t end) {
    enum { UNIT_BYTES = 8 };
    Str rest = str_slice(text, end, end + UNIT_BYTES);
    if (!str_has_char(rest, '\n') && end + rest.len < text.len) return false;
    size_t above = start;
    while (above && ascii_is_space(text.ptr[above - 1])) above--;
    if (template_ends_in_colon(str_slice(text, 0, above))) return true;
    bool alone = above < start && memchr(text.ptr + above, '\n', start - above) != NULL;
    size_t line = above;
    while (line && text.ptr[line - 1] != '\n') line--;
    return alone && byte_at(text, line) == '#';
}

/* $topic$ as the whole of a line: no formula is. */
static bool is_alone(Str text, size_t start, size_t end) {
    return (start == 0 || text.ptr[start - 1] == '\n') &&
           (end == text.len || text.ptr[end] == '\n' || text.ptr[end] == '\r');
}

/* Brackets and bars are also what people write forms with. */
static bool is_rare_mark(char c) {
    return c != '[' && c != '|' && c != '<' && c != '\xC2';
}

/* Where the text speaks of the present, or to whom the model speaks. */
static bool is_announced(Str text, size_t at) {
    Str label = label_before(text, at);
    return label_says_now(label) || label_addresses_user(label);
}

static bool is_marked(Str text, size_t at, Str name) {
    size_t end = at;
    Str found = {0};
    end = marked_end(text, at, &found);
    if (end == at || !str_eq(found, name)) return false;
    if (text.ptr[at] == '$' && is_alone(text, at, end)) return true;
    bool formulas = text.ptr[at] == '$', telling = !formulas && template_tells_change(name);
    bool rare = is_rare_mark(text.ptr[at]) || (telling && text.ptr[at] == '\xC2');
    bool labelled = is_labelled(text, at, end) || (telling && is_announced(text, at));
    if (!labelled && rare && template_is_handed(text, at, end, name)) return true;
    if (telling && rare) return !template_is_shown(text, at);
    if (!labelled) return false;
    bool tag = text.ptr[at] == '<' && ascii_is_lower(name.ptr[0]);
    if (tag && is_alone(text, at, end)) return false;
    if (rare && !formulas) return true;
    if (is_element(text, at, name)) return false;
    if (telling || asks_for_input(name)) return !template_is_shown(text, at);
    return (formulas || template_is_input_name(name)) && !template_speaks_of_output(text, at);
}

/* The text opens with a list of values in brackets, before it speaks of what is to be written. */
bool template_opens_with_list(Str text) {
    enum { OPENING = 1000, FEWEST = 3 };
    Str opening = str_slice(text, 0, OPENING);
    size_t found = 0;
    for (size_t i = 0; (i = str_find_char(opening, '[', i)) != STR_NOT_FOUND; i++) {
        Str name;
        size_t end = marked_end(text, i, &name);
        if (end == i || template_speaks_of_output(text, i) || template_is_shown(text, i)) continue;
        found += is_value_of_list(text, i, end);
    }
    return found >= FEWEST;
}

/* One that asks in words, or two in a row of labelled ones, in the opening of the text. */
static bool has_blanks(Str text) {
    enum { OPENING = 600, FEWEST = 2 };
    Str opening = str_slice(text, 0, OPENING);
    size_t listed = 0;
    for (size_t i = 0; (i = str_find_char(opening, '[', i)) != STR_NOT_FOUND; i++) {
        Str name;
        size_t end = blank_end(text, i, &name);
        if (end > i && is_worded_blank(text, i, end, name)) return true;
        if (end > i && is_listed_blank(text, i, end)) listed++;
    }
    return listed >= FEWEST;
}

/* One marked name shows what the marks are; the others count wherever they stand. */
char template_mark(Str text) {
    if (template_opens_with_list(text)) return '[';
    static const char marks[] = {'_', '@', '%', '#', '{', '$', '(', '[', '|', '<', '\xC2'};
    if (has_blanks(text)) return '[';
    for (size_t m = 0; m < sizeof marks; m++)
        for (size_t i = 0; (i = str_find_char(text, marks[m], i)) != STR_NOT_FOUND; i++) {
            Str name;
            char next = byte_at(text, i + 1);
            if (next != marks[m] && next != '$' && next != '\xAB' && !ascii_is_alnum(next))
                continue;
            if (marked_end(text, i, &name) > i && is_marked(text, i, name)) return marks[m];
        }
    return '\0';
}

/* A blank in small letters; what it asks for is another thing each time. */
static bool scan_blank(Scanner *s) {
    Str name;
    size_t end = blank_end(s->text, s->at, &name);
    if (end == s->at || s->fence_open) return false;
    if (!is_worded_blank(s->text, s->at, end, name) && !is_listed_blank(s->text, s->at, end))
        return false;
    ExpressionValue value = {{VOL_REQUEST, CAUSE_INPUT, CERTAIN_AMBIGUOUS}, name};
    scanner_cut(s, PIECE_PLACEHOLDER, end, value);
    return true;
}

bool scan_mark(Scanner *s) {
    Str name;
    if (s->mark == '[' && scan_blank(s)) return true;
    size_t end = marked_end(s->text, s->at, &name);
    if (end == s->at || s->fence_open) return false;
    bool listed = s->bracket_list && is_value_of_list(s->text, s->at, end) &&
                  !template_is_shown(s->text, s->at);
    if (!is_rare_mark(s->mark) && !listed && !is_marked(s->text, s->at, name)) return false;
    ExpressionValue value = placeholder_value(s, name);
    if (asks_for_input(name))
        value.verdict = (VolatilityVerdict){VOL_REQUEST, CAUSE_INPUT, CERTAIN_AMBIGUOUS};
    /* a person may fill these in, once */
    if (str_has_char(name, ' ')) value.verdict.certainty = CERTAIN_AMBIGUOUS;
    scanner_cut(s, PIECE_PLACEHOLDER, end, value);
    return true;
}
