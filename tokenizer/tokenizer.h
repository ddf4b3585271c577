/* Token counts without a network and without a vocabulary.
 *
 * A count is made in two steps: a segmenter cuts the text the way the family's own tokenizer does
 * (tables/unicode.c has the character classes), and a table fitted from measured counts prices
 * every segment (tables/model_*.c). Exact counting with a file the user has is in exact.h.
 *
 * Units: bytes of UTF-8 in, tokens out. An ill-formed byte counts as U+FFFD.
 * Memory: nothing is allocated, no global is written, no set-up is needed; all functions may be
 * called from any number of threads. Time is linear in the length whatever the text. Nothing fails:
 * every byte string has a count. A call uses about 60 KB of stack. */
#ifndef TOKENIZER_H
#define TOKENIZER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum {
    TOK_CLAUDE_V3, /* Claude 3 .. Opus 4.6, Sonnet 4.6, Haiku 4.5 */
    TOK_CLAUDE_47, /* Opus 4.7 .. 4.9 */
    TOK_CLAUDE_5,  /* 5-series: same vocabulary, other message frame */
    TOK_O200K,
    TOK_CL100K,
    TOK_GEMMA3,
    TOK_LLAMA3,
    TOK_UNKNOWN, /* stated fallback: priced as claude-4.7, the largest, with a band down to o200k's
                    lower end */
    TOK_FAMILY_COUNT
} TokFamily;

typedef enum {
    TOK_FITTED,      /* table fitted from measured counts */
    TOK_FALLBACK,    /* the family is not known; see TOK_UNKNOWN */
    TOK_EXACT_RANKS, /* byte-pair merging with the user's rank file */
    TOK_PIECES,      /* tiling with the user's list of pieces */
    TOK_CALIBRATED   /* a fitted count, corrected by measured ones of the user */
} TokMethod;

/* tokens: the best estimate; lo..hi: a band that holds the true count for nine texts of ten, at
 * least one token wide to each side unless the count is exact. It comes from the content: what the
 * table knows is narrow. */
typedef struct {
    int64_t tokens, lo, hi;
    TokMethod method;
} TokCount;

/* Text inside a prompt: no message frame, no rules for the edges of a message. */
TokCount tok_count(TokFamily family, const char *text, size_t len);

/* Prices of segments met so far, kept by the caller from one text to the next: texts share most of
 * their words. The count is the same with and without. `count` is a power of 2, at best
 * tok_memo_size of all texts together; the entries are zero before the first text. One memo serves
 * all families, and one thread. */
typedef struct {
    uint64_t first, second, price; /* private */
} TokEntry;
typedef struct {
    TokEntry *entries;
    uint32_t count;
} TokMemo;
enum { TOK_MEMO_MOST = 2048 };

uint32_t tok_memo_size(size_t bytes); /* 32 .. TOK_MEMO_MOST */
/* Whether a larger one would keep more; and what this one knows, for a larger one that is empty. */
bool tok_memo_is_full(TokMemo memo);
void tok_memo_move(TokMemo larger, TokMemo memo);
TokCount tok_count_with(TokMemo memo, TokFamily family, const char *text, size_t len);

/* The whole content of one user message: with what the frame does to the edges of the text (free
 * trailing white space, the frame's own begin-of-word), but still without the frame's tokens. */
TokCount tok_count_message(TokFamily family, const char *text, size_t len);

/* Sum of two counts. Half-widths add: parts of one prompt are the same kind of text, so their
 * errors do too. The method is the less certain one; a count of nothing has no say in it. */
TokCount tok_add(TokCount a, TokCount b);

/* "claude-v3", "claude-4.7", "claude-5", "o200k", "cl100k", "gemma3", "llama3", "unknown". */
const char *tok_family_name(TokFamily family);

/* The names above, and the spellings of model tables: "claude-pre-4.7", "claude-4.7+",
 * "o200k_base", "o200k_harmony", "cl100k_base", "gemma3-like (...)", "llama3 (public)",
 * "unpublished (o200k_base assumed)"; text after a blank is a note. False, and *out = TOK_UNKNOWN,
 * for any other name. */
bool tok_family_from_name(const char *name, size_t len, TokFamily *out);

bool tok_family_is_claude(TokFamily family);

/* Tokens of the frame of one user message (role and separators), 0 where not known. */
int tok_message_frame(TokFamily family);

/* "fitted", "fallback", "exact", "pieces", "calibrated". */
const char *tok_method_name(TokMethod m);

/* Streaming: the same count as tok_count, whatever the cuts between the calls of tok_stream_feed.
 * Also the fast way to count many texts: tok_stream_again begins the next one and keeps the prices
 * of the segments met so far. The fields are private; the struct, 210 KB, is here so that the
 * caller can place it. It must stay there while it is used: it points into itself. */
enum {
    TOK_BUFFER = 8192,      /* normalised text waiting for its segment's end */
    TOK_PADDING = 64,       /* zeros behind it, for what looks at many bytes at once */
    TOK_STREAM_MEMO = 8192, /* segments priced lately; a power of 2 */
    TOK_MARKS = 32          /* a base character and its combining marks */
};

typedef struct {
    int32_t tokens, doubt; /* doubt: expected error, 1/256 token */
} TokPrice;

typedef struct TokLane {
    TokFamily family;
    uint32_t n; /* bytes in buf */
    uint8_t eow, space_before, message_start, barrier;
    uint8_t tail[4], tail_len; /* unfinished UTF-8 sequence */
    uint32_t marks[TOK_MARKS]; /* unfinished normalisation */
    uint32_t marks_len;
    int64_t tokens, doubt; /* doubt: expected error of fallback prices, 1/256 token */
    const struct TokModel *model;
    TokPrice (*price)(const struct TokLane *lane, const uint8_t *body, size_t len, unsigned marks,
                      uint64_t hash);
    const struct TokExact *exact;
    TokMemo memo; /* the caller's */
    uint8_t buf[TOK_BUFFER + TOK_PADDING];
} TokLane;

typedef struct TokStream {
    TokFamily family;
    TokLane lane[2]; /* the second only for TOK_UNKNOWN's lower end */
    TokEntry entries[TOK_STREAM_MEMO];
} TokStream;

void tok_stream_begin(TokStream *s, TokFamily family);
void tok_stream_again(TokStream *s); /* the next text, of the same family; also before an end */
void tok_stream_feed(TokStream *s, const char *text, size_t len);
TokCount tok_stream_end(TokStream *s);

#endif
