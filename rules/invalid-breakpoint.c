#include "rules/prefix.h"
#include "rules/repair.h"

static bool is_templated(Str value) {
    return str_has_char(value, '{') || str_find_char(value, '$', 0) == 0;
}

/* One hour came to Bedrock with Claude 4.5 ("ttl: Extra inputs are not permitted" before). */
static bool has_no_long_time(const Prompt *prompt, Str ttl) {
    const Model *model = prompt->model;
    const ProviderRules *rules = prefix_rules(prompt);
    return model && model->ttl_short_s > 0 && !model->ttl_long_s && rules->ttl[1].spelling[0] &&
           str_is(ttl, rules->ttl[1].spelling);
}

static bool ttl_known(const Prompt *prompt, Str ttl) {
    const ProviderRules *rules = prefix_rules(prompt);
    if (has_no_long_time(prompt, ttl)) return false;
    return ttl.len == 0 || is_templated(ttl) || !rules->ttl[0].spelling[0] ||
           rules->max_breakpoints <= 0 || facts_ttl(rules, ttl);
}

static Str ttl_choices(const Prompt *prompt, Str written, Sink *sink) {
    const TtlChoice *ttl = prefix_rules(prompt)->ttl;
    bool both = ttl[1].spelling[0] && !has_no_long_time(prompt, written);
    return both ? sink_text(sink, "it is `%s` (the default) or `%s`", ttl[0].spelling,
                            ttl[1].spelling)
                : sink_text(sink, "the only one is `%s`", ttl[0].spelling);
}

/* How a template can come out with nothing for this block. */
typedef enum { NEVER_EMPTY, EMPTY_AT_TIMES, EMPTY_ON_A_CONDITION } MayBeEmpty;

static MayBeEmpty may_be_empty(const Segment *segment) {
    MayBeEmpty result = NEVER_EMPTY;
    for (size_t i = 0; i < segment->pieces.len; i++) {
        const Piece *piece = &segment->pieces.items[i];
        if (piece->kind == PIECE_COMMENT || piece->kind == PIECE_TAG) continue;
        if (piece->kind == PIECE_TEXT &&
            str_trim(str_slice(segment->text, piece->span.start, piece->span.end)).len == 0)
            continue;
        if (piece->conditional) {
            if (result == NEVER_EMPTY) result = EMPTY_ON_A_CONDITION;
        } else if (piece->kind == PIECE_PLACEHOLDER && piece->tokens <= 0 &&
                   (piece->verdict.cause == CAUSE_MEMORY || piece->verdict.cause == CAUSE_HISTORY ||
                    piece->verdict.cause == CAUSE_RETRIEVAL)) {
            result = EMPTY_AT_TIMES; /* nothing remembered or found yet */
        } else {
            return NEVER_EMPTY;
        }
    }
    return result;
}

static Finding *report(Sink *sink, Level level, const Segment *segment, Span span,
                       const char *message, const char *help) {
    Finding *f = sink_report(sink, level, span, "%s", message);
    f->place = segment_place(sink->arena, sink->prompt, segment);
    f->help = str_from_c(help);
    if (level == LEVEL_ERROR) {
        repair_safe(f, "Remove the breakpoint");
        repair_remove(sink, f, span);
    }
    return f;
}

/* Bedrock writes these out for Claude in a block of which the mark becomes one without a type. */
static bool is_text_document(const Segment *segment) {
    const Node *format = node_path(segment->node, "document.format");
    return segment->type == BLOCK_MEDIA && format && !str_eq_nocase(format->text, STR("pdf"));
}

/* The mark stands on the message. In the shape of Chat Completions it goes to a gateway: OpenRouter
 * leaves it unread (recorded requests of a public agent: 200 with three of them), LiteLLM moves it
 * onto the block that it makes. */
static void report_on_message(const Prompt *prompt, const Segment *segment, Span span,
                              const char *where, Sink *sink) {
    bool gateway = prompt->api == API_OPENAI_CHAT || prompt->answered;
    Str message = sink_text(sink, "the breakpoint stands %s; %s", where,
                            gateway ? "OpenRouter does not read it there"
                                    : "the API takes it on a content block only");
    report(sink, gateway ? LEVEL_WARNING : LEVEL_ERROR, segment, span, message.ptr,
           "write the content as a list of blocks and put the breakpoint on the last of them");
}

