/* Any bytes, any family: no crash, the same count however the input is cut, a sane band; and the
 * loaders of exact.h on the same bytes. Build with -fsanitize=fuzzer,address,undefined. */
#include <stdint.h>
#include <stdlib.h>

#include "../../tokenizer/exact.h"
#include "../../tokenizer/tokenizer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool ok) {
    if (!ok) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static TokStream s;
    const char *text = (const char *)data;
    for (int f = 0; f < TOK_FAMILY_COUNT; f++) {
        TokCount c = tok_count((TokFamily)f, text, size);
        check(c.lo <= c.tokens && c.tokens <= c.hi && c.lo >= 0);
        check(c.tokens <= (int64_t)size * 6 + 1); /* U+FFFD for a byte is three bytes and marks */
        size_t step = size == 0 ? 1 : data[0] % 7u + 1;
        tok_stream_begin(&s, (TokFamily)f);
        for (size_t i = 0; i < size; i += step)
            tok_stream_feed(&s, text + i, size - i < step ? size - i : step);
        check(tok_stream_end(&s).tokens == c.tokens);
        TokEntry entries[64] = {{0}};
        check(tok_count_with((TokMemo){entries, 64}, (TokFamily)f, text, size).tokens == c.tokens);
        c = tok_count_message((TokFamily)f, text, size);
        check(c.lo <= c.tokens && c.tokens <= c.hi);
    }
    const char *error;
    TokExact *x = tok_load_ranks(TOK_O200K, text, size, &error);
    check((x == NULL) == (error != NULL));
    if (x != NULL) tok_exact_count(x, TOK_O200K, text, size);
    tok_exact_free(x);
    x = tok_load_pieces(text, size, &error);
    check((x == NULL) == (error != NULL));
    if (x != NULL)
        check(tok_exact_count(x, TOK_CLAUDE_5, text, size).tokens <= (int64_t)size * 6 + 1);
    tok_exact_free(x);
    return 0;
}
