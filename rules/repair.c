#include "rules/repair.h"

#include "lint/base/buf.h"

void repair_safe(Finding *finding, const char *title) {
    finding->repair.title = str_from_c(title);
}

void repair_unsafe(Finding *finding, const char *title) {
    repair_safe(finding, title);
    finding->repair.unsafe = true;
}

static void add_step(Sink *sink, Finding *finding, Step step) {
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

void repair_model(Sink *sink, Finding *finding, Str id) {
    const Prompt *prompt = sink->prompt;
    if (prompt->match.platform != prompt->model->provider) return;
    size_t start = prompt->model_id.len;
    while (start > 0 && prompt->model_id.ptr[start - 1] != '/') start--;
    Str written = sink_text(sink, STR_FMT STR_FMT, STR_ARG(str_slice(prompt->model_id, 0, start)),
                            STR_ARG(id));
    repair_unsafe(finding, sink_text(sink, "Replace it by " STR_FMT, STR_ARG(written)).ptr);
    repair_set(sink, finding, prompt->model_span, repair_string(sink, written));
}
