#include "lint/format/lower.h"

#include <math.h>

#include "lint/base/limits.h"
#include "lint/format/includes.h"
#include "lint/prompt/plan.h"

/* Bytes that a plan takes for each prompt, segment and piece, with what looking at it leaves
 * behind.
 */
enum { DUE_OF_PROMPT = sizeof(Plan) + 256, DUE_OF_SEGMENT = 256, DUE_OF_PIECE = sizeof(PlanStep) };

bool lower_is_full(Lowering *l, Span place, const char *things) {
    if (l->full || !arena_is_full(l->arena, l->due)) return l->full;
    l->full = true;
    for (size_t i = 0; i < l->problems->len; i++) /* a reader may have told it */
        if (l->problems->items[i].kind == PROBLEM_LIMIT) return true;
    problem_of_memory(l->arena, place, things, l->problems);
    return true;
}

Prompt *lower_prompt(Lowering *l, PromptKind kind) {
    const Settings *settings = l->settings;
    l->due += DUE_OF_PROMPT;
    vec_push(l->arena, l->prompts,
             (Prompt){.format = str_from_c(l->format->name),
                      .why = str_from_c(l->why),
                      .holder = str_from_c(l->holder ? l->holder->name : NULL),
                      .kind = kind,
                      .is_batch = l->in_batch,
                      .provider = l->host,
                      .settings = settings,
                      .workload = settings->workload,
                      .budget = settings->budget,
                      .limits = settings->limits});
    Prompt *prompt = &l->prompts->items[l->prompts->len - 1];
    prompt->inputs = declared_share(settings->names);
    prompt->max_output.number = prompt->thinking.number = NAN;
    return prompt;
}

/* A value that is a placeholder as a whole: `${MODEL}`, `{{ model }}`, `<MODEL>`. */
static bool is_templated(Str text) {
    text = str_trim(text);
    return str_starts(text, STR("{{")) || str_starts(text, STR("{%")) ||
           str_starts(text, STR("<")) || (str_starts(text, STR("$")) && text.len > 1);
}

static Provider provider_from_shape(const Prompt *prompt) {
    switch (prompt->api) {
    case API_ANTHROPIC_MESSAGES: return PROVIDER_ANTHROPIC;
    case API_OPENAI_CHAT:
    case API_OPENAI_RESPONSES: return PROVIDER_OPENAI;
    default: return PROVIDER_UNKNOWN;
    }
}

void lower_model(const Lowering *l, Prompt *prompt, const Node *model, const Node *provider) {
    static const char *const id_keys[] = {"id", "name", "model_name", "model_id", "model", NULL};
    if (node_is_map(model)) {
        if (!provider) provider = node_get(model, "provider");
        model = node_get_any(model, id_keys);
    }
    if (node_is_string(provider)) {
        Provider named = facts_provider_parse(provider->text);
        if (named != PROVIDER_UNKNOWN) prompt->provider = named;
    }
    if (l->settings->provider != PROVIDER_UNKNOWN) prompt->provider = l->settings->provider;
    if (node_is_string(model) && model->text.len) {
        prompt->model_id = str_trim(model->text);
        prompt->model_span = model->span;
        prompt->model_templated = is_templated(model->text);
    }
    if (l->host_model.len && !prompt->model_id.len) {
        prompt->model_id = l->host_model;
        prompt->model_span = l->host_model_span;
    }
    if (l->settings->model.len && (prompt->model_id.len == 0 || prompt->model_templated)) {
        prompt->model_id = l->settings->model;
        prompt->model_templated = false;
    }
    if (prompt->model_id.len && !prompt->model_templated) {
        prompt->match = facts_resolve(prompt->provider, prompt->model_id);
        prompt->model = prompt->match.model;
    }
    if (prompt->provider == PROVIDER_UNKNOWN)
        prompt->provider = prompt->model ? prompt->match.platform : provider_from_shape(prompt);
}

Provider lower_vendor(const Lowering *l, const Node *body) {
    Prompt probe = {0};
    lower_model(l, &probe, node_get(body, "model"), node_get(body, "provider"));
    return probe.model ? probe.model->provider : probe.provider;
}

