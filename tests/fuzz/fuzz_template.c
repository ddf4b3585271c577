/* Fuzz target of the template scanner: for any bytes and every engine the pieces cover the text in
 * order without gaps or overlap and the verdicts are in range. */
#include <stdint.h>
#include <stdlib.h>

#include "lint/template/template.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(int truth) {
    if (!truth) abort();
}

static void scan(Str text, const TemplateOptions *options, size_t room) {
    Arena arena = {0};
    PieceVec pieces = {0};
    template_scan(&arena, text, options, room, &pieces);
    size_t at = 0, cut = 0;
    for (size_t i = 0; i < pieces.len; i++) {
        const Piece *piece = &pieces.items[i];
        check(piece->span.start == at && piece->span.end > at);
        check(piece->verdict.volatility <= VOL_CALL && piece->verdict.certainty <= CERTAIN_NOT);
        check(str_eq(piece->source, str_slice(text, piece->span.start, piece->span.end)));
        if (piece->kind != PIECE_TEXT) cut++;
        at = piece->span.end;
    }
    check(at == text.len && cut <= room);
    arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0) return 0;
    DeclaredName names[] = {{STR("a"), VOL_DAY, 1, false}, {STR("b*c"), VOL_SESSION, 0, false}};
    DeclaredNameVec declared = {.items = names, .len = 2, .cap = 2};
    TemplateOptions options = {.engine = (Engine)(data[0] % ENGINE_COUNT),
                               .declared = data[0] & 32 ? &declared : NULL,
                               .declared_only = (data[0] & 64) != 0,
                               .bare_dollar = (data[0] & 128) != 0};
    scan((Str){(const char *)data + 1, size - 1}, &options, data[0] & 16 ? 3 : 100000);
    return 0;
}
