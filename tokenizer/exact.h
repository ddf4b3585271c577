/* Counting with the tokenizer's own data, from a file that the user has: a rank file (X.tiktoken)
 * or a list of Claude's pieces (pieces_v3.json, pieces_v4_7.json of the Python package ctok).
 * Nothing is fetched and nothing is kept on disk here.
 *
 * Memory: tok_load_* allocate once; the caller frees with tok_exact_free. A loaded TokExact is read
 * only: counting does not allocate, and any number of threads may share one. The data may be freed
 * after loading. Errors: tok_load_* give NULL and a constant message in *error. Input is taken as
 * hostile: bounded, never out of bounds. Tables are looked up by 64-bit hashes without keeping the
 * bytes; two entries of one file that share a hash are refused as duplicates, and a wrong hit is
 * less likely than a memory error. */
#ifndef TOK_EXACT_H
#define TOK_EXACT_H

#include "tokenizer.h"

typedef struct TokExact TokExact;

/* A rank file: lines of base64, a blank, the rank. family says how text is split: TOK_O200K,
 * TOK_CL100K or TOK_LLAMA3 (any other: refused). */
TokExact *tok_load_ranks(TokFamily family, const char *data, size_t len, const char **error);

/* A list of pieces: JSON with "meta" and "tokens"; meta.family decides between TOK_CLAUDE_V3 and
 * TOK_CLAUDE_47. */
TokExact *tok_load_pieces(const char *data, size_t len, const char **error);

void tok_exact_free(TokExact *x); /* NULL is fine */

/* The family of the file; counting may ask for another one with the same vocabulary (TOK_CLAUDE_5
 * with a 4.7 list). */
TokFamily tok_exact_family(const TokExact *x);

/* Whether counts of this family can be had from the file; false for NULL. */
bool tok_exact_serves(const TokExact *x, TokFamily family);

/* As tok_count and tok_count_message. family must share the file's vocabulary, else the file's own
 * family is taken. lo = hi = tokens; with pieces three texts in a thousand are off by a token or
 * two (stray marks). */
TokCount tok_exact_count(const TokExact *x, TokFamily family, const char *text, size_t len);
TokCount tok_exact_count_message(const TokExact *x, TokFamily family, const char *text, size_t len);

/* A TokStream that counts with the file; then as with any other stream. x must outlive it. */
void tok_exact_stream_begin(TokStream *s, const TokExact *x, TokFamily family);

#endif
