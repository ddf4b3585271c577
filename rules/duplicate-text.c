#include "lint/base/chunk.h"
#include "rules/literal.h"
#include "rules/repeats.h"

/* A passage counts from so many tokens on, at least so many of its words with letters: rulers,
 * empty table rows and lists of zeros repeat in every prompt. Copies of at least 2 x SHINGLE - 1
 * words are found for sure. */
enum { SHINGLE = 24, LEAST_TOKENS = 200, LEAST_WORDS = REPEATS_WORDS, MOST_FINDINGS = 5 };

typedef struct {
    uint32_t segment, start, end; /* bytes of the segment's text */
    uint32_t hash;
} Word;
typedef struct {
    Word *items;
    size_t len;
} Words;

/* Of the beginning, the end and the length: enough to look for words. */
static inline uint32_t hash_word(Str text, size_t start, size_t end) {
    size_t n = end - start;
    uint64_t kept = n < 8 ? ((uint64_t)1 << n * 8) - 1 : ~(uint64_t)0;
    uint64_t head = chunk_word(text, start) & kept;
    uint64_t tail = chunk_word(text, n < 8 ? start : end - 8) & kept;
    uint64_t h = (head ^ n) * 0x9E3779B97F4A7C15u;
    return (uint32_t)((h ^ h >> 32 ^ tail) * 0xFF51AFD7ED558CCDu >> 32);
}

/* Words of one piece of text that is always sent. What is not above a blank parts words. */
static void add_words(Words *words, Str text, Span span, uint32_t segment) {
    Word *opened = words->items + words->len, *closed = opened;
    text = str_slice(text, 0, span.end);
    uint64_t last = 0;
    for (size_t at = span.start; at < text.len || last; at += CHUNK) {
        Chunk chunk;
        chunk_load(&chunk, text, at);
        uint64_t inside = ~chunk_below(&chunk, ' ' + 1), behind = inside << 1 | last;
        for (uint64_t starts = inside & ~behind; starts; starts &= starts - 1)
            (opened++)->start = (uint32_t)at + (uint32_t)__builtin_ctzll(starts);
        for (uint64_t ends = behind & ~inside; ends; ends &= ends - 1)
            (closed++)->end = (uint32_t)at + (uint32_t)__builtin_ctzll(ends);
        last = inside >> 63;
    }
    for (Word *word = words->items + words->len; word < closed; word++) {
        word->segment = segment;
        word->hash = hash_word(text, word->start, word->end);
    }
    words->len = (size_t)(closed - words->items);
}

/* The next piece of text that is always sent: of two branches one is. NULL: there is none. */
static const Piece *next_piece(const Prompt *prompt, size_t *segment, size_t *piece) {
    for (; *segment < prompt->segments.len; ++*segment, *piece = 0) {
        const Segment *s = &prompt->segments.items[*segment];
        if (!literal_is_written(prompt, s)) continue;
        while (*piece < s->pieces.len) {
            const Piece *p = &s->pieces.items[(*piece)++];
            if (p->kind == PIECE_TEXT && !p->conditional) return p;
        }
    }
    return NULL;
}

static Str segment_text(const Prompt *prompt, size_t segment) {
    return prompt->segments.items[segment].text;
}

static Str word_text(const Prompt *prompt, const Word *word) {
    return str_slice(segment_text(prompt, word->segment), word->start, word->end);
}

static bool has_letters(Str word) {
    for (size_t i = 0; i < word.len; i++)
        if (ascii_is_alpha(word.ptr[i]) || (unsigned char)word.ptr[i] >= 0x80) return true;
    return false;
}

static Words collect(Arena *arena, const Prompt *prompt) {
    Words words = {0};
    const Piece *piece;
    size_t count = 0;
    for (size_t i = 0, p = 0; (piece = next_piece(prompt, &i, &p));)
        count += (piece->span.end - piece->span.start) / 2 + 1; /* and no more */
    words.items = arena_array(arena, count + 1, sizeof *words.items);
    for (size_t i = 0, p = 0; (piece = next_piece(prompt, &i, &p));)
        add_words(&words, segment_text(prompt, i), piece->span, (uint32_t)i);
    return words;
}

/* Whether it is worth it to compare words: few prompts repeat anything. */
static bool may_repeat(Arena *arena, const Prompt *prompt) {
    const Piece *piece;
    size_t bytes = 0;
    for (size_t i = 0, p = 0; (piece = next_piece(prompt, &i, &p));)
        bytes += piece->span.end - piece->span.start;
    Repeats repeats = repeats_begin(arena, bytes);
    for (size_t i = 0, p = 0; (piece = next_piece(prompt, &i, &p));)
        repeats_add(&repeats, segment_text(prompt, i), piece->span);
    return repeats_possible(&repeats);
}

/* A copy: words [first, first + len) stand again at [again, again + len). */
typedef struct {
    size_t first, again, len;
} Copy;

static bool same_word(const Prompt *prompt, const Word *a, const Word *b) {
    return a->hash == b->hash && str_eq(word_text(prompt, a), word_text(prompt, b));
}

/* Grows the match of word `b` with the earlier word `a` both ways: not beyond `floor` on the left.
 * In a passage that stands many times in a row the two overlap: all behind the first is one copy.
 */
