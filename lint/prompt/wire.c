#include "lint/prompt/wire.h"

#include "lint/prompt/media.h"
#include "lint/prompt/wire_tools.h"

/* Tokens that stand beside the text of a block. */
typedef struct {
    int start;       /* around the conversation; Claude: of the tokenizer's message frame */
    int message;     /* each message; Claude: each behind the first that is no call or result */
    int system;      /* having system text */
    int tools;       /* having tools, hidden text of the model apart */
    int tool;        /* each definition */
    int property;    /* each parameter of a definition */
    int call;        /* each call of a tool */
    int argument;    /* each argument of a call */
    int result;      /* each result */
    int field;       /* each field of a result that is a map */
    int parallel;    /* a message with several calls, and each of them once more */
    int deferred;    /* having tools that are loaded later */
    int examples;    /* a definition with examples of its input */
    int thinking;    /* thinking with a budget */
    bool names_call; /* the function's name stands a second time */
} Markup;

static const Markup none;
static const Markup claude_v3 = {.message = 3,
                                 .tool = 13,
                                 .call = 34,
                                 .argument = 14,
                                 .result = 12,
                                 .examples = 75,
                                 .thinking = 29};
static const Markup claude_5 = {.message = 2,
                                .system = 3,
                                .tool = 20,
                                .call = 28,
                                .argument = 14,
                                .result = 5,
                                .deferred = 80,
                                .examples = 75};
static const Markup openai = {
    .start = 3, .message = 4, .tools = 16, .call = 5, .parallel = 5, .names_call = true};
static const Markup gemini = {
    .tool = 19, .property = 9, .call = 7, .argument = 3, .result = 7, .field = 3};

/* Gemini 2.0 and before count names, descriptions and values, and nothing around them; they leave
 * JSON schemas of parameters out altogether. */
static bool is_early_gemini(const Counter *counter) {
    return str_starts(counter->prompt->model_id, STR("gemini-2.0")) ||
           str_starts(counter->prompt->model_id, STR("gemini-1."));
}

static const Markup *markup_of(const Counter *counter) {
    switch (counter->maker) {
    case MAKER_CLAUDE: return counter->family == TOK_CLAUDE_V3 ? &claude_v3 : &claude_5;
    case MAKER_OPENAI: return &openai;
    case MAKER_GEMINI: return is_early_gemini(counter) ? &none : &gemini;
    default: return &none;
    }
}

/* --- parts of a block ----------------------------------------------------------------------------
 */

/* A block in the spellings of the APIs, taken apart. */
typedef struct {
    const Node *name, *arguments; /* of a call */
    const Node *content;          /* of a result */
} Parts;

static const Node *member(const Node *map, const char *a, const char *b) {
    const Node *found = node_get(map, a);
    return found ? found : node_get(map, b);
}

static Parts call_parts(const Node *block) {
    const Node *call = member(block, "toolUse", "functionCall");
    if (!call) call = member(block, "function_call", "function");
    if (!call) call = block;
    Parts parts = {.name = node_get(call, "name")};
    parts.arguments = member(call, "input", "args");
    if (!parts.arguments) parts.arguments = node_get(call, "arguments");
    return parts;
}

static Parts result_parts(const Node *block) {
    const Node *result = member(block, "toolResult", "functionResponse");
    if (!result) result = node_get(block, "function_response");
    if (!result) result = block;
    Parts parts = {.name = node_get(result, "name")};
    parts.content = member(result, "content", "response");
    if (!parts.content) parts.content = node_get(result, "output");
    return parts;
}

typedef struct {
    Arena *arena;
    const Counter *counter;
    WireSize size;
} Writer;

static void write_text(Writer *w, Str text) {
    if (text.len) w->size.text = tok_add(w->size.text, counter_estimate(w->counter, text));
}

/* A value as it is shown: strings as they are, all else as JSON. */
static void write_value(Writer *w, const Node *value) {
    write_text(w, node_is_string(value) ? value->text : node_to_json(w->arena, value));
}

/* Names and values of a map one by one, deeper ones too where they are lists. */
static void write_members(Writer *w, const Node *map) {
    for (const Node *m = node_is_map(map) ? map->first : NULL; m; m = m->next) {
        write_text(w, m->key->text);
        write_value(w, m);
    }
    if (!node_is_map(map)) write_value(w, map);
}

static void write_content(Writer *w, const Node *content);

/* A tool that was deferred and has been found: its definition stands here, of whatever size. */
static bool write_reference(Writer *w, const Node *element) {
    if (!node_is_string(node_get(element, "tool_name"))) return false;
    w->size.text = tok_add(w->size.text, counter_size(w->counter, 85, 40, 400));
    return true;
}

