/* Dotprompt (Genkit): front matter and Handlebars with {{role "system"}}, {{history}}, {{media}}
 * and {{section}}. Shape: google/dotprompt's specification. Text in front of the first role is the
 * user's. The extension .prompt is shared by several tools, so the content decides. */
#include "lint/format/lower.h"

/* The inside of a helper: `{{~role "system"~}}` gives `role "system"`. */
static Str inside_of(const Piece *piece) {
    Str inside = piece->source;
    while (inside.len && strchr("{~ ", inside.ptr[0])) inside = str_slice(inside, 1, inside.len);
    while (inside.len && strchr("}~ ", inside.ptr[inside.len - 1])) inside.len--;
    return inside;
}

static bool has_helper(Str body) {
    static const char *const helpers[] = {"role ", "history", "media ", "section ", NULL};
    for (size_t at = str_find(body, STR("{{"), 0); at != STR_NOT_FOUND;
         at = str_find(body, STR("{{"), at + 2)) {
        Piece head = {.source = str_slice(body, at, at + 16)};
        Str inside = inside_of(&head);
        for (size_t i = 0; helpers[i]; i++)
            if (str_starts(inside, str_from_c(helpers[i]))) return true;
    }
    return false;
}

static const char *text(Lowering *l) {
    if (!str_ends_nocase(l->source->path, STR(".prompt"))) return NULL;
    const FrontMatter *matter = lower_front_matter(l);
    Str body = source_slice(l->source, matter->body);
    if (has_helper(body)) return "*.prompt with helpers such as {{role}}";
    static const char *const sections[] = {"input", "output", "config", NULL};
    bool blocks =
        str_has(body, STR("{{#")) || str_has(body, STR("{{>")) || str_has(body, STR("{{/"));
    if (blocks && node_get_any(matter->tree, sections)) return "*.prompt with Handlebars blocks";
    if (str_has(body, STR("{%"))) return NULL;
    if (blocks && !matter->tree) return "*.prompt with Handlebars blocks and no front matter";
    const Node *model = node_get(matter->tree, "model");
    if (node_path(matter->tree, "input.default") || node_get(matter->tree, "config") ||
        node_path(matter->tree, "output.schema") || node_get(matter->tree, "toolDefs"))
        return "*.prompt with keys such as config, input.default, output.schema";
    if (node_is_string(model) &&
        (str_starts(model->text, STR("googleai/")) || str_starts(model->text, STR("vertexai/"))))
        return "*.prompt with a model of Genkit";
    static const char *const flat[] = {"temperature", "max_tokens", "top_p", NULL};
    bool others = node_get_any(matter->tree, flat) || str_has(body, STR("System:")) ||
                  str_has(body, STR("User:"));
    return node_path(matter->tree, "input.schema") && !others ? "*.prompt with input.schema" : NULL;
}

/* Picoschema keys carry more than the name: `tags?(array, what they say)`. */
static void declare_inputs(Lowering *l, Prompt *prompt, const Node *schema) {
    const Node *properties = node_get(schema, "properties");
    if (node_is_map(properties)) schema = properties;
    for (const Node *member = node_is_map(schema) ? schema->first : NULL; member;
         member = member->next) {
        Str name = member->key->text;
        size_t end = 0;
        while (end < name.len && name.ptr[end] != '?' && name.ptr[end] != '(') end++;
        if (end)
            vec_push(l->arena, &prompt->inputs,
                     ((DeclaredName){.name = str_slice(name, 0, end), .volatility = VOL_UNKNOWN}));
    }
}

/* What the helpers write is known from the language, not from the name. */
static void settle_helpers(PieceVec *pieces) {
    for (size_t i = 0; i < pieces->len; i++) {
        Piece *piece = &pieces->items[i];
        if (piece->kind != PIECE_PLACEHOLDER) continue;
        Str inside = inside_of(piece);
        if (str_is(inside, "history"))
            piece->verdict = (VolatilityVerdict){VOL_APPEND, CAUSE_HISTORY, CERTAIN_SYNTAX};
        else if (str_starts(inside, STR("section ")))
            piece->verdict = (VolatilityVerdict){VOL_CONSTANT, CAUSE_NONE, CERTAIN_SYNTAX};
    }
}

static Role role_of(Str inside) {
    if (!str_starts(inside, STR("role"))) return ROLE_UNKNOWN;
    Str name = str_trim(str_slice(inside, 4, inside.len));
    return name.len > 2 ? lower_role(str_slice(name, 1, name.len - 1)) : ROLE_UNKNOWN;
}

static void cut_messages(Lowering *l, Prompt *prompt, Span body) {
    const Node *node = lower_range_node(l, body);
    PieceVec pieces = lower_pieces(l, prompt, &node, ENGINE_MUSTACHE);
    settle_helpers(&pieces);
    PartVec parts = {0};
    Role role = ROLE_USER;
    size_t start = 0;
    for (size_t i = 0; i < pieces.len; i++) {
        const Piece *piece = &pieces.items[i];
        if (piece->kind != PIECE_TAG && piece->kind != PIECE_PLACEHOLDER) continue;
        Str inside = inside_of(piece);
        Role marked = role_of(inside);
        bool history = str_is(inside, "history");
        if (marked == ROLE_UNKNOWN && !history) continue;
        part_add(l->arena, &parts, role, start, piece->span.start);
        start = piece->span.end;
        role = marked;
        if (!history) continue;
        /* Turns of both sides; what follows without a role goes on as the model's. */
        role = ROLE_ASSISTANT;
        part_add(l->arena, &parts, role, piece->span.start, start);
    }
    part_add(l->arena, &parts, role, start, node->text.len);
    lower_parts(l, prompt, node, &pieces, &parts);
}

static void lower(Lowering *l) {
    const FrontMatter *matter = lower_front_matter(l);
    Prompt *prompt = lower_headed(l, matter->tree);
    prompt->knows = KNOWS_SYSTEM | KNOWS_MESSAGES;
    lower_model(l, prompt, node_get(matter->tree, "model"), NULL);
    lower_knows_params(l, prompt, node_get(matter->tree, "config"));
    lower_tool_list(l, prompt, node_get(matter->tree, "toolDefs"));
    declare_inputs(l, prompt, node_path(matter->tree, "input.schema"));
    lower_place_body(prompt, matter->body);
    cut_messages(l, prompt, matter->body);
    lower_finish(l, prompt);
}

const Format format_dotprompt = {
    .name = "dotprompt",
    .summary = "Dotprompt file: front matter and Handlebars with {{role}} and {{history}}",
    .unknown = "tools that are only named, partials, and breakpoints: the program sets them",
    .text = text,
    .lower_text = lower,
};
