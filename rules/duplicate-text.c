#include "rules/hashes.h"
#include "rules/literal.h"
#include "rules/repeats.h"

/* A passage counts from so many tokens on, at least so many of its words with letters: rulers,
 * empty table rows and lists of zeros repeat in every prompt. Copies of at least 2 x SHINGLE - 1
 * words are found for sure. */
enum { SHINGLE = HASH_SHINGLE, LEAST_TOKENS = 200, LEAST_WORDS = REPEATS_WORDS, MOST_FINDINGS = 5 };

/* There are many: what can be found again is not kept. */
typedef struct {
    uint32_t start; /* in the text of its segment; the next blank ends it */
    uint32_t hash;
} Word;
/* The words from `first` on, up to those of the next one, are of this text. */
typedef struct {
    size_t first;
    const Segment *segment;
    Str text; /* up to the end of the piece */
} Stretch;
typedef struct {
    Word *items;
    size_t len;
    Stretch *stretches;
    size_t stretch_count;
} Words;

/* Where words start and where the first byte behind each is in the 64 bytes at `at`, a bit each;
 * what is not above a blank parts words. *inside: whether the byte before is of a word, then
 * whether the last one is. */
static inline void find_words(Str text, size_t at, uint64_t *inside, uint64_t *starts,
                              uint64_t *ends) {
    Chunk chunk;
    chunk_load(&chunk, text, at);
    uint64_t word = ~chunk_below(&chunk, ' ' + 1), behind = word << 1 | *inside;
    *starts = word & ~behind;
    *ends = behind & ~word;
    *inside = word >> 63;
}

/* Words of one piece of text that is always sent. */
static void add_words(Words *words, const Segment *segment, Span span) {
    Word *opened = words->items + words->len, *closed = opened;
    uint64_t inside = 0, starts, ends;
    Str text = str_slice(segment->text, 0, span.end);
    words->stretches[words->stretch_count++] = (Stretch){words->len, segment, text};
    for (size_t at = span.start; at < text.len || inside; at += CHUNK) {
        find_words(text, at, &inside, &starts, &ends);
        for (; starts; starts &= starts - 1)
            (opened++)->start = (uint32_t)at + (uint32_t)__builtin_ctzll(starts);
        for (; ends; ends &= ends - 1, closed++)
            closed->hash = hash_word(text, closed->start, at + (size_t)__builtin_ctzll(ends));
    }
    words->len = (size_t)(closed - words->items);
}

static size_t count_words(Str text, Span span) {
    size_t count = 0;
    uint64_t inside = 0, starts, ends;
    text = str_slice(text, 0, span.end);
    for (size_t at = span.start; at < text.len; at += CHUNK) {
        find_words(text, at, &inside, &starts, &ends);
        count += swar_ones(starts);
    }
    return count;
}

/* The next piece of text that is always sent: of two branches one is. NULL: there is none. */
static const Piece *next_piece(const Prompt *prompt, const Segment **segment, size_t *at,
                               size_t *piece) {
    for (; *at < prompt->segments.len; ++*at, *piece = 0) {
        *segment = &prompt->segments.items[*at];
        if (!literal_is_written(prompt, *segment)) continue;
        while (*piece < (*segment)->pieces.len) {
            const Piece *p = &(*segment)->pieces.items[(*piece)++];
            if (p->kind == PIECE_TEXT && !p->conditional) return p;
        }
    }
    return NULL;
}

/* Whether it is worth it to compare words: few prompts repeat anything. */
static bool may_repeat(Arena *arena, const Prompt *prompt) {
    const Segment *segment;
    const Piece *piece;
    size_t bytes = 0;
    for (size_t i = 0, p = 0; (piece = next_piece(prompt, &segment, &i, &p));)
        bytes += piece->span.end - piece->span.start;
    Repeats repeats = repeats_begin(arena, bytes);
    for (size_t i = 0, p = 0; (piece = next_piece(prompt, &segment, &i, &p));)
        repeats_add(&repeats, segment->text, piece->span);
    return repeats_possible(&repeats);
}

static const Stretch *stretch_of(const Words *words, size_t word) {
    size_t low = 0, high = words->stretch_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (words->stretches[middle].first <= word)
            low = middle;
        else
            high = middle;
    }
    return &words->stretches[low];
}

static Str word_text(const Words *words, size_t word) {
    Str text = stretch_of(words, word)->text;
    size_t start = words->items[word].start, end = start;
    while (end < text.len && (unsigned char)text.ptr[end] > ' ') end++;
    return str_slice(text, start, end);
}

static bool has_letters(Str word) {
    for (size_t i = 0; i < word.len; i++)
        if (ascii_is_alpha(word.ptr[i]) || byte_is_high(word.ptr[i])) return true;
    return false;
}

/* Shingles at every SHINGLE-th word are kept in a table, each by its first place; one that starts
 * at any word is looked up by a rolling hash. What has been found is stepped over, so each word is
 * compared a bounded number of times. What finds no place nearby is not kept: only a text made for
 * it has so many of one slot. */
enum { MOST_LOOKS = 64 };
typedef struct {
    uint32_t hash, word; /* the upper half of it; the shingle's first word + 1 */
} Place;

static size_t places_for(size_t words) {
    size_t places = 64;
    while (places < words / SHINGLE * 4) places *= 2; /* most are free: a look or two */
    return places;
}

/* Words are counted first, because they take more room than the text: none where they would take
 * more than there is. */
