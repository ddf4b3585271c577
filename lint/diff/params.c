/* Which parameter drops what: Anthropic, "What invalidates the cache" (platform.claude.com, prompt
 * caching; structured outputs for output formats); OpenAI, prompt caching guide, which names the
 * parameters but not their place, so that everything counts as behind them. tool_choice of OpenAI
 * is not listed there. */
#include "lint/diff/params.h"

#include "lint/base/buf.h"

typedef struct {
    const char *path;
    Section from;
} Row;

static const Row anthropic[] = {{"speed", SECTION_SYSTEM},
                                {"output_config.format", SECTION_SYSTEM},
                                {"output_format", SECTION_SYSTEM},
                                {"tool_choice", SECTION_MESSAGES},
                                {"thinking", SECTION_MESSAGES},
                                {"output_config.effort", SECTION_MESSAGES},
                                {NULL, SECTION_TOOLS}};

static const Row openai[] = {
    {"prompt_cache_key", SECTION_TOOLS}, {"parallel_tool_calls", SECTION_TOOLS},
    {"response_format", SECTION_TOOLS},  {"text.format", SECTION_TOOLS},
    {"text.verbosity", SECTION_TOOLS},   {"verbosity", SECTION_TOOLS},
    {"reasoning_effort", SECTION_TOOLS}, {"reasoning.effort", SECTION_TOOLS},
    {"service_tier", SECTION_TOOLS},     {NULL, SECTION_TOOLS}};

/* The value at the path, or all values below it as a map. */
static Str value_at(Arena *arena, const Prompt *prompt, Str path) {
    Buf out = {0};
    Str text = {0};
    for (size_t i = 0; i < prompt->params.len; i++) {
        const BodyParam *p = &prompt->params.items[i];
        if (!str_starts(p->path, path) || p->value.state == PARAM_NULL) continue;
        if (p->path.len == path.len) {
            text = p->value.text;
        } else if (p->path.ptr[path.len] == '.') {
            buf_add_c(&out, out.len ? ", " : "{");
            buf_add(&out, str_slice(p->path, path.len + 1, p->path.len));
            buf_add_c(&out, ": ");
            buf_add(&out, p->value.text);
        }
    }
    if (out.len) {
        buf_add_char(&out, '}');
        text = str_dup(arena, buf_str(&out));
    }
    buf_free(&out);
    return text;
}

static const Row *rows_of(const Prompt *prompt) {
    return prompt->api == API_ANTHROPIC_MESSAGES ? anthropic : openai;
}

const char *prefix_param_name(const Prompt *prompt, Str path, Section *from) {
    for (const Row *row = rows_of(prompt); row->path; row++) {
        Str name = str_from_c(row->path);
        if (!str_starts(path, name) || (path.len > name.len && path.ptr[name.len] != '.')) continue;
        *from = row->from;
        return row->path;
    }
    return NULL;
}

void prefix_params(Arena *arena, const Prompt *prompt, PrefixParamVec *params) {
    for (const Row *row = rows_of(prompt); row->path; row++) {
        Str text = value_at(arena, prompt, str_from_c(row->path));
        if (text.len) vec_push(arena, params, (PrefixParam){row->path, row->from, text});
    }
}
