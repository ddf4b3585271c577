/* BAML: functions with a prompt in Jinja, cut into messages by {{ _.role("system") }}, and clients
 * with model and parameters in a syntax of their own. cache_control on a role is sent only when the
 * client's allowed_role_metadata names it. Text in front of the first role is the system's. Shape:
 * BoundaryML/baml. */
#include "lint/format/lower.h"

static const char *names(Str path) {
    return str_ends_nocase(path, STR(".baml")) ? "file name *.baml" : NULL;
}

/* --- the syntax ----------------------------------------------------------------------------------
 */

static size_t line_end(Str text, size_t at) {
    size_t end = str_find_char(text, '\n', at);
    return end == STR_NOT_FOUND ? text.len : end;
}

/* Behind the string, raw string or comment that starts at `at`; `at` itself when none does. `inner`
 * is what stands between the delimiters of a string. */
static size_t skip_token(Str text, size_t at, Span *inner) {
    char c = text.ptr[at];
    *inner = (Span){0};
    if (c == '/' && str_starts(str_slice(text, at, at + 2), STR("//"))) return line_end(text, at);
    if (c == '"') {
        size_t end = at + 1;
        while (end < text.len && text.ptr[end] != '"') end += text.ptr[end] == '\\' ? 2 : 1;
        if (end > text.len) end = text.len;
        *inner = span_of(at + 1, end);
        return end < text.len ? end + 1 : end;
    }
    if (c != '#') return at;
    size_t hashes = 1;
    while (at + hashes < text.len && text.ptr[at + hashes] == '#') hashes++;
    if (hashes > 4 || at + hashes >= text.len || text.ptr[at + hashes] != '"') return at;
    Str closer = str_slice(STR("\"####"), 0, hashes + 1);
    size_t start = at + hashes + 1, end = str_find(text, closer, start);
    if (end == STR_NOT_FOUND) end = text.len;
    *inner = span_of(start, end);
    return end + closer.len < text.len ? end + closer.len : text.len;
}

/* The closing brace of the block whose inside starts at `from`, or the end of the text. */
static size_t block_end(Str text, size_t from) {
    size_t depth = 1;
    for (size_t at = from; at < text.len;) {
        Span inner;
        size_t next = skip_token(text, at, &inner);
        if (next == at) {
            if (text.ptr[at] == '{') depth++;
            if (text.ptr[at] == '}' && --depth == 0) return at;
            next = at + 1;
        }
        at = next;
    }
    return text.len;
}

static bool is_word(char c) {
    return ascii_is_alnum(c) || c == '_' || c == '-' || c == '.' || c == '/';
}

static Str word_at(Str text, size_t at) {
    size_t end = at;
    while (end < text.len && is_word(text.ptr[end])) end++;
    return str_slice(text, at, end);
}

static size_t skip_blank(Str text, size_t at) {
    while (at < text.len && ascii_is_space(text.ptr[at])) at++;
    return at;
}

/* The value behind a key in a block, at any depth: a word or what a string holds. Strings and
 * comments are passed over in the search. */
static Span value_of(Str text, Span block, const char *key) {
    for (size_t at = block.start; at < block.end;) {
        Span inner;
        size_t next = skip_token(text, at, &inner);
        Str word = next == at ? word_at(text, at) : (Str){0};
        if (word.len && str_is(word, key)) {
            size_t value = skip_blank(text, at + word.len);
            if (value >= block.end) break;
            skip_token(text, value, &inner);
            if (inner.end) return inner;
            Str plain = word_at(text, value);
            return span_of(value, value + plain.len);
        }
        at = next > at ? next : at + (word.len ? word.len : 1);
    }
    return (Span){0};
}

/* --- blocks --------------------------------------------------------------------------------------
 */

typedef struct {
    bool client;
    Str name;
    Span parameters; /* of a function, between its parentheses */
    Span inside;
} Block;
typedef VEC(Block) BlockVec;

/* What stands between the parentheses of `function NAME(...)`; a description may hold others. */
static Span parameters_at(Str text, size_t at) {
    size_t start = skip_blank(text, at), depth = 0;
    if (start >= text.len || text.ptr[start] != '(') return (Span){0};
    for (size_t i = start; i < text.len;) {
        Span inner;
        size_t next = skip_token(text, i, &inner);
        if (next == i) {
            if (text.ptr[i] == '(') depth++;
            if (text.ptr[i] == ')' && --depth == 0) return span_of(start + 1, i);
            next = i + 1;
        }
        i = next;
    }
    return (Span){0};
}

