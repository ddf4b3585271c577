/* YAML from libyaml's events. libyaml is never asked to build its own document: that would expand
 * nothing, type nothing and keep no bytes. */
#include "lint/base/utf8.h"
#include "lint/source/members.h"
#include "lint/source/scalar_type.h"
#include "lint/source/yaml_reader.h"
#include "lint/source/yaml_scalar.h"

/* Called for every mark; in a file of ASCII a code point is a byte. */
static inline uint32_t skip_code_points(const Source *source, uint32_t from, size_t n) {
    if (source->counts || n > source->bytes.len - from)
        return source_skip_code_points(source, from, n);
    return from + (uint32_t)n;
}

/* yaml_offset for marks that come in order of the file, as those of events do: goes on from the
 * last one, over the gaps. */
static uint32_t next_offset(YamlReader *r, yaml_mark_t mark) {
    uint32_t at;
    if (mark.index >= r->mark_index) {
        at = skip_code_points(r->source, r->mark_offset, mark.index - r->mark_index);
    } else {
        at = yaml_offset(r, mark);
        r->crossed = 0;
    }
    for (; r->crossed < r->gaps.len && at >= r->gaps.items[r->crossed].span.start; r->crossed++)
        at = skip_code_points(r->source, at, r->gaps.items[r->crossed].code_points);
    if (at > r->text.end) at = r->text.end;
    r->mark_index = mark.index;
    r->mark_offset = at;
    return at;
}

static Span event_span(YamlReader *r, const yaml_event_t *event) {
    Span span = {next_offset(r, event->start_mark), 0};
    span.end = next_offset(r, event->end_mark);
    if (span.end < span.start) span.end = span.start;
    return span;
}

/* Length of the blank or line end at `at` as YAML has them; 0: something else. */
static uint32_t blank_length(Str bytes, uint32_t at, bool *ends_line) {
    unsigned char c = (unsigned char)bytes.ptr[at];
    *ends_line = c == '\n' || c == '\r';
    if (c < 0x80) return ascii_is_space((char)c) ? 1 : 0;
    size_t size;
    uint32_t code_point = utf8_decode(bytes, at, &size);
    *ends_line = code_point == 0x85 || code_point == 0x2028 || code_point == 0x2029;
    return *ends_line ? (uint32_t)size : 0;
}

/* Beyond blanks and line ends, and the one byte order mark that libyaml passes over at the start of
 * a line. */
static uint32_t skip_blanks(Str bytes, uint32_t at) {
    bool ends_line;
    uint32_t size;
    while (at < bytes.len && (size = blank_length(bytes, at, &ends_line))) {
        at += size;
        if (ends_line && str_starts(str_slice(bytes, at, bytes.len), STR("\xEF\xBB\xBF"))) at += 3;
    }
    return at;
}

/* An event starts at its tag or anchor; the value itself starts behind them. At most two: more
 * belong to the first key of a map. */
static uint32_t skip_properties(const YamlReader *r, Span span, int most) {
    const char *p = r->source->bytes.ptr;
    uint32_t at = span.start;
    bool ends_line = false;
    if (at == span.end || (p[at] != '!' && p[at] != '&')) return at; /* nearly always */
    Str bytes = str_slice(r->source->bytes, 0, span.end);
    for (; most && at < span.end && (p[at] == '!' || p[at] == '&'); most--) {
        while (at < span.end && !blank_length(bytes, at, &ends_line)) at++;
        at = skip_blanks(bytes, at);
        while (at < span.end && p[at] == '#') {
            for (; at < span.end; at++)
                if (blank_length(bytes, at, &ends_line) && ends_line) break;
            at = skip_blanks(bytes, at);
        }
    }
    return at;
}

/* -- placing nodes ---------------------------------------------------------------------------- */

static Str source_text(const YamlReader *r, Span span) {
    return source_slice(r->source, span);
}

