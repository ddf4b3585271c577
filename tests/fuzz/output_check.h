/* Output safety, as properties of finished reports: whatever the input, a text holds nothing that
 * drives a terminal or a CI service, and a document for machines is one. Written anew and simply;
 * nothing of lint/report is used. */
#ifndef WARMLINT_TESTS_FUZZ_OUTPUT_CHECK_H
#define WARMLINT_TESTS_FUZZ_OUTPUT_CHECK_H

#include <cjson/cJSON.h>

#include "lint/base/utf8.h"
#include "lint/source/tree.h"
#include "tests/fuzz/check.h"

/* Shows the output that breaks a property before it ends the process. */
#define HOLDS(condition, out)                                                                      \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fwrite((out).ptr, 1, (out).len, stderr);                                               \
            fputc('\n', stderr);                                                                   \
            CHECK(condition);                                                                      \
        }                                                                                          \
    } while (0)

/* --- bytes --- */

/* "\033[", digits and semicolons, "m": how long; 0: something else. */
static inline size_t colour_length(Str s, size_t at) {
    size_t i = at + 2;
    if (i >= s.len || s.ptr[at] != '\033' || s.ptr[at + 1] != '[') return 0;
    while (i < s.len && (ascii_is_digit(s.ptr[i]) || s.ptr[i] == ';')) i++;
    return i < s.len && s.ptr[i] == 'm' ? i + 1 - at : 0;
}

/* A fuzzer learns nothing from the way through this. */
#ifdef __clang__
#define UNTRACED __attribute__((no_sanitize("coverage")))
#else
#define UNTRACED
#endif

/* From the first byte on that is not plain ASCII. */
UNTRACED static inline size_t skip_plain(Str s, size_t at) {
    while (at < s.len && s.ptr[at] >= 0x20 && s.ptr[at] < 0x7F) at++;
    return at;
}

/* UTF-8 without controls, but line ends and, with `color`, colours; nothing that turns the
 * direction of text or ends a line unseen. */
static inline void check_quiet_but(Str out, bool color, bool tabs) {
    size_t size;
    for (size_t i = skip_plain(out, 0); i < out.len; i = skip_plain(out, i + size)) {
        size = color ? colour_length(out, i) : 0;
        if (size) continue;
        uint32_t c = utf8_decode(out, i, &size);
        HOLDS(c != UTF8_INVALID, out);
        HOLDS(c == '\n' || (tabs && c == '\t') ||
                  (c >= 0x20 && c != 0x7F && (c < 0x80 || c > 0x9F)),
              out);
        HOLDS(c != 0x061C && c != 0x200E && c != 0x200F && c != 0x2028 && c != 0x2029, out);
        HOLDS((c < 0x202A || c > 0x202E) && (c < 0x2066 || c > 0x2069), out);
    }
}

static inline void check_quiet(Str out, bool color) {
    check_quiet_but(out, color, false);
}

/* Nothing that a CI service takes for a command of its own: `##[`, `##vso[`, `##teamcity[` from
 * `from` on. */
static inline void check_no_log_command(Str out, size_t from) {
    static const char *const words[] = {"##[", "##vso[", "##teamcity["};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        HOLDS(str_find_nocase(out, str_from_c(words[i]), from) == STR_NOT_FOUND, out);
}

/* For texts as a log shows them: also no `::name` that opens a line. */
static inline void check_no_command(Str out) {
    check_no_log_command(out, 0);
    Str rest = out, line;
    while (str_next_line(&rest, &line)) {
        Str text = str_trim(line);
        HOLDS(!str_starts(text, STR("::")) || text.len < 3 || !ascii_is_alpha(text.ptr[2]), line);
    }
}

/* The same without the colours. */
static inline Str without_colours(Arena *arena, Str out) {
    char *plain = arena_alloc(arena, out.len + 1);
    size_t len = 0, size;
    for (size_t i = 0; i < out.len; i += size) {
        size = colour_length(out, i);
        if (size) continue;
        size = 1;
        plain[len++] = out.ptr[i];
    }
    return (Str){plain, len};
}

