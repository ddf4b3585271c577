#include "lint/command/measured.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lint/base/limits.h"
#include "lint/format/format.h"
#include "lint/format/usage.h"

typedef struct {
    Run *run;
    const Overrides *overrides;
    Str path;     /* of the operand */
    Arena *arena; /* of the entry at hand */
    Measurements *out;
} Reader;

static void leave_out(Reader *r, Str where, const char *format, Str detail) {
    LeftOut left = {str_dup(r->run->arena, where),
                    str_printf(r->run->arena, format, STR_ARG(detail))};
    vec_push(r->run->arena, &r->out->left_out, left);
}

/* --- one pair ------------------------------------------------------------------------------------
 */

static void add_pair(Reader *r, Str where, const Plan *plan, double actual) {
    Pair pair = {str_dup(r->run->arena, where),
                 plan->counter.family,
                 {(double)plan->total.tokens, (double)plan->overhead.tokens, actual}};
    for (size_t i = r->out->pairs.len; i-- > 0;) {
        const Measured *m = &r->out->pairs.items[i].size;
        if (r->out->pairs.items[i].family == pair.family && m->text == pair.size.text &&
            m->overhead == pair.size.overhead && m->actual == actual) {
            r->out->repeated++;
            return;
        }
    }
    vec_push(r->run->arena, &r->out->pairs, pair);
}

static const Plan *plan_named(const FileResult *result, Str name) {
    if (!name.len && result->prompts.len == 1) return result->plans[0];
    for (size_t i = 0; i < result->prompts.len && name.len; i++) {
        const Prompt *p = &result->prompts.items[i];
        if (str_eq(p->name, name) || str_eq(p->path_in_file, name)) return result->plans[i];
    }
    return NULL;
}

/* A plan that can be held against a count: all of it is here, and its tokenizer is known. */
static void take(Reader *r, Str where, const FileResult *result, Str name, double actual) {
    const Plan *plan = plan_named(result, name);
    if (!plan && result->prompts.len > 1)
        leave_out(r, where, "several prompts, and none is named%.*s", (Str){0});
    else if (!plan)
        leave_out(r, where, "no request or prompt recognised%.*s", (Str){0});
    else if (plan->counter.family == TOK_UNKNOWN)
        leave_out(r, where, "the tokenizer of its model is not known%.*s", (Str){0});
    else if (plan->unsized)
        leave_out(r, where, "it has values or files of unknown size%.*s", (Str){0});
    else
        add_pair(r, where, plan, actual);
}

static void take_request(Reader *r, Str where, Str name, Str json, const char *format,
                         double actual) {
    Overrides overrides = *r->overrides;
    if (format) overrides.format = str_from_c(format);
    Input input = {.path = name, .by_hand = true, .bytes = &json};
    FileResult *result = engine_read(&input, &overrides);
    take(r, where, result, (Str){0}, actual);
    file_result_free(result);
}

/* --- recordings ----------------------------------------------------------------------------------
 */

typedef struct {
    const char *list, *format, *before, *after; /* JSON around one request */
} Recording;

static const Recording cassette = {"interactions", "cassette",
                                   "{\"interactions\":[{\"request\":", "}]}"};
static const Recording archive = {"log.entries", "har",
                                  "{\"log\":{\"entries\":[{\"request\":", "}]}}"};

static const Node *response_body(const Node *response) {
    static const char *const inner[] = {"string", "content", "text", NULL};
    const Node *body = node_get(response, "parsed_body");
    if (body) return body;
    body = node_get(response, "body");
    if (!body) body = node_get(response, "content"); /* HAR */
    const Node *text = node_is_map(body) ? node_get_any(body, inner) : NULL;
    return text ? text : body;
}

static void take_entry(Reader *r, Str where, const Recording *kind, const Node *entry) {
    const Node *request = node_get(entry, "request");
    const Node *body = response_body(node_get(entry, "response"));
    double actual;
    if (!node_is_map(request)) return;
    if (!body || !usage_input_tokens(r->arena, body, &actual)) {
        leave_out(r, where, "no count of input tokens in the response%.*s", (Str){0});
        return;
    }
    Buf json = {0};
    buf_add_c(&json, kind->before);
    buf_add(&json, node_to_json(r->arena, request));
    buf_add_c(&json, kind->after);
    take_request(r, where, STR("recorded.json"), buf_str(&json), kind->format, actual);
    buf_free(&json);
}

static bool take_recording(Reader *r, const Node *root, Str where) {
    const Recording *kinds[] = {&cassette, &archive};
    for (size_t k = 0; k < 2; k++) {
        const Node *list = node_path(root, kinds[k]->list);
        if (!node_is_list(list) || !node_get(list->first, "request")) continue;
        int index = 0;
        for (const Node *e = list->first; e; e = e->next)
            take_entry(
                r, str_printf(r->arena, STR_FMT ":%s[%d]", STR_ARG(where), kinds[k]->list, index++),
                kinds[k], e);
        return true;
    }
    return false;
}

/* --- lines ---------------------------------------------------------------------------------------
 */

static Str text_at(const Node *map, const char *key) {
    const Node *node = node_get(map, key);
    return node_is_string(node) ? node->text : (Str){0};
}

/* Beside the JSON Lines file, or where warmlint was started. */
static Str find_file(Reader *r, Str path) {
    Str directory = str_directory(r->path);
    if (str_starts(path, STR("/")) || !directory.len) return path;
    Str beside = str_printf(r->arena, STR_FMT STR_FMT, STR_ARG(directory), STR_ARG(path));
    return access(str_to_c(r->arena, beside), R_OK) == 0 ? beside : path;
}