/* Hands a finished node to the collection it stands in. */
static bool attach(YamlReader *r, Node *node, size_t height) {
    if (++r->nodes > LIMIT_NODES)
        return yaml_fail_limit(r, node->span, "more than the limit of %d values", LIMIT_NODES);
    if (arena_is_full(r->arena, 0)) {
        problem_of_memory(r->arena, node->span, "values", r->problems);
        return false;
    }
    if (r->depth == 0) {
        r->root = node;
        return true;
    }
    YamlFrame *frame = &r->frames[r->depth - 1];
    if (frame->height < height + 1) frame->height = height + 1;
    if (frame->node->kind == NODE_MAP && !frame->key) {
        if (node_is_collection(node)) node->text = source_text(r, node->span);
        frame->key = node;
        return true;
    }
    node->key = frame->key;
    frame->key = NULL;
    node_append(frame->node, node);
    if (node->key && member_is_merge(node)) frame->has_merge = true;
    return true;
}

/* -- anchors and aliases ---------------------------------------------------------------------- */

/* 0 where there is no anchor, else its index + 1; false when there are too many. */
static bool add_anchor(YamlReader *r, const yaml_char_t *name, Node *node, size_t *index) {
    *index = 0;
    if (!name) return true;
    if (r->anchors.len == LIMIT_ANCHORS)
        return yaml_fail_limit(r, node->span, "more than the limit of %d anchors", LIMIT_ANCHORS);
    Str copy = str_dup(r->arena, str_from_c((const char *)name));
    vec_push(r->arena, &r->anchors, (YamlAnchor){node, copy, 1, 0, true});
    *index = r->anchors.len;
    return true;
}

static void close_anchor(YamlReader *r, size_t index, size_t nodes, size_t height) {
    if (index == 0) return;
    YamlAnchor *anchor = &r->anchors.items[index - 1];
    anchor->nodes = nodes;
    anchor->height = height;
    anchor->open = false;
}

static const YamlAnchor *find_anchor(const YamlReader *r, Str name) {
    for (size_t i = r->anchors.len; i-- > 0;)
        if (str_eq(r->anchors.items[i].name, name)) return &r->anchors.items[i];
    return NULL;
}

static bool on_alias(YamlReader *r, const yaml_event_t *event) {
    Span span = event_span(r, event);
    Str name = str_from_c((const char *)event->data.alias.anchor);
    const YamlAnchor *anchor = find_anchor(r, name);
    if (!anchor)
        return yaml_fail_at(
            r, span,
            str_printf(r->arena, "the alias *" STR_FMT " names no anchor before it", STR_ARG(name)),
            STR("quote the value if it is not meant as an alias"));
    if (anchor->open)
        return yaml_fail_at(r, span,
                            str_printf(r->arena,
                                       "the alias *" STR_FMT " stands inside its own value",
                                       STR_ARG(name)),
                            (Str){0});
    r->alias_nodes += anchor->nodes;
    if (r->alias_nodes > LIMIT_ALIAS_NODES)
        return yaml_fail_limit(r, span, "aliases repeat more than the limit of %d values",
                               LIMIT_ALIAS_NODES);
    if (r->depth + anchor->height > LIMIT_DEPTH)
        return yaml_fail_limit(r, span, "with this alias nested deeper than the limit of %d levels",
                               LIMIT_DEPTH);
    Node *view = node_new_view(r->arena, anchor->node, span);
    r->nodes += anchor->nodes - 1;
    return attach(r, view, anchor->height);
}

/* -- scalars ---------------------------------------------------------------------------------- */

static NodeStyle scalar_style(yaml_scalar_style_t style) {
    switch (style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: return STYLE_SINGLE;
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: return STYLE_DOUBLE;
    case YAML_LITERAL_SCALAR_STYLE: return STYLE_LITERAL;
    case YAML_FOLDED_SCALAR_STYLE: return STYLE_FOLDED;
    case YAML_PLAIN_SCALAR_STYLE:
    case YAML_ANY_SCALAR_STYLE: break;
    }
    return STYLE_PLAIN;
}

