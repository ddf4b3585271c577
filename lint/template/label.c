/* What the text in front of a placeholder calls the value: "Current time: {{x}}", "Today is {{x}}",
 * "<user_query>{{x}}", a heading on the line above. */
#include "lint/base/swar.h"
#include "lint/template/scan.h"

enum { LABEL_BYTES = 120, LABEL_WORDS = 6 };

static bool is_decoration(char c) {
    return ascii_is_space(c) || ascii_is_one_of(c, "*_`\"'=:#>-([{~|]");
}

/* The last bytes of a line, up to LABEL_BYTES of them. */
static Str tail_of_line(Str text, size_t end) {
    size_t start = end;
    while (start >= 8 && end - start + 8 <= LABEL_BYTES &&
           !swar_equal(swar_load(text.ptr + start - 8), '\n'))
        start -= 8;
    while (start > 0 && end - start < LABEL_BYTES && text.ptr[start - 1] != '\n') start--;
    return str_slice(text, start, end);
}

static Str without_end(Str s) {
    while (s.len && is_decoration(s.ptr[s.len - 1])) s.len--;
    return s;
}

/* Cuts one of the joining words off the end: "the time is" -> "the time". */
static bool cut_joint(Str *s) {
    static const char *const joints[] = {" is",      " are",   " was", " now",
                                         " follows", " below", " as",  NULL};
    if (!s->len || !ascii_is_one_of(s->ptr[s->len - 1], "sewSEW")) return false;
    for (const char *const *joint = joints; *joint; joint++)
        if (str_ends_nocase(*s, str_from_c(*joint))) {
            *s = without_end(str_slice(*s, 0, s->len - strlen(*joint)));
            return true;
        }
    return false;
}

/* The same in other languages: "hoy es", "Heute ist der", "今天是", "今日は". */
static bool cut_other_joint(Str *s) {
    static const Str joints[] = {STR_IN(" es"), STR_IN(" est"), STR_IN(" ist"), STR_IN(" ist der"),
                                 STR_IN(" é"),  STR_IN(" è"),   STR_IN(" le"),  STR_IN("是"),
                                 STR_IN("为"),  STR_IN("為"),   STR_IN("は"),   STR_IN("은"),
                                 STR_IN("는")};
    char last = s->len ? s->ptr[s->len - 1] : '\0';
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++)
        if (joints[i].ptr[joints[i].len - 1] == last && str_ends(*s, joints[i])) {
            *s = without_end(str_slice(*s, 0, s->len - joints[i].len));
            return true;
        }
    return false;
}

/* Behind the last comma, full stop or colon of Chinese and Japanese. */
static Str behind_wide_mark(Str s) {
    static const Str marks[] = {STR_IN("，"), STR_IN("。"), STR_IN("、"), STR_IN("："),
                                STR_IN("；"), STR_IN("（"), STR_IN("【"), STR_IN("】")};
    for (size_t i = s.len; i-- > 0;)
        for (size_t m = 0; (unsigned char)s.ptr[i] >= 0xE3 && m < sizeof marks / sizeof *marks; m++)
            if (str_starts(str_slice(s, i, s.len), marks[m]))
                return str_slice(s, i + marks[m].len, s.len);
    return s;
}

/* From the last mark that ends a thought to the end, at most LABEL_WORDS words. */
static Str last_clause(Str s) {
    size_t start = s.len, words = 0;
    while (start > 0) {
        char c = s.ptr[start - 1];
        if (ascii_is_one_of(c, ".,;!?:()|<>{}[]")) break;
        if (c == ' ' && ++words >= LABEL_WORDS) break;
        start--;
    }
    return str_trim(behind_wide_mark(str_slice(s, start, s.len)));
}

static Str label_of_line(Str line) {
    Str label = without_end(line);
    if (str_ends_nocase(label, STR("it is now"))) return STR("now");
    if (str_ends(label, STR("："))) label = without_end(str_slice(label, 0, label.len - 3));
    while (cut_joint(&label) || cut_other_joint(&label)) continue;
    /* (UTC), (IST) behind the name of the value */
    if (label.len && label.ptr[label.len - 1] == ')') {
        size_t open = label.len;
        while (open && label.ptr[open - 1] != '(') open--;
        if (open && label.len - open < 30) label = without_end(str_slice(label, 0, open - 1));
    }
    return last_clause(label);
}

