#include "rules/params.h"
#include "rules/repair.h"

/* Refused as the request stands; in a prompt file the program may leave the parameter out. */
static Finding *report(Sink *sink, const Param *param, const char *what, const char *help) {
    Finding *f =
        sink_report(sink, param_is_sent(sink->prompt) ? LEVEL_ERROR : LEVEL_WARNING, param->span,
                    "`" STR_FMT "` refuses %s", STR_ARG(sink->prompt->model_id), what);
    f->help = str_from_c(help);
    return f;
}

/* One that says how the answer is drawn. */
static void report_sampling(Sink *sink, const Param *param, const char *name, const char *what) {
    Finding *f = report(sink, param, sink_text(sink, "`%s`%s", name, what).ptr,
                        "leave it out; say in the prompt how free the answer may be");
    repair_unsafe(f, sink_text(sink, "Remove %s", name).ptr);
    repair_remove(sink, f, param->key_span);
}

static void check_sampling(const Prompt *prompt, Sink *sink) {
    static const char *const names[] = {"temperature", "top_p", "topP", "top_k", "topK", NULL};
    for (size_t i = 0; names[i]; i++) {
        const Param *param = prompt_param(prompt, names[i]);
        double number;
        if (!param_number(param, &number)) continue;
        if (number == 1 && i < 3) continue; /* the default */
        report_sampling(sink, param, names[i], " other than the default");
    }
}

static void check_penalties(const Prompt *prompt, Sink *sink) {
    static const char *const names[] = {"presence_penalty", "frequency_penalty", "presencePenalty",
                                        "frequencyPenalty", "top_logprobs",      NULL};
    for (size_t i = 0; names[i]; i++) {
        const Param *param = prompt_param(prompt, names[i]);
        double number;
        if (param_number(param, &number) && number != 0)
            report_sampling(sink, param, names[i], " other than 0");
    }
    const Param *logprobs = prompt_param(prompt, "logprobs");
    if (logprobs && str_is(logprobs->text, "true")) report_sampling(sink, logprobs, "logprobs", "");
}

static void check_stop(const Prompt *prompt, Sink *sink) {
    const Param *stop = prompt_param(prompt, "stop");
    if (stop && stop->state == PARAM_SET)
        report(sink, stop, "`stop`", "leave it out, and cut the answer when it has come");
    for (size_t i = 0; i < prompt->params.len; i++) {
        const BodyParam *param = &prompt->params.items[i];
        if (!str_starts(param->path, STR("logit_bias."))) continue;
        report(sink, &param->value, "`logit_bias`", "leave it out");
        return;
    }
}

/* A sequence of blanks alone, or of nothing, with any Claude. */
static void check_stop_sequences(const Prompt *prompt, Sink *sink) {
    for (size_t i = 0; i < prompt->params.len; i++) {
        const BodyParam *param = &prompt->params.items[i];
        bool sequence =
            str_is(param->path, "stop_sequences") || str_is(param->path, "stopSequences");
        if (sequence && param->value.state == PARAM_SET && !str_trim(param->value.text).len)
            report(sink, &param->value, "a stop sequence without a visible character",
                   "leave it out, or take one that has");
    }
}

static bool reasons(const Prompt *prompt) {
    Str effort = param_effort(prompt);
    return effort.len ? !str_is(effort, "none")
                      : (prompt->model->refuses & REASONS_BY_DEFAULT) != 0;
}

/* What OpenAI's models refuse while they reason. */
static void check_effort(const Prompt *prompt, Sink *sink) {
    unsigned refuses = prompt->model->refuses;
    const Segment *first = prompt->segments.len ? prompt->segments.items : NULL;
    if (!reasons(prompt)) return;
    if (refuses & REFUSES_SAMPLING_EFFORT) check_sampling(prompt, sink);
    if (prompt->api != API_OPENAI_CHAT || !(refuses & REFUSES_CHAT_TOOLS) || !first ||
        first->section != SECTION_TOOLS)
        return;
    const Param *param = prompt_param(prompt, "reasoning_effort");
    Param place = {.span = first->span};
    report(sink, param ? param : &place, "functions in Chat Completions while it reasons",
           "send it to /v1/responses, or with `reasoning_effort: none`");
}

static void check_thinking(const Prompt *prompt, Sink *sink) {
    const Param *type = prompt_param(prompt, "thinking.type");
    if (!type) return;
    if ((prompt->model->refuses & REFUSES_THINKING_BUDGET) && str_is(type->text, "enabled"))
        report(sink, type, "`thinking: {type: enabled}` with a budget",
               "write `{type: adaptive}`, and `output_config: {effort: ...}` for how much");
    else if ((prompt->model->refuses & REFUSES_THINKING_OFF) && str_is(type->text, "disabled"))
        report(sink, type, "`thinking: {type: disabled}`",
               "leave it out and lower the effort, or take a model that can do without");
}

