#include "lint/command/inputs.h"

#include <errno.h>
#include <unistd.h>

#include "lint/base/limits.h"
#include "lint/config/place.h"
#include "lint/format/format.h"
#include "lint/report/report.h"

static Str directory_of(Str path) {
    for (size_t i = path.len; i > 0; i--)
        if (path.ptr[i - 1] == '/') return str_slice(path, 0, i > 1 ? i - 1 : 1);
    return STR(".");
}

bool inputs_config(Run *run, const Config **config) {
    Str path = option_value(run, "config"), error = {0};
    *config = NULL;
    if (option_given(run, "isolated")) {
        if (path.len) {
            run_misuse(run, "--config and --isolated exclude each other");
            return false;
        }
        *config = config_default(run->arena);
    } else if (option_given(run, "config")) {
        *config = config_load(run->arena, path, STR("."), &engine_known_names, &error);
        if (!*config) return !run_troubles(run, error);
    }
    return true;
}

bool inputs_stdin(Run *run, const Config *config, InputVec *inputs) {
    Str name = option_value(run, "stdin-filename"), error = {0};
    if (!name.len) name = STR("stdin");
    Str *bytes = ARENA_NEW(run->arena, Str);
    if (!source_read_fd(run->arena, STDIN_FILENO, LIMIT_FILE_BYTES, bytes)) {
        run_trouble(run, "cannot read standard input: %s", strerror(errno));
        return false;
    }
    if (!config) {
        Str path = config_find(run->arena, directory_of(name));
        config = path.len ? config_load(run->arena, path, (Str){0}, &engine_known_names, &error)
                          : config_default(run->arena);
        if (!config) return !run_troubles(run, error);
    }
    if (config_excludes(config, name)) { /* an editor with an excluded file open */
        run->excluded = *bytes;
        return true;
    }
    Input input = {.path = name,
                   .by_hand = true,
                   .config = config,
                   .bytes = bytes,
                   .place = place_in_repository(run->arena, name)};
    vec_push(run->arena, inputs, input);
    return true;
}

bool inputs_collect(Run *run, InputVec *inputs) {
    const Config *config;
    Str error = {0};
    if (!inputs_config(run, &config)) return false;
    if (!run->operands.len) {
        run_misuse(run, "no file or directory given (`.` for this one, `-` for standard input)");
        return false;
    }
    StrVec paths = {0};
    bool from_stdin = false;
    for (size_t i = 0; i < run->operands.len; i++) {
        if (str_is(run->operands.items[i], "-"))
            from_stdin = true;
        else
            vec_push(run->arena, &paths, run->operands.items[i]);
    }
    if (from_stdin && !inputs_stdin(run, config, inputs)) return false;
    if (!paths.len) return true;
    if (!engine_collect(run->arena, paths.items, paths.len, config, option_given(run, "isolated"),
                        inputs, &error))
        return !run_troubles(run, error);
    return true;
}

bool inputs_today(Run *run, Date *today) {
    const char *epoch = run->environment->source_date_epoch;
    double seconds;
    if (option_given(run, "today")) {
        Str text = option_value(run, "today");
        if (date_parse(text, today)) return true;
        run_misuse(run, "--today takes a day as YYYY-MM-DD, not `" STR_FMT "`", STR_ARG(text));
        return false;
    }
    if (epoch && epoch[0]) {
        if (!str_to_number(str_from_c(epoch), &seconds) || seconds < 0 ||
            seconds > 253402300799.0) {
            run_trouble(run, "SOURCE_DATE_EPOCH is `%s`, not a number of seconds", epoch);
            return false;
        }
        *today = date_from_unix((int64_t)seconds);
        return true;
    }
    *today = date_from_unix(run->environment->now);
    return true;
}

static bool read_provider(Run *run, Provider *provider) {
    Str word = option_value(run, "provider");
    *provider = facts_provider_parse(word);
    if (!word.len || *provider != PROVIDER_UNKNOWN) return true;
    Buf names = {0};
    for (int p = PROVIDER_UNKNOWN + 1; p < PROVIDER_COUNT; p++)
        buf_printf(&names, "%s%s", p > 1 ? ", " : "", facts_provider_name((Provider)p));
    run_misuse(run, "unknown provider `" STR_FMT "`; known are " STR_FMT, STR_ARG(word),
               STR_ARG(buf_str(&names)));
    buf_free(&names);
    return false;
}

