/* Token counts: of a prompt as the API bills it, or of raw text. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "lint/base/limits.h"
#include "lint/command/inputs.h"
#include "lint/command/outputs.h"
#include "lint/report/figures.h"
#include "lint/report/text.h"

/* What has been counted of a file that comes in parts. */
typedef struct {
    TokCount count;
    int64_t overhead;
    size_t prompts, bytes;
    TokFamily family;
    bool failed;
} Parts;

typedef struct {
    Run *run;
    Parts parts;
    bool json, raw;
    bool nameless;     /* something was counted for no model in particular */
    TokFamily family;  /* of raw text */
    TokStream *stream; /* counts raw text; what it learns of one file serves the next */
    TokCount total;
    size_t files, failed;
} Tokens;

static TokCount plan_sum(const Plan *plan) {
    return tok_add(plan->total, plan->overhead);
}

/* --- text --- */

static void text_row(Tokens *t, Str name, size_t indent, const char *what, TokCount count,
                     const char *more) {
    Buf *out = t->run->out;
    figure_count_right(out, count.tokens, 11);
    figure_band_right(out, count, 8);
    buf_repeat(out, " ", 2 + indent);
    if (indent)
        buf_add_visible(out, name, false);
    else
        paint_visible(out, run_color(t->run), PAINT_BOLD, name);
    if (what[0]) buf_printf(out, "  %s", what);
    if (more[0]) {
        buf_add_c(out, "  ");
        paint(out, run_color(t->run), PAINT_DIM, more);
    }
    buf_add_char(out, '\n');
}

static bool is_nameless(const Plan *plan) {
    return plan->counter.family == TOK_UNKNOWN && !plan->prompt->model_id.len;
}

/* A row with what counted it: the words between name and method are those of --family. */
static void counted_row(Tokens *t, Str name, size_t indent, TokFamily family, TokCount count) {
    bool any = family == TOK_UNKNOWN;
    text_row(t, name, indent, any ? "any tokenizer" : tok_family_name(family), count,
             any ? "" : tok_method_name(count.method));
}

static TokCount segment_count(const Plan *plan, size_t segment, size_t *step, bool *unsized) {
    TokCount sum = {0};
    *unsized = false;
    while (*step < plan->step_count && plan->steps[*step].segment < segment) ++*step;
    for (; *step < plan->step_count && plan->steps[*step].segment == segment; ++*step) {
        sum = tok_add(sum, plan->steps[*step].size);
        *unsized |= plan->steps[*step].unsized;
    }
    return sum;
}

static void text_prompt(Tokens *t, const Plan *plan, bool several) {
    Arena *arena = t->run->arena;
    const Prompt *prompt = plan->prompt;
    size_t step = 0;
    if (several) {
        Str name = prompt->path_in_file.len ? prompt->path_in_file
                   : prompt->name.len       ? prompt->name
                                            : prompt->format;
        counted_row(t, name, 2, plan->counter.family, plan_sum(plan));
    }
    /* The only segment of a plain text is the file again. */
    if (prompt->segments.len == 1 && !plan->unsized && !plan->overhead.tokens) return;
    for (size_t i = 0; i < prompt->segments.len; i++) {
        const Segment *segment = &prompt->segments.items[i];
        bool unsized;
        TokCount count = segment_count(plan, i, &step, &unsized);
        Str place = segment_place(arena, prompt, segment);
        if (segment->name.len)
            place = str_printf(arena, STR_FMT " " STR_FMT, STR_ARG(place), STR_ARG(segment->name));
        text_row(t, place, 4,
                 segment->deferred ? "deferred"
                 : segment->on_use ? "on use"
                                   : "",
                 count, unsized ? "and values of unknown size" : "");
    }
    if (plan->overhead.tokens > 0)
        text_row(t, STR("frame and tool preamble"), 4, "", plan->overhead, "");
}

/* --- JSON --- */

static void json_count(Buf *out, TokCount count) {
    buf_printf(out, "\"tokens\":%lld,\"lo\":%lld,\"hi\":%lld", (long long)count.tokens,
               (long long)count.lo, (long long)count.hi);
}