/* What came with Claude 4.6, sent to the ones before. */
static void check_before_adaptive(const Prompt *prompt, Sink *sink) {
    const Param *type = prompt_param(prompt, "thinking.type");
    const Param *effort = prompt_param(prompt, "output_config.effort");
    if ((prompt->model->refuses & REFUSES_ADAPTIVE) && type && str_is(type->text, "adaptive"))
        report(sink, type, "`thinking: {type: adaptive}`",
               "write `{type: enabled, budget_tokens: ...}`, or leave it out");
    if ((prompt->model->refuses & REFUSES_EFFORT) && effort && effort->state == PARAM_SET)
        report(sink, effort, "`output_config.effort`", "leave it out, or take Claude 4.6 or later");
}

/* A parameter of two spellings: an API's own and another's, or an SDK's. */
static const Param *either(const Prompt *prompt, const char *one, const char *other) {
    const Param *param = prompt_param(prompt, one);
    return param ? param : prompt_param(prompt, other);
}

static void check_gemini_thinking(const Prompt *prompt, Sink *sink) {
    const Param *level =
        either(prompt, "thinkingConfig.thinkingLevel", "thinking_config.thinking_level");
    const Param *budget =
        either(prompt, "thinkingConfig.thinkingBudget", "thinking_config.thinking_budget");
    if ((prompt->model->refuses & REFUSES_THINKING_LEVEL) && level && level->state == PARAM_SET)
        report(sink, level, "`thinkingLevel`", "give a `thinkingBudget` in tokens");
    BudgetRange range;
    double tokens;
    if (!param_number(budget, &tokens) || tokens < 0 ||
        !facts_gemini_budget(facts_text(prompt->model->id), &range))
        return;
    if (tokens == 0 && !range.zero)
        report(sink, budget, "a thinking budget of 0", "leave it out: this model always thinks");
    else if (tokens > range.most || (tokens > 0 && tokens < range.least))
        report(sink, budget, sink_text(sink, "a thinking budget of %.0f", tokens).ptr,
               sink_text(sink, "it takes %d to %d", (int)range.least, (int)range.most).ptr);
}

/* With Anthropic's API, and with Converse, which hands the field through. */
static bool is_thinking(const Prompt *prompt) {
    const Param *type = prompt_param(prompt, "thinking.type");
    bool known = prompt->api == API_ANTHROPIC_MESSAGES || prompt->api == API_BEDROCK_CONVERSE;
    return known && type && str_is(type->text, "enabled");
}

/* What a Claude that thinks with a budget refuses beside it. */
static void check_beside_thinking(const Prompt *prompt, Sink *sink) {
    if (!is_thinking(prompt)) return;
    const char *help = "leave it out, or do not let the model think";
    double number;
    const Param *param = prompt_param(prompt, "thinking.budget_tokens");
    if (param_number(param, &number) && number < 1024)
        report(sink, param, "a thinking budget under 1,024 tokens", "give it 1,024 or more");
    param = prompt_param(prompt, "temperature");
    if (param_number(param, &number) && number != 1)
        report(sink, param, "`temperature` other than 1 while it thinks", help);
    param = either(prompt, "top_p", "topP");
    if (param_number(param, &number) && number < 0.95)
        report(sink, param, "`top_p` under 0.95 while it thinks", help);
    param = prompt_param(prompt, "top_k");
    if (param_number(param, &number)) report(sink, param, "`top_k` while it thinks", help);
    param = prompt_param(prompt, "tool_choice.type");
    if (param && (str_is(param->text, "any") || str_is(param->text, "tool")))
        report(sink, param, "a forced tool while it thinks",
               "let the model choose (`auto`), or do not let it think");
}

/* The vendor's own API: one that speaks its language takes what it likes. */
static bool is_own_api(const Prompt *prompt) {
    Provider maker = prompt->model->provider;
    switch (prompt->api) {
    case API_ANTHROPIC_MESSAGES: return str_has(prompt->model_id, STR("claude"));
    case API_OPENAI_CHAT:
    case API_OPENAI_RESPONSES: return maker == PROVIDER_OPENAI || maker == PROVIDER_AZURE;
    default: return true;
    }
}