/* The mark stands where none may stand. */
static void check_home(const Plan *plan, const Segment *segment, Sink *sink) {
    Span span = segment->breakpoint.span;
    bool is_text = segment->type == BLOCK_TEXT;
    if (segment->plain_string)
        report_on_message(plan->prompt, segment, span, "beside a plain string", sink);
    else if (segment->type == BLOCK_THINKING)
        report(sink, LEVEL_ERROR, segment, span,
               "a thinking block cannot carry a breakpoint: the API refuses the request",
               "put it on the block behind; thinking is cached with what follows it");
    else if (is_text_document(segment) && plan->counter.maker == MAKER_CLAUDE)
        report(sink, LEVEL_ERROR, segment, span,
               "a `cachePoint` behind a document that is no PDF: the API refuses the request",
               "put a text element between them, or the `cachePoint` ahead of the document");
    else if (segment->type == BLOCK_TOOL && segment->deferred)
        report(sink, LEVEL_ERROR, segment, span,
               "a tool with defer_loading cannot carry a breakpoint: the API refuses the request",
               "put it on the last tool that is not deferred");
    else if (is_text && str_trim(segment->text).len == 0) {
        Finding *f =
            report(sink, LEVEL_ERROR, segment, span,
                   "an empty text block cannot carry a breakpoint: the API refuses the request",
                   "leave the empty block out, or put the breakpoint on the block before it");
        f->repair = (Repair){0};
        repair_safe(f, "Remove the empty block");
        repair_remove(sink, f, segment->span);
    } else if (is_text && may_be_empty(segment) == EMPTY_ON_A_CONDITION)
        report(sink, LEVEL_WARNING, segment, span,
               "this block is empty when its condition is false, and an empty text block with a "
               "breakpoint is refused",
               "put some fixed text outside the condition, or the breakpoint on the block before");
    else if (is_text && may_be_empty(segment) == EMPTY_AT_TIMES)
        report(sink, LEVEL_INFO, segment, span,
               "if its value is empty, this block with its breakpoint is refused by the API",
               "put a fixed heading in front of the value");
}

/* The spelling that the API knows for the same time: "60m" is 1h. */
static const char *same_time(const Prompt *prompt, const Breakpoint *mark) {
    const TtlChoice *ttl = prefix_rules(prompt)->ttl;
    for (size_t i = 0; i < TTL_CHOICES; i++)
        if (ttl[i].spelling[0] && !str_is(mark->ttl, ttl[i].spelling) && mark->ttl_seconds &&
            ttl[i].seconds == (int32_t)mark->ttl_seconds)
            return ttl[i].spelling;
    return NULL;
}

/* The time that is meant, or the default in its place. */
static void repair_ttl(const Prompt *prompt, const Breakpoint *mark, Sink *sink, Finding *f) {
    const char *spelling = same_time(prompt, mark);
    if (spelling) {
        repair_safe(f, sink_text(sink, "Write it as %s", spelling).ptr);
        repair_set(sink, f, mark->ttl_span, repair_string(sink, str_from_c(spelling)));
    } else {
        repair_unsafe(f, "Remove it: the default applies");
        repair_remove(sink, f, mark->ttl_span);
    }
}

static void repair_type(const Prompt *prompt, const Breakpoint *mark, Sink *sink, Finding *f) {
    Str type = repair_string(sink, str_from_c(prefix_mark_type(prompt)));
    repair_safe(f, sink_text(sink, "Write type: %s", prefix_mark_type(prompt)).ptr);
    if (mark->type.len)
        repair_set(sink, f, mark->type_span, type);
    else if (mark->ttl_span.end > mark->ttl_span.start)
        repair_add(sink, f, mark->ttl_span, STR("type"), type);
    else
        repair_put(sink, f, mark->span, STR("type"), type);
}

static void check_nested(const Prompt *prompt, const Segment *segment, Sink *sink) {
    if (prompt->api == API_BEDROCK_CONVERSE && segment->type == BLOCK_TOOL_RESULT &&
        node_path(segment->node, "toolResult.content"))
        report(sink, LEVEL_WARNING, segment, segment->nested_marker,
               "a `cachePoint` inside a tool result is none of the API's: its time to live is lost",
               "make it an element of the message's content, behind the tool result");
    else if (prompt->api == API_BEDROCK_CONVERSE)
        report(sink, LEVEL_ERROR, segment, segment->nested_marker,
               "`cachePoint` stands in one element with its content: the API refuses the request",
               "make it an element of its own, behind the one that it ends");
    else
        report(sink, LEVEL_ERROR, segment, segment->nested_marker,
               "a breakpoint inside a sub-block is refused by the API",
               "put it on the enclosing block");
}

