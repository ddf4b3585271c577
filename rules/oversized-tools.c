#include "rules/literal.h"

/* Public reports: the tools of one coding agent are 10,000 to 20,000 tokens before the first word,
 * verbose schemas up to 1,024 tokens a tool, 546 tools of one server over 80,000. */
enum { DEFAULT_TOOLS = 10000, DEFAULT_TOOL = 2000 };

typedef struct {
    const Segment *segment;
    TokCount size;
} Tool;

/* Tools that are sent from the start, in order; a deferred one is no step of the plan. */
static Tool next_tool(const Plan *plan, size_t *step) {
    Tool tool = {0};
    for (; *step < plan->step_count; (*step)++) {
        const Segment *segment = plan_segment(plan, *step);
        if (segment->section != SECTION_TOOLS) break;
        if (tool.segment && segment != tool.segment) break;
        tool.segment = segment;
        tool.size = tok_add(tool.size, plan->steps[*step].size);
    }
    return tool;
}

static Str shown_name(const Tool *tool) {
    return tool->segment->name.len ? tool->segment->name : STR("tool");
}

static Finding *report(Sink *sink, const Plan *plan, const Tool *at, TokCount size, double declared,
                       int64_t fallback, const char *what) {
    int64_t budget = declared > 0 ? (int64_t)declared : fallback;
    bool sure = size.lo > budget;
    if (size.tokens <= budget || (!sure && declared <= 0)) return NULL;
    TokCount limit = {budget, budget, budget, TOK_FITTED};
    Finding *f = sink_report(
        sink, sure ? LEVEL_WARNING : LEVEL_INFO, at->segment->span,
        "%s: " STR_FMT " tokens, over %s of " STR_FMT "%s", what, STR_ARG(sink_tokens(sink, size)),
        declared > 0 ? "the limit" : "the budget", STR_ARG(sink_tokens(sink, limit)),
        sure ? "" : " (unsure: the limit lies in the band)");
    f->place = segment_place(sink->arena, sink->prompt, at->segment);
    f->cost = literal_cost(sink, plan, size.tokens);
    return f;
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    size_t step = 0, count = 0;
    Tool largest = {0};
    for (Tool tool; (tool = next_tool(plan, &step)).segment; count++) {
        if (!largest.segment || tool.size.tokens > largest.size.tokens) largest = tool;
        Finding *f =
            report(sink, plan, &tool, tool.size, prompt->limits.tool_tokens, DEFAULT_TOOL,
                   sink_text(sink, "definition of `" STR_FMT "`", STR_ARG(shown_name(&tool))).ptr);
        if (f)
            f->help = sink_text(sink,
                                "say in the description of " STR_FMT " when to use it and "
                                "leave the manual to its result or a skill",
                                STR_ARG(shown_name(&tool)));
    }
    if (count < 2) return;
    Finding *f =
        report(sink, plan, &largest, plan->section[SECTION_TOOLS], prompt->limits.tools_tokens,
               DEFAULT_TOOLS, sink_text(sink, "%zu tool definitions", count).ptr);
    if (!f) return;
    f->label = sink_text(sink, "the largest, %lld tokens", (long long)largest.size.tokens);
    f->help = STR("defer the tools that few requests use (tool search, `defer_loading`), or split "
                  "them between agents");
}

const RuleCheck rule_oversized_tools = {.needs = NEEDS_TOOLS, .check = check};