/* A number outside of what the API takes from any of its models. */
static void check_ranges(const Prompt *prompt, Sink *sink) {
    static const struct {
        const char *name;
        double least;
        double most[API_COUNT]; /* 0: has no such parameter */
    } ranges[] = {{"temperature",
                   0,
                   {[API_ANTHROPIC_MESSAGES] = 1,
                    [API_OPENAI_CHAT] = 2,
                    [API_OPENAI_RESPONSES] = 2,
                    [API_GEMINI] = 2,
                    [API_BEDROCK_CONVERSE] = 1}},
                  {"top_p",
                   0,
                   {[API_ANTHROPIC_MESSAGES] = 1,
                    [API_OPENAI_CHAT] = 1,
                    [API_OPENAI_RESPONSES] = 1,
                    [API_GEMINI] = 1,
                    [API_BEDROCK_CONVERSE] = 1}},
                  {"topP", 0, {[API_GEMINI] = 1, [API_BEDROCK_CONVERSE] = 1}},
                  {"presence_penalty", -2, {[API_OPENAI_CHAT] = 2}},
                  {"frequency_penalty", -2, {[API_OPENAI_CHAT] = 2}}};
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        const Param *param = prompt_param(prompt, ranges[i].name);
        double number, least = ranges[i].least, most = ranges[i].most[prompt->api];
        if (most == 0 || !param_number(param, &number) || (number >= least && number <= most))
            continue;
        report(sink, param,
               sink_text(sink, "`%s` %s %.0f", ranges[i].name, number > most ? "over" : "under",
                         number > most ? most : least)
                   .ptr,
               sink_text(sink, "it takes %.0f to %.0f", least, most).ptr);
    }
}

/* "Invalid type for 'max_tokens': expected an integer, but got a string instead", "max_tokens:
 * Input should be a valid integer"; Gemini's API reads numbers from strings, too. */
static void check_cap_type(const Prompt *prompt, Sink *sink) {
    const Param *cap = &prompt->max_output;
    bool converse = prompt->api == API_BEDROCK_CONVERSE;
    const Node *holder = converse ? node_get(prompt->body, "inferenceConfig") : prompt->body;
    if (cap->state != PARAM_SET || prompt->api == API_GEMINI) return;
    for (const Node *n = node_is_map(holder) ? holder->first : NULL; n; n = n->next) {
        if (!node_is_string(n) || !n->key || !str_eq(n->key->text, cap->key)) continue;
        report(sink, cap, sink_text(sink, "`" STR_FMT "` as a string", STR_ARG(cap->key)).ptr,
               "write it as a number, without quotes");
        return;
    }
}

static void check_stop_count(const Prompt *prompt, Sink *sink) {
    bool gemini = prompt->api == API_GEMINI;
    size_t most = gemini ? 5 : 4, count = 0;
    if (!gemini && prompt->api != API_OPENAI_CHAT) return;
    for (size_t i = 0; i < prompt->params.len; i++) {
        const BodyParam *param = &prompt->params.items[i];
        if (!str_is(param->path, gemini ? "stopSequences" : "stop") || ++count <= most) continue;
        report(sink, &param->value, sink_text(sink, "more than %zu stop sequences", most).ptr,
               "leave out what the others stop already");
        return;
    }
}

static void check_two_samplers(const Prompt *prompt, Sink *sink) {
    const Param *temperature = prompt_param(prompt, "temperature");
    const Param *top_p = either(prompt, "top_p", "topP");
    double number, share;
    bool both = param_number(temperature, &number) && param_number(top_p, &share);
    if (both && !(is_thinking(prompt) && share < 0.95))
        report(sink, top_p, "`temperature` and `top_p` in one request", "leave one of them out");
}

static void check_tool_choice(const Prompt *prompt, Sink *sink) {
    const Param *type = prompt_param(prompt, "tool_choice.type");
    if (type && (str_is(type->text, "any") || str_is(type->text, "tool")))
        report(sink, type, "a forced tool",
               "let the model choose (`auto`) and name the tool in the prompt, or use structured "
               "output");
}

/* Where the price would be another, too: data residency and fast mode. */
static void check_service(const Prompt *prompt, Sink *sink) {
    const Param *geo = prompt_param(prompt, "inference_geo");
    const Param *speed = prompt_param(prompt, "speed");
    if ((prompt->model->refuses & REFUSES_RESIDENCY) && geo && geo->state == PARAM_SET)
        report(sink, geo, "`inference_geo`", "leave it out, or take Claude 4.6 or later");
    if ((prompt->model->refuses & REFUSES_FAST) && speed && speed->state == PARAM_SET &&
        str_is(speed->text, "fast"))
        report(sink, speed, "`speed: fast`", "leave it out, or take Opus 4.8 or later");
}