/* --- commands of CI services, one a line --- */

/* Takes `word` off the front of `s`. */
static inline bool takes(Str *s, const char *word) {
    Str prefix = str_from_c(word);
    if (!str_starts(*s, prefix)) return false;
    *s = str_slice(*s, prefix.len, s->len);
    return true;
}
/* Takes what stands before the first of the bytes `ends`. */
static inline Str takes_until(Str *s, const char *ends) {
    size_t i = 0;
    while (i < s->len && !strchr(ends, s->ptr[i])) i++;
    Str taken = str_slice(*s, 0, i);
    *s = str_slice(*s, i, s->len);
    return taken;
}
static inline bool takes_number(Str *s, const char *word) {
    return takes(s, word) && takes_until(s, ",;:]'").len > 0;
}

/* ::error title=…,file=…,line=…,endLine=…[,col=…,endColumn=…]::text */
static inline void check_github_line(Str line) {
    Str s = line;
    HOLDS(takes(&s, "::error ") || takes(&s, "::warning ") || takes(&s, "::notice "), line);
    if (takes(&s, "title=warmlint::")) return; /* how much is not shown */
    HOLDS(takes(&s, "title="), line);
    takes_until(&s, ",:");
    HOLDS(takes(&s, ",file="), line);
    takes_until(&s, ",:");
    HOLDS(takes_number(&s, ",line=") && takes_number(&s, ",endLine="), line);
    if (takes_number(&s, ",col=")) HOLDS(takes_number(&s, ",endColumn="), line);
    HOLDS(takes(&s, "::"), line);
}

/* ##vso[task.logissue type=…;sourcepath=…;linenumber=…;columnnumber=…;code=…;]text */
static inline void check_azure_line(Str line) {
    Str s = line;
    HOLDS(takes(&s, "##vso[task.logissue type="), line);
    HOLDS(takes(&s, "error") || takes(&s, "warning"), line);
    HOLDS(takes(&s, ";sourcepath="), line);
    takes_until(&s, ";]");
    HOLDS(takes_number(&s, ";linenumber=") && takes_number(&s, ";columnnumber="), line);
    HOLDS(takes(&s, ";code="), line);
    takes_until(&s, ";]");
    HOLDS(takes(&s, ";]"), line);
}

/* ##teamcity[name name='value' …], with `|` before what would end a value. */
static inline void check_teamcity_line(Str line) {
    Str s = line;
    HOLDS(takes(&s, "##teamcity[inspectionType") || takes(&s, "##teamcity[inspection"), line);
    while (takes(&s, " ")) {
        takes_until(&s, "='[]|");
        HOLDS(takes(&s, "='"), line);
        for (; s.len && s.ptr[0] != '\''; s = str_slice(s, 1, s.len)) {
            HOLDS(s.ptr[0] != '[' && s.ptr[0] != ']', line);
            if (s.ptr[0] != '|') continue;
            s = str_slice(s, 1, s.len);
            HOLDS(s.len && strchr("|'[]nr", s.ptr[0]), line);
        }
        HOLDS(takes(&s, "'"), line);
    }
    HOLDS(str_is(s, "]"), line);
}

static inline size_t check_lines(Str out, void (*check)(Str line)) {
    size_t count = 0;
    for (Str rest = out, line; str_next_line(&rest, &line); count++) {
        check(line);
        check_no_log_command(line, 3); /* but its own */
    }
    return count;
}

/* --- JSON --- */

/* One document by our reader and by cJSON; our tree of it. */
static inline const Node *check_json(Arena *arena, Str out) {
    check_quiet(out, false);
    check_no_log_command(out, 0);
    Source source;
    ProblemVec problems = {0};
    HOLDS(source_from_bytes(arena, STR("report"), out, &source, &problems), out);
    const Node *root = json_read(arena, &source, span_of(0, out.len), &problems);
    HOLDS(root && !problems.len, out);
    cJSON *theirs = cJSON_ParseWithLength(out.ptr, out.len);
    HOLDS(theirs, out);
    cJSON_Delete(theirs);
    return root;
}

