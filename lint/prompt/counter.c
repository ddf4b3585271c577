#include "lint/prompt/counter.h"

#include <math.h>

static TokFamily family_of(const Prompt *prompt) {
    TokFamily family = prompt_family(prompt);
    const TokExact *exact = prompt->settings->exact;
    /* A prompt that names no model is for the one whose tokenizer was given. */
    return family == TOK_UNKNOWN && exact && !prompt->model_id.len ? tok_exact_family(exact)
                                                                   : family;
}

static Maker maker_of(const Prompt *prompt, TokFamily family) {
    if (tok_family_is_claude(family)) return MAKER_CLAUDE;
    if (family == TOK_O200K || family == TOK_CL100K) return MAKER_OPENAI;
    if (family == TOK_GEMMA3) return MAKER_GEMINI;
    switch (prompt->api) {
    case API_ANTHROPIC_MESSAGES: return MAKER_CLAUDE;
    case API_OPENAI_CHAT:
    case API_OPENAI_RESPONSES: return MAKER_OPENAI;
    case API_GEMINI: return MAKER_GEMINI;
    default: return MAKER_UNKNOWN;
    }
}

static const Calibration *calibration_of(const Prompt *prompt, TokFamily family) {
    const CalibrationVec *all = &prompt->settings->calibration;
    for (size_t i = all->len; i-- > 0;)
        if (all->items[i].family == family) return &all->items[i];
    return NULL;
}

Counter counter_of(const Prompt *prompt) {
    Counter counter = {.prompt = prompt, .family = family_of(prompt)};
    counter.maker = maker_of(prompt, counter.family);
    counter.calibration = calibration_of(prompt, counter.family);
    if (tok_exact_serves(prompt->settings->exact, counter.family))
        counter.exact = prompt->settings->exact;
    counter.method = counter_estimate(&counter, (Str){0}).method;
    return counter;
}

TokCount counter_estimate(const Counter *counter, Str text) {
    if (counter->exact) return tok_exact_count(counter->exact, counter->family, text.ptr, text.len);
    const TokMemo *memo = counter->prompt->settings->memo;
    return memo && memo->count ? tok_count_with(*memo, counter->family, text.ptr, text.len)
                               : tok_count(counter->family, text.ptr, text.len);
}

TokCount counter_correct(const Counter *counter, TokCount raw, double *carry) {
    const Calibration *c = counter->calibration;
    if (!c || counter->exact || raw.tokens == 0) return raw;
    double at = (double)raw.tokens * c->factor + *carry;
    double half = (double)(raw.hi - raw.lo) / 2 * c->factor;
    if (c->spread > 0) half = fmax(half / 2, c->spread * at);
    TokCount count = {llround(fmax(at, 1)), 0, 0, TOK_CALIBRATED};
    *carry = at - (double)count.tokens;
    int64_t whole = (int64_t)fmax(1, ceil(half));
    count.lo = count.tokens > whole ? count.tokens - whole : 1;
    count.hi = count.tokens + whole;
    return count;
}

TokCount counter_count(const Counter *counter, Str text) {
    double carry = 0;
    return counter_correct(counter, counter_estimate(counter, text), &carry);
}

TokCount counter_size(const Counter *counter, int64_t tokens, int64_t lo, int64_t hi) {
    return (TokCount){tokens, lo, hi, counter->method};
}
