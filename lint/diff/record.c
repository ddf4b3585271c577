#include "lint/diff/record.h"

#include "lint/diff/stream.h"
#include "lint/diff/warm.h"

/* --- tools --- */

typedef struct {
    uint64_t hash, shape;
} ToolsRecord;

static ToolsRecord tools_record(Arena *arena, const BlockVec *blocks) {
    ToolsRecord tools = {0, 0};
    Stream s = stream_begin(NULL, 0, NULL);
    for (size_t i = 0; i < blocks->len; i++) {
        const Block *block = &blocks->items[i];
        if (block->segment->section != SECTION_TOOLS) continue;
        stream_feed(&s, STR("\x1F"));
        stream_feed(&s, block->sent);
        tools.hash = s.hash;
        tools.shape += block_shape(arena, block->sent, false) * 0x9E3779B97F4A7C15u;
    }
    return tools;
}

/* --- making --- */

typedef struct {
    Arena *arena;
    const Plan *plan;
    Stream stream;
    PrefixRecordVec prefixes;
    size_t mark; /* next breakpoint of the plan */
    bool ended;  /* the stable part ended */
    ToolsRecord tools;
} Maker;

static void add_prefix(Maker *m, Str to, int64_t tokens, bool cached) {
    vec_push(m->arena, &m->prefixes,
             (PrefixRecord){to, m->stream.bytes, m->stream.hash, tokens, cached});
}

/* Without breakpoints: the ends of tools and system, as long as nothing changes. */
static void add_section(Maker *m, Section section, int64_t tokens) {
    const Plan *plan = m->plan;
    if (plan->breakpoint_count || m->ended || plan->section[section].tokens <= 0) return;
    bool cached = !plan->caches_at_breakpoints_only && tokens >= plan->minimum;
    if (section != SECTION_MESSAGES)
        add_prefix(m, str_from_c(section_name(section)), tokens, cached);
}

static void add_stable(Maker *m) {
    WarmCall call = warm_call(m->plan);
    m->ended = true;
    if (m->plan->breakpoint_count || !m->plan->stable.tokens) return;
    add_prefix(m, STR("stable"), m->plan->stable.tokens, call.cached.tokens > 0);
}

static void add_marks(Maker *m, size_t segment) {
    const Plan *plan = m->plan;
    for (; m->mark < plan->breakpoint_count && plan->breakpoints[m->mark].segment <= segment;
         m->mark++) {
        const PlanBreakpoint *b = &plan->breakpoints[m->mark];
        if (b->segment != segment) continue;
        add_prefix(m, segment_place(m->arena, plan->prompt, &plan->prompt->segments.items[segment]),
                   b->prefix.tokens, b->reach != REACH_BELOW && b->first_change == NO_STEP);
    }
}

static void add_block(Maker *m, const Block *block) {
    const Plan *plan = m->plan;
    size_t change = plan->first_change;
    stream_feed_frame(&m->stream, block->segment);
    if (change != NO_STEP && plan->steps[change].segment == block->index && !m->ended) {
        size_t before = block_sent_before(block, plan->steps[change].piece);
        stream_feed(&m->stream, str_slice(block->sent, 0, before));
        add_stable(m);
        stream_feed(&m->stream, str_slice(block->sent, before, block->sent.len));
    } else {
        stream_feed(&m->stream, block->sent);
    }
    add_marks(m, block->index);
}

static void run_blocks(Maker *m) {
    const Prompt *prompt = m->plan->prompt;
    BlockVec blocks = {0};
    PrefixParamVec params = {0};
    blocks_read(m->arena, prompt, &blocks);
    prefix_params(m->arena, prompt, &params);
    m->tools = tools_record(m->arena, &blocks);
    size_t i = 0;
    int64_t tokens = 0;
    for (int section = 0; section < SECTION_COUNT; section++) {
        stream_feed_params(&m->stream, &params, (Section)section);
        for (; i < blocks.len && (int)blocks.items[i].segment->section == section; i++)
            add_block(m, &blocks.items[i]);
        tokens += m->plan->section[section].tokens;
        add_section(m, (Section)section, tokens);
    }
    if (!m->ended) add_stable(m);
    stream_end(&m->stream);
}

Str record_prompt_name(const Prompt *prompt) {
    return prompt->path_in_file.len ? prompt->path_in_file : prompt->name;
}

PromptRecord record_make(Arena *arena, const Plan *plan, Str path) {
    Maker m = {.arena = arena, .plan = plan, .stream = stream_begin(NULL, 0, NULL)};
    run_blocks(&m);
    return (PromptRecord){.path = path,
                          .prompt = record_prompt_name(plan->prompt),
                          .version = plan->prompt->version,
                          .model = plan->prompt->model_id,
                          .total = plan->total.tokens,
                          .tools_hash = m.tools.hash,
                          .tools_shape = m.tools.shape,
                          .prefixes = m.prefixes};
}

/* --- comparing --- */

RecordDiff record_compare(Arena *arena, const PromptRecord *older, const Plan *plan) {
    const PrefixRecordVec *wanted = &older->prefixes;
    size_t *lengths = arena_array(arena, wanted->len + 1, sizeof *lengths);
    uint64_t *hashes = arena_array(arena, wanted->len + 1, sizeof *hashes);
    for (size_t i = 0; i < wanted->len; i++) lengths[i] = wanted->items[i].bytes;
    Maker m = {.arena = arena, .plan = plan, .stream = stream_begin(lengths, wanted->len, hashes)};
    run_blocks(&m);
    RecordDiff diff = {.model_changed = !str_eq(older->model, plan->prompt->model_id)};
    /* Where only marked prefixes are read, a mark must stand at or behind the old one. */
    size_t reach = plan->breakpoint_count && m.prefixes.len
                       ? m.prefixes.items[m.prefixes.len - 1].bytes
                   : plan->caches_at_breakpoints_only && !warm_call(plan).assumed ? 0
                                                                                  : SIZE_MAX;
    for (size_t i = 0; i < wanted->len; i++) {
        const PrefixRecord *p = &wanted->items[i];
        if (p->cached && p->tokens > diff.cached) diff.cached = p->tokens;
        if (hashes[i] != p->hash) {
            if (!diff.lost) diff.lost = p;
        } else if (p->cached && p->bytes <= reach && !diff.model_changed && p->tokens > diff.warm) {
            diff.warm = p->tokens;
        }
    }
    diff.reordered =
        m.tools.shape && m.tools.shape == older->tools_shape && m.tools.hash != older->tools_hash;
    diff.changed = diff.lost || diff.model_changed;
    return diff;
}