static Words collect(const Prompt *prompt, Sink *sink, Arena *scratch) {
    Words words = {0};
    const Segment *segment;
    const Piece *piece;
    size_t count = 0, stretches = 0;
    for (size_t i = 0, p = 0; (piece = next_piece(prompt, &segment, &i, &p)); stretches++)
        count += count_words(segment->text, piece->span);
    size_t bytes =
        count * sizeof(Word) + stretches * sizeof(Stretch) + places_for(count) * sizeof(Place);
    if (arena_is_full(sink->arena, bytes)) {
        sink_overflow(sink, prompt->span, "words");
        return words;
    }
    words.items = arena_array(scratch, count + 1, sizeof *words.items);
    words.stretches = arena_array(scratch, stretches, sizeof *words.stretches);
    for (size_t i = 0, p = 0; (piece = next_piece(prompt, &segment, &i, &p));)
        add_words(&words, segment, piece->span);
    return words;
}

/* A copy: words [first, first + len) stand again at [again, again + len). */
typedef struct {
    size_t first, again, len;
} Copy;

static bool same_word(const Words *words, size_t a, size_t b) {
    return words->items[a].hash == words->items[b].hash &&
           str_eq(word_text(words, a), word_text(words, b));
}

/* Grows the match of word `b` with the earlier word `a` both ways: not beyond `floor` on the left.
 * In a passage that stands many times in a row the two overlap: all behind the first is one copy.
 */
static Copy grow(const Words *words, size_t a, size_t b, size_t floor) {
    size_t left = 0, right = 0;
    while (b + right < words->len && same_word(words, a + right, b + right)) right++;
    while (left < a && b - left > floor && same_word(words, a - left - 1, b - left - 1)) left++;
    return (Copy){a - left, b - left, left + right};
}

static void report(Sink *sink, const Plan *plan, const Words *words, const Copy *copy) {
    size_t to = copy->again + copy->len - 1;
    const Segment *segment = stretch_of(words, copy->again)->segment;
    size_t start = words->items[copy->again].start, lettered = 0;
    for (size_t i = 0; i < copy->len; i++)
        lettered += has_letters(word_text(words, copy->again + i));
    if (lettered < LEAST_WORDS) return;
    /* Across blocks the part in the first of them is named and counted. */
    size_t end = segment->text.len;
    if (stretch_of(words, to)->segment == segment)
        end = words->items[to].start + word_text(words, to).len;
    TokCount size = plan_count(plan, str_slice(segment->text, start, end));
    if (size.tokens < LEAST_TOKENS) return;

    bool runs_on = copy->first + copy->len > copy->again;
    Finding *f = sink_report_text(sink, LEVEL_INFO, segment, span_of(start, end),
                                  "%zu words %s: " STR_FMT " tokens in every call", copy->len,
                                  runs_on ? "repeat those before them again and again"
                                          : "stand here for the second time",
                                  STR_ARG(sink_tokens(sink, size)));
    f->tokens = (double)size.tokens;
    f->cost = literal_cost(sink, plan, size.tokens);
    f->help = STR("keep one of the two, and refer to it by its heading");
    size_t old = words->items[copy->first].start;
    vec_push(sink->arena, &f->related,
             segment_related(stretch_of(words, copy->first)->segment,
                             span_of(old, old + word_text(words, copy->first).len),
                             STR("the first time, from here on")));
}

typedef struct {
    const Words *words;
    Place *table;
    size_t places;
    size_t start, kept; /* the next shingle; the next that goes to the table */
    uint64_t hash;      /* of the next one without its last word */
} Search;

static Search search_begin(Arena *arena, const Words *words) {
    size_t places = places_for(words->len);
    Search s = {
        .words = words, .table = arena_array(arena, places, sizeof(Place)), .places = places};
    for (size_t i = 0; i + 1 < SHINGLE; i++) s.hash = s.hash * hash_base + words->items[i].hash;
    return s;
}

/* The first word of the next shingle from `floor` on that stood before, *earlier there; the number
 * of words when there is none. */
static size_t search_next(Search *s, size_t floor, size_t *earlier) {
    uint64_t top = 1, hash = s->hash; /* base ^ (SHINGLE - 1) */
    for (int i = 1; i < SHINGLE; i++) top *= hash_base;
    const Word *w = s->words->items;
    Place *table = s->table;
    size_t len = s->words->len, mask = s->places - 1, kept = s->kept;
    for (size_t start = s->start; start + SHINGLE <= len; start++) {
        hash = hash * hash_base + w[start + SHINGLE - 1].hash;
        size_t slot = hash_slot_of_shingle(hash) & mask;
        uint32_t half = (uint32_t)(hash >> 32);
        hash -= w[start].hash * top;
        unsigned looks = 0;
        for (; table[slot].word && table[slot].hash != half && looks < MOST_LOOKS; looks++)
            slot = (slot + 1) & mask;
        bool is_free = !table[slot].word, again = !is_free && table[slot].hash == half;
        if (start == kept) {
            kept += SHINGLE;
            if (is_free) table[slot] = (Place){half, (uint32_t)start + 1};
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
    size_t found = 0, earlier = 0, start;
    size_t floor = 0; /* words before it are part of a copy that was reported */
    while (found < MOST_FINDINGS && (start = search_next(&search, floor, &earlier)) < words->len) {
        Copy copy = grow(words, earlier, start, floor);
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
        Words words = collect(prompt, sink, &scratch);
        if (words.len >= 2 * LEAST_WORDS) find_copies(sink, plan, &scratch, &words);
    }
    arena_free(&scratch);
}

const RuleCheck rule_duplicate_text = {.check = check};
