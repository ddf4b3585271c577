#include "lint/engine/requests.h"

static uint64_t opening_of(const Prompt *prompt) {
    uint64_t hash = 1;
    for (size_t i = 0; i < prompt->segments.len; i++) {
        const Segment *segment = &prompt->segments.items[i];
        if (segment->section == SECTION_TOOLS) continue;
        hash = (hash ^ str_hash(segment->text)) * 0x9E3779B97F4A7C15u;
        if (segment->section == SECTION_MESSAGES) return hash | 1;
    }
    return 0;
}

static Request make(Arena *arena, const Prompt *prompt, uint32_t line) {
    Request r = {
        .tools = record_tools_hash(arena, prompt), .blocks = prompt->segments.len, .line = line};
    if (prompt->cache_key.state != PARAM_SET) return r;
    Str key = str_slice(prompt->cache_key.text, 0, REQUEST_KEY_BYTES);
    memcpy(r.key, key.ptr, key.len);
    r.key_len = key.len;
    r.opening = opening_of(prompt);
    return r;
}

static Str key_of(const Request *r) {
    return (Str){r->key, r->key_len};
}

/* The n-th before the newest, NULL when there is none. */
static Request *before(Requests *requests, size_t n) {
    if (n >= requests->count || n >= REQUESTS_KEPT) return NULL;
    return &requests->kept[(requests->count - 1 - n) % REQUESTS_KEPT];
}

/* The latest request with the same tools; false when they stood in the same order. Definitions are
 * parsed only when a list of tools is new. */
static const Request *reordered(Requests *requests, Arena *arena, const Prompt *prompt,
                                Request *r) {
    const Request *other;
    if (!r->tools) return NULL;
    for (size_t n = 0; (other = before(requests, n)); n++)
        if (other->tools == r->tools) r->shape = other->shape;
    if (!r->shape) r->shape = record_tools_shape(arena, prompt);
    for (size_t n = 0; (other = before(requests, n)); n++)
        if (other->shape == r->shape) return other->tools == r->tools ? NULL : other;
    return NULL;
}

/* The latest request of the same conversation; NULL when it has the same key. */
static const Request *other_key(Requests *requests, const Request *r) {
    const Request *other;
    for (size_t n = 0; r->opening && (other = before(requests, n)); n++)
        if (other->opening == r->opening && other->tools == r->tools && other->blocks < r->blocks)
            return str_eq(key_of(other), key_of(r)) ? NULL : other;
    return NULL;
}

static bool is_inside(char c) {
    return ascii_is_alnum(c) || (unsigned char)c >= 0x80;
}

/* From the first byte that differs to the last, as whole words; `b` is the newer text. */
static Span difference(Str a, Str b, Span *in_a) {
    enum { WORD = 40 };
    size_t least = a.len < b.len ? a.len : b.len, start = 0, tail = 0;
    while (start < least && a.ptr[start] == b.ptr[start]) start++;
    while (tail < least - start && a.ptr[a.len - 1 - tail] == b.ptr[b.len - 1 - tail]) tail++;
    for (int i = 0; i < WORD && start && is_inside(b.ptr[start - 1]); i++) start--;
    for (int i = 0; i < WORD && tail && is_inside(b.ptr[b.len - tail]); i++) tail--;
    *in_a = span_of(start, a.len - tail);
    return span_of(start, b.len - tail);
}

/* Most of the two is the same, and text worth caching stands behind the place. */
static bool is_one_place(Str a, Str b, Span in_a, Span in_b) {
    enum { LONGEST = 160, BEHIND = 80 };
    size_t was = in_a.end - in_a.start, is = in_b.end - in_b.start;
    bool line = !str_has(str_slice(a, in_a.start, in_a.end), STR("\n")) &&
                !str_has(str_slice(b, in_b.start, in_b.end), STR("\n"));
    return was && is && was <= LONGEST && is <= LONGEST && b.len - in_b.end >= BEHIND && line &&
           (a.len - was) * 10 >= a.len * 7;
}

/* Compares with the last system text, and keeps this one in its place. */
static bool system_differs(Requests *requests, Arena *arena, const Prompt *prompt, uint32_t line,
                           PromptRecord *older) {
    size_t at = 0;
    while (at < prompt->segments.len && (prompt->segments.items[at].section != SECTION_SYSTEM ||
                                         prompt->segments.items[at].type != BLOCK_TEXT))
        at++;
    if (at == prompt->segments.len) return false;
    Str text = prompt->segments.items[at].text, last = {requests->system, requests->system_len};
    uint32_t last_line = requests->system_line;
    Span was = {0, 0}, is = {0, 0};
    bool found = last.len && text.len <= REQUEST_SYSTEM_BYTES && !str_eq(last, text);
    if (found) is = difference(last, text, &was);
    found = found && !requests->differed && is_one_place(last, text, was, is);
    if (found) {
        older->line = last_line;
        older->differs_in = at;
        older->differs = is;
        older->stood = str_dup(arena, str_slice(last, was.start, was.end));
        requests->differed = true;
    }
    requests->system_len = text.len <= REQUEST_SYSTEM_BYTES ? text.len : 0;
    memcpy(requests->system, text.ptr, requests->system_len);
    requests->system_line = line;
    return found;
}

bool requests_next(Requests *requests, Arena *arena, const Prompt *prompt, uint32_t line,
                   PromptRecord *older) {
    Request r = make(arena, prompt, line);
    const Request *order = reordered(requests, arena, prompt, &r);
    const Request *key = order ? NULL : other_key(requests, &r);
    *older = (PromptRecord){.origin = RECORD_REQUEST};
    if (order) {
        older->line = order->line;
        older->tools_hash = order->tools;
        older->tools_shape = order->shape;
    } else if (key) {
        older->line = key->line;
    }
    Str text = key ? str_dup(arena, key_of(key)) : prompt->cache_key.text;
    if (text.len) vec_push(arena, &older->params, (ParamRecord){STR("prompt_cache_key"), text});
    requests->kept[requests->count++ % REQUESTS_KEPT] = r;
    bool agrees = !order && !key;
    return (agrees && system_differs(requests, arena, prompt, line, older)) || !agrees;
}
