/* What the name of a placeholder tells by itself. */
#include "lint/template/scan.h"

size_t template_last_word(Str name) {
    for (size_t i = name.len; i-- > 1;) {
        bool camel = ascii_is_upper(name.ptr[i]) && !ascii_is_upper(name.ptr[i - 1]);
        if (name.ptr[i - 1] == '_' || camel) return i;
    }
    return 0;
}

static bool has_any(Str name, const char *a, const char *b) {
    return str_has_nocase(name, str_from_c(a)) || str_has_nocase(name, str_from_c(b));
}

bool template_is_input_name(Str name) {
    VolatilityVerdict verdict = volatility_of_name(name, NULL);
    static const char *const given[] = {"context", "ARGUMENTS", NULL};
    if (verdict.certainty > CERTAIN_NAME) return str_is_any(name, given);
    switch (verdict.cause) {
    case CAUSE_CLOCK: return name.len > 4;
    /* {current_year} is often meant for the model to fill in. */
    case CAUSE_DATE: return name.len > 4 && !has_any(name, "year", "month");
    case CAUSE_INPUT:
    case CAUSE_RETRIEVAL:
    case CAUSE_HISTORY:
    case CAUSE_MEMORY: return true;
    /* {git_diff}, {test_output}: no model is asked to write these; {status}, {error} it may be */
    case CAUSE_LIVE_STATE:
    case CAUSE_TOOL_OUTPUT: return template_last_word(name) > 0;
    default: return false;
    }
}

bool template_tells_change(Str name) {
    bool words = template_last_word(name) || str_has_char(name, ' ');
    VolatilityVerdict verdict = {VOL_UNKNOWN, CAUSE_NONE, CERTAIN_NOT};
    if (words) verdict = volatility_of_name(name, NULL);
    return verdict.certainty <= CERTAIN_NAME && verdict.volatility >= VOL_USER;
}

bool template_is_known_name(Str name) {
    return template_is_input_name(name) || template_tells_change(name);
}