/* Tags of the core schema type the value; any other makes it a string. */
static void set_type(Node *n, const yaml_char_t *tag) {
    static const struct {
        const char *tag;
        NodeKind kind;
    } tags[] = {{YAML_NULL_TAG, NODE_NULL},
                {YAML_BOOL_TAG, NODE_BOOL},
                {YAML_INT_TAG, NODE_NUMBER},
                {YAML_FLOAT_TAG, NODE_NUMBER}};
    if (!tag) {
        if (n->style == STYLE_PLAIN) node_set_type(n);
        return;
    }
    double number;
    NodeKind kind = scalar_type(n->text, &number);
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (kind == tags[i].kind && strcmp((const char *)tag, tags[i].tag) == 0) {
            n->kind = kind;
            n->number = number;
        }
}

/* A block scalar whose bytes could not be traced: without the blank lines behind it. */
static uint32_t trim_end(const YamlReader *r, Span span) {
    const char *p = r->source->bytes.ptr;
    while (span.end > span.start && ascii_is_space(p[span.end - 1])) span.end--;
    return span.end;
}

static Node *new_string(const YamlReader *r, Span span, NodeStyle style, Str text) {
    Node *n = ARENA_NEW(r->arena, Node);
    n->kind = NODE_STRING;
    n->style = style;
    n->span = span;
    n->text = text;
    return n;
}

static Node *new_scalar(YamlReader *r, Span span, NodeStyle style, Str value) {
    bool quoted = style == STYLE_SINGLE || style == STYLE_DOUBLE;
    uint32_t inner = span.start + quoted;
    if (span.end - span.start >= 2u * quoted && style != STYLE_LITERAL && style != STYLE_FOLDED) {
        Str raw = source_text(r, span_of(inner, span.end - quoted));
        if (str_eq(raw, value)) return node_new_verbatim(r->arena, style, span, raw);
    }
    Node *n = new_string(r, span, style, str_dup(r->arena, value));
    TextMap *map = ARENA_NEW(r->arena, TextMap);
    uint32_t end;
    bool traced = yaml_scalar_map(r->arena, r->source->bytes.ptr, span, style, n->text, map, &end);
    n->map = map;
    if (style == STYLE_LITERAL || style == STYLE_FOLDED)
        n->span.end = traced ? end : trim_end(r, span);
    return n;
}

/* The literal over a gap; NULL where it is none. */
static Node *new_literal(YamlReader *r, Span span, const YamlGap *gap, Str value) {
    TextMap *map = ARENA_NEW(r->arena, TextMap);
    YamlMapped mapped;
    if (!yaml_gap_fill(r->arena, r->source, gap, span.start, &value, map, &mapped)) return NULL;
    Node *n = new_string(r, span, STYLE_LITERAL, value);
    uint32_t end;
    bool traced = yaml_literal_map(r->arena, r->source->bytes.ptr, span, &mapped, value, map, &end);
    n->span.end = traced ? end : trim_end(r, span);
    n->map = map;
    r->filled++;
    return n;
}

static bool on_scalar(YamlReader *r, const yaml_event_t *event) {
    size_t gap = r->crossed;
    Span span = event_span(r, event);
    Str value = {(const char *)event->data.scalar.value, event->data.scalar.length};
    NodeStyle style = scalar_style(event->data.scalar.style);
    span.start = skip_properties(r, span, 2);
    /* !!str with nothing behind it is an empty plain scalar, too. */
    if (value.len == 0 && style == STYLE_PLAIN) span.start = span.end;
    Node *n = NULL;
    if (r->crossed == gap)
        n = new_scalar(r, span, style, value);
    else if (style == STYLE_LITERAL)
        n = new_literal(r, span, &r->gaps.items[gap], value);
    if (!n) return false;
    set_type(n, event->data.scalar.tag);
    size_t anchor;
    if (!add_anchor(r, event->data.scalar.anchor, n, &anchor)) return false;
    close_anchor(r, anchor, 1, 0);
    return attach(r, n, 0);
}

/* -- collections ------------------------------------------------------------------------------ */