/* A directory would be walked, for each line that names it. */
static bool is_file(Reader *r, Str path) {
    struct stat st;
    return stat(str_to_c(r->arena, path), &st) == 0 && S_ISREG(st.st_mode);
}

static void take_file(Reader *r, Str where, const Node *line, Str path, double actual) {
    Overrides overrides = *r->overrides;
    Str model = text_at(line, "model"), error = {0};
    if (model.len) overrides.model = model;
    InputVec inputs = {0};
    const Config *config;
    path = find_file(r, path);
    if (!is_file(r, path) || !inputs_config(r->run, &config) ||
        !engine_collect(r->arena, &path, 1, config, option_given(r->run, "isolated"), &inputs,
                        &error) ||
        inputs.len != 1) {
        Str why = path;
        str_next_line(&error, &why);
        leave_out(r, where, "cannot be read: %.*s", why);
        return;
    }
    FileResult *result = engine_read(&inputs.items[0], &overrides);
    if (result->failed)
        leave_out(r, where, "cannot be read: %.*s", path);
    else
        take(r, where, result, text_at(line, "prompt"), actual);
    file_result_free(result);
}

static void take_body(Reader *r, Str where, const Node *line, const Node *request, double actual) {
    Str url = text_at(line, "url");
    Buf json = {0};
    Buf address = {0};
    if (url.len) buf_add_json(&address, url);
    buf_printf(&json, "{\"interactions\":[{\"request\":{\"uri\":" STR_FMT ",\"parsed_body\":",
               STR_ARG(url.len ? buf_str(&address) : STR("\"\"")));
    buf_add(&json, node_to_json(r->arena, request));
    buf_add_c(&json, "}}]}");
    take_request(r, where, STR("recorded.json"), buf_str(&json), "cassette", actual);
    buf_free(&json);
    buf_free(&address);
}

static void take_line(Reader *r, Str where, const Node *line) {
    const Node *usage = node_get(line, "usage"), *request = node_get(line, "request");
    Str file = text_at(line, "file");
    double actual;
    if (take_recording(r, line, where)) return;
    if (!usage) usage = node_get(line, "response");
    if (!node_is_map(request) && !file.len)
        leave_out(r, where, "neither `request` nor `file`%.*s", (Str){0});
    else if (!usage || !usage_input_tokens(r->arena, usage, &actual))
        leave_out(r, where, "no count of input tokens in `usage` or `response`%.*s", (Str){0});
    else if (node_is_map(request))
        take_body(r, where, line, request, actual);
    else
        take_file(r, where, line, file, actual);
}

static void read_lines(Reader *r, Str bytes) {
    Str line;
    for (int number = 1; str_next_line(&bytes, &line); number++) {
        Str text = str_trim(line);
        if (!text.len) continue;
        Arena arena = {0};
        Source source = {0};
        ProblemVec problems = {0};
        Reader own = *r;
        own.arena = &arena;
        Str where = str_printf(&arena, STR_FMT ":%d", STR_ARG(r->path), number);
        const Node *root = source_from_bytes(&arena, r->path, text, &source, &problems)
                               ? json_read(&arena, &source, span_of(0, text.len), &problems)
                               : NULL;
        if (node_is_map(root))
            take_line(&own, where, root);
        else
            leave_out(&own, where, "no JSON object%.*s", (Str){0});
        arena_free(&arena);
    }
}

/* --- operands ------------------------------------------------------------------------------------
 */

static bool is_yaml(Str path) {
    return str_ends_nocase(path, STR(".yaml")) || str_ends_nocase(path, STR(".yml"));
}

/* A document that is one recording; false: not one. */
static bool read_document(Reader *r, const Source *source) {
    ProblemVec problems = {0};
    Span all = span_of(0, source->bytes.len);
    const Node *root = is_yaml(r->path) ? yaml_read(r->arena, source, all, &problems)
                                        : json_read(r->arena, source, all, &problems);
    return root && take_recording(r, root, r->path);
}

static bool load(Run *run, Arena *arena, Str path, Source *source) {
    ProblemVec problems = {0};
    Str bytes;
    bool read;
    if (str_is(path, "-")) {
        source->path = STR("stdin");
        if (!source_read_fd(arena, STDIN_FILENO, LIMIT_FILE_BYTES, &bytes)) {
            run_trouble(run, "cannot read standard input: %s", strerror(errno));
            return false;
        }
        read = source_from_bytes(arena, STR("stdin"), bytes, source, &problems);
    } else {
        read = source_load(arena, path, source, &problems);
    }
    if (!read)
        run_trouble(run, STR_FMT ": " STR_FMT, STR_ARG(path),
                    STR_ARG(problems.len ? problems.items[0].message : STR("cannot be read")));
    return read;
}

bool measured_from_source(Run *run, const Overrides *overrides, const Source *source,
                          Measurements *out) {
    Arena arena = {0};
    Reader r = {
        .run = run, .overrides = overrides, .path = source->path, .arena = &arena, .out = out};
    bool read = true;
    if (format_is_lines(source->path) || !read_document(&r, source)) {
        read = !is_yaml(source->path);
        if (read)
            read_lines(&r, source->bytes);
        else
            run_trouble(run, STR_FMT " holds no recorded interactions", STR_ARG(source->path));
    }
    arena_free(&arena);
    return read;
}

bool measured_read(Run *run, const Overrides *overrides, Str path, Measurements *out) {
    Arena arena = {0};
    Source source = {0};
    bool read =
        load(run, &arena, path, &source) && measured_from_source(run, overrides, &source, out);
    arena_free(&arena);
    return read;
}
