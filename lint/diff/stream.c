#include "lint/diff/stream.h"

#include "lint/base/swar.h"

Stream stream_begin(const size_t *marks, size_t count, uint64_t *hashes) {
    return (Stream){.hash = 1469598103934665603u,
                    .letters = 1469598103934665603u,
                    .marks = marks,
                    .mark_count = count,
                    .hashes = hashes};
}

Stream stream_begin_quick(const size_t *marks, size_t count, uint64_t *hashes) {
    Stream s = stream_begin(marks, count, hashes);
    s.quick = true;
    return s;
}

/* Each byte waits for the multiplication of the one before it. */
static void absorb(Stream *s, Str text) {
    uint64_t hash = s->hash, letters = s->letters;
    for (size_t i = 0; i < text.len; i++) {
        hash = (hash ^ (unsigned char)text.ptr[i]) * 1099511628211u;
        if (!ascii_is_space(text.ptr[i]))
            letters = (letters ^ (unsigned char)text.ptr[i]) * 1099511628211u;
    }
    s->hash = hash;
    s->letters = letters;
}

static void absorb_quickly(Stream *s, Str text) {
    const uint64_t odd = 0x9E3779B97F4A7C15u;
    uint64_t hash = s->hash + text.len;
    size_t i = 0;
    for (; text.len - i >= 8; i += 8) {
        hash = (hash ^ swar_load(text.ptr + i)) * odd;
        hash ^= hash >> 32;
    }
    for (; i < text.len; i++) hash = (hash ^ (unsigned char)text.ptr[i]) * odd;
    s->hash = hash ^ hash >> 32;
}

void stream_end(Stream *s) {
    while (s->next < s->mark_count && s->marks[s->next] <= s->bytes) {
        if (s->marks[s->next] == s->bytes) s->hashes[s->next] = s->hash;
        s->next++;
    }
}

void stream_feed(Stream *s, Str text) {
    for (size_t i = 0; i < text.len;) {
        stream_end(s);
        size_t end = text.len;
        if (s->next < s->mark_count && s->marks[s->next] - s->bytes < end - i)
            end = i + (s->marks[s->next] - s->bytes);
        (s->quick ? absorb_quickly : absorb)(s, str_slice(text, i, end));
        s->bytes += end - i;
        i = end;
    }
}

void stream_feed_params(Stream *s, const PrefixParamVec *params, Section section) {
    uint64_t letters = s->letters;
    for (size_t i = 0; i < params->len; i++) {
        const PrefixParam *param = &params->items[i];
        if (param->from != section) continue;
        stream_feed(s, STR("\x1E"));
        stream_feed(s, str_from_c(param->name));
        stream_feed(s, STR("="));
        stream_feed(s, param->text);
    }
    s->letters = letters;
}

void stream_feed_frame(Stream *s, const Segment *segment) {
    const char frame[] = {'\x1F', (char)('a' + (int)segment->section),
                          (char)('a' + (int)segment->role), (char)('a' + (int)segment->type)};
    stream_feed(s, (Str){frame, sizeof frame});
}