static void check_stray(const Prompt *prompt, const Segment *segment, Sink *sink) {
    if (prompt->api == API_BEDROCK_CONVERSE)
        report(sink, LEVEL_ERROR, segment, segment->stray_marker,
               "a `cachePoint` without content before it: the API refuses the request",
               "put it behind the last block of this message, or of the one before");
    else
        report_on_message(prompt, segment, segment->stray_marker, "on the message", sink);
}

static bool is_set(Span span) {
    return span.end > span.start;
}

static bool asks_for_scope(const Prompt *prompt) {
    for (size_t i = 0; i < prompt->params.len; i++)
        if (str_has(prompt->params.items[i].value.text, STR("prompt-caching-scope"))) return true;
    return false;
}

/* A key that a mark has not: "cache_control.ephemeral.scope: Extra inputs are not permitted".
 * Anthropic's own API takes a `scope` from those who send the beta value for it, which a file need
 * not show; the other platforms do not know it. */
static void check_extra(const Prompt *prompt, const Breakpoint *mark, Str place, Sink *sink) {
    if (!mark->extra.len || prompt->api != API_ANTHROPIC_MESSAGES ||
        !str_is(mark->key, "cache_control") || prompt->match.platform == PROVIDER_OPENROUTER)
        return;
    bool scope = str_is(mark->extra, "scope") && prompt->provider == PROVIDER_ANTHROPIC;
    if (scope && (prompt->answered || asks_for_scope(prompt))) return;
    Finding *f =
        sink_report(sink, scope ? LEVEL_INFO : LEVEL_ERROR, mark->extra_span,
                    scope ? "`" STR_FMT "` in a breakpoint is refused without its beta"
                          : "`" STR_FMT "` is no key of a breakpoint: the API refuses the request",
                    STR_ARG(mark->extra));
    f->place = place;
    if (scope) {
        f->help = STR("send `prompt-caching-scope-2026-01-05` in the header anthropic-beta");
        return;
    }
    f->help = STR("a breakpoint has a `type` and a `ttl`, nothing else");
    repair_safe(f, sink_text(sink, "Remove " STR_FMT, STR_ARG(mark->extra)).ptr);
    repair_remove(sink, f, mark->extra_span);
}

static void check_words(const Prompt *prompt, const Breakpoint *mark, Str place, Sink *sink) {
    Finding *f = NULL;
    check_extra(prompt, mark, place, sink);
    if (prefix_needs_marks(prompt) && !str_is(mark->type, prefix_mark_type(prompt)) &&
        !is_templated(mark->type)) {
        f = mark->type.len == 0
                ? sink_report(sink, LEVEL_ERROR, mark->span, "this breakpoint has no `type`")
                : sink_report(sink, LEVEL_ERROR, mark->span,
                              "unknown breakpoint type `" STR_FMT "`: the API refuses the request",
                              STR_ARG(mark->type));
        f->help = sink_text(sink, "the only type is `%s`", prefix_mark_type(prompt));
        repair_type(prompt, mark, sink, f);
    } else if (!ttl_known(prompt, mark->ttl)) {
        f = sink_report(sink, LEVEL_ERROR, mark->ttl_span.end > 0 ? mark->ttl_span : mark->span,
                        has_no_long_time(prompt, mark->ttl)
                            ? "this model has no time to live of `" STR_FMT
                              "`: the API refuses the request"
                            : "unknown time to live `" STR_FMT "`: the API refuses the request",
                        STR_ARG(mark->ttl));
        f->help = ttl_choices(prompt, mark->ttl, sink);
        repair_ttl(prompt, mark, sink, f);
    }
    if (f) f->place = place;
}

static void check_automatic(const Prompt *prompt, Sink *sink) {
    const Breakpoint *automatic = &prompt->automatic;
    if (automatic->origin == BREAKPOINT_NONE) return;
    if (prompt->model && (prompt->model->refuses & REFUSES_AUTOMATIC)) {
        Finding *f = sink_report(sink, LEVEL_ERROR, automatic->span,
                                 "`" STR_FMT "` refuses `cache_control` at the top level",
                                 STR_ARG(prompt->model_id));
        f->help = STR("put it on the last block that every call repeats");
        return;
    }
    check_words(prompt, automatic, (Str){0}, sink);
}

/* What stands in a stored prefix may not stand in the request that uses it ("CachedContent can not
 * be used with GenerateContent request setting system_instruction, tools or tool_config"). */
