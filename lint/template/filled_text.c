/* Text that was put in as a whole: what a search has found, what was said before this call. The
 * words above it say so; what reads like an instruction below them is one. */
#include "lint/template/filled_parts.h"
#include "lint/template/scan.h"

/* What a heading or label calls the text, or nothing. */
static VolatilityCause cause_of(Str name) {
    static const char *const found[] = {"relevant context",
                                        "retrieved context",
                                        "retrieved document",
                                        "retrieved passage",
                                        "retrieved chunk",
                                        "knowledge base context",
                                        "reference context",
                                        "context from doc",
                                        "context from the doc",
                                        "context from know",
                                        NULL};
    static const char *const said[] = {"conversation so far",
                                       "summary of the conversation",
                                       "summary of conversation",
                                       "conversation summary",
                                       "earlier part of this conversation",
                                       "from previous conversations",
                                       "from earlier conversations",
                                       "output of the previous step",
                                       "last summary",
                                       "recent context",
                                       "对话历史",
                                       "历史对话",
                                       NULL};
    static const char *const speaks[] = {"use ", "using ", "based on", "given ", "when ",
                                         "if ",  "never",  "always ",  "must",   "should",
                                         "how ", "`",      NULL};
    VolatilityCause cause = filled_has_any(name, found)  ? CAUSE_RETRIEVAL
                            : filled_has_any(name, said) ? CAUSE_HISTORY
                                                         : CAUSE_NONE;
    return cause != CAUSE_NONE && filled_has_any(name, speaks) ? CAUSE_NONE : cause;
}

/* No instruction, and nothing about such texts. */
static bool is_inserted(Str value) {
    static const char *const about[] = {
        "you ",     "your",    "must",    "should", "history", "context",  "conversation",
        "document", "retriev", "below",   "above",  "follow",  "none",     "available",
        "e.g.",     "example", " use ",   "summar", "answer",  "respond",  "always",
        "never",    "no ",     "will be", "if ",    "keep",    "previous", "session",
        "message",  "memory",  "model",   "agent",  "prompt",  "token",    NULL};
    static const char *const asks[] = {"请", "以下", "根据", "不要", "如果", "这里", "使用", NULL};
    enum { SHORTEST = 12, WORDS = 2 };
    bool wide = value.len && byte_is_high(value.ptr[0]);
    if (value.len < SHORTEST || (!wide && filled_has_words(value, WORDS))) return false;
    if (wide ? str_starts_any_nocase(value, asks) : !ascii_is_alnum(value.ptr[0])) return false;
    return !filled_has_any(value, about);
}

/* The next line that is not blank. */
static Str line_below(Str text, size_t at) {
    enum { BLANKS = 3 };
    for (int i = 0; i < BLANKS && at < text.len; i++) {
        size_t end = str_find_char(text, '\n', at + 1);
        if (end > text.len) end = text.len;
        Str line = str_trim(str_slice(text, at, end));
        if (line.len) return line;
        at = end;
    }
    return (Str){0};
}

FilledValue filled_inserted(Str text, const FilledLine *line) {
    enum { LONGEST = 90 };
    Str whole = str_trim(str_slice(text, line->first, line->end));
    size_t sign = str_find_char(str_slice(whole, 0, LONGEST), ':', 0);
    /* "## Last summary", "--- REFERENCE CONTEXT ---" */
    bool heading = whole.len && whole.len <= LONGEST &&
                   (whole.ptr[0] == '#' || whole.ptr[whole.len - 1] == '-');
    if (sign == STR_NOT_FOUND && !heading) return nothing;
    Str name = str_slice(whole, 0, sign);
    VolatilityCause cause = cause_of(name);
    if (cause == CAUSE_NONE) return nothing;
    Str value = sign == STR_NOT_FOUND ? (Str){0} : str_trim(str_slice(whole, sign + 1, whole.len));
    if (!value.len) value = line_below(text, line->end);
    if (!is_inserted(value)) return nothing;
    size_t at = (size_t)(value.ptr - text.ptr);
    size_t len = value.len < FILLED_VALUE_BYTES ? value.len : FILLED_VALUE_BYTES;
    return (FilledValue){{VOL_SESSION, cause, CERTAIN_AMBIGUOUS}, at, at + len};
}
