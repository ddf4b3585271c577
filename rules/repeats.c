#include "rules/repeats.h"

#include "rules/hashes.h"

/* Places that are looked at for one sequence. Only a text made for it needs more, and that is not
 * judged. */
enum { LONG = HASH_LONG, SEQUENCE = HASH_SEQUENCE, MOST_LOOKS = 64 };

Repeats repeats_begin(Arena *arena, size_t bytes) {
    size_t places = 64; /* at most one is taken for every 7 bytes, mostly one for every 16 */
    while (places < bytes / 4) places *= 2;
    return (Repeats){.table = arena_array(arena, places, sizeof(uint32_t)), .places = places};
}

/* A long word by its last bytes, and how many words are before and up to its chunk's end: passages
 * may be taken for longer than they are. `r` is a copy of the caller's: what has no address known
 * to others stays in registers. */
static inline void add_long(Repeats *r, uint64_t tail, uint32_t before, uint32_t up_to) {
    enum { KEPT = sizeof r->last / sizeof *r->last };
    uint32_t ahead = r->last[(r->long_words + KEPT - SEQUENCE) % KEPT];
    r->last[r->long_words++ % KEPT] = before;
    if (!r->copies) r->copy = ahead;
    r->possible |= up_to - r->copy > REPEATS_WORDS;
    r->sequence = hash_sequence(r->sequence, tail);
    /* Whether it stood before; it does from now on. */
    uint64_t h = hash_of_sequence(r->sequence);
    uint32_t print = (uint32_t)(h >> 32) | 1, *table = r->table;
    size_t mask = r->places - 1, slot = (size_t)h & mask;
    unsigned looks = 0;
    for (; table[slot] && table[slot] != print && looks < MOST_LOOKS; looks++)
        slot = (slot + 1) & mask;
    r->possible |= looks == MOST_LOOKS;
    r->copies = table[slot] != 0;
    table[slot] = print;
}

void repeats_add(Repeats *repeats, Str text, Span piece) {
    Repeats r = *repeats;
    uint64_t one = 0, two = 0, six = 0; /* of the chunk before */
    text = str_slice(text, 0, piece.end);
    for (size_t at = piece.start; !r.possible && (at < text.len || one >> 63); at += CHUNK) {
        Chunk chunk;
        chunk_load(&chunk, text, at);
        /* Whether the bytes up to this one, so many of them, are of one word. */
        uint64_t inside = ~chunk_below(&chunk, ' ' + 1), behind = inside << 1 | one >> 63;
        uint64_t pair = inside & behind;
        uint64_t four = pair & (pair << 2 | two >> 62);
        uint64_t whole = four & (pair << 4 | two >> 60);
        uint64_t ends = behind & ~inside, found = ends & (whole << 1 | six >> 63);
        uint32_t up_to = r.words + swar_ones(ends);
        for (; found; found &= found - 1) {
            unsigned end = (unsigned)__builtin_ctzll(found);
            add_long(&r, chunk_word(text, at + end - LONG), r.words, up_to);
        }
        r.words = up_to;
        one = inside;
        two = pair;
        six = whole;
    }
    *repeats = r;
}

bool repeats_possible(const Repeats *r) {
    return r->possible || r->words + 1 - r->copy > REPEATS_WORDS;
}