Str label_before(Str text, size_t at) {
    Str line = tail_of_line(text, at);
    Str label = label_of_line(line);
    if (label.len) return label;
    /* Alone at the start of its line: what the line above says. */
    if (str_trim(line).len && line.ptr[0] != '<') return label;
    size_t end = at - line.len;
    for (int blank = 0; end > 0 && blank < 3; blank++) {
        end--;
        line = tail_of_line(text, end);
        if (str_trim(line).len) return label_of_line(line);
        end -= line.len;
    }
    return (Str){0};
}

/* What is no text: a comment of a template language, such as a suppression. */
static bool opens_comment(Str text, size_t at) {
    static const char *const opens[] = {"{#", "{{!", "{{/*", "{{--", "{% comment", "#*", NULL};
    return str_starts_any_nocase(str_slice(text, at, text.len), opens);
}

bool label_introduces(Str text, size_t start, size_t end) {
    Str line = tail_of_line(text, start);
    while (line.len && ascii_is_one_of(line.ptr[line.len - 1], " \t\"'`*_\\")) line.len--;
    bool wide_colon = str_ends(line, STR("\xEF\xBC\x9A")); /* Chinese and Japanese */
    if (line.len) return wide_colon || ascii_is_one_of(line.ptr[line.len - 1], ":>=|");
    while (end < text.len && ascii_is_one_of(text.ptr[end], " \t\r\"'`*_\\")) end++;
    return end >= text.len || text.ptr[end] == '\n' || text.ptr[end] == '<' ||
           opens_comment(text, end);
}

bool label_says_now(Str label) {
    VolatilityVerdict verdict = volatility_of_name(label, NULL);
    bool moment = verdict.cause == CAUSE_CLOCK || verdict.cause == CAUSE_DATE;
    return moment && verdict.certainty <= CERTAIN_NAME;
}

/* "You are talking to {{x}}". */
bool label_addresses_user(Str label) {
    static const char *const phrases[] = {
        "talking to",    "talking with",     "speaking to", "speaking with",
        "chatting with", "name of the user", "user's name", "assisting",
        "helping",       "user named",       NULL};
    if (!label.len || !ascii_is_one_of(label.ptr[label.len - 1], "ohregdOHREGD")) return false;
    return str_ends_any_nocase(label, phrases);
}

/* The last word of letters, which is cut off the label. */
static Str cut_last_word(Str *label) {
    *label = str_trim(*label);
    size_t from = label->len;
    while (from && ascii_is_alpha(label->ptr[from - 1])) from--;
    Str word = str_slice(*label, from, label->len);
    *label = str_trim(str_slice(*label, 0, from));
    return word;
}

bool label_orders(Str label) {
    static const char *const verbs[] = {"analyse",   "analyze",   "assess",  "classify",
                                        "compare",   "evaluate",  "examine", "investigate",
                                        "proofread", "research",  "review",  "summarise",
                                        "summarize", "translate", NULL};
    static const char *const joints[] = {"and", "now", "please", "then", "to", NULL};
    if (!label.len || !ascii_is_one_of(label.ptr[label.len - 1], "eyhwdEYHWD")) return false;
    if (!str_is_any_nocase(cut_last_word(&label), verbs)) return false;
    return !label.len || str_is_any_nocase(cut_last_word(&label), joints);
}

bool label_writes_to(Str label) {
    static const char *const sent[] = {"email",   "invitation", "letter", "mail",
                                       "message", "note",       "reply",  NULL};
    if (!str_ends_nocase(label, STR(" to"))) return false;
    label.len -= 3;
    return str_is_any_nocase(cut_last_word(&label), sent);
}

/* The next word of letters from *at on; empty at the end. */
static Str next_word(Str text, size_t *at) {
    while (*at < text.len && !ascii_is_alpha(text.ptr[*at])) ++*at;
    size_t from = *at;
    while (*at < text.len && ascii_is_alpha(text.ptr[*at])) ++*at;
    return str_slice(text, from, *at);
}

static size_t word_count(Str label) {
    size_t count = 0, at = 0;
    while (next_word(label, &at).len) count++;
    return count;
}