static void param_from(const Node *node, Param *param) {
    *param = (Param){.number = NAN,
                     .key = node->key ? node->key->text : (Str){0},
                     .text = node->text,
                     .key_span = node->key ? node->key->span : node->span,
                     .span = node->span};
    if (node->kind == NODE_NULL)
        param->state = PARAM_NULL;
    else if (node->kind == NODE_STRING && is_templated(node->text))
        param->state = PARAM_TEMPLATED;
    else {
        param->state = PARAM_SET;
        double number;
        if (node->kind == NODE_NUMBER)
            param->number = node->number;
        else if (node->kind == NODE_STRING && str_to_number(str_trim(node->text), &number))
            param->number = number;
    }
}

void lower_param(const Node *body, const char *const *spellings, Param *param) {
    const Node *node = node_get_any(body, spellings);
    if (node && node->key) param_from(node, param);
}

/* Maps in which prompt files and SDKs nest the parameters of the body. */
static const char *const param_nests[] = {"model_parameters",
                                          "modelParameters",
                                          "parameters",
                                          "params",
                                          "config",
                                          "options",
                                          "generationConfig",
                                          "generation_config",
                                          "inferenceConfig",
                                          "model",
                                          "llm",
                                          "settings",
                                          "model_config",
                                          "llm_config",
                                          "model_kwargs",
                                          "extra_body",
                                          "additionalModelRequestFields",
                                          NULL};

typedef struct {
    Lowering *l;
    Prompt *prompt;
} ParamWalk;

enum { PARAM_DEPTH = 4, PARAM_MOST = 64, PARAM_TEXT = 256 };

static void walk_params(const ParamWalk *walk, const Node *map, Str prefix, int depth);

static void walk_param(const ParamWalk *walk, const Node *node, Str path, int depth) {
    /* What is sent as text, or declared for warmlint and for people. */
    static const char *const content[] = {"messages",
                                          "system",
                                          "tools",
                                          "input",
                                          "instructions",
                                          "prompt",
                                          "contents",
                                          "schema",
                                          "inputs",
                                          "workload",
                                          "budget",
                                          "description",
                                          "metadata",
                                          "functions",
                                          "examples",
                                          "limits",
                                          "systemInstruction",
                                          "system_instruction",
                                          "template",
                                          "evaluators",
                                          "testData",
                                          NULL};
    static const char *const headers[] = {"headers", "extra_headers", "default_headers", NULL};
    Str key = node->key ? node->key->text : (Str){0};
    if (str_is_any(key, content) && node->kind != NODE_STRING) return;
    if (node->kind == NODE_MAP && depth == 0 && str_is_any(key, param_nests))
        walk_params(walk, node, (Str){0}, depth + 1);
    else if (node->kind == NODE_MAP && str_is_any(key, headers))
        walk_params(walk, node, STR("headers"), depth + 1);
    else if (node->kind == NODE_MAP)
        walk_params(walk, node, path, depth + 1);
    else if (node->kind == NODE_LIST)
        for (const Node *item = node->first; item && depth < PARAM_DEPTH; item = item->next)
            walk_param(walk, item, path, depth + 1);
    else if (node->text.len <= PARAM_TEXT && walk->prompt->params.len < PARAM_MOST) {
        BodyParam named = {.path = path};
        param_from(node, &named.value);
        vec_push(walk->l->arena, &walk->prompt->params, named);
    }
}

static void walk_params(const ParamWalk *walk, const Node *map, Str prefix, int depth) {
    if (depth > PARAM_DEPTH) return;
    for (const Node *node = map->first; node; node = node->next) {
        if (walk->prompt->params.len >= PARAM_MOST) return;
        Str key = node->key->text;
        if (prefix.len)
            key = str_printf(walk->l->arena, STR_FMT "." STR_FMT, STR_ARG(prefix), STR_ARG(key));
        walk_param(walk, node, key, depth);
    }
}

void lower_params(Lowering *l, Prompt *prompt, const Node *body) {
    ParamWalk walk = {l, prompt};
    if (node_is_map(body)) walk_params(&walk, body, (Str){0}, 0);
}

void lower_output_cap(const Node *body, Param *param) {
    static const char *const spellings[] = {"max_tokens",
                                            "max_completion_tokens",
                                            "max_output_tokens",
                                            "maxOutputTokens",
                                            "maxTokens",
                                            "maxCompletionTokens",
                                            "maxToken",
                                            "max_new_tokens",
                                            "max_tokens_to_sample",
                                            "num_predict",
                                            NULL};
    lower_param(body, spellings, param);
    for (size_t i = 0; param_nests[i] && param->state == PARAM_ABSENT; i++)
        lower_param(node_get(body, param_nests[i]), spellings, param);
}

