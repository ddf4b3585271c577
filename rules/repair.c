#include "rules/repair.h"

#include "lint/base/buf.h"
#include "rules/prefix.h"

void repair_safe(Finding *finding, const char *title) {
    finding->repair.title = str_from_c(title);
}

void repair_unsafe(Finding *finding, const char *title) {
    repair_safe(finding, title);
    finding->repair.unsafe = true;
}

/* A repair of so many steps that it takes the memory of other findings is not offered. */
static void add_step(Sink *sink, Finding *finding, Step step) {
    if (arena_is_full(sink->arena, sink->arena->most / 4)) {
        finding->repair.steps = (StepVec){0};
        return;
    }
    vec_push(sink->arena, &finding->repair.steps, step);
}

void repair_remove(Sink *sink, Finding *finding, Span span) {
    add_step(sink, finding, (Step){.kind = STEP_REMOVE, .span = span});
}

void repair_rename(Sink *sink, Finding *finding, Span key, const char *name) {
    add_step(sink, finding, (Step){.kind = STEP_RENAME, .span = key, .key = str_from_c(name)});
}

void repair_set(Sink *sink, Finding *finding, Span scalar, Str json) {
    add_step(sink, finding, (Step){.kind = STEP_SET, .span = scalar, .value = json});
}

void repair_add(Sink *sink, Finding *finding, Span behind, Str key, Str json) {
    add_step(sink, finding, (Step){.kind = STEP_ADD, .span = behind, .key = key, .value = json});
}

void repair_put(Sink *sink, Finding *finding, Span map, Str key, Str json) {
    add_step(sink, finding, (Step){.kind = STEP_PUT, .span = map, .key = key, .value = json});
}

Str repair_string(Sink *sink, Str text) {
    Buf json = {0};
    buf_add_json(&json, text);
    Str copy = str_dup(sink->arena, buf_str(&json));
    buf_free(&json);
    return copy;
}

static const char *text_of_block(Sink *sink, bool openai, const char *ttl) {
    if (sink->prompt->api == API_BEDROCK_CONVERSE) return "{\"cachePoint\":{\"type\":\"default\"}}";
    if (openai) return "{\"mode\":\"explicit\"}";
    return ttl ? sink_text(sink, "{\"type\":\"ephemeral\",\"ttl\":\"%s\"}", ttl).ptr
               : "{\"type\":\"ephemeral\"}";
}

void repair_mark(Sink *sink, Finding *finding, size_t segment, const char *ttl) {
    const Prompt *prompt = sink->prompt;
    const Segment *at = &prompt->segments.items[segment];
    bool openai = prefix_rules(prompt)->mode == CACHE_AUTOMATIC_BREAKPOINTS;
    Step step = {.kind = at->plain_string ? STEP_BLOCK : STEP_PUT,
                 .span = at->span,
                 .key = openai ? STR("prompt_cache_breakpoint") : STR("cache_control"),
                 .value = str_from_c(text_of_block(sink, openai, ttl)),
                 .type = prompt->api == API_OPENAI_RESPONSES ? STR("input_text") : STR("text")};
    if (prompt->api == API_BEDROCK_CONVERSE) {
        step.kind = STEP_ADD;
        step.key = (Str){0};
    }
    add_step(sink, finding, step);
    /* The program that reads the file may want a string there. */
    if (at->plain_string && prompt->has_header) finding->repair.unsafe = true;
}

void repair_time(Sink *sink, Finding *finding, const Breakpoint *mark, const char *ttl) {
    Str json = repair_string(sink, str_from_c(ttl));
    if (mark->ttl_span.end > mark->ttl_span.start)
        repair_set(sink, finding, mark->ttl_span, json);
    else
        repair_put(sink, finding, mark->span, STR("ttl"), json);
}

void repair_move(Sink *sink, Finding *finding, Span span, Span behind) {
    add_step(sink, finding, (Step){.kind = STEP_MOVE, .span = span, .to = behind});
}

void repair_replace(Sink *sink, Finding *finding, Span span, Span by) {
    add_step(sink, finding, (Step){.kind = STEP_REPLACE, .span = span, .to = by});
}

void repair_text(Sink *sink, Finding *finding, Span span, Str text) {
    add_step(sink, finding, (Step){.kind = STEP_TEXT, .span = span, .value = text});
}

/* What the other model would refuse goes with the change. */
static void adapt_params(Sink *sink, Finding *finding, const Model *model) {
    static const char *const sampling[] = {"temperature", "top_p", "top_k"};
    const Prompt *prompt = sink->prompt;
    const Param *cap = &prompt->max_output;
    if (cap->state != PARAM_ABSENT &&
        facts_cap_verdict(prompt->api, model, cap->key) == CAP_REFUSED)
        repair_rename(sink, finding, cap->key_span, facts_cap_name(prompt->api));
    if (cap->state == PARAM_SET && model->max_output > 0 && cap->number > (double)model->max_output)
        repair_set(sink, finding, cap->span, sink_text(sink, "%lld", (long long)model->max_output));
    for (size_t i = 0; i < sizeof sampling / sizeof *sampling; i++) {
        const Param *param = prompt_param(prompt, sampling[i]);
        bool refused = model->refuses & REFUSES_SAMPLING;
        if (refused && param && param->state == PARAM_SET &&
            !(param->number == 1 && i < 2)) /* the default of the first two */
            repair_remove(sink, finding, param->key_span);
    }
}

void repair_model(Sink *sink, Finding *finding, Str id) {
    const Prompt *prompt = sink->prompt;
    if (prompt->model && prompt->match.platform != prompt->model->provider) return;
    size_t start = prompt->model_id.len;
    while (start > 0 && prompt->model_id.ptr[start - 1] != '/') start--;
    Str written = sink_text(sink, STR_FMT STR_FMT, STR_ARG(str_slice(prompt->model_id, 0, start)),
                            STR_ARG(id));
    repair_unsafe(finding, sink_text(sink, "Replace it by " STR_FMT, STR_ARG(written)).ptr);
    repair_set(sink, finding, prompt->model_span, repair_string(sink, written));
    ModelMatch match = facts_resolve(prompt->provider, written);
    if (match.model && (prompt->knows & KNOWS_PARAMS)) adapt_params(sink, finding, match.model);
}
