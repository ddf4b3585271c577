#include "lint/diff/record.h"

#include "lint/diff/stream.h"
#include "lint/diff/warm.h"

/* --- tools --- */

static uint64_t tools_hash(const BlockVec *blocks) {
    Stream s = stream_begin(NULL, 0, NULL);
    for (size_t i = 0; i < blocks->len; i++) {
        if (blocks->items[i].segment->section != SECTION_TOOLS) continue;
        stream_feed(&s, STR("\x1F"));
        stream_feed(&s, blocks->items[i].sent);
    }
    return s.bytes ? s.hash : 0;
}

static uint64_t tools_shape(Arena *arena, const BlockVec *blocks) {
    uint64_t shape = 0;
    for (size_t i = 0; i < blocks->len; i++)
        if (blocks->items[i].segment->section == SECTION_TOOLS)
            shape += block_shape(arena, blocks->items[i].sent, false) * 0x9E3779B97F4A7C15u;
    return shape;
}

uint64_t record_tools_hash(Arena *arena, const Prompt *prompt) {
    BlockVec blocks = {0};
    blocks_read(arena, prompt, &blocks);
    return tools_hash(&blocks);
}

uint64_t record_tools_shape(Arena *arena, const Prompt *prompt) {
    BlockVec blocks = {0};
    blocks_read(arena, prompt, &blocks);
    return tools_shape(arena, &blocks);
}

/* --- making --- */

typedef struct {
    Arena *arena;
    const Plan *plan;
    Stream stream;
    PrefixRecordVec prefixes;
    size_t mark; /* next breakpoint of the plan */
    bool ended;  /* the stable part ended */
    PrefixParamVec params;
    uint64_t tools_hash, tools_shape;
} Recorder;

static void add_prefix(Recorder *r, Str to, int64_t tokens, bool cached) {
    vec_push(
        r->arena, &r->prefixes,
        (PrefixRecord){to, r->stream.bytes, r->stream.hash, r->stream.letters, tokens, cached});
}

/* Without breakpoints: the ends of tools and system, as long as nothing changes. */
static void add_section(Recorder *r, Section section, int64_t tokens) {
    const Plan *plan = r->plan;
    if (plan->breakpoint_count || r->ended || plan->section[section].tokens <= 0) return;
    bool cached = !plan->caches_at_breakpoints_only && tokens >= plan->minimum;
    if (section != SECTION_MESSAGES)
        add_prefix(r, str_from_c(section_name(section)), tokens, cached);
}

static void add_stable(Recorder *r) {
    WarmCall call = warm_call(r->plan);
    r->ended = true;
    if (r->plan->breakpoint_count || !r->plan->stable.tokens) return;
    add_prefix(r, STR("stable"), r->plan->stable.tokens, call.cached.tokens > 0);
}

static void add_marks(Recorder *r, size_t segment) {
    const Plan *plan = r->plan;
    for (; r->mark < plan->breakpoint_count && plan->breakpoints[r->mark].segment <= segment;
         r->mark++) {
        const PlanBreakpoint *b = &plan->breakpoints[r->mark];
        if (b->segment != segment) continue;
        add_prefix(r, segment_place(r->arena, plan->prompt, &plan->prompt->segments.items[segment]),
                   b->prefix.tokens, b->reach != REACH_BELOW && b->first_change == NO_STEP);
    }
}

static void add_block(Recorder *r, const Block *block) {
    const Plan *plan = r->plan;
    size_t change = plan->first_change;
    stream_feed_frame(&r->stream, block->segment);
    if (change != NO_STEP && plan->steps[change].segment == block->index && !r->ended) {
        size_t before = block_sent_before(block, plan->steps[change].piece);
        stream_feed(&r->stream, str_slice(block->sent, 0, before));
        add_stable(r);
        stream_feed(&r->stream, str_slice(block->sent, before, block->sent.len));
    } else {
        stream_feed(&r->stream, block->sent);
    }
    add_marks(r, block->index);
}

static void run_blocks(Recorder *r) {
    const Prompt *prompt = r->plan->prompt;
    BlockVec blocks = {0};
    blocks_read(r->arena, prompt, &blocks);
    prefix_params(r->arena, prompt, &r->params);
    r->tools_hash = tools_hash(&blocks);
    r->tools_shape = tools_shape(r->arena, &blocks);
    size_t i = 0;
    int64_t tokens = 0;
    for (int section = 0; section < SECTION_COUNT; section++) {
        stream_feed_params(&r->stream, &r->params, (Section)section);
        for (; i < blocks.len && (int)blocks.items[i].segment->section == section; i++)
            add_block(r, &blocks.items[i]);
        tokens += r->plan->section[section].tokens;
        add_section(r, (Section)section, tokens);
    }
    if (!r->ended) add_stable(r);
    stream_end(&r->stream);
}