static const Node *extra_in_marker(const Node *marker) {
    static const char *const known[] = {"type", "mode", "ttl", NULL};
    for (const Node *child = node_is_map(marker) ? marker->first : NULL; child; child = child->next)
        if (child->key && !str_is_any(child->key->text, known)) return child;
    return NULL;
}

Breakpoint lower_marker(const Node *marker) {
    Breakpoint breakpoint = {.origin = BREAKPOINT_NONE};
    if (!marker || marker->kind == NODE_NULL) return breakpoint;
    if (marker->kind == NODE_BOOL && marker->number == 0) return breakpoint;
    breakpoint.origin = BREAKPOINT_EXPLICIT;
    breakpoint.span = marker->key ? node_member_span(marker) : marker->span;
    if (marker->key) breakpoint.key = marker->key->text;
    const Node *type = node_get(marker, "type");
    if (!type) type = node_get(marker, "mode");
    const Node *ttl = node_get(marker, "ttl"), *extra = extra_in_marker(marker);
    if (extra) {
        breakpoint.extra = extra->key->text;
        breakpoint.extra_span = node_member_span(extra);
    }
    if (type) {
        breakpoint.type = type->text;
        breakpoint.type_span = type->span;
    }
    if (ttl) {
        breakpoint.ttl = ttl->text;
        breakpoint.ttl_span = ttl->span;
        double amount;
        Str digits = str_slice(ttl->text, 0, ttl->text.len ? ttl->text.len - 1 : 0);
        if (digits.len && str_to_number(digits, &amount) && amount > 0 && amount < 1e6) {
            char unit = ttl->text.ptr[ttl->text.len - 1];
            double seconds = unit == 'h' ? 3600 : unit == 'm' ? 60 : unit == 's' ? 1 : 0;
            breakpoint.ttl_seconds = (uint32_t)(amount * seconds);
        }
    }
    return breakpoint;
}

/* What callers get, and may write to, once nothing is added any more: the last one. */
static Segment *spare_segment(Lowering *l, Prompt *prompt) {
    SegmentVec *segments = &prompt->segments;
    if (!segments->len) vec_push(l->arena, segments, (Segment){0});
    Segment *last = &segments->items[segments->len - 1];
    if (!last->pieces.len) vec_push(l->arena, &last->pieces, (Piece){.kind = PIECE_TEXT});
    *last = (Segment){.pieces = last->pieces};
    return last;
}

Segment *lower_add_segment(Lowering *l, Prompt *prompt, Segment segment) {
    l->due += DUE_OF_SEGMENT + (segment.pieces.len + 1) * DUE_OF_PIECE;
    vec_push(l->arena, &prompt->segments, segment);
    return &prompt->segments.items[prompt->segments.len - 1];
}

Engine lower_engine(const Lowering *l, Engine header) {
    if (l->settings->engine != ENGINE_AUTO) return l->settings->engine;
    if (l->recorded || l->answered) return ENGINE_NONE;
    return header; /* ENGINE_AUTO: the scanner looks for itself, and is stricter when it guesses */
}

static bool has_include(const PieceVec *pieces) {
    for (size_t i = 0; i < pieces->len; i++)
        if (pieces->items[i].kind == PIECE_INCLUDE) return true;
    return false;
}

/* Placeholders that there is memory for: each is two pieces, with the text before it, and these may
 * be copied once and grow. */
static size_t placeholders_in_memory(const Lowering *l) {
    if (!l->arena->most) return LIMIT_PLACEHOLDERS;
    size_t taken = l->arena->size + l->due;
    size_t left = l->arena->most > taken ? l->arena->most - taken : 0;
    return left / (2 * (DUE_OF_PIECE + 2 * sizeof(Piece) + sizeof(Piece) / 4));
}

static PieceVec scan(Lowering *l, const Node *text, const TemplateOptions *options) {
    PieceVec pieces = {0};
    size_t room = placeholders_in_memory(l);
    if (room > LIMIT_PLACEHOLDERS) room = LIMIT_PLACEHOLDERS;
    if (template_scan(l->arena, text->text, options, room, &pieces)) return pieces;
    if (room < LIMIT_PLACEHOLDERS) {
        l->full = true;
        problem_of_memory(l->arena, text->span, "placeholders", l->problems);
    } else {
        vec_push(l->arena, l->problems,
                 (Problem){.kind = PROBLEM_LIMIT,
                           .span = text->span,
                           .message = str_printf(l->arena, "more than %d placeholders in one text",
                                                 LIMIT_PLACEHOLDERS)});
    }
    return pieces;
}

