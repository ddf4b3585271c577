/* A page of Markdown that shows prompts in its code blocks: "## Extraction prompt", and below it
 * the text that the program sends. Each block that is filled in is a prompt of its own; the page
 * around them is for people. */
#include "lint/format/lower.h"

typedef struct {
    Span text;
    Str heading, lead; /* the nearest heading above, and the last line above that is not blank */
} Fence;

typedef struct {
    VEC(Fence) fences;
    Str outside; /* the lines of the page itself, without their inline code */
    Str title;
    bool is_prompt; /* the page speaks to the model itself */
} Page;

/* Nothing but one value in braces: a block that quotes what a program fills in, so the page around
 * it is what is sent. */
static bool is_one_value(Str text) {
    enum { LONGEST = 80 };
    text = str_trim(text);
    if (text.len > LONGEST || !str_starts(text, STR("{")) || !str_ends(text, STR("}")))
        return false;
    size_t close = str_find_char(text, '}', 0);
    while (close + 1 < text.len && text.ptr[close + 1] == '}') close++;
    return close + 1 == text.len && !str_has_char(text, '\n') && !str_has_char(text, '"');
}

/* How many backticks or tildes the line opens with, where they are enough for a code block. */
static size_t fence_length(Str line) {
    size_t n = 0;
    while (n < line.len && line.ptr[n] == line.ptr[0]) n++;
    return n >= 3 && (line.ptr[0] == '`' || line.ptr[0] == '~') ? n : 0;
}

/* No language, or one that prose is given in. */
static bool is_prose(Str info) {
    static const char *const languages[] = {"text",  "txt",    "plain", "plaintext", "prompt", "md",
                                            "jinja", "jinja2", "xml",   "markdown",  NULL};
    return info.len == 0 || str_is_any_nocase(info, languages);
}

static size_t add_outside(char *outside, size_t len, Str line) {
    bool code = false;
    for (size_t i = 0; i < line.len; i++) {
        code ^= line.ptr[i] == '`';
        if (!code) outside[len++] = line.ptr[i];
    }
    outside[len++] = '\n';
    return len;
}

static Page read_page(Arena *arena, Str body, uint32_t start) {
    Page page = {0};
    Fence fence = {0};
    Str rest = body, line;
    char *outside = arena_alloc(arena, body.len + 1); /* a last line gets an end */
    size_t open = 0, outside_len = 0;
    char mark = '\0';
    bool prose = false, opens = false;
    while (str_next_line(&rest, &line)) {
        uint32_t line_start = start + (uint32_t)(line.ptr - body.ptr);
        Str words = str_trim(line);
        size_t length = fence_length(words);
        if (open) {
            if (length < open || length < words.len || words.ptr[0] != mark) continue;
            fence.text.end = line_start;
            Str block = str_slice(body, fence.text.start - start, fence.text.end - start);
            page.is_prompt |= is_one_value(block);
            if (prose && fence.text.end > fence.text.start) vec_push(arena, &page.fences, fence);
            fence.lead = (Str){0};
            open = 0;
        } else if (length) {
            /* right above a block it is the block's label */
            page.is_prompt |= opens && !str_eq_nocase(fence.lead, STR("system:"));
            opens = false;
            open = length;
            mark = words.ptr[0];
            prose = is_prose(str_trim(str_slice(words, length, words.len)));
            fence.text.start = start + (uint32_t)(rest.ptr - body.ptr);
        } else if (words.len) {
            page.is_prompt |= opens;
            opens = lower_line_opens_prompt(words);
            if (words.ptr[0] == '#') fence.heading = words;
            if (page.title.len == 0) page.title = words;
            fence.lead = words;
            outside_len = add_outside(outside, outside_len, line);
        }
    }
    page.is_prompt |= opens;
    page.outside = (Str){outside, outside_len};
    return page;
}

static bool is_filled(Str text) {
    bool format = str_has(text, STR("{")) && lower_filled_engine(text) != ENGINE_AUTO;
    return format || template_sniff(text) != ENGINE_NONE;
}

static bool is_called_prompt(const Fence *fence) {
    return str_has_nocase(fence->heading, STR("prompt")) ||
           str_has_nocase(fence->lead, STR("prompt"));
}

static void lower_fence(Lowering *l, const Fence *fence) {
    Str text = source_slice(l->source, fence->text);
    bool user = str_has_nocase(fence->lead, STR("user")) ||
                str_has_nocase(fence->heading, STR("user prompt"));
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    lower_model(l, prompt, NULL, NULL);
    prompt->span = fence->text;
    prompt->anchor = span_of(fence->text.start, fence->text.start);
    lower_role_lines(l, prompt, user ? ROLE_USER : ROLE_SYSTEM, fence->text,
                     lower_filled_engine(text));
    lower_finish(l, prompt);
}

bool lower_fenced(Lowering *l, Span body) {
    static const char *const endings[] = {".md", ".mdx", ".markdown", NULL};
    if (!l->prompt_path || !str_ends_any_nocase(l->source->path, endings)) return false;
    Page page = read_page(l->arena, source_slice(l->source, body), body.start);
    if (page.is_prompt || lower_opens_like_prompt(page.outside)) return false;
    if (template_sniff(page.outside) != ENGINE_NONE) return false;
    bool titled = str_has_nocase(page.title, STR("prompt")), any = false;
    for (size_t i = 0; i < page.fences.len; i++) {
        const Fence *fence = &page.fences.items[i];
        if (lower_is_full(l, fence->text, "code blocks")) break;
        Str text = source_slice(l->source, fence->text);
        bool prompt = titled || is_called_prompt(fence) || lower_opens_like_prompt(text);
        if (!prompt || !is_filled(text)) continue;
        lower_fence(l, fence);
        any = true;
    }
    return any;
}
