/* What warmlint makes of a file: the format and what told it, the prompts with their segments and
 * parameters, and what cannot be known. For people who wonder why something is or is not found. */
#include "lint/command/inputs.h"
#include "lint/command/outputs.h"
#include "lint/format/format.h"
#include "lint/report/text.h"

typedef struct {
    Run *run;
    bool json;
    size_t files, shown, failed;
} Inspect;

static const char *const kinds[] = {"", "template", "static", "", "rendered"};
static const char *const role_names[] = {"unknown", "tool",      "system",     "developer",
                                         "user",    "assistant", "tool-result"};
static const char *const type_names[] = {"text",     "tool",  "tool-use", "tool-result",
                                         "thinking", "media", "opaque"};
static const char *const origin_names[] = {"none",     "explicit", "automatic",
                                           "implicit", "injected", "resource"};

static const struct {
    unsigned bit;
    const char *name;
} facts[] = {{KNOWS_TOOLS, "tools"},
             {KNOWS_SYSTEM, "system"},
             {KNOWS_MESSAGES, "messages"},
             {KNOWS_MARKERS, "breakpoints"},
             {KNOWS_PARAMS, "parameters"}};
enum { FACTS = sizeof facts / sizeof *facts };

static const char *unknown_of(const Prompt *prompt) {
    const Format *format = format_find(prompt->format);
    return format ? format->unknown : "";
}

/* Why nothing is known of the model; NULL when it is. */
static const char *model_trouble(const Prompt *prompt) {
    if (prompt->model) return NULL;
    if (prompt->model_templated) return "it is filled in later";
    return prompt->model_id.len ? "it is not in the table of models" : "the file names none";
}

typedef struct {
    const char *name;
    const Param *param;
} NamedParam;
enum { PARAMS = 4 };

static void params_of(const Prompt *prompt, NamedParam out[PARAMS]) {
    out[0] = (NamedParam){"max_output", &prompt->max_output};
    out[1] = (NamedParam){"thinking", &prompt->thinking};
    out[2] = (NamedParam){"cache_mode", &prompt->cache_mode};
    out[3] = (NamedParam){"cache_key", &prompt->cache_key};
}

/* Values, includes and commands; not the empty piece of a text that is elsewhere. */
static bool is_live(const Piece *piece) {
    bool live = piece->kind == PIECE_PLACEHOLDER || piece->kind == PIECE_INCLUDE ||
                piece->kind == PIECE_DIRECTIVE;
    return live && piece->source.len > 0;
}

/* --- text ----------------------------------------------------------------------------------------
 */

static void label(Inspect *in, const char *word) {
    Buf *out = in->run->out;
    buf_add_c(out, "  ");
    paint_on(out, run_color(in->run), PAINT_DIM);
    buf_printf(out, "%-10s", word);
    paint_off(out, run_color(in->run), PAINT_DIM);
}

static void place_text(Buf *out, const Source *source, Span span) {
    Position from = source_position(source, span.start), to = source_position(source, span.end);
    buf_printf(out, "%u:%u-%u:%u", from.line + source->lines_before, from.column,
               to.line + source->lines_before, to.column);
}

static void text_call(Inspect *in, const Prompt *prompt) {
    Buf *out = in->run->out;
    label(in, "call");
    buf_printf(out, "%s, %s, ", kinds[prompt->kind <= KIND_RENDERED ? prompt->kind : 0],
               prompt->api == API_UNKNOWN ? "no API told" : facts_api_name(prompt->api));
    if (prompt->provider != PROVIDER_UNKNOWN)
        buf_printf(out, "%s, ", facts_provider_name(prompt->provider));
    if (prompt->model_id.len)
        buf_add_visible(out, prompt->model_id, false);
    else
        buf_add_c(out, "no model");
    if (prompt->is_batch) buf_add_c(out, ", in a batch");
    buf_add_char(out, '\n');
}

static void text_params(Inspect *in, const Source *source, const Prompt *prompt) {
    Buf *out = in->run->out;
    NamedParam params[PARAMS];
    params_of(prompt, params);
    for (int i = 0; i < PARAMS; i++) {
        const Param *p = params[i].param;
        if (p->state == PARAM_ABSENT) continue;
        label(in, "param");
        place_text(out, source, p->span);
        buf_add_c(out, "  ");
        buf_add_visible(out, p->key, false);
        buf_add_c(out, " = ");
        buf_add_visible(out, str_slice(p->text, 0, 80), false);
        buf_add_char(out, '\n');
    }
}

