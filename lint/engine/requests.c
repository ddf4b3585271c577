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
    return order || key;
}
