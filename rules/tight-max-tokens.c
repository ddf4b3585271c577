#include "rules/params.h"
#include "rules/repair.h"

/* Anthropic advises a cap of 64,000 and more at xhigh or max effort. The other figures are ours:
 * below them thinking alone has been seen to use up the cap. */
enum { XHIGH_ADVISED = 64000, XHIGH_LEAST = 16000, HIGH_LEAST = 2000, THINKING_LEAST = 1024 };

/* Of OpenAI's Responses API ("Expected a value >= 16"). */
enum { RESPONSES_LEAST = 16 };

static Finding *report(Sink *sink, Level level, const char *message) {
    const Param *cap = &sink->prompt->max_output;
    return sink_report(sink, level, cap->span, "an output cap of " STR_FMT " %s",
                       STR_ARG(cap->text), message);
}

static bool has_beta(const Prompt *prompt, const char *part) {
    for (size_t i = 0; i < prompt->params.len; i++)
        if (str_has(prompt->params.items[i].path, STR("beta")) &&
            str_has(prompt->params.items[i].value.text, str_from_c(part)))
            return true;
    return false;
}

static Finding *check_thinking(const Prompt *prompt, Sink *sink, double cap) {
    const Param *budget = prompt_param(prompt, "thinking.budget_tokens");
    const Param *type = prompt_param(prompt, "thinking.type");
    double tokens;
    /* Between tool calls the budget is that of the whole turn. */
    if (param_number(budget, &tokens) && !has_beta(prompt, "interleaved-thinking")) {
        if (tokens < cap) return NULL;
        return report(sink, LEVEL_ERROR,
                      "is not above the thinking budget: the API refuses the request");
    }
    bool on = type && (str_is(type->text, "enabled") || str_is(type->text, "adaptive"));
    return on && cap < THINKING_LEAST
               ? report(sink, LEVEL_WARNING, "counts what the model thinks too, and thinking is on")
               : NULL;
}

static Finding *check_effort(const Prompt *prompt, Sink *sink, double cap) {
    Str effort = param_effort(prompt);
    bool highest = str_is(effort, "xhigh") || str_is(effort, "max");
    bool claude = prompt->api == API_ANTHROPIC_MESSAGES;
    if (highest && cap < XHIGH_LEAST)
        return report(sink, LEVEL_WARNING, "at the highest effort is soon used up by thinking");
    if (highest && claude && cap < XHIGH_ADVISED)
        return report(sink, LEVEL_INFO, "at the highest effort; the vendor advises 64,000 or more");
    if (str_is(effort, "high") && cap < HIGH_LEAST)
        return report(sink, LEVEL_WARNING, "at high effort is soon used up by thinking");
    return NULL;
}

static Finding *check_declared(const Prompt *prompt, Sink *sink, double cap) {
    double p50 = prompt->workload.output_p50, p95 = prompt->workload.output_p95;
    if (p50 > 0 && cap < p50)
        return report(sink, LEVEL_WARNING, "cuts off more than half of the answers declared");
    if (p95 > 0 && cap < p95)
        return report(sink, LEVEL_WARNING, "cuts off one answer in twenty of those declared");
    return NULL;
}

/* What the checks above ask for, and some room; never more than the model can write. */
static void add_repair(Sink *sink, Finding *f) {
    enum { ROOM = 4096 };
    const Prompt *prompt = sink->prompt;
    Str effort = param_effort(prompt);
    double budget = 0, cap = prompt->workload.output_p95 * 1.5;
    if (str_is(effort, "xhigh") || str_is(effort, "max"))
        cap = XHIGH_ADVISED;
    else if (cap < ROOM)
        cap = ROOM;
    param_number(prompt_param(prompt, "thinking.budget_tokens"), &budget);
    if (budget > 0) cap += budget;
    if (prompt->model && prompt->model->max_output > 0 && cap > (double)prompt->model->max_output)
        cap = (double)prompt->model->max_output;
    if (!(cap < 1e9)) return;
    Str number = sink_text(sink, "%.0f", cap);
    repair_unsafe(f, sink_text(sink, "Raise it to " STR_FMT, STR_ARG(number)).ptr);
    repair_set(sink, f, prompt->max_output.span, number);
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    double cap;
    if (!param_number(&prompt->max_output, &cap)) return;
    Finding *f;
    if (cap <= 0) {
        if (prompt->api == API_UNKNOWN || (cap == 0 && facts_cap_may_be_zero(prompt->api))) return;
        f = report(sink, LEVEL_ERROR, "is none: the API refuses the request");
        f->help = STR("give the longest answer you want to pay for; only Claude takes 0, to fill "
                      "its cache without an answer");
        return;
    }
    bool too_small = prompt->api == API_OPENAI_RESPONSES && cap < RESPONSES_LEAST &&
                     str_is(prompt->max_output.key, facts_cap_name(prompt->api));
    f = too_small
            ? report(sink, LEVEL_ERROR, "is under the least of 16: the API refuses the request")
            : check_thinking(prompt, sink, cap);
    bool refused = f && f->level == LEVEL_ERROR;
    if (!f) f = check_declared(prompt, sink, cap);
    if (!f) f = check_effort(prompt, sink, cap);
    if (!f) return;
    double usd = cost_of_answer(plan, cap);
    if (!refused)
        f->cost = usd > 0
                      ? sink_text(sink,
                                  "an answer that is cut off is paid for, " STR_FMT " on " STR_FMT
                                  ", and mostly asked for again",
                                  STR_ARG(sink_usd(sink, usd)), STR_ARG(prompt->model_id))
                      : STR("an answer that is cut off is paid for, and mostly asked for again");
    f->help = STR("raise the cap to the longest answer plus what the model thinks, or lower the "
                  "effort");
    add_repair(sink, f);
}

const RuleCheck rule_tight_max_tokens = {.needs = NEEDS_PARAMS, .check = check};