/* A conversation whose last word is the model's is a prefill. */
static void check_prefill(const Prompt *prompt, Sink *sink) {
    if (prompt->segments.len == 0 || !(prompt->knows & KNOWS_MESSAGES)) return;
    const Segment *last = &prompt->segments.items[prompt->segments.len - 1];
    if (last->section != SECTION_MESSAGES || last->role != ROLE_ASSISTANT) return;
    /* A template or a log may go on in code. */
    bool whole = prompt->kind == KIND_RENDERED && prompt->max_output.state == PARAM_SET;
    Param place = {.span = last->span};
    Finding *f = report(sink, &place, "a last message of the assistant (prefill)",
                        "end with the user's message; give the form of the answer in the prompt or "
                        "as structured output");
    if (!whole) f->level = LEVEL_INFO;
    f->place = segment_place(sink->arena, prompt, last);
}

/* What a request that only fills the cache (max_tokens 0) may not ask for. */
static void check_prewarm(const Prompt *prompt, Sink *sink) {
    static const struct {
        const char *path, *value;
    } refused[] = {{"stream", "true"},
                   {"thinking.type", "enabled"},
                   {"output_config.format", NULL},
                   {"output_config.format.type", NULL},
                   {"tool_choice.type", "any"},
                   {"tool_choice.type", "tool"}};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        const Param *param = prompt_param(prompt, refused[i].path);
        if (!param || param->state != PARAM_SET) continue;
        if (refused[i].value && !str_is(param->text, refused[i].value)) continue;
        Finding *f = sink_report(sink, LEVEL_ERROR, param->span,
                                 "a request with max_tokens: 0 may not carry `%s`: the API refuses "
                                 "it",
                                 refused[i].path);
        f->help = STR("leave it out of the request that fills the cache");
        if (str_has_char(str_from_c(refused[i].path), '.')) continue;
        repair_safe(f, sink_text(sink, "Remove %s", refused[i].path).ptr);
        repair_remove(sink, f, param->key_span);
    }
}

/* With every definition deferred the model has nothing to look the others up with. */
static void check_deferred(const Prompt *prompt, Sink *sink) {
    const Segment *first = prompt->segments.len ? prompt->segments.items : NULL;
    if (prompt->api != API_ANTHROPIC_MESSAGES || !first || first->section != SECTION_TOOLS) return;
    for (size_t i = 0; i < prompt->segments.len; i++) {
        const Segment *segment = &prompt->segments.items[i];
        if (segment->section == SECTION_TOOLS && !segment->deferred) return;
    }
    const Node *mark = node_get(first->node, "defer_loading");
    Finding *f = sink_report(sink, param_is_sent(prompt) ? LEVEL_ERROR : LEVEL_WARNING,
                             mark ? mark->span : first->span,
                             "every tool is deferred: the API refuses the request");
    f->help = STR("add the tool search tool, or let the tools that are used most stand undeferred");
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    (void)plan;
    if (prompt->is_prewarm) {
        check_prewarm(prompt, sink);
        return;
    }
    check_deferred(prompt, sink);
    if (!prompt->model) return;
    unsigned refuses = prompt->model->refuses;
    if (refuses & REFUSES_SAMPLING) check_sampling(prompt, sink);
    if (refuses & REFUSES_PENALTIES) check_penalties(prompt, sink);
    if ((refuses & REFUSES_STOP) && prompt->api != API_OPENAI_RESPONSES) check_stop(prompt, sink);
    if (str_has(prompt->model_id, STR("claude"))) check_stop_sequences(prompt, sink);
    check_effort(prompt, sink);
    if (is_own_api(prompt)) {
        bool free = !(refuses & REFUSES_SAMPLING) && !is_thinking(prompt) &&
                    !((refuses & REFUSES_SAMPLING_EFFORT) && reasons(prompt));
        if (free) check_ranges(prompt, sink);
        check_cap_type(prompt, sink);
        if (!(refuses & REFUSES_STOP)) check_stop_count(prompt, sink);
    }
    check_before_adaptive(prompt, sink);
    if (prompt->api == API_GEMINI)
        check_gemini_thinking(prompt, sink);
    else if (refuses & (REFUSES_THINKING_BUDGET | REFUSES_THINKING_OFF))
        check_thinking(prompt, sink);
    else
        check_beside_thinking(prompt, sink);
    if (refuses & REFUSES_TWO_SAMPLERS) check_two_samplers(prompt, sink);
    if (refuses & REFUSES_FORCED_TOOL) check_tool_choice(prompt, sink);
    if (refuses & REFUSES_PREFILL) check_prefill(prompt, sink);
    check_service(prompt, sink);
}

const RuleCheck rule_rejected_parameter = {.needs = NEEDS_PARAMS, .check = check};