static void json_prompt(Tokens *t, const Plan *plan) {
    Arena *arena = t->run->arena;
    Buf *out = t->run->out;
    const Prompt *prompt = plan->prompt;
    buf_add_c(out, "{\"name\":");
    buf_add_json(out, prompt->name.len ? prompt->name : prompt->path_in_file);
    buf_add_c(out, ",\"format\":");
    buf_add_json(out, prompt->format);
    buf_add_c(out, ",\"model\":");
    buf_add_json(out, prompt->model_id);
    buf_printf(out, ",\"family\":\"%s\",", tok_family_name(plan->counter.family));
    json_count(out, plan_sum(plan));
    buf_printf(out, ",\"overhead\":%lld,\"unsized\":%s,\"segments\":[",
               (long long)plan->overhead.tokens, plan->unsized ? "true" : "false");
    size_t step = 0;
    for (size_t i = 0; i < prompt->segments.len; i++) {
        const Segment *segment = &prompt->segments.items[i];
        bool unsized;
        TokCount count = segment_count(plan, i, &step, &unsized);
        buf_add_c(out, i ? ",{\"place\":" : "{\"place\":");
        buf_add_json(out, segment_place(arena, prompt, segment));
        buf_add_c(out, ",\"section\":");
        buf_printf(out, "\"%s\",", section_name(segment->section));
        json_count(out, count);
        buf_printf(out, ",\"unsized\":%s,\"deferred\":%s%s}", unsized ? "true" : "false",
                   segment->deferred ? "true" : "false", segment->on_use ? ",\"onUse\":true" : "");
    }
    buf_add_c(out, "]}");
}

static void json_file(Tokens *t, Str path, size_t bytes, TokCount count, int64_t overhead,
                      TokFamily family) {
    Buf *out = t->run->out;
    buf_add_c(out, t->files ? ",\n{\"path\":" : "\n{\"path\":");
    buf_add_json(out, path);
    buf_printf(out, ",\"bytes\":%zu,", bytes);
    json_count(out, count);
    buf_printf(out, ",\"overhead\":%lld,\"method\":\"%s\",\"family\":\"%s\"", (long long)overhead,
               tok_method_name(count.method), tok_family_name(family));
}

/* --- one file --- */

static void begin_raw(Tokens *t) {
    const TokExact *exact = t->run->exact;
    t->stream = ARENA_NEW(t->run->arena, TokStream);
    if (tok_exact_serves(exact, t->family))
        tok_exact_stream_begin(t->stream, exact, t->family);
    else
        tok_stream_begin(t->stream, t->family);
}

static void raw_file(Tokens *t, Str path, Str bytes) {
    tok_stream_again(t->stream);
    tok_stream_feed(t->stream, bytes.ptr, bytes.len);
    TokCount count = tok_stream_end(t->stream);
    if (t->json) {
        json_file(t, path, bytes.len, count, 0, t->family);
        buf_add_c(t->run->out, ",\"prompts\":[]}");
    } else {
        counted_row(t, path, 0, t->family, count);
    }
    t->nameless |= t->family == TOK_UNKNOWN;
    t->total = tok_add(t->total, count);
    t->files++;
}

static void prompt_file(Tokens *t, const FileResult *result) {
    TokCount count = {0};
    TokFamily family = result->plans[0]->counter.family;
    int64_t overhead = 0;
    for (size_t i = 0; i < result->prompts.len; i++) {
        count = i ? tok_add(count, plan_sum(result->plans[i])) : plan_sum(result->plans[i]);
        overhead += result->plans[i]->overhead.tokens;
        t->nameless |= is_nameless(result->plans[i]);
    }
    if (t->json) {
        json_file(t, result->source.path, result->source.bytes.len, count, overhead, family);
        buf_add_c(t->run->out, ",\"prompts\":[");
        for (size_t i = 0; i < result->prompts.len; i++) {
            if (i) buf_add_char(t->run->out, ',');
            json_prompt(t, result->plans[i]);
        }
        buf_add_c(t->run->out, "]}");
    } else {
        counted_row(t, result->source.path, 0, family, count);
        for (size_t i = 0; i < result->prompts.len; i++)
            text_prompt(t, result->plans[i], result->prompts.len > 1);
    }
    t->total = tok_add(t->total, count);
    t->files++;
}

/* The requests of a JSONL file are counted together: one row for the file. */
static void add_part(Tokens *t, const FileResult *result) {
    if (result->first_part) t->parts = (Parts){0};
    for (size_t i = 0; i < result->prompts.len; i++) {
        if (!t->parts.prompts++) t->parts.family = result->plans[i]->counter.family;
        t->parts.count = tok_add(t->parts.count, plan_sum(result->plans[i]));
        t->parts.overhead += result->plans[i]->overhead.tokens;
        t->nameless |= is_nameless(result->plans[i]);
    }
    t->parts.failed |= result->failed;
    t->parts.bytes += result->source.bytes.len;
    if (!result->last_part) return;
    if (t->parts.failed) t->failed++;
    if (t->json) {
        json_file(t, result->source.path, t->parts.bytes, t->parts.count, t->parts.overhead,
                  t->parts.family);
        buf_printf(t->run->out, ",\"requests\":%zu,\"prompts\":[]}", t->parts.prompts);
    } else {
        counted_row(t, result->source.path, 0, t->parts.family, t->parts.count);
    }
    t->total = tok_add(t->total, t->parts.count);
    t->files++;
}