static void text_unknown(Inspect *in, const Prompt *prompt) {
    Buf *out = in->run->out;
    const char *model = model_trouble(prompt);
    if (model) {
        label(in, "unknown");
        buf_printf(out, "the model: %s\n", model);
    }
    Buf list = {0};
    for (int i = 0; i < FACTS; i++)
        if (!(prompt->knows & facts[i].bit))
            buf_printf(&list, "%s%s", list.len ? ", " : "", facts[i].name);
    if (list.len) {
        label(in, "unknown");
        buf_add(out, buf_str(&list));
        buf_add_char(out, '\n');
    }
    label(in, "elsewhere"); /* what no such file can tell */
    text_wrap(out, str_from_c(unknown_of(prompt)), 12, 12, run_text_width(in->run));
    buf_add_char(out, '\n');
    buf_free(&list);
}

static void text_pieces(Inspect *in, const Source *source, const Segment *segment) {
    Buf *out = in->run->out;
    for (size_t i = 0; i < segment->pieces.len; i++) {
        const Piece *piece = &segment->pieces.items[i];
        if (!is_live(piece)) continue;
        buf_add_c(out, "      ");
        place_text(out, source, segment_file_span(segment, piece->span));
        buf_add_c(out, "  ");
        buf_add_visible(out, str_slice(piece->source, 0, 60), false);
        buf_printf(out, "  %s",
                   piece->example ? "shown, not filled in"
                                  : volatility_name(piece->verdict.volatility));
        Related home = segment_related(segment, piece->span, (Str){0});
        if (home.source) {
            buf_add_c(out, "  in ");
            buf_add_visible(out, home.source->path, false);
            buf_add_char(out, ':');
            place_text(out, home.source, home.span);
        }
        buf_add_char(out, '\n');
    }
}

static void text_segment(Inspect *in, const Source *source, const Prompt *prompt,
                         const Segment *segment) {
    Buf *out = in->run->out;
    buf_add_c(out, "    ");
    place_text(out, source, segment->span);
    buf_add_c(out, "  ");
    buf_add_visible(out, segment_place(in->run->arena, prompt, segment), false);
    buf_printf(out, "  %s", role_names[segment->role]);
    if (segment->type != BLOCK_TEXT && segment->type != BLOCK_TOOL && segment->type != BLOCK_OPAQUE)
        buf_printf(out, " %s", type_names[segment->type]);
    if (segment->name.len) {
        buf_add_char(out, ' ');
        buf_add_visible(out, segment->name, false);
    }
    buf_add_c(out, ", ");
    if (segment->type == BLOCK_OPAQUE)
        buf_add_c(out, "of unknown size");
    else
        text_plural(out, segment->text.len, "byte", "bytes");
    if (segment->on_use) buf_add_c(out, ", only on use");
    if (segment->deferred) buf_add_c(out, ", deferred");
    if (segment->append_only) buf_add_c(out, ", grows");
    const Breakpoint *mark = &segment->breakpoint;
    if (mark->origin != BREAKPOINT_NONE) {
        buf_printf(out, ", %s breakpoint", origin_names[mark->origin]);
        if (mark->ttl.len) {
            buf_add_char(out, ' ');
            buf_add_visible(out, mark->ttl, false);
        }
    }
    buf_add_char(out, '\n');
    text_pieces(in, source, segment);
}

static void text_prompt(Inspect *in, const FileResult *result, const Prompt *prompt) {
    Buf *out = in->run->out;
    bool color = run_color(in->run);
    if (in->shown++) buf_add_char(out, '\n');
    paint_visible(out, color, PAINT_BOLD, result->source.path);
    if (prompt->path_in_file.len) {
        buf_add_c(out, "  ");
        paint_visible(out, color, PAINT_BOLD, prompt->path_in_file);
    }
    buf_add_char(out, '\n');
    const Format *format = format_find(prompt->format);
    label(in, "format");
    buf_add_visible(out, prompt->format, false);
    if (prompt->has_header && prompt->api != API_UNKNOWN) buf_add_c(out, " with a header");
    if (format) buf_printf(out, ": %s", format->summary);
    buf_add_char(out, '\n');
    label(in, "told by");
    buf_add_visible(out, prompt->why, false);
    buf_add_char(out, '\n');
    const Format *holder = format_find(prompt->holder);
    if (holder) {
        label(in, "held by");
        buf_printf(out, "%s: %s\n", holder->name, holder->summary);
    }
    if (prompt->name.len || prompt->version.len) {
        label(in, "named");
        buf_add_visible(out, prompt->name, false);
        if (prompt->name.len && prompt->version.len) buf_add_char(out, ' ');
        buf_add_visible(out, prompt->version, false);
        buf_add_char(out, '\n');
    }
    text_call(in, prompt);
    text_params(in, &result->source, prompt);
    text_unknown(in, prompt);
    for (size_t i = 0; i < prompt->segments.len; i++)
        text_segment(in, &result->source, prompt, &prompt->segments.items[i]);
}