static void check_beside_stored(const Prompt *prompt, Sink *sink) {
    const Param *stored = prompt_param(prompt, "cachedContent");
    if (!stored) stored = prompt_param(prompt, "cached_content");
    if (prompt->api != API_GEMINI || !stored || stored->state != PARAM_SET) return;
    for (size_t i = 0; i < prompt->segments.len; i++) {
        const Segment *segment = &prompt->segments.items[i];
        if (segment->section == SECTION_MESSAGES || segment->type == BLOCK_OPAQUE) continue;
        Finding *f =
            sink_report(sink, LEVEL_ERROR, segment->span,
                        "%s beside `cachedContent`: the API refuses the request",
                        segment->section == SECTION_TOOLS ? "tools" : "a system instruction");
        f->place = prefix_place(sink, i);
        f->help = STR("put it into the cached content when that is created");
        return;
    }
}

/* Where the API lists the choices without saying what it does with others. */
static void check_mode(const Prompt *prompt, Sink *sink) {
    static const char *const known[] = {"implicit", "explicit", NULL};
    const Param *mode = &prompt->cache_mode;
    if (mode->state != PARAM_SET || is_templated(mode->text) || str_is_any(mode->text, known))
        return;
    Finding *f = sink_report(sink, LEVEL_WARNING, mode->span, "unknown mode `" STR_FMT "`",
                             STR_ARG(mode->text));
    f->help = STR("it is `implicit` (the default) or `explicit`");
}

static void check_options(const Prompt *prompt, Sink *sink) {
    check_mode(prompt, sink);
    const Param *ttl = prompt_param(prompt, "prompt_cache_options.ttl");
    if (ttl && ttl->state == PARAM_SET && !ttl_known(prompt, ttl->text)) {
        Finding *f = sink_report(sink, LEVEL_WARNING, ttl->span,
                                 "unknown time to live `" STR_FMT "`", STR_ARG(ttl->text));
        f->help = ttl_choices(prompt, ttl->text, sink);
    }
    const Param *retention = prompt_param(prompt, "prompt_cache_retention");
    if (!retention || retention->state != PARAM_SET || is_templated(retention->text)) return;
    static const char *const known[] = {"in_memory", "24h", NULL};
    if (!str_is_any(retention->text, known)) {
        Finding *f = sink_report(sink, LEVEL_WARNING, retention->span,
                                 "unknown retention `" STR_FMT "`", STR_ARG(retention->text));
        f->help = STR("it is `in_memory` (with an underscore) or `24h`");
    } else if (prompt->provider == PROVIDER_AZURE) {
        Finding *f = sink_report(sink, LEVEL_WARNING, retention->key_span,
                                 "Azure answers `prompt_cache_retention` with an error");
        f->help = STR("leave it out: caching is on, and its time is not for the request to choose");
    }
}

/* OpenAI's mark on a text of the model; others have rules of their own. */
static bool is_said_by_model(const Prompt *prompt, const Segment *segment) {
    return prefix_takes_no_mark(prompt, segment) && segment->type == BLOCK_TEXT &&
           str_is(segment->breakpoint.key, "prompt_cache_breakpoint");
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    for (size_t i = 0; i < prompt->segments.len; i++) {
        const Segment *segment = &prompt->segments.items[i];
        if (prefix_needs_marks(prompt) && is_set(segment->nested_marker))
            check_nested(prompt, segment, sink);
        if (prefix_needs_marks(prompt) && is_set(segment->stray_marker))
            check_stray(prompt, segment, sink);
        BreakpointOrigin origin = segment->breakpoint.origin;
        bool injected = origin == BREAKPOINT_INJECTED;
        if (origin != BREAKPOINT_EXPLICIT && !injected) continue;
        bool refused;
        if (prefix_mark_useless(prompt, segment, &refused)) continue; /* unsupported-breakpoint */
        if (prefix_needs_marks(prompt) && !injected) check_home(plan, segment, sink);
        if (is_said_by_model(prompt, segment))
            report(sink, LEVEL_WARNING, segment, segment->breakpoint.span,
                   "the API knows no breakpoint on what the model has said (`output_text`)",
                   "put it on the last `input_text` in front of it, or of the message behind it");
        check_words(prompt, &segment->breakpoint, prefix_place(sink, i), sink);
    }
    check_automatic(prompt, sink);
    check_beside_stored(prompt, sink);
    check_options(prompt, sink);
}

const RuleCheck rule_invalid_breakpoint = {.needs = NEEDS_MARKERS, .check = check};
