#include "lint/base/swar.h"
#include "rules/literal.h"

/* A passage counts from so many tokens on, at least so many of its words with letters: rulers,
 * empty table rows and lists of zeros repeat in every prompt. Copies of at least 2 x SHINGLE - 1
 * words are found for sure. */
enum { SHINGLE = 24, LEAST_TOKENS = 200, LEAST_WORDS = 60, MOST_FINDINGS = 5 };

typedef struct {
    uint32_t segment, start, end; /* bytes of the segment's text */
    uint32_t hash;
} Word;
typedef struct {
    Word *items;
    size_t len;
} Words;

/* The bytes of `text` at `at`, eight at the most, with blanks behind its end. */
static uint64_t load(Str text, size_t at) {
    if (text.len - at >= 8) return swar_load(text.ptr + at);
    char padded[8];
    memset(padded, ' ', sizeof padded);
    memcpy(padded, text.ptr + at, text.len - at);
    return swar_load(padded);
}

/* The end of the word that starts at `at`; what is not above a blank parts words. */
static size_t hash_word(Str text, size_t at, uint32_t *hash) {
    const uint64_t odd = 0x9E3779B97F4A7C15u;
    uint64_t h = 0, word, blanks;
    for (;; at += 8) {
        word = load(text, at);
        blanks = swar_below(word, ' ' + 1);
        if (blanks) break;
        h = (h ^ word) * odd;
        h ^= h >> 32;
    }
    unsigned n = swar_first(blanks);
    if (n) h = (h ^ (word & (((uint64_t)1 << n * 8) - 1))) * odd;
    *hash = (uint32_t)(h >> 32 ^ h);
    return at + n;
}

/* Words of one piece of text that is always sent. */
static void add_words(Words *words, Str text, Span span, uint32_t segment) {
    text = str_slice(text, 0, span.end);
    for (size_t i = span.start;;) {
        while (i < text.len && (unsigned char)text.ptr[i] <= ' ') i++;
        if (i == text.len) return;
        Word *word = &words->items[words->len++];
        size_t end = hash_word(text, i, &word->hash);
        word->segment = segment;
        word->start = (uint32_t)i;
        word->end = (uint32_t)end;
        i = end;
    }
}

/* Words are counted first, because they take more room than the text. */
static size_t count_words(Str text, Span span) {
    size_t count = 0;
    uint64_t before = 0x80; /* a blank in front of the first byte */
    text = str_slice(text, 0, span.end);
    for (size_t i = span.start; i < text.len; i += 8) {
        uint64_t blanks = swar_below(load(text, i), ' ' + 1);
        count += (size_t)__builtin_popcountll(~blanks & (blanks << 8 | before) & SWAR_HIGH);
        before = blanks >> 56;
    }
    return count;
}

static bool is_always_sent(const Piece *piece) {
    return piece->kind == PIECE_TEXT && !piece->conditional; /* of two branches one is sent */
}

static bool has_letters(Str word) {
    for (size_t i = 0; i < word.len; i++)
        if (ascii_is_alpha(word.ptr[i]) || (unsigned char)word.ptr[i] >= 0x80) return true;
    return false;
}

static Words collect(Arena *arena, const Prompt *prompt) {
    Words words = {0};
    size_t count = 0;
    for (int fill = 0; fill < 2; fill++) {
        for (size_t i = 0; i < prompt->segments.len; i++) {
            const Segment *segment = &prompt->segments.items[i];
            if (!literal_is_written(prompt, segment)) continue;
            for (size_t p = 0; p < segment->pieces.len; p++) {
                const Piece *piece = &segment->pieces.items[p];
                if (!is_always_sent(piece)) continue;
                if (fill)
                    add_words(&words, segment->text, piece->span, (uint32_t)i);
                else
                    count += count_words(segment->text, piece->span);
            }
        }
        if (!fill) words.items = arena_array(arena, count + 1, sizeof *words.items);
    }
    return words;
}