Str record_prompt_name(const Prompt *prompt) {
    return prompt->path_in_file.len ? prompt->path_in_file : prompt->name;
}

PromptRecord record_make(Arena *arena, const Plan *plan, Str path) {
    Recorder r = {.arena = arena, .plan = plan, .stream = stream_begin(NULL, 0, NULL)};
    run_blocks(&r);
    PromptRecord record = {.path = path,
                           .prompt = record_prompt_name(plan->prompt),
                           .version = plan->prompt->version,
                           .model = plan->prompt->model_id,
                           .total = plan->total.tokens,
                           .tools_hash = r.tools_hash,
                           .tools_shape = r.tools_shape,
                           .prefixes = r.prefixes};
    for (size_t i = 0; i < r.params.len; i++)
        vec_push(arena, &record.params,
                 (ParamRecord){str_from_c(r.params.items[i].name), r.params.items[i].text});
    return record;
}

PromptRecord record_copy(Arena *arena, const PromptRecord *record) {
    PromptRecord copy = *record;
    copy.path = str_dup(arena, record->path);
    copy.prompt = str_dup(arena, record->prompt);
    copy.version = str_dup(arena, record->version);
    copy.model = str_dup(arena, record->model);
    copy.prefixes = (PrefixRecordVec){0};
    copy.params = (ParamRecordVec){0};
    for (size_t i = 0; i < record->prefixes.len; i++) {
        PrefixRecord prefix = record->prefixes.items[i];
        prefix.to = str_dup(arena, prefix.to);
        vec_push(arena, &copy.prefixes, prefix);
    }
    for (size_t i = 0; i < record->params.len; i++) {
        const ParamRecord *param = &record->params.items[i];
        vec_push(arena, &copy.params,
                 (ParamRecord){str_dup(arena, param->name), str_dup(arena, param->text)});
    }
    return copy;
}

/* --- comparing --- */

static Str param_now(const PrefixParamVec *params, Str name) {
    for (size_t i = 0; i < params->len; i++)
        if (str_is(name, params->items[i].name)) return params->items[i].text;
    return (Str){0};
}

static Str param_before(const ParamRecordVec *params, const char *name) {
    for (size_t i = 0; i < params->len; i++)
        if (str_is(params->items[i].name, name)) return params->items[i].text;
    return (Str){0};
}

/* Those that went or changed, then those that came. */
static void compare_params(Arena *arena, const ParamRecordVec *before, const PrefixParamVec *now,
                           ParamChangeVec *changes) {
    for (size_t i = 0; i < before->len; i++) {
        const ParamRecord *p = &before->items[i];
        Str text = param_now(now, p->name);
        if (!str_eq(text, p->text))
            vec_push(arena, changes, (ParamChange){str_to_c(arena, p->name), p->text, text});
    }
    for (size_t i = 0; i < now->len; i++) {
        const PrefixParam *p = &now->items[i];
        if (!param_before(before, p->name).len)
            vec_push(arena, changes, (ParamChange){p->name, (Str){0}, p->text});
    }
}

static bool has_letters(const PrefixRecordVec *prefixes, const PrefixRecord *older) {
    for (size_t i = 0; older->letters && i < prefixes->len; i++)
        if (prefixes->items[i].letters == older->letters) return true;
    return false;
}

RecordDiff record_compare(Arena *arena, const PromptRecord *older, const Plan *plan) {
    const PrefixRecordVec *wanted = &older->prefixes;
    size_t *lengths = arena_array(arena, wanted->len, sizeof *lengths);
    uint64_t *hashes = arena_array(arena, wanted->len, sizeof *hashes);
    for (size_t i = 0; i < wanted->len; i++) lengths[i] = wanted->items[i].bytes;
    Recorder r = {
        .arena = arena, .plan = plan, .stream = stream_begin(lengths, wanted->len, hashes)};
    run_blocks(&r);
    RecordDiff diff = {.model_changed = !str_eq(older->model, plan->prompt->model_id)};
    /* Where only marked prefixes are read, a mark must stand at or behind the old one. */
    size_t reach = plan->breakpoint_count && r.prefixes.len
                       ? r.prefixes.items[r.prefixes.len - 1].bytes
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
        r.tools_shape && r.tools_shape == older->tools_shape && r.tools_hash != older->tools_hash;
    diff.blanks = diff.lost && has_letters(&r.prefixes, diff.lost);
    compare_params(arena, &older->params, &r.params, &diff.params);
    diff.changed = diff.lost || diff.model_changed;
    return diff;
}
