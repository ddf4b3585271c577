/* Fuzz target (libFuzzer): tokenizer files of the user's, and texts counted with them. The first
 * byte says what the file holds; behind a NUL stands the text. Asserted: an answer or a reason, the
 * same count in parts as in one, no more tokens than the text has letters. */
#include "tests/fuzz/check.h"
#include "tokenizer/exact.h"

static void count(const TokExact *x, const char *text, size_t len, size_t step) {
    static TokStream s;
    TokFamily family = tok_exact_family(x);
    TokCount whole = tok_exact_count(x, family, text, len);
    CHECK(whole.lo == whole.tokens && whole.tokens == whole.hi && whole.tokens >= 0);
    CHECK(whole.tokens <= (int64_t)len * 6 + 1); /* U+FFFD for a byte, and marks */
    tok_exact_stream_begin(&s, x, family);
    for (size_t i = 0; i < len; i += step)
        tok_stream_feed(&s, text + i, len - i < step ? len - i : step);
    CHECK(tok_stream_end(&s).tokens == whole.tokens);
    TokCount message = tok_exact_count_message(x, family, text, len);
    CHECK(message.lo <= message.tokens && message.tokens <= message.hi);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const TokFamily families[] = {TOK_O200K, TOK_CL100K, TOK_LLAMA3, TOK_CLAUDE_5};
    if (size == 0) return 0;
    const char *file = (const char *)data + 1, *error = NULL;
    const char *nul = memchr(file, '\0', size - 1);
    size_t file_len = nul ? (size_t)(nul - file) : size - 1;
    TokExact *x = data[0] & 4 ? tok_load_pieces(file, file_len, &error)
                              : tok_load_ranks(families[data[0] % 4], file, file_len, &error);
    CHECK((x == NULL) == (error != NULL));
    if (x) {
        const char *text = nul ? nul + 1 : file;
        count(x, text, size - 1 - (size_t)(text - file), data[0] / 8 % 7u + 1);
        count(x, file, file_len, 5);
    }
    tok_exact_free(x);
    return 0;
}