/* An element of a content list: text, image, document, or anything else as JSON. */
static void write_element(Writer *w, const Node *element) {
    const Node *text = node_get(element, "text");
    MediaSize media;
    if (!node_is_map(element))
        write_value(w, element);
    else if (node_is_string(text))
        write_text(w, text->text);
    else if (media_size(w->arena, w->counter, element, &media)) {
        w->size.text = tok_add(w->size.text, media.tokens);
        w->size.unsized |= media.unsized;
    } else if (node_get(element, "json"))
        write_value(w, node_get(element, "json"));
    else if (!write_reference(w, element))
        write_value(w, element);
}

static void write_content(Writer *w, const Node *content) {
    if (!node_is_list(content)) {
        write_members(w, content);
        return;
    }
    for (const Node *e = content->first; e; e = e->next) write_element(w, e);
}

/* Gemini 3 bills what it thought before a call, which comes back as a signature: about a token for
 * 5.4 characters of it (two recorded calls). */
static void write_signature(Writer *w, const Node *part) {
    const Node *signature = member(part, "thoughtSignature", "thought_signature");
    if (!node_is_string(signature) || w->counter->maker != MAKER_GEMINI ||
        !media_is_late_gemini(w->counter))
        return;
    int64_t n = (int64_t)signature->text.len;
    w->size.text = tok_add(w->size.text, counter_size(w->counter, n * 10 / 54, n / 7, n / 4));
}

/* Messages of Chat Completions carry their calls in a list. */
static void write_calls(Writer *w, const Node *message) {
    const Node *calls = node_get(message, "tool_calls");
    const Node *call = node_is_list(calls) ? calls->first : message;
    for (; call; call = call == message ? NULL : call->next) {
        Parts parts = call_parts(call);
        write_value(w, parts.name);
        if (markup_of(w->counter)->names_call) write_value(w, parts.name);
        write_members(w, parts.arguments);
    }
    write_signature(w, message);
}

/* The text of a thinking block; its signature is for the API alone. */
static void write_thinking(Writer *w, const Node *block) {
    const Node *text = member(block, "thinking", "text");
    if (!text) text = node_path(block, "reasoningContent.reasoningText.text");
    if (node_is_string(text))
        write_text(w, text->text);
    else
        w->size.unsized = true;
}

static void write_tool(Writer *w, const Node *tool) {
    int64_t hidden;
    switch (w->counter->maker) {
    case MAKER_CLAUDE:
        if (!tool_is_hosted(tool)) break;
        if (tool_hosted_size(tool, w->counter->family, &hidden)) {
            w->size.text =
                counter_size(w->counter, hidden, hidden - hidden / 10, hidden + hidden / 10);
        } else {
            w->size.unsized = true;
        }
        return;
    case MAKER_GEMINI: {
        ToolTexts texts = {0};
        tool_gemini_texts(w->arena, tool, !is_early_gemini(w->counter), &texts);
        for (size_t i = 0; i < texts.len; i++) write_text(w, texts.items[i]);
        return;
    }
    case MAKER_OPENAI:
        if (tool_is_hosted(tool)) {
            w->size.unsized = true;
            return;
        }
        write_text(w, tool_typescript(w->arena, tool));
        return;
    default: break;
    }
    write_text(w, tool_json(w->arena, tool));
}

WireSize wire_size(Arena *arena, const Counter *counter, const Segment *segment) {
    Writer w = {.arena = arena, .counter = counter, .size.text = counter_size(counter, 0, 0, 0)};
    MediaSize media;
    switch (segment->type) {
    case BLOCK_TOOL: write_tool(&w, segment->node); break;
    case BLOCK_TOOL_USE: write_calls(&w, segment->node); break;
    case BLOCK_TOOL_RESULT: {
        Parts parts = result_parts(segment->node);
        if (counter->maker == MAKER_GEMINI) write_value(&w, parts.name);
        write_content(&w, parts.content);
        break;
    }
    case BLOCK_THINKING: write_thinking(&w, segment->node); break;
    case BLOCK_MEDIA:
        if (media_size(arena, counter, segment->node, &media)) {
            w.size = (WireSize){media.tokens, media.unsized};
            break;
        }
        /* fall through */
    default:
        write_text(&w, segment->text);
        w.size.unsized = segment->type == BLOCK_MEDIA || segment->type == BLOCK_OPAQUE;
    }
    return w.size;
}

/* --- beside the blocks ---------------------------------------------------------------------------
 */

static int64_t count_members(const Node *map) {
    return node_is_map(map) ? (int64_t)map->count : 0;
}

static int64_t beside_calls(const Markup *m, const Node *message) {
    const Node *calls = node_get(message, "tool_calls");
    if (!node_is_list(calls))
        return m->call + m->argument * count_members(call_parts(message).arguments);
    int64_t sum = 0;
    for (const Node *call = calls->first; call; call = call->next)
        sum += m->call + m->argument * count_members(call_parts(call).arguments);
    return calls->count > 1 ? sum + m->parallel * ((int64_t)calls->count + 1) : sum;
}