bool inputs_model_known(Run *run, Provider provider, Str id) {
    if (facts_find_model(provider, id)) return true;
    NearModel near = facts_nearest_model(id);
    if (near.model)
        run_misuse(run, "no model `" STR_FMT "` in the table; did you mean `" STR_FMT "`?",
                   STR_ARG(id), STR_ARG(near.name));
    else
        run_misuse(run, "no model `" STR_FMT "` in the table (`warmlint models` lists them)",
                   STR_ARG(id));
    return false;
}

static bool read_format(Run *run, Str *format) {
    *format = option_value(run, "input-format");
    if (!format->len || format_known(*format)) return true;
    const char *best = NULL;
    size_t best_distance = (format->len < 4 ? 1 : 3) + 1;
    for (size_t i = 0; format_name_at(i); i++) {
        size_t d = str_distance(*format, str_from_c(format_name_at(i)), best_distance - 1);
        if (d < best_distance) best = format_name_at(i), best_distance = d;
    }
    run_misuse(run, "no input format `" STR_FMT "`%s%s%s", STR_ARG(*format),
               best ? "; did you mean `" : "", best ? best : "", best ? "`?" : "");
    for (size_t i = 0; format_name_at(i); i++)
        buf_printf(run->err, "%s%s", i ? ", " : "Known are ", format_name_at(i));
    buf_add_c(run->err, ".\n");
    return false;
}

static bool read_model(Run *run, Provider provider, Str *model) {
    *model = option_value(run, "model");
    return !model->len || inputs_model_known(run, provider, *model);
}

bool inputs_overrides(Run *run, Overrides *overrides) {
    *overrides = (Overrides){0};
    if (!read_provider(run, &overrides->provider) ||
        !read_model(run, overrides->provider, &overrides->model) ||
        !read_format(run, &overrides->format) || !inputs_today(run, &overrides->today) ||
        !inputs_tokenizer(run))
        return false;
    overrides->exact = run->exact;
    return true;
}

bool inputs_jobs(Run *run, int *jobs) {
    Str text = option_value(run, "jobs");
    double n = 0;
    *jobs = 0;
    if (!option_given(run, "jobs")) return true;
    if (!str_to_number(text, &n) || n < 0 || n > 1024 || n != (double)(int)n) {
        run_misuse(run, "--jobs takes a number from 0 to 1024, not `" STR_FMT "`", STR_ARG(text));
        return false;
    }
    *jobs = (int)n;
    return true;
}

void inputs_note_unrecognised(Run *run, const FileResult *result) {
    if (!result->by_hand || result->failed || !result->last_part) return;
    if (result->prompts.len + result->prompts_before) return;
    buf_add_c(run->err, "warmlint: note: no prompt recognised in ");
    buf_add_visible(run->err, result->source.path, false);
    if (result->format.len) buf_printf(run->err, " (" STR_FMT ")", STR_ARG(result->format));
    bool program = path_is_program(result->source.path);
    buf_add_c(run->err, program ? ": sources of programs are not read\n" : "\n");
}

static unsigned percent(uint64_t part, uint64_t whole) {
    return whole ? (unsigned)(part * 100 / whole) : 0;
}

void inputs_progress(const Run *run, const FileResult *result) {
    void (*show)(Str) = run->environment->progress;
    if (!show || (result->first_part && result->last_part)) return;
    uint64_t before = result->source.bytes_before;
    unsigned now = percent(before + result->source.bytes.len, result->file_bytes);
    if (result->last_part) {
        show((Str){0});
        return;
    }
    if (now == percent(before, result->file_bytes) && !result->first_part) return;
    Buf line = {0};
    buf_add_visible(&line, result->source.path, false);
    buf_printf(&line, ": %u %%", now);
    show(buf_str(&line));
    buf_free(&line);
}

static void show(Run *run, const FileResult *result, const FindingVec *findings) {
    ReportOptions options = {0};
    reporter_concise.file(run->err, &options, &result->source, findings);
}

void inputs_show_failure(Run *run, const FileResult *result) {
    if (!result->failed) return;
    FindingVec fatal = {0};
    for (size_t i = 0; i < result->findings.len; i++)
        if (str_starts(result->findings.items[i].code, STR("WL0")))
            vec_push(run->arena, &fatal, result->findings.items[i]);
    show(run, result, &fatal);
}

void inputs_show_findings(Run *run, const FileResult *result) {
    show(run, result, &result->findings);
}