/* `client<llm> NAME {` and `function NAME(...) -> T {` at the top level. */
static BlockVec read_blocks(Lowering *l, Str text) {
    BlockVec blocks = {0};
    for (size_t at = 0; at < text.len;) {
        Span inner;
        size_t next = skip_token(text, at, &inner);
        Str word = next == at ? word_at(text, at) : (Str){0};
        bool client = str_is(word, "client"), function = str_is(word, "function");
        if (next == at && text.ptr[at] == '{') {
            next = block_end(text, at + 1) + 1;
        } else if (client || function) {
            size_t name = at + word.len;
            if (client && str_starts(str_slice(text, name, name + 5), STR("<llm>"))) name += 5;
            name = skip_blank(text, name);
            size_t open = str_find_char(text, '{', name);
            if (open == STR_NOT_FOUND) break;
            size_t end = block_end(text, open + 1);
            Str word_of_name = word_at(text, name);
            vec_push(l->arena, &blocks,
                     ((Block){client, word_of_name, parameters_at(text, name + word_of_name.len),
                              span_of(open + 1, end)}));
            next = end + 1;
        } else if (next == at) {
            next = at + (word.len ? word.len : 1);
        }
        at = next;
    }
    return blocks;
}

static const Block *find_client(const BlockVec *blocks, Str name) {
    enum { LOOK_AT = 500 };
    for (size_t i = 0; i < blocks->len && i < LOOK_AT; i++)
        if (blocks->items[i].client && str_eq(blocks->items[i].name, name))
            return &blocks->items[i];
    return NULL;
}

/* A value of the syntax as the node that the shared readers take. */
static Node *node_of(Lowering *l, Span value) {
    Node *node = value.end > value.start ? lower_range_node(l, value) : NULL;
    if (node) node->style = STYLE_PLAIN;
    return node;
}

/* --- the client ----------------------------------------------------------------------------------
 */

static void find_cap(Lowering *l, Prompt *prompt, Str text, Span options) {
    static const char *const names_of_cap[] = {"max_tokens", "max_completion_tokens",
                                               "max_output_tokens", "maxOutputTokens", NULL};
    for (size_t i = 0; names_of_cap[i]; i++) {
        Span value = value_of(text, options, names_of_cap[i]);
        Node *node = node_of(l, value);
        if (!node) continue;
        Node *key = ARENA_NEW(l->arena, Node), *map = ARENA_NEW(l->arena, Node);
        *key = (Node){.kind = NODE_STRING, .span = value, .text = str_from_c(names_of_cap[i])};
        *map = (Node){
            .kind = NODE_MAP, .first = node, .last = node, .count = 1, .keys = NODE_ANY_KEYS};
        node->key = key;
        if (str_is(node->text, "null")) node->kind = NODE_NULL;
        lower_output_cap(map, &prompt->max_output);
        return;
    }
}

/* Returns whether cache_control reaches the provider: of a client in another file nobody knows. */
static bool read_client(Lowering *l, Prompt *prompt, Str text, const BlockVec *blocks, Span name) {
    const Block *client = find_client(blocks, str_slice(text, name.start, name.end));
    if (!client) {
        bool shorthand =
            str_has_char(str_slice(text, name.start, name.end), '/'); /* "openai/gpt-6-sol" */
        lower_model(l, prompt, shorthand ? node_of(l, name) : NULL, NULL);
        return true;
    }
    enum { LONGEST = 1 << 13 }; /* it is read again for each function that names it */
    Span options = client->inside;
    if (options.end - options.start > LONGEST) options.end = options.start + LONGEST;
    lower_model(l, prompt, node_of(l, value_of(text, options, "model")),
                node_of(l, value_of(text, options, "provider")));
    find_cap(l, prompt, text, options);
    bool sampled = value_of(text, options, "temperature").end > 0;
    if (prompt->max_output.state != PARAM_ABSENT || sampled) prompt->knows |= KNOWS_PARAMS;
    Str inside = str_slice(text, options.start, options.end);
    size_t list = str_find(inside, STR("allowed_role_metadata"), 0);
    if (list == STR_NOT_FOUND) return false;
    Str allowed = str_slice(inside, list, line_end(inside, list));
    return str_has(allowed, STR("cache_control")) || str_has(allowed, STR("\"all\""));
}

/* --- the prompt ----------------------------------------------------------------------------------
 */

/* `_.role("user", cache_control={"type": "ephemeral"})`. */
static Role role_of(Str source) {
    static const char *const calls[] = {"_.role(", "_.chat(", NULL};
    for (size_t i = 0; calls[i]; i++) {
        size_t at = str_find(source, str_from_c(calls[i]), 0);
        if (at == STR_NOT_FOUND || at > 6) continue;
        for (at += strlen(calls[i]); at < source.len && source.ptr[at] != ')'; at++)
            if (source.ptr[at] == '"' || source.ptr[at] == '\'')
                return lower_role(
                    str_slice(source, at + 1, str_find_char(source, source.ptr[at], at + 1)));
    }
    return ROLE_UNKNOWN;
}

