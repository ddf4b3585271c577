#include "rules/repair.h"

/* Within a month the move cannot wait; before, it is planned, and should stop nobody's commit. */
enum { DAYS_URGENT = 30 };

static void add_successor(Sink *sink, Finding *f, const ModelStatus *status) {
    if (status->successor.len == 0) return;
    f->help = sink_text(sink,
                        "move to " STR_FMT "; caches are kept per model, so its first calls write "
                        "anew",
                        STR_ARG(status->successor));
    repair_model(sink, f, status->successor);
}

/* deepseek/deepseek-chat: the maker's own in LiteLLM's spelling, some host of the open weights in
 * OpenRouter's and others'. */
static bool may_be_hosted(const Prompt *prompt) {
    return prompt->model->provider == PROVIDER_DEEPSEEK && str_has_char(prompt->model_id, '/');
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    (void)plan;
    /* A model that comes from the configuration is not a fault of this file. */
    if (prompt->model_span.end == prompt->model_span.start) return;
    if (prompt_is_recording(prompt)) return; /* it was sent, and is not sent again */
    ModelStatus status = facts_status(&prompt->match, prompt->settings->today);
    char day[DATE_TEXT];
    date_format(status.retires, day);
    bool over = status.state == STATE_RETIRED || (status.retires && status.days_left <= 0);

    Finding *f = NULL;
    if (over && status.rerouted)
        f = sink_report(sink, LEVEL_WARNING, prompt->model_span,
                        "`" STR_FMT "` ended%s%s: requests go to " STR_FMT " at its price",
                        STR_ARG(prompt->model_id), *day ? " on " : "", day,
                        STR_ARG(status.successor));
    else if (over && may_be_hosted(prompt))
        f = sink_report(sink, LEVEL_WARNING, prompt->model_span,
                        "`" STR_FMT "` was retired by its maker%s%s: requests to it fail, other "
                        "hosts may still serve it",
                        STR_ARG(prompt->model_id), *day ? " on " : "", day);
    else if (over)
        f = sink_report(sink, LEVEL_ERROR, prompt->model_span,
                        "`" STR_FMT "` was retired%s%s: requests fail", STR_ARG(prompt->model_id),
                        *day ? " on " : "", day);
    else if (status.state == STATE_DEPRECATED && status.retires)
        f = sink_report(sink, status.days_left <= DAYS_URGENT ? LEVEL_WARNING : LEVEL_INFO,
                        prompt->model_span, "`" STR_FMT "` ends on %s, in %d day%s",
                        STR_ARG(prompt->model_id), day, status.days_left,
                        status.days_left == 1 ? "" : "s");
    else if (status.state == STATE_DEPRECATED)
        f = sink_report(sink, LEVEL_INFO, prompt->model_span,
                        "`" STR_FMT "` is deprecated; its last day is not announced",
                        STR_ARG(prompt->model_id));
    if (f) add_successor(sink, f, &status);
}

const RuleCheck rule_retired_model = {.needs = NEEDS_MODEL, .check = check};