static bool on_start(YamlReader *r, const yaml_event_t *event, NodeKind kind, bool flow,
                     const yaml_char_t *anchor, const yaml_char_t *tag) {
    uint32_t start = next_offset(r, event->start_mark);
    if (r->depth == LIMIT_DEPTH)
        return yaml_fail_limit(r, event_span(r, event), "nested deeper than the limit of %d levels",
                               LIMIT_DEPTH);
    Node *n = ARENA_NEW(r->arena, Node);
    n->kind = kind;
    n->style = flow ? STYLE_FLOW : STYLE_BLOCK;
    /* The event of a block collection ends where it starts: look for the value beyond. */
    n->span.start = n->span.end =
        skip_properties(r, span_of(start, r->text.end), (anchor != NULL) + (tag != NULL));
    YamlFrame *frame = &r->frames[r->depth++];
    *frame = (YamlFrame){.node = n, .nodes_before = r->nodes, .problems_before = r->problems->len};
    return add_anchor(r, anchor, n, &frame->anchor);
}

/* {{ x }} without quotes reads as a map whose only key is a map. It is meant as text. */
static bool is_bare_placeholder(const YamlReader *r, const Node *n) {
    if (n->kind != NODE_MAP || n->style != STYLE_FLOW || n->count != 1) return false;
    const Node *value = n->first, *key = value->key;
    Str text = source_text(r, n->span);
    return value->kind == NODE_NULL && value->text.len == 0 && key->style == STYLE_FLOW &&
           (key->kind == NODE_MAP || key->kind == NODE_STRING) &&
           key->span.start == n->span.start + 1 && key->span.end == n->span.end - 1 &&
           str_starts(text, STR("{{")) && str_ends(text, STR("}}"));
}

/* What was found wrong with the supposed maps does not count. */
static void turn_into_text(YamlReader *r, Node *n, size_t problems_before) {
    r->problems->len = problems_before;
    n->kind = NODE_STRING;
    n->text = source_text(r, n->span);
    n->map = NULL;
    n->first = n->last = NULL;
    n->count = 0;
}

static bool on_end(YamlReader *r, const yaml_event_t *event) {
    if (r->depth == 0) return true;
    YamlFrame frame = r->frames[--r->depth];
    Node *n = frame.node;
    Span end = event_span(r, event);
    /* Only the end of an explicit flow collection has a width; others end with their last child. */
    if (n->style == STYLE_FLOW && end.end > end.start)
        n->span.end = end.end;
    else if (n->last)
        n->span.end = node_member_span(n->last).end;
    if (n->span.end < n->span.start) n->span.end = n->span.start;
    if (is_bare_placeholder(r, n)) turn_into_text(r, n, frame.problems_before);
    if (n->kind == NODE_MAP) {
        members_index(r->arena, n);
        members_check_unique(r->arena, r->source, n, r->problems);
    }
    if (frame.has_merge) members_resolve_merge(r->arena, n);
    close_anchor(r, frame.anchor, r->nodes - frame.nodes_before + 1, frame.height);
    return attach(r, n, frame.height);
}

/* -- the document ----------------------------------------------------------------------------- */

/* False at the end of the document and after a failure. */
static bool on_event(YamlReader *r, const yaml_event_t *event) {
    switch (event->type) {
    case YAML_SCALAR_EVENT: return on_scalar(r, event);
    case YAML_ALIAS_EVENT: return on_alias(r, event);
    case YAML_SEQUENCE_START_EVENT:
        return on_start(r, event, NODE_LIST,
                        event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE,
                        event->data.sequence_start.anchor, event->data.sequence_start.tag);
    case YAML_MAPPING_START_EVENT:
        return on_start(r, event, NODE_MAP,
                        event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE,
                        event->data.mapping_start.anchor, event->data.mapping_start.tag);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT: return on_end(r, event);
    case YAML_STREAM_START_EVENT:
    case YAML_DOCUMENT_START_EVENT: return true;
    case YAML_DOCUMENT_END_EVENT: next_offset(r, event->start_mark); return false;
    default: return false;
    }
}

/* libyaml compares every %TAG line with every other. */
static bool check_directives(YamlReader *r) {
    Str rest = source_text(r, r->text), line;
    const char *start = rest.ptr;
    size_t directives = 0;
    while (str_next_line(&rest, &line)) {
        if (line.len && line.ptr[0] == '%')
            directives++;
        else if (str_trim(line).len && line.ptr[0] != '#')
            break;
        size_t at = r->text.start + (size_t)(line.ptr - start);
        if (directives > LIMIT_YAML_DIRECTIVES)
            return yaml_fail_limit(r, span_of(at, at + line.len),
                                   "more than the limit of %d directives", LIMIT_YAML_DIRECTIVES);
    }
    return true;
}