/* Nothing of the text's own shows that it is filled in: no value, or examples alone. */
static bool tells_nothing(const Node *text, const PieceVec *pieces) {
    for (size_t i = 0; i < pieces->len; i++)
        if (pieces->items[i].kind != PIECE_TEXT && !pieces->items[i].example) return false;
    return str_has_char(text->text, '{');
}

/* Scanned by itself, and where that tells nothing, by what the other texts of the file tell. */
static PieceVec scan_in_file(Lowering *l, const Node *text, TemplateOptions *options) {
    PieceVec pieces = scan(l, text, options);
    bool alone = options->engine != ENGINE_AUTO || !tells_nothing(text, &pieces);
    if (!alone) options->filled = lower_filled_names(l, text->text);
    return options->filled ? scan(l, text, options) : pieces;
}

PieceVec lower_pieces(Lowering *l, Prompt *prompt, const Node **text, Engine engine) {
    declared_index(l->arena, &prompt->inputs);
    TemplateOptions options = {.engine = lower_engine(l, engine),
                               .declared = &prompt->inputs,
                               .bare_dollar = l->bare_dollar};
    PieceVec pieces = scan_in_file(l, *text, &options);
    if (!has_include(&pieces)) return pieces;
    const Node *whole = includes_put_in(l, *text, &options);
    if (whole == *text) return pieces;
    *text = whole;
    return scan(l, whole, &options);
}

Segment *lower_text(Lowering *l, Prompt *prompt, Section section, Role role, const Node *text,
                    Engine engine) {
    Span place = text->span;
    if (lower_is_full(l, place, "blocks")) return spare_segment(l, prompt);
    PieceVec pieces = lower_pieces(l, prompt, &text, engine);
    Segment *segment = lower_add_segment(l, prompt,
                                         (Segment){.section = section,
                                                   .role = role,
                                                   .type = BLOCK_TEXT,
                                                   .item = -1,
                                                   .block = -1,
                                                   .span = place,
                                                   .text = text->text,
                                                   .map = node_map(text),
                                                   .pieces = pieces});
    segment->map.whole = place;
    return segment;
}

Segment *lower_string(Lowering *l, Prompt *prompt, Section section, Role role, const Node *text,
                      Engine engine) {
    Segment *segment = lower_text(l, prompt, section, role, text, engine);
    segment->plain_string = true;
    return segment;
}

Node *lower_range_node(Lowering *l, Span range) {
    Node *node = ARENA_NEW(l->arena, Node);
    *node = (Node){.kind = NODE_STRING,
                   .style = STYLE_LITERAL,
                   .span = range,
                   .text = source_slice(l->source, range)};
    return node;
}

Span lower_place_in(const Node *text, Span range) {
    TextMap map = node_map(text);
    return textmap_span(&map, range);
}

Node *lower_rest_node(Lowering *l, const Node *text, size_t start) {
    Node *rest = ARENA_NEW(l->arena, Node);
    Span range = span_of(start, text->text.len);
    TextMap map = node_map(text), *behind = ARENA_NEW(l->arena, TextMap);
    *behind = textmap_slice(l->arena, &map, range);
    *rest = (Node){.kind = NODE_STRING,
                   .style = text->style,
                   .span = textmap_span(&map, range),
                   .text = str_slice(text->text, range.start, range.end),
                   .map = behind};
    return rest;
}

Segment *lower_range(Lowering *l, Prompt *prompt, Section section, Role role, Span range,
                     Engine engine) {
    if (lower_is_full(l, range, "blocks")) return spare_segment(l, prompt);
    return lower_text(l, prompt, section, role, lower_range_node(l, range), engine);
}

Segment *lower_json(Lowering *l, Prompt *prompt, Section section, Role role, BlockType type,
                    const Node *node) {
    if (lower_is_full(l, node->span, "blocks")) return spare_segment(l, prompt);
    Segment *segment = lower_add_segment(l, prompt,
                                         (Segment){.section = section,
                                                   .role = role,
                                                   .type = type,
                                                   .item = -1,
                                                   .block = -1,
                                                   .span = node->span,
                                                   .node = node,
                                                   .text = node_to_json(l->arena, node)});
    segment->map.whole = node->span;
    segment->pieces = (PieceVec){ARENA_NEW(l->arena, Piece), 1, 1};
    segment->pieces.items[0] =
        (Piece){.kind = PIECE_TEXT, .span = span_of(0, segment->text.len), .source = segment->text};
    return segment;
}

