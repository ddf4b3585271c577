#include "rules/prefix.h"
#include "rules/repair.h"

/* The id that the floating one stands for, where the table knows. */
static Str pinned_id(const Prompt *prompt) {
    Str id = facts_text(prompt->model->id);
    return prompt->model->id_form == ID_PINNED || prompt->model->id_form == ID_SNAPSHOT ? id
                                                                                        : (Str){0};
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    if (prompt->match.form != ID_FLOATING) return;
    if (prompt->model_span.end == prompt->model_span.start) return; /* not this file's choice */
    if (prompt_is_recording(prompt)) return; /* it was sent, and is not sent again */
    ModelStatus status = facts_status(&prompt->match, prompt->settings->today);
    /* Whoever has to leave a model soon is told where to go (retired-model). */
    if (status.state == STATE_RETIRED || status.state == STATE_DEPRECATED) return;
    Finding *f = sink_report(sink, LEVEL_INFO, prompt->model_span,
                             "`" STR_FMT "` is a name that moves to other models",
                             STR_ARG(prompt->model_id));
    f->cost =
        plan->total.tokens >= plan->minimum
            ? sink_text(sink,
                        "on the day it moves every cache of these " STR_FMT
                        " tokens is cold" STR_FMT "; prices, limits and the minimum may be others",
                        STR_ARG(sink_tokens(sink, plan->total)),
                        STR_ARG(prefix_cost_anew(sink, plan, plan->total, "each")))
            : STR("on the day it moves every cache is cold; prices, limits and the minimum may "
                  "be others");
    Str pinned = pinned_id(prompt);
    f->help = pinned.len
                  ? sink_text(sink, "write " STR_FMT ", which it stands for today", STR_ARG(pinned))
                  : STR("write the id of one model");
    if (pinned.len) repair_model(sink, f, pinned);
}

const RuleCheck rule_floating_model = {.needs = NEEDS_MODEL, .check = check};
