#include "rules/params.h"

#include <math.h>

/* ${REASONING_EFFORT} and $EFFORT: substituted when the program starts. */
static bool is_environment(const Piece *piece) {
    if (!str_starts(piece->source, STR("$"))) return false;
    for (size_t i = 0; i < piece->source.len; i++)
        if (ascii_is_lower(piece->source.ptr[i])) return false;
    return true;
}

VolatilityVerdict param_volatility(Sink *sink, const Param *param, Str *what) {
    enum { PLACEHOLDERS = 16 };
    TemplateOptions options = {.engine = ENGINE_AUTO, .declared = &sink->prompt->inputs};
    PieceVec pieces = {0};
    VolatilityVerdict most = {VOL_CONSTANT, CAUSE_NONE, CERTAIN_SYNTAX};
    *what = (Str){0};
    if (param->state != PARAM_SET && param->state != PARAM_TEMPLATED) return most;
    template_scan(sink->arena, param->text, &options, PLACEHOLDERS, &pieces);
    for (size_t i = 0; i < pieces.len; i++) {
        const Piece *piece = &pieces.items[i];
        VolatilityVerdict verdict = piece->verdict;
        if (piece->kind != PIECE_PLACEHOLDER) continue;
        if (verdict.volatility == VOL_UNKNOWN && is_environment(piece))
            verdict.volatility = VOL_DEPLOY;
        if (what->len && verdict.volatility <= most.volatility) continue;
        most = verdict;
        *what = piece->source;
    }
    return most;
}

bool param_is_sent(const Prompt *prompt) {
    return prompt->api != API_UNKNOWN && !prompt->has_header &&
           prompt->match.platform != PROVIDER_OPENROUTER;
}

bool param_number(const Param *param, double *number) {
    if (!param || param->state != PARAM_SET || isnan(param->number)) return false;
    *number = param->number;
    return true;
}