/* --- JSON ----------------------------------------------------------------------------------------
 */

static void json_range(Buf *out, const char *key, const Source *source, Span span) {
    Position from = source_position(source, span.start), to = source_position(source, span.end);
    buf_printf(out,
               "\"%s\":{\"start\":{\"line\":%u,\"column\":%u,\"offset\":%llu},"
               "\"end\":{\"line\":%u,\"column\":%u,\"offset\":%llu}}",
               key, from.line + source->lines_before, from.column,
               (unsigned long long)(source->bytes_before + span.start),
               to.line + source->lines_before, to.column,
               (unsigned long long)(source->bytes_before + span.end));
}

static void json_params(Buf *out, const Source *source, const Prompt *prompt) {
    NamedParam params[PARAMS];
    params_of(prompt, params);
    buf_add_c(out, ",\"parameters\":[");
    bool first = true;
    for (int i = 0; i < PARAMS; i++) {
        const Param *p = params[i].param;
        if (p->state == PARAM_ABSENT) continue;
        buf_printf(out, "%s{\"what\":\"%s\"", first ? "" : ",", params[i].name);
        buf_add_json_member(out, "key", p->key);
        buf_add_json_member(out, "value", p->text);
        buf_add_char(out, ',');
        json_range(out, "place", source, p->span);
        buf_add_char(out, '}');
        first = false;
    }
    buf_add_char(out, ']');
}

static void json_unknown(Buf *out, const Prompt *prompt) {
    bool first = true;
    buf_add_c(out, ",\"unknown\":[");
    if (model_trouble(prompt)) {
        buf_printf(out, "{\"what\":\"model\",\"why\":\"%s\"}", model_trouble(prompt));
        first = false;
    }
    for (int i = 0; i < FACTS; i++) {
        if (prompt->knows & facts[i].bit) continue;
        buf_printf(out, "%s{\"what\":\"%s\"", first ? "" : ",", facts[i].name);
        buf_add_json_member(out, "why", str_from_c(unknown_of(prompt)));
        buf_add_char(out, '}');
        first = false;
    }
    buf_add_char(out, ']');
    buf_add_json_member(out, "limits", str_from_c(unknown_of(prompt)));
}

static void json_pieces(Buf *out, const Source *source, const Segment *segment) {
    bool first = true;
    buf_add_c(out, ",\"values\":[");
    for (size_t i = 0; i < segment->pieces.len; i++) {
        const Piece *piece = &segment->pieces.items[i];
        if (!is_live(piece)) continue;
        buf_add_c(out, first ? "{" : ",{");
        json_range(out, "place", source, segment_file_span(segment, piece->span));
        Related home = segment_related(segment, piece->span, (Str){0});
        if (home.source) {
            buf_add_json_member(out, "file", home.source->path);
            buf_add_char(out, ',');
            json_range(out, "place_in_file", home.source, home.span);
        }
        buf_add_json_member(out, "source", piece->source);
        buf_add_json_member(out, "name", piece->name);
        buf_printf(out, ",\"volatility\":\"%s\",\"example\":%s}",
                   volatility_name(piece->verdict.volatility), piece->example ? "true" : "false");
        first = false;
    }
    buf_add_char(out, ']');
}

static void json_segment(Inspect *in, const Source *source, const Prompt *prompt,
                         const Segment *segment) {
    Buf *out = in->run->out;
    buf_add_c(out, "{");
    json_range(out, "place", source, segment->span);
    buf_add_json_member(out, "path", segment_place(in->run->arena, prompt, segment));
    buf_printf(out, ",\"section\":\"%s\",\"role\":\"%s\",\"type\":\"%s\",\"bytes\":%zu",
               section_name(segment->section), role_names[segment->role], type_names[segment->type],
               segment->text.len);
    buf_add_json_member(out, "name", segment->name);
    buf_printf(out, ",\"deferred\":%s,\"on_use\":%s,\"append_only\":%s",
               segment->deferred ? "true" : "false", segment->on_use ? "true" : "false",
               segment->append_only ? "true" : "false");
    const Breakpoint *mark = &segment->breakpoint;
    if (mark->origin == BREAKPOINT_NONE) {
        buf_add_c(out, ",\"breakpoint\":null");
    } else {
        buf_printf(out, ",\"breakpoint\":{\"origin\":\"%s\"", origin_names[mark->origin]);
        buf_add_json_member(out, "ttl", mark->ttl);
        buf_add_char(out, ',');
        json_range(out, "place", source, mark->span);
        buf_add_char(out, '}');
    }
    json_pieces(out, source, segment);
    buf_add_char(out, '}');
}

