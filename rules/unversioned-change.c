#include "rules/rule.h"

/* Where the finding stands: the prompt's first key, as nothing says where the version is. */
static void check_pair(const PromptRecord *older, const Prompt *prompt, const Plan *plan,
                       Sink *sink) {
    if (!prompt->version.len || !str_eq(prompt->version, older->version)) return;
    RecordDiff diff = record_compare(sink->arena, older, plan);
    if (!diff.changed) return;
    Str what = diff.lost ? sink_text(sink, "the prefix up to " STR_FMT, STR_ARG(diff.lost->to))
                         : STR("the model");
    Finding *f = sink_report(sink, LEVEL_WARNING, prompt->anchor,
                             STR_FMT " changed, the version is still " STR_FMT, STR_ARG(what),
                             STR_ARG(prompt->version));
    if (diff.lost && diff.model_changed)
        f->note = sink_text(sink, "the model was " STR_FMT, STR_ARG(older->model));
    f->help = STR("raise the version, then `warmlint lock --update`");
}

const RuleCheck rule_unversioned_change = {.check_pair = check_pair};
