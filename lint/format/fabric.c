/* Fabric patterns: patterns/NAME/system.md and user.md. The user's input is put behind the pattern
 * unless {{input}} says where. Shape: danielmiessler/fabric. */
#include "lint/format/lower.h"

static const char *names(Str path) {
    Str name = str_file_name(path);
    if (!str_is(name, "system.md") && !str_is(name, "user.md")) return NULL;
    Str folder = str_slice(path, 0, path.len > name.len ? path.len - name.len - 1 : 0);
    Str parent = str_slice(folder, 0, folder.len - str_file_name(folder).len);
    return str_is(parent, "patterns/") || str_ends(parent, STR("/patterns/"))
               ? "file name patterns/NAME/system.md"
               : NULL;
}

static void lower(Lowering *l) {
    Span body = span_of(source_bom(l->source), l->source->bytes.len);
    if (!str_trim(source_slice(l->source, body)).len) return;
    bool user = str_is(str_file_name(l->source->path), "user.md");
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    lower_model(l, prompt, NULL, NULL);
    prompt->span = body;
    prompt->anchor = span_of(body.start, body.start);
    lower_range(l, prompt, user ? SECTION_MESSAGES : SECTION_SYSTEM, user ? ROLE_USER : ROLE_SYSTEM,
                body, ENGINE_AUTO)
        ->plain_string = true;
    lower_finish(l, prompt);
}

const Format format_fabric = {
    .name = "fabric",
    .summary = "Fabric pattern: patterns/NAME/system.md",
    .unknown = "the model, the input behind it, the context and strategy it is run with",
    .names = names,
    .lower_text = lower,
};
