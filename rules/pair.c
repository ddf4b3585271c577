#include "rules/pair.h"

#include "lint/diff/params.h"

Str pair_what_changed(Sink *sink, const PromptRecord *older, const RecordDiff *diff) {
    if (diff->model_changed)
        return sink_text(sink, "the model was " STR_FMT,
                         STR_ARG(older->model.len ? older->model : STR("not named")));
    if (!diff->lost) return STR("no breakpoint stands where one did");
    if (diff->params.len && diff->blanks) {
        const ParamChange *change = &diff->params.items[0];
        return sink_text(sink, "`%s` " STR_FMT, change->name,
                         STR_ARG(pair_param_words(sink, change)));
    }
    return sink_text(sink, "the prefix up to " STR_FMT " changed%s", STR_ARG(diff->lost->to),
                     diff->blanks ? " in white space" : "");
}

Str pair_where(Sink *sink, const PromptRecord *older) {
    if (older->origin != RECORD_REQUEST) return STR("before");
    return sink_text(sink, "in the request on line %u", (unsigned)older->line);
}

const char *pair_agree(const PromptRecord *older) {
    return older->origin == RECORD_LOCK ? "; when it is meant, `warmlint lock --update`" : "";
}

const ParamChange *pair_param(const RecordDiff *diff, const char *name) {
    for (size_t i = 0; i < diff->params.len; i++)
        if (strcmp(diff->params.items[i].name, name) == 0) return &diff->params.items[i];
    return NULL;
}

Span pair_param_span(const Prompt *prompt, const char *name) {
    for (size_t i = 0; i < prompt->params.len; i++) {
        Section from;
        const char *row = prefix_param_name(prompt, prompt->params.items[i].path, &from);
        if (row && strcmp(row, name) == 0) return prompt->params.items[i].value.span;
    }
    return prompt->anchor;
}

Str pair_param_words(Sink *sink, const ParamChange *change) {
    Str before = change->old_text, now = change->new_text;
    if (!before.len) return sink_text(sink, "was not given, is `" STR_FMT "`", STR_ARG(now));
    if (!now.len) return sink_text(sink, "was `" STR_FMT "`, is not given", STR_ARG(before));
    return sink_text(sink, "was `" STR_FMT "`, is `" STR_FMT "`", STR_ARG(before), STR_ARG(now));
}

Str pair_cold(Sink *sink, const RecordDiff *diff) {
    int64_t cold = diff->cached - diff->warm;
    if (cold <= 0) return (Str){0};
    return sink_text(sink, STR_FMT " cached tokens go cold",
                     STR_ARG(sink_tokens(sink, (TokCount){cold, cold, cold, TOK_FITTED})));
}
