/* Templates of banks, which LlamaIndex uses: Jinja with {% chat role="system" %} and the filter
 * cache_control("ephemeral"), a breakpoint inside a template. Shape: masci/banks. */
#include "lint/format/lower.h"

static const char *text(Lowering *l) {
    Str body = l->source->bytes;
    for (size_t at = str_find(body, STR("{%"), 0); at != STR_NOT_FOUND;
         at = str_find(body, STR("{%"), at + 2)) {
        Str inside = str_trim(str_slice(body, at + 2, at + 40));
        if (str_starts(inside, STR("-"))) inside = str_trim(str_slice(inside, 1, inside.len));
        if (str_starts(inside, STR("chat ")) && str_has(inside, STR("role")))
            return "tags such as {% chat role=\"system\" %}";
    }
    return NULL;
}

static void lower(Lowering *l) {
    Span body = span_of(source_bom(l->source), l->source->bytes.len);
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    lower_model(l, prompt, NULL, NULL);
    prompt->knows = KNOWS_SYSTEM | KNOWS_MESSAGES;
    prompt->span = body;
    prompt->anchor = span_of(body.start, body.start);
    lower_role_tags(l, prompt, lower_range_node(l, body), "chat");
    lower_finish(l, prompt);
}

const Format format_banks = {
    .name = "banks",
    .summary = "Jinja template with {% chat role %} blocks, as banks and LlamaIndex take it",
    .unknown = "the model, tools and parameters: the program sets them",
    .text = text,
    .lower_text = lower,
};