Segment *lower_opaque(Lowering *l, Prompt *prompt, Section section, Role role, Span span) {
    if (lower_is_full(l, span, "blocks")) return spare_segment(l, prompt);
    Segment *segment = lower_add_segment(l, prompt,
                                         (Segment){.section = section,
                                                   .role = role,
                                                   .type = BLOCK_OPAQUE,
                                                   .item = -1,
                                                   .block = -1,
                                                   .span = span,
                                                   .map = {.whole = span}});
    /* A piece, so that the plan knows that something of unknown size stands here. */
    Piece piece = {.kind = PIECE_PLACEHOLDER,
                   .verdict = {VOL_CONSTANT, CAUSE_CONFIG, CERTAIN_DECLARED}};
    vec_push(l->arena, &segment->pieces, piece);
    return segment;
}

bool lower_has_text(const Node *node) {
    return node_is_string(node) && str_trim(node->text).len > 0;
}

Role lower_role(Str name) {
    static const struct {
        const char *name;
        Role role;
    } roles[] = {
        {"system", ROLE_SYSTEM},   {"developer", ROLE_DEVELOPER}, {"user", ROLE_USER},
        {"human", ROLE_USER},      {"assistant", ROLE_ASSISTANT}, {"ai", ROLE_ASSISTANT},
        {"model", ROLE_ASSISTANT}, {"tool", ROLE_TOOL_RESULT},    {"function", ROLE_TOOL_RESULT}};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (str_eq_nocase(name, str_from_c(roles[i].name))) return roles[i].role;
    return ROLE_UNKNOWN;
}

/* By section, otherwise as they are. */
static void sort_segments(Lowering *l, SegmentVec *segments) {
    bool sorted = true;
    for (size_t i = 1; i < segments->len; i++)
        sorted &= segments->items[i - 1].section <= segments->items[i].section;
    if (sorted) return;
    Segment *items = arena_array(l->arena, segments->len, sizeof *items);
    size_t len = 0;
    for (int section = 0; section < SECTION_COUNT; section++)
        for (size_t i = 0; i < segments->len; i++)
            if ((int)segments->items[i].section == section) items[len++] = segments->items[i];
    *segments = (SegmentVec){items, len, len};
}

static bool holds_placeholders(const Prompt *prompt) {
    for (size_t i = 0; i < prompt->segments.len; i++) {
        const PieceVec *pieces = &prompt->segments.items[i].pieces;
        for (size_t p = 0; p < pieces->len; p++)
            if (pieces->items[p].kind != PIECE_TEXT) return true;
    }
    return prompt->model_templated;
}

static bool is_unknown_value(const Piece *piece) {
    return piece->kind == PIECE_PLACEHOLDER && !piece->example && piece->name.len &&
           piece->verdict.volatility == VOL_UNKNOWN;
}

/* What the user's message hands over is the same value where the system text speaks of it. */
static void share_given(Lowering *l, Prompt *prompt) {
    enum { MOST = 32 };
    NameVec given = {0};
    for (size_t i = 0; i < prompt->segments.len; i++) {
        const Segment *segment = &prompt->segments.items[i];
        for (size_t p = 0; segment->role == ROLE_USER && p < segment->pieces.len; p++)
            if (given.len < MOST && is_unknown_value(&segment->pieces.items[p]))
                vec_push(l->arena, &given, segment->pieces.items[p].name);
    }
    for (size_t i = 0; given.len && i < prompt->segments.len; i++) {
        const Segment *segment = &prompt->segments.items[i];
        for (size_t p = 0; segment->role == ROLE_SYSTEM && p < segment->pieces.len; p++) {
            Piece *piece = &segment->pieces.items[p];
            for (size_t n = 0; is_unknown_value(piece) && !piece->given && n < given.len; n++)
                piece->given = str_eq(given.items[n], piece->name);
        }
    }
}

void lower_finish(Lowering *l, Prompt *prompt) {
    sort_segments(l, &prompt->segments);
    share_given(l, prompt);
    prompt->answered = l->answered;
    if (l->counts_only || l->answered) prompt->knows &= ~(unsigned)KNOWS_PARAMS;
    if (prompt->kind == KIND_RENDERED && holds_placeholders(prompt)) prompt->kind = KIND_TEMPLATE;
}