static int64_t beside_segment(const Counter *counter, const Markup *m, const Segment *segment) {
    switch (segment->type) {
    case BLOCK_TOOL:
        if (tool_is_hosted(segment->node)) return 0;
        if (counter->maker == MAKER_OPENAI) return tool_has_parameters(segment->node) ? -1 : 0;
        return m->tool + (m->property ? m->property * tool_property_count(segment->node) : 0) +
               (node_get(segment->node, "input_examples") ? m->examples : 0);
    case BLOCK_TOOL_USE: return segment->node ? beside_calls(m, segment->node) : m->call;
    case BLOCK_TOOL_RESULT:
        return m->result +
               (segment->node ? m->field * count_members(result_parts(segment->node).content) : 0);
    default: return 0;
    }
}

static bool is_tool_traffic(const Segment *segment) {
    return segment->type == BLOCK_TOOL_USE || segment->type == BLOCK_TOOL_RESULT;
}

/* The segment opens a message that has a frame of its own. */
static bool opens_message(const Counter *counter, size_t i) {
    const Segment *items = counter->prompt->segments.items, *segment = &items[i];
    if (segment->section == SECTION_TOOLS) return false;
    if (i > 0 && items[i - 1].section == segment->section && items[i - 1].item == segment->item)
        return false;
    if (counter->maker == MAKER_OPENAI) return true;
    /* The first message and an answer to be continued are in the frame of the conversation, calls
     * and results bring their own. */
    if (segment->role == ROLE_ASSISTANT &&
        segment->item == items[counter->prompt->segments.len - 1].item)
        return false;
    return segment->section == SECTION_MESSAGES && i > 0 &&
           items[i - 1].section == SECTION_MESSAGES && !is_tool_traffic(segment);
}

/* Constants that were fitted, not documented: within a seventh. */
static TokCount roughly(const Counter *counter, int64_t n) {
    int64_t half = (n < 0 ? -n : n) / 7;
    return counter_size(counter, n, n - half, n + half);
}

TokCount wire_beside(const Counter *counter, size_t first) {
    const Markup *m = markup_of(counter);
    int64_t sum = 0;
    for (size_t i = first; i < counter->prompt->segments.len; i++) {
        const Segment *segment = &counter->prompt->segments.items[i];
        if (segment->deferred) continue;
        sum += beside_segment(counter, m, segment);
        if (opens_message(counter, i)) sum += m->message;
    }
    return roughly(counter, sum);
}

static bool chooses(const Prompt *prompt, const char *what) {
    const Param *choice = prompt_param(prompt, "tool_choice.type");
    return choice && str_is(choice->text, what);
}

/* The model must call a tool: Claude is told so in other words. */
static bool is_forced(const Prompt *prompt) {
    return chooses(prompt, "any") || chooses(prompt, "tool");
}

static int64_t hidden_tool_prompt(const Prompt *prompt) {
    const Model *model = prompt->model;
    if (!model) return 0;
    return is_forced(prompt) && model->tool_prompt_forced > 0 ? model->tool_prompt_forced
                                                              : model->tool_prompt_auto;
}

/* What kinds of segments there are. */
typedef struct {
    bool tools, deferred, system;
} Contents;

static Contents contents_of(const Prompt *prompt) {
    Contents has = {0};
    for (size_t i = 0; i < prompt->segments.len; i++) {
        const Segment *segment = &prompt->segments.items[i];
        has.system |= segment->section == SECTION_SYSTEM;
        has.deferred |= segment->deferred;
        has.tools |= segment->section == SECTION_TOOLS && segment->type == BLOCK_TOOL;
    }
    return has;
}

static TokCount exactly(const Counter *counter, int64_t n) {
    return counter_size(counter, n, n, n);
}

TokCount wire_frame(const Counter *counter) {
    const Prompt *prompt = counter->prompt;
    const Markup *m = markup_of(counter);
    const Param *thinking = prompt_param(prompt, "thinking.type");
    int64_t n = tok_message_frame(counter->family) + m->start;
    if (contents_of(prompt).system) n += m->system;
    if (thinking && str_is(thinking->text, "enabled")) n += m->thinking;
    /* OpenAI's reasoning models open their answer with a token less. */
    if (m->start && prompt->model && (prompt->model->refuses & REFUSES_CHAT_MAX_TOKENS)) n--;
    return exactly(counter, n);
}

TokCount wire_hidden(Arena *arena, const Counter *counter) {
    const Prompt *prompt = counter->prompt;
    const Markup *m = markup_of(counter);
    Contents has = contents_of(prompt);
    int64_t n = has.tools ? m->tools + hidden_tool_prompt(prompt) : 0;
    if (has.tools && m->tools) {
        if (has.system) n -= 4; /* they open the system message */
        if (chooses(prompt, "function")) n += 4;
    }
    TokCount hidden = exactly(counter, n);
    if (has.deferred) hidden = tok_add(hidden, roughly(counter, m->deferred));
    if (prompt->output_schema && counter->maker == MAKER_OPENAI) {
        Str text = output_schema_text(arena, prompt->output_schema);
        hidden = tok_add(hidden, counter_estimate(counter, text));
    }
    return hidden;
}