/* "Pick one cause from this list", "Allowed units": the choices are part of the instructions; not
 * "Available from", "Valid until", "The seats currently available". */
bool label_offers_choice(Str label) {
    static const char *const words[] = {"allowed", "available", "choose", "one",
                                        "parmi",   "permitted", "pick",   "possible",
                                        "select",  "supported", "valid",  NULL};
    static const char *const times[] = {"from", "since", "till", "until", NULL};
    static const char *const present[] = {"current", "currently", "now", NULL};
    static const char *const other[] = {"cette liste",  "ces valeurs",  "esta lista",
                                        "desta lista",  "questa lista", "dieser Liste",
                                        "этого списка", "可选",         NULL};
    Str rest = label;
    if (str_is_any_nocase(cut_last_word(&rest), times)) return false;
    size_t at = 0;
    bool found = false;
    for (Str word; (word = next_word(label, &at)).len;) {
        if (str_is_any_nocase(word, present)) return false;
        found |= str_is_any_nocase(word, words);
    }
    if (found) return true;
    for (size_t i = 0; other[i]; i++)
        if (str_has(label, str_from_c(other[i]))) return true;
    return false;
}

VolatilityVerdict label_verdict(Str label, VolatilityVerdict own) {
    if (own.certainty < CERTAIN_AMBIGUOUS || label.len == 0) return own;
    if (own.volatility > VOL_DEPLOY && label_offers_choice(label))
        return (VolatilityVerdict){VOL_DEPLOY, CAUSE_CONFIG, CERTAIN_AMBIGUOUS};
    VolatilityVerdict said = volatility_of_name(label, NULL);
    if (label_addresses_user(label) && own.certainty == CERTAIN_NOT)
        return (VolatilityVerdict){VOL_USER, CAUSE_IDENTITY, CERTAIN_NAME};
    bool moment = said.cause == CAUSE_CLOCK || said.cause == CAUSE_DATE;
    if (moment && said.certainty <= CERTAIN_NAME) {
        bool own_moment = own.cause == CAUSE_CLOCK || own.cause == CAUSE_DATE;
        if (own.certainty == CERTAIN_NOT) return said;
        if (own_moment && own.volatility >= said.volatility) {
            own.certainty = CERTAIN_NAME;
            return own;
        }
        return own_moment ? said : own;
    }
    /* half a sentence names no setting: "with the mapping as follows" */
    enum { SETTING_WORDS = 3 };
    if (said.cause == CAUSE_CONFIG && word_count(label) > SETTING_WORDS) return own;
    if (own.certainty == CERTAIN_NOT && said.certainty != CERTAIN_NOT) {
        said.certainty = CERTAIN_AMBIGUOUS;
        return said;
    }
    return own;
}

/* A list of the variables for people: "| `{{x}}` | name of the user |", "- `{{x}}`: its name". */
static bool is_listed(Str line) {
    if (line.len == 0 || line.ptr[line.len - 1] != '`') return false;
    Str before = str_trim(str_slice(line, 0, line.len - 1));
    while (before.len && before.ptr[before.len - 1] == '*') before.len--;
    before = str_trim(before);
    return before.len == 1 && ascii_is_one_of(before.ptr[0], "|-*+");
}

/* "Replace {{x}} with", "the variable {{x}}": the placeholder is spoken of, not filled in. */
bool label_mentions(Str text, size_t at) {
    static const char *const words[] = {"replace",      "replaces", "placeholder",
                                        "placeholders", "variable", "variables",
                                        "substitute",   "token",    NULL};
    Str line = tail_of_line(text, at), label = last_clause(without_end(line));
    if (is_listed(line) || str_has(line, STR("占位符")) || str_has(line, STR("プレースホルダ")) ||
        str_has(line, STR("laceholders:")))
        return true;
    bool code = line.len && line.ptr[line.len - 1] == '`'; /* "a variable, such as `{{x}}`" */
    if (code && (str_ends_nocase(line, STR("such as `")) || str_ends_nocase(line, STR(" like `"))))
        return true;
    for (const char *const *word = words; *word; word++) {
        Str w = str_from_c(*word);
        if (!str_ends_nocase(label, w)) continue;
        if (label.len == w.len || label.ptr[label.len - w.len - 1] == ' ') return true;
    }
    return false;
}
