#include "lint/diff/blocks.h"

#include "lint/base/buf.h"
#include "lint/base/order.h"

/* Blanks and line ends between the delimiters and the name write nothing. Quoted texts keep theirs.
 */
static void add_placeholder(Buf *out, Str source) {
    char quote = 0;
    for (size_t i = 0; i < source.len; i++) {
        char c = source.ptr[i];
        if (quote) {
            if (c == quote) quote = 0;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (ascii_is_space(c)) {
            continue;
        }
        buf_add_char(out, c);
    }
}

static bool is_verbatim(const Segment *segment) {
    for (size_t i = 0; i < segment->pieces.len; i++)
        if (segment->pieces.items[i].kind == PIECE_COMMENT ||
            segment->pieces.items[i].kind == PIECE_PLACEHOLDER)
            return false;
    return true;
}

static void cut_template(Arena *arena, Block *block) {
    const Segment *segment = block->segment;
    Buf out = {0};
    for (size_t i = 0; i < segment->pieces.len; i++) {
        const Piece *piece = &segment->pieces.items[i];
        if (piece->kind == PIECE_COMMENT) continue;
        vec_push(arena, &block->runs, (SentRun){out.len, piece->span.start});
        Str text = str_slice(segment->text, piece->span.start, piece->span.end);
        if (piece->kind == PIECE_PLACEHOLDER)
            add_placeholder(&out, text);
        else
            buf_add(&out, text);
    }
    block->sent = str_dup(arena, buf_str(&out));
    buf_free(&out);
}

static Node *parse(Arena *arena, Str json) {
    Source *source = ARENA_NEW(arena, Source);
    ProblemVec problems = {0};
    if (!source_from_bytes(arena, STR("definition"), json, source, &problems)) return NULL;
    return json_read(arena, source, span_of(0, json.len), &problems);
}

static bool is_marker(const Node *member) {
    return str_is(member->key->text, "cache_control") ||
           str_is(member->key->text, "prompt_cache_breakpoint");
}

/* A marker stands in the definition but is no part of what is hashed: moving it keeps the bytes. */
static void cut_marker(Arena *arena, Block *block) {
    Node *map = parse(arena, block->segment->text);
    if (!node_is_map(map)) return;
    Node *last = NULL, *next;
    Node *kept = map->first;
    map->first = NULL;
    for (Node *member = kept; member; member = next) {
        next = member->next;
        if (is_marker(member)) continue;
        member->next = NULL;
        if (last)
            last->next = member;
        else
            map->first = member;
        last = member;
    }
    map->last = last;
    block->sent = node_to_json(arena, map);
}

void blocks_read(Arena *arena, const Prompt *prompt, BlockVec *blocks) {
    for (size_t i = 0; i < prompt->segments.len; i++) {
        const Segment *segment = &prompt->segments.items[i];
        if (segment->deferred) continue;
        Block block = {.index = i, .segment = segment, .sent = segment->text};
        if (!segment->map.len && (str_has(segment->text, STR("\"cache_control\"")) ||
                                  str_has(segment->text, STR("\"prompt_cache_breakpoint\""))))
            cut_marker(arena, &block);
        else if (!is_verbatim(segment))
            cut_template(arena, &block);
        vec_push(arena, blocks, block);
    }
}

size_t block_text_offset(const Block *block, size_t sent) {
    if (!block->runs.len) return sent < block->segment->text.len ? sent : block->segment->text.len;
    size_t low = 0, high = block->runs.len; /* the last run that starts at or before `sent` */
    while (high - low > 1) {
        size_t middle = middle_of(low, high);
        if (block->runs.items[middle].sent <= sent)
            low = middle;
        else
            high = middle;
    }
    size_t text = block->runs.items[low].text + (sent - block->runs.items[low].sent);
    return text < block->segment->text.len ? text : block->segment->text.len;
}

size_t block_sent_before(const Block *block, size_t piece) {
    size_t text = block->segment->pieces.items[piece].span.start;
    for (size_t i = 0; i < block->runs.len; i++)
        if (block->runs.items[i].text >= text) return block->runs.items[i].sent;
    if (block->runs.len) return block->sent.len;
    return text < block->sent.len ? text : block->sent.len;
}

bool blocks_framed_alike(const Block *a, const Block *b) {
    return a->segment->section == b->segment->section && a->segment->role == b->segment->role &&
           a->segment->type == b->segment->type;
}

static uint64_t mix(uint64_t h) { /* splitmix64's finaliser */
    h = (h ^ (h >> 30)) * 0xBF58476D1CE4E5B9u;
    h = (h ^ (h >> 27)) * 0x94D049BB133111EBu;
    return h ^ (h >> 31);
}

static uint64_t text_hash(Str text, bool squeeze) {
    if (!squeeze) return str_hash(text);
    uint64_t h = 1469598103934665603u;
    bool gap = false;
    text = str_trim(text);
    for (size_t i = 0; i < text.len; i++) {
        bool space = ascii_is_space(text.ptr[i]);
        if (!space && gap) h = (h ^ ' ') * 1099511628211u;
        if (!space) h = (h ^ (unsigned char)text.ptr[i]) * 1099511628211u;
        gap = space;
    }
    return h;
}

/* Members add up, so their order is lost; items are chained, so theirs counts. The readers bound
 * the depth. */
static uint64_t node_hash(const Node *node, bool squeeze) {
    uint64_t h = mix((uint64_t)node->kind + 1);
    if (node->kind != NODE_MAP && node->kind != NODE_LIST)
        return mix(h ^ text_hash(node->text, squeeze));
    for (const Node *child = node->first; child; child = child->next) {
        uint64_t value = node_hash(child, squeeze);
        if (node->kind == NODE_MAP)
            h += mix(value ^ mix(str_hash(child->key->text)));
        else
            h = mix(h ^ value) + 1;
    }
    return mix(h);
}

uint64_t block_shape(Arena *arena, Str json, bool squeeze) {
    const Node *node = parse(arena, json);
    return node ? node_hash(node, squeeze) | 1 : 0;
}
