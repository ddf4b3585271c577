#include "rules/pair.h"

/* Where the finding stands: the prompt's first key, as nothing says where the version is. */
static void check_pair(const PromptRecord *older, const Prompt *prompt, const Plan *plan,
                       Sink *sink) {
    if (!prompt->version.len || !str_eq(prompt->version, older->version)) return;
    RecordDiff diff = record_compare(sink->arena, older, plan);
    if (!diff.changed) return;
    Finding *f =
        sink_report(sink, LEVEL_WARNING, prompt->anchor, STR_FMT ", the version is still " STR_FMT,
                    STR_ARG(pair_what_changed(sink, older, &diff)), STR_ARG(prompt->version));
    f->help = older->origin == RECORD_LOCK ? STR("raise the version, then `warmlint lock --update`")
                                           : STR("raise the version");
}

const RuleCheck rule_unversioned_change = {.check_pair = check_pair};