/* A copy: words [first, first + len) stand again at [again, again + len). */
typedef struct {
    size_t first, again, len;
} Copy;

/* Grows the match of word `b` with the earlier word `a` both ways: not beyond `floor` on the left.
 * In a passage that stands many times in a row the two overlap: all behind the first is one copy.
 */
static Copy grow(const Words *words, size_t a, size_t b, size_t floor) {
    const Word *w = words->items;
    size_t left = 0, right = 0;
    while (b + right < words->len && w[a + right].hash == w[b + right].hash) right++;
    while (left < a && b - left > floor && w[a - left - 1].hash == w[b - left - 1].hash) left++;
    return (Copy){a - left, b - left, left + right};
}

static void report(Sink *sink, const Plan *plan, const Words *words, const Copy *copy) {
    const Word *from = &words->items[copy->again], *to = &words->items[copy->again + copy->len - 1];
    const Word *old = &words->items[copy->first];
    const Segment *segment = &sink->prompt->segments.items[from->segment];
    size_t lettered = 0;
    for (size_t i = 0; i < copy->len; i++) {
        const Word *word = &words->items[copy->again + i];
        Str text = sink->prompt->segments.items[word->segment].text;
        lettered += has_letters(str_slice(text, word->start, word->end));
    }
    if (lettered < LEAST_WORDS) return;
    /* Across blocks the part in the first of them is named and counted. */
    size_t end = to->segment == from->segment ? to->end : segment->text.len;
    Str text = str_slice(segment->text, from->start, end);
    TokCount size = plan_count(plan, text);
    if (size.tokens < LEAST_TOKENS) return;

    bool runs_on = copy->first + copy->len > copy->again;
    Finding *f = sink_report_text(
        sink, LEVEL_INFO, segment, span_of(from->start, end),
        "%zu words %s: " STR_FMT " tokens in every call", copy->len,
        runs_on ? "repeat those before them again and again" : "stand here for the second time",
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
static void find_copies(Sink *sink, const Plan *plan, const Words *words) {
    const uint64_t base = 1099511628211u;
    uint64_t top = 1, hash = 0; /* base ^ (SHINGLE - 1) */
    size_t places = 64, found = 0;
    for (int i = 1; i < SHINGLE; i++) top *= base;
    while (places < words->len / SHINGLE * 2 + 2) places *= 2;
    struct {
        uint64_t hash;
        uint32_t word; /* + 1 */
    } *table = arena_array(sink->arena, places, sizeof *table);

    const Word *w = words->items;
    size_t floor = 0; /* words before it are part of a copy that was reported */
    for (size_t end = 0; end < words->len; end++) {
        if (end >= SHINGLE) hash -= w[end - SHINGLE].hash * top;
        hash = hash * base + w[end].hash;
        if (end + 1 < SHINGLE) continue;
        size_t start = end + 1 - SHINGLE;
        size_t slot = (size_t)(hash ^ hash >> 29) & (places - 1);
        while (table[slot].word && table[slot].hash != hash) slot = (slot + 1) & (places - 1);
        if (table[slot].word && start >= floor) {
            Copy copy = grow(words, table[slot].word - 1, start, floor);
            if (copy.len >= LEAST_WORDS) {
                size_t before = sink->findings->len;
                report(sink, plan, words, &copy);
                found += sink->findings->len - before;
                if (found == MOST_FINDINGS) return;
                floor = copy.again + copy.len;
            }
        } else if (!table[slot].word && start % SHINGLE == 0) {
            table[slot].hash = hash;
            table[slot].word = (uint32_t)start + 1;
        }
    }
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    /* Two copies and the words around them. */
    if (plan->total.tokens < 2 * LEAST_TOKENS) return;
    Words words = collect(sink->arena, prompt);
    if (words.len >= 2 * LEAST_WORDS) find_copies(sink, plan, &words);
}

const RuleCheck rule_duplicate_text = {.check = check};