static void file_done(void *context, FileResult *result) {
    Tokens *t = context;
    inputs_progress(t->run, result);
    if (!result->first_part || !result->last_part) {
        inputs_show_failure(t->run, result);
        add_part(t, result);
        return;
    }
    if (result->failed) {
        inputs_show_failure(t->run, result);
        t->failed++;
    } else if (result->prompts.len && !t->raw) {
        prompt_file(t, result);
    } else {
        raw_file(t, result->source.path, result->source.bytes);
    }
}

/* --- raw files, whatever their bytes --- */

static void count_raw(Tokens *t, const Input *input) {
    if (input->bytes) {
        raw_file(t, input->path, *input->bytes);
        return;
    }
    Arena arena = {0};
    Str bytes;
    int fd = open(str_to_c(&arena, input->path), O_RDONLY | O_NONBLOCK);
    if (fd < 0 || !source_read_fd(&arena, fd, LIMIT_FILE_BYTES, &bytes)) {
        run_trouble(t->run, "cannot read " STR_FMT ": %s", STR_ARG(input->path), strerror(errno));
        t->failed++;
    } else if (bytes.len > LIMIT_FILE_BYTES) {
        run_trouble(t->run, STR_FMT " is larger than %d MiB", STR_ARG(input->path),
                    LIMIT_FILE_BYTES >> 20);
        t->failed++;
    } else {
        raw_file(t, input->path, bytes);
    }
    if (fd >= 0) close(fd);
    arena_free(&arena);
}

/* --- the command --- */

static bool read_family(Run *run, Tokens *t, const Overrides *overrides) {
    Str word = option_value(run, "family");
    t->family = TOK_UNKNOWN;
    t->raw = word.len > 0;
    if (t->raw && !tok_family_from_name(word.ptr, word.len, &t->family)) {
        Buf names = {0};
        for (int f = 0; f < TOK_UNKNOWN; f++)
            buf_printf(&names, "%s%s", f ? ", " : "", tok_family_name((TokFamily)f));
        run_misuse(run, "unknown family `" STR_FMT "`; known are " STR_FMT, STR_ARG(word),
                   STR_ARG(buf_str(&names)));
        buf_free(&names);
        return false;
    }
    if (t->raw && run->exact && !tok_exact_serves(run->exact, t->family)) {
        run_misuse(run, "the file of --tokenizer-file counts %s, not %s",
                   tok_family_name(tok_exact_family(run->exact)), tok_family_name(t->family));
        return false;
    }
    if (!t->raw && !overrides->model.len && run->exact) t->family = tok_exact_family(run->exact);
    if (!t->raw && overrides->model.len) {
        Prompt of_model = {.model = facts_find_model(overrides->provider, overrides->model)};
        t->family = prompt_family(&of_model);
    }
    return true;
}

static void finish(Tokens *t) {
    if (t->json) {
        buf_add_c(t->run->out, "\n],\n\"total\":{");
        json_count(t->run->out, t->total);
        buf_add_c(t->run->out, "}}\n");
        return;
    }
    if (t->files > 1) text_row(t, STR("total"), 0, "", t->total, "");
    if (t->nameless)
        buf_add_c(t->run->out,
                  "\nWhere no model is named the band holds for any tokenizer; --model ID "
                  "narrows it.\n");
}

static int run_tokens(Run *run) {
    Tokens t = {.run = run, .json = str_is(option_value(run, "format"), "json")};
    InputVec inputs = {0};
    Overrides overrides;
    int jobs;
    if (!inputs_overrides(run, &overrides) || !inputs_jobs(run, &jobs) ||
        !read_family(run, &t, &overrides) || !inputs_collect(run, &inputs))
        return STATUS_TROUBLE;
    if (t.json) buf_add_c(run->out, "{\"version\":1,\"files\":[");
    run_confine(run, NULL, false);
    begin_raw(&t);
    if (t.raw)
        for (size_t i = 0; i < inputs.len; i++) count_raw(&t, &inputs.items[i]);
    else
        engine_run(&inputs, &overrides, jobs, file_done, &t);
    finish(&t);
    return t.failed ? STATUS_TROUBLE : STATUS_OK;
}

static const Option options[] = {
    {"family", 0, "FAMILY", NULL,
     "count each file as raw text of this tokenizer: claude-v3, claude-4.7, claude-5, o200k, "
     "cl100k, gemma3, llama3"},
    {"format", 'f', "FORMAT", "text|json", "text (default) or json"},
    INPUT_OPTIONS,
    OPTION_COLOR,
    OPTION_HELP,
    {0}};

const Command command_tokens = {
    .name = "tokens",
    .operands = "FILE…",
    .summary = "count tokens, with the band that holds nine texts of ten",
    .details = "A recognised prompt or request is counted as the API bills it, segment by segment, "
               "with its frame; anything else, and everything with --family, as raw text.",
    .options = options,
    .run = run_tokens};