/* Whether libyaml allocated anything for it: of a flow of small values only the scalars have. */
static bool has_memory(const yaml_event_t *event) {
    switch (event->type) {
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT: return false;
    case YAML_SEQUENCE_START_EVENT:
        return event->data.sequence_start.anchor || event->data.sequence_start.tag;
    case YAML_MAPPING_START_EVENT:
        return event->data.mapping_start.anchor || event->data.mapping_start.tag;
    default: return true;
    }
}

static bool read_document(YamlReader *r) {
    yaml_event_t event;
    bool more = true;
    while (more) {
        if (!yaml_parser_parse(&r->parser, &event)) return yaml_fail_parser(r);
        yaml_event_type_t type = event.type;
        more = on_event(r, &event);
        if (has_memory(&event)) yaml_event_delete(&event);
        if (type == YAML_NO_EVENT) return yaml_fail_parser(r);
        if (type == YAML_DOCUMENT_END_EVENT || type == YAML_STREAM_END_EVENT) return true;
    }
    return false;
}

/* Nothing is left out silently: says where a second document starts, if it holds anything. */
static void note_further_documents(YamlReader *r) {
    yaml_event_t event;
    if (!yaml_parser_parse(&r->parser, &event)) return; /* what follows is not read anyway */
    bool further = event.type == YAML_DOCUMENT_START_EVENT;
    size_t at = further ? next_offset(r, event.start_mark) : 0;
    yaml_event_delete(&event);
    Str rest = str_slice(r->source->bytes, at, r->text.end);
    if (!further || str_trim(str_slice(rest, 3, rest.len)).len == 0) return;
    vec_push(r->arena, r->problems,
             (Problem){.kind = PROBLEM_DOCUMENTS,
                       .span = span_of(at, at + 3),
                       .message = STR("another document starts here; only the first is read"),
                       .help = STR("keep one prompt or request in each file")});
}

/* False where the text has to be read again as a whole: a gap was none, or something is wrong,
 * which is to be told as libyaml sees it in the whole text. */
static bool read_text(YamlReader *r, bool with_gaps, Node **root) {
    if (with_gaps) yaml_gaps_find(r->arena, r->source, r->text, &r->gaps);
    if (with_gaps && r->gaps.len == 0) return false;
    Str input =
        with_gaps ? yaml_gaps_cut(r->arena, r->source, r->text, &r->gaps) : source_text(r, r->text);
    if (!yaml_parser_initialize(&r->parser)) out_of_memory();
    yaml_parser_set_encoding(&r->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r->parser, (const unsigned char *)input.ptr, input.len);
    bool read = read_document(r);
    if (read) note_further_documents(r);
    yaml_parser_delete(&r->parser);
    *root = NULL;
    if (read) *root = r->root ? r->root : node_new_null(r->arena, r->text.start);
    return !with_gaps || (read && r->filled == r->crossed);
}

static YamlReader *start(Arena *arena, const Source *source, Span text, ProblemVec *problems) {
    YamlReader *r = ARENA_NEW(arena, YamlReader);
    r->arena = arena;
    r->source = source;
    r->problems = problems;
    if (text.start < source_bom(source)) text.start = source_bom(source);
    if (text.end > source->bytes.len) text.end = (uint32_t)source->bytes.len;
    if (text.end < text.start) text.end = text.start;
    r->text = text;
    r->mark_offset = text.start;
    return r;
}

Node *yaml_read_whole(Arena *arena, const Source *source, Span text, ProblemVec *problems) {
    YamlReader *r = start(arena, source, text, problems);
    Node *root = NULL;
    if (check_directives(r)) read_text(r, false, &root);
    return root;
}

Node *yaml_read(Arena *arena, const Source *source, Span text, ProblemVec *problems) {
    size_t problems_before = problems->len;
    YamlReader *r = start(arena, source, text, problems);
    Node *root;
    if (check_directives(r) && read_text(r, true, &root)) return root;
    problems->len = problems_before;
    return yaml_read_whole(arena, source, text, problems);
}