static Copy grow(const Prompt *prompt, const Words *words, size_t a, size_t b, size_t floor) {
    const Word *w = words->items;
    size_t left = 0, right = 0;
    while (b + right < words->len && same_word(prompt, &w[a + right], &w[b + right])) right++;
    while (left < a && b - left > floor && same_word(prompt, &w[a - left - 1], &w[b - left - 1]))
        left++;
    return (Copy){a - left, b - left, left + right};
}

static void report(Sink *sink, const Plan *plan, const Words *words, const Copy *copy) {
    const Word *from = &words->items[copy->again], *to = &words->items[copy->again + copy->len - 1];
    const Word *old = &words->items[copy->first];
    const Segment *segment = &sink->prompt->segments.items[from->segment];
    size_t lettered = 0;
    for (size_t i = 0; i < copy->len; i++)
        lettered += has_letters(word_text(sink->prompt, &words->items[copy->again + i]));
    if (lettered < LEAST_WORDS) return;
    /* Across blocks the part in the first of them is named and counted. */
    size_t end = to->segment == from->segment ? to->end : segment->text.len;
    Str text = str_slice(segment->text, from->start, end);
    TokCount size = plan_count(plan, text);
    if (size.tokens < LEAST_TOKENS) return;

    bool runs_on = copy->first + copy->len > copy->again;
    Finding *f = sink_report_text(sink, LEVEL_INFO, segment, span_of(from->start, end),
                                  "%zu words %s: " STR_FMT " tokens in every call", copy->len,
                                  runs_on ? "repeat those before them again and again"
                                          : "stand here for the second time",
                                  STR_ARG(sink_tokens(sink, size)));
    f->tokens = (double)size.tokens;
    f->cost = literal_cost(sink, plan, size.tokens);
    f->help = STR("keep one of the two, and refer to it by its heading");
    const Segment *first = &sink->prompt->segments.items[old->segment];
    vec_push(
        sink->arena, &f->related,
        segment_related(first, span_of(old->start, old->end), STR("the first time, from here on")));
}

/* Shingles at every SHINGLE-th word are kept in a table, each by its first place; one that starts
 * at any word is looked up by a rolling hash. What has been found is stepped over, so each word is
 * compared a bounded number of times. */
typedef struct {
    uint32_t hash, word; /* the upper half of it; the shingle's first word + 1 */
} Place;

typedef struct {
    const Words *words;
    Place *table;
    size_t places;
    size_t start, kept; /* the next shingle; the next that goes to the table */
    uint64_t hash;      /* of the next one without its last word */
} Search;

static const uint64_t base = 1099511628211u;

static Search search_begin(Arena *arena, const Words *words) {
    size_t places = 64;
    while (places < words->len / SHINGLE * 16) places *= 2; /* nearly all are free: one look */
    Search s = {
        .words = words, .table = arena_array(arena, places, sizeof(Place)), .places = places};
    for (size_t i = 0; i + 1 < SHINGLE; i++) s.hash = s.hash * base + words->items[i].hash;
    return s;
}

/* The first word of the next shingle from `floor` on that stood before, *earlier there; the number
 * of words when there is none. */
static size_t search_next(Search *s, size_t floor, size_t *earlier) {
    uint64_t top = 1, hash = s->hash; /* base ^ (SHINGLE - 1) */
    for (int i = 1; i < SHINGLE; i++) top *= base;
    const Word *w = s->words->items;
    Place *table = s->table;
    size_t len = s->words->len, mask = s->places - 1, kept = s->kept;
    for (size_t start = s->start; start + SHINGLE <= len; start++) {
        hash = hash * base + w[start + SHINGLE - 1].hash;
        size_t slot = (size_t)(hash ^ hash >> 29) & mask;
        uint32_t half = (uint32_t)(hash >> 32);
        hash -= w[start].hash * top;
        while (table[slot].word && table[slot].hash != half) slot = (slot + 1) & mask;
        bool again = table[slot].word != 0;
        if (start == kept) {
            kept += SHINGLE;
            if (!again) table[slot] = (Place){half, (uint32_t)start + 1};
        }
        if (!again || start < floor) continue;
        s->start = start + 1;
        s->kept = kept;
        s->hash = hash;
        *earlier = table[slot].word - 1;
        return start;
    }
    return len;
}

static void find_copies(Sink *sink, const Plan *plan, Arena *scratch, const Words *words) {
    Search search = search_begin(scratch, words);
    size_t found = 0, earlier, start;
    size_t floor = 0; /* words before it are part of a copy that was reported */
    while (found < MOST_FINDINGS && (start = search_next(&search, floor, &earlier)) < words->len) {
        Copy copy = grow(sink->prompt, words, earlier, start, floor);
        if (copy.len < LEAST_WORDS) continue;
        size_t before = sink->findings->len;
        report(sink, plan, words, &copy);
        found += sink->findings->len - before;
        floor = copy.again + copy.len;
    }
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    /* Two copies and the words around them. */
    if (plan->total.tokens < 2 * LEAST_TOKENS) return;
    Arena scratch = {0}; /* several times the text, and a file has many prompts */
    if (may_repeat(&scratch, prompt)) {
        Words words = collect(&scratch, prompt);
        if (words.len >= 2 * LEAST_WORDS) find_copies(sink, plan, &scratch, &words);
    }
    arena_free(&scratch);
}

const RuleCheck rule_duplicate_text = {.check = check};