static void json_prompt(Inspect *in, const FileResult *result, const Prompt *prompt) {
    Buf *out = in->run->out;
    buf_add_c(out, "{\"format\":");
    buf_add_json(out, prompt->format);
    buf_add_json_member(out, "holder", prompt->holder);
    buf_printf(out, ",\"header\":%s", prompt->has_header ? "true" : "false");
    buf_add_json_member(out, "why", prompt->why);
    buf_add_json_member(out, "path", prompt->path_in_file);
    buf_add_json_member(out, "name", prompt->name);
    buf_add_json_member(out, "version", prompt->version);
    buf_printf(out, ",\"kind\":\"%s\"", kinds[prompt->kind <= KIND_RENDERED ? prompt->kind : 0]);
    buf_add_json_member(
        out, "api", str_from_c(prompt->api == API_UNKNOWN ? NULL : facts_api_name(prompt->api)));
    buf_add_json_member(out, "provider",
                        str_from_c(prompt->provider == PROVIDER_UNKNOWN
                                       ? NULL
                                       : facts_provider_name(prompt->provider)));
    buf_add_json_member(out, "model", prompt->model_id);
    buf_printf(out, ",\"batch\":%s,", prompt->is_batch ? "true" : "false");
    json_range(out, "place", &result->source, prompt->span);
    json_params(out, &result->source, prompt);
    json_unknown(out, prompt);
    buf_add_c(out, ",\"segments\":[");
    for (size_t i = 0; i < prompt->segments.len; i++) {
        if (i) buf_add_char(out, ',');
        json_segment(in, &result->source, prompt, &prompt->segments.items[i]);
    }
    buf_add_c(out, "]}");
}

static void json_file(Inspect *in, const FileResult *result) {
    Buf *out = in->run->out;
    buf_add_c(out, in->files++ ? ",\n{\"path\":" : "\n{\"path\":");
    buf_add_json(out, result->source.path);
    buf_add_json_member(out, "format", result->format);
    buf_add_c(out, ",\"prompts\":[");
    for (size_t i = 0; i < result->prompts.len; i++) {
        buf_add_c(out, i ? ",\n " : "\n ");
        json_prompt(in, result, &result->prompts.items[i]);
    }
    buf_add_c(out, "]}");
}

/* --- the command ---------------------------------------------------------------------------------
 */

static void file_done(void *context, FileResult *result) {
    Inspect *in = context;
    inputs_show_failure(in->run, result);
    inputs_note_unrecognised(in->run, result);
    if (result->failed) in->failed++;
    if (in->json)
        json_file(in, result);
    else
        for (size_t i = 0; i < result->prompts.len; i++)
            text_prompt(in, result, &result->prompts.items[i]);
}

static int run_inspect(Run *run) {
    Inspect in = {.run = run, .json = str_is(option_value(run, "format"), "json")};
    InputVec inputs = {0};
    Overrides overrides;
    int jobs;
    if (!inputs_overrides(run, &overrides) || !inputs_jobs(run, &jobs) ||
        !inputs_collect(run, &inputs))
        return STATUS_TROUBLE;
    if (in.json) buf_add_c(run->out, "{\"version\":1,\"files\":[");
    run_confine(run, NULL, false);
    engine_run(&inputs, &overrides, jobs, file_done, &in);
    if (in.json) buf_add_c(run->out, "\n]}\n");
    return in.failed ? STATUS_TROUBLE : STATUS_OK;
}

static const Option options[] = {{"format", 'f', "FORMAT", "text|json", "text (default) or json"},
                                 INPUT_OPTIONS,
                                 OPTION_COLOR,
                                 OPTION_HELP,
                                 {0}};

const Command command_inspect = {
    .name = "inspect",
    .operands = "FILE…",
    .summary = "show how a file is read: its format, prompts, places, and what is not known",
    .details =
        "Lines and columns count from 1. A value is named with how often it changes; what is "
        "unknown keeps the rules that need it silent.",
    .options = options,
    .run = run_inspect};