static inline size_t check_json_lines(Arena *arena, Str out) {
    size_t count = 0;
    for (Str rest = out, line; str_next_line(&rest, &line); count++) check_json(arena, line);
    return count;
}

/* --- XML and HTML --- */

enum { MARKUP_DEPTH = 64 };

typedef struct {
    Str out, rest;
    bool html;
    Str open[MARKUP_DEPTH];
    size_t depth;
} Markup;

/* &name; or &#digits; — XML knows five names. */
static inline void check_entity(Markup *m) {
    HOLDS(takes(&m->rest, "&"), m->out);
    Str name = takes_until(&m->rest, "; <>&\"'\n");
    static const char *const known[] = {"lt", "gt", "amp", "quot", "apos"};
    bool found = name.len > 1 && name.ptr[0] == '#';
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) found |= str_is(name, known[i]);
    HOLDS(found || (m->html && name.len), m->out);
    HOLDS(takes(&m->rest, ";"), m->out);
}

static inline void check_value(Markup *m) {
    HOLDS(takes(&m->rest, "=\""), m->out);
    while (takes_until(&m->rest, "\"<&"), takes(&m->rest, "\"") == false) {
        HOLDS(m->rest.len && m->rest.ptr[0] == '&', m->out);
        check_entity(m);
    }
}

static inline bool is_void(Str name) {
    static const char *const names[] = {"meta", "link", "br", "hr", "img", "input", "wbr", "col"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_is(name, names[i])) return true;
    return false;
}

static inline void check_tag(Markup *m) {
    if (takes(&m->rest, "</")) {
        Str name = takes_until(&m->rest, ">");
        HOLDS(m->depth && str_eq(m->open[m->depth - 1], name), m->out);
        m->depth--;
        HOLDS(takes(&m->rest, ">"), m->out);
        return;
    }
    HOLDS(takes(&m->rest, "<"), m->out);
    Str name = takes_until(&m->rest, " \n/>");
    HOLDS(name.len && ascii_is_alpha(name.ptr[0]), m->out);
    HOLDS(!str_is(name, "script"), m->out);
    bool closed = false;
    while (!takes(&m->rest, ">")) {
        HOLDS(m->rest.len && !closed, m->out);
        if (takes(&m->rest, " ") || takes(&m->rest, "\n")) continue;
        closed = takes(&m->rest, "/");
        if (closed) continue;
        Str attribute = takes_until(&m->rest, "= \n/>\"'<&");
        HOLDS(attribute.len, m->out);
        HOLDS(!m->html || !str_starts_nocase(attribute, STR("on")), m->out);
        if (!m->html || str_starts(m->rest, STR("="))) check_value(m);
    }
    if (closed || (m->html && is_void(name))) return;
    if (m->html && str_is(name, "style")) { /* ours, raw */
        size_t end = str_find(m->rest, STR("</style>"), 0);
        HOLDS(end != STR_NOT_FOUND, m->out);
        m->rest = str_slice(m->rest, end, m->rest.len);
    }
    HOLDS(m->depth < MARKUP_DEPTH, m->out);
    m->open[m->depth++] = name;
}

/* Well formed: tags in pairs, values in quotes, no markup that was not written as such. */
static inline void check_markup(Str out, bool html) {
    Markup m = {.out = out, .rest = out, .html = html};
    if (html)
        HOLDS(takes(&m.rest, "<!DOCTYPE html>") || takes(&m.rest, "<!doctype html>"), out);
    else
        HOLDS(takes(&m.rest, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"), out);
    while (m.rest.len) {
        takes_until(&m.rest, "<&");
        if (!m.rest.len) break;
        if (m.rest.ptr[0] == '&')
            check_entity(&m);
        else
            check_tag(&m);
    }
    HOLDS(m.depth == 0, out);
    for (size_t i = 0, size; i < out.len; i += size) {
        uint32_t c = utf8_decode(out, i, &size);
        HOLDS(c != 0xFFFE && c != 0xFFFF, out);
    }
}

#endif