static Breakpoint mark_of(const Piece *piece, const Node *text) {
    size_t at = str_find(piece->source, STR("cache_control"), 0);
    if (at == STR_NOT_FOUND) return (Breakpoint){0};
    Breakpoint mark = {.origin = BREAKPOINT_EXPLICIT, .span = lower_place_in(text, piece->span)};
    size_t type = str_find(piece->source, STR("\"type\""), at);
    if (type == STR_NOT_FOUND) return mark;
    size_t open = str_find_char(piece->source, '"', type + 6);
    if (open == STR_NOT_FOUND) return mark;
    mark.type = str_slice(piece->source, open + 1, str_find_char(piece->source, '"', open + 1));
    return mark;
}

static void cut_messages(Lowering *l, Prompt *prompt, Span body, bool marks) {
    const Node *node = lower_range_node(l, body);
    PieceVec pieces = lower_pieces(l, prompt, &node, ENGINE_JINJA);
    PartVec parts = {0};
    Role role = ROLE_SYSTEM;
    Breakpoint mark = {0};
    size_t start = 0;
    for (size_t i = 0; i <= pieces.len; i++) {
        const Piece *piece = i < pieces.len ? &pieces.items[i] : NULL;
        Role next =
            piece && piece->kind == PIECE_PLACEHOLDER ? role_of(piece->source) : ROLE_UNKNOWN;
        if (piece && next == ROLE_UNKNOWN) continue;
        size_t end = piece ? piece->span.start : node->text.len;
        if (str_trim(str_slice(node->text, start, end)).len) {
            part_add(l->arena, &parts, role, start, end);
            parts.items[parts.len - 1].breakpoint = mark;
        }
        if (!piece) break;
        start = piece->span.end;
        role = next;
        mark = marks ? mark_of(piece, node) : (Breakpoint){0};
        if (mark.origin != BREAKPOINT_NONE) prompt->knows |= KNOWS_MARKERS;
    }
    lower_parts(l, prompt, node, &pieces, &parts);
}

/* Behind the comma or the line that ends the parameter at `at`. */
static size_t parameter_end(Str parameters, size_t at) {
    while (at < parameters.len) {
        Span inner;
        size_t next = skip_token(parameters, at, &inner);
        if (next == at) {
            next = at + 1;
            if (parameters.ptr[at] == ',' || parameters.ptr[at] == '\n') return next;
        }
        at = next;
    }
    return parameters.len;
}

/* Every call brings its own arguments; names that tell more about them decide for themselves, and a
 * bool chooses a text rather than standing in it. `name: type` and `name type` are the same. */
static void presume_parameters(Lowering *l, Prompt *prompt, Str parameters) {
    for (size_t at = 0; at < parameters.len; at = parameter_end(parameters, at)) {
        at = skip_blank(parameters, at);
        Str name = word_at(parameters, at);
        size_t colon = skip_blank(parameters, at + name.len);
        bool typed = colon < parameters.len && parameters.ptr[colon] == ':';
        Str type = word_at(parameters, skip_blank(parameters, colon + typed));
        if (!name.len || !type.len || str_is(type, "bool")) continue;
        VolatilityVerdict verdict = volatility_of_name(name, NULL);
        bool setting = verdict.cause == CAUSE_CONFIG && verdict.certainty == CERTAIN_AMBIGUOUS;
        if (verdict.certainty == CERTAIN_NOT || setting)
            vec_push(l->arena, &prompt->inputs,
                     ((DeclaredName){.name = name, .volatility = VOL_REQUEST, .presumed = true}));
    }
}

static void lower_function(Lowering *l, Str text, const BlockVec *blocks, const Block *function) {
    Span body = value_of(text, function->inside, "prompt");
    if (body.end <= body.start || lower_is_full(l, body, "prompts")) return;
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    prompt->name = function->name;
    prompt->path_in_file = function->name;
    prompt->knows = KNOWS_SYSTEM | KNOWS_MESSAGES;
    prompt->has_header = true;
    bool marks = read_client(l, prompt, text, blocks, value_of(text, function->inside, "client"));
    prompt->span = body;
    prompt->anchor = prompt->model_span.end ? prompt->model_span : span_of(body.start, body.start);
    presume_parameters(l, prompt,
                       str_slice(text, function->parameters.start, function->parameters.end));
    cut_messages(l, prompt, body, marks);
    lower_finish(l, prompt);
}

static void lower(Lowering *l) {
    Str text = l->source->bytes;
    BlockVec blocks = read_blocks(l, text);
    for (size_t i = 0; i < blocks.len; i++)
        if (!blocks.items[i].client) lower_function(l, text, &blocks, &blocks.items[i]);
}

const Format format_baml = {
    .name = "baml",
    .summary = "BAML: functions with a prompt, clients with model and parameters",
    .unknown = "clients in other files, and the text that types add for the answer's format",
    .names = names,
    .lower_text = lower,
};
