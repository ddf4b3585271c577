#include "lint/engine/lock.h"

#include <stdlib.h>

#include "lint/base/buf.h"
#include "lint/base/order.h"
#include "lint/base/utf8.h"
#include "lint/config/place.h"
#include "lint/source/tree.h"

enum { LOCK_VERSION = 1 };

Str lock_default_path(Arena *arena) {
    Str root = place_root(arena, place_real(arena, (Str){0}));
    if (!root.ptr) return STR(LOCK_FILE_NAME);
    return place_for_people(arena, str_printf(arena, STR_FMT "/" LOCK_FILE_NAME, STR_ARG(root)));
}

void lock_begin(Arena *arena, Str path, Lock *lock) {
    *lock = (Lock){.directory = place_real(arena, str_directory(path))};
}

Str lock_path(Arena *arena, const Lock *lock, Str path) {
    Str relative;
    bool below = place_below(lock->directory, place_absolute(arena, path), &relative);
    return below && utf8_first_invalid(relative) == STR_NOT_FOUND ? relative : (Str){0};
}

/* --- order --- */

static int compare_keys(Str path_a, Str prompt_a, Str path_b, Str prompt_b) {
    int order = str_cmp(path_a, path_b);
    return order ? order : str_cmp(prompt_a, prompt_b);
}

/* The requests of a batch have one name: they stand in the order of what they hold. */
static int compare_records(const void *left, const void *right) {
    const PromptRecord *a = left, *b = right;
    int order = compare_keys(a->path, a->prompt, b->path, b->prompt);
    uint64_t x = a->prefixes.len ? a->prefixes.items[a->prefixes.len - 1].hash : 0;
    uint64_t y = b->prefixes.len ? b->prefixes.items[b->prefixes.len - 1].hash : 0;
    return order ? order : x < y ? -1 : x > y;
}

void lock_sort(Lock *lock) {
    if (lock->items.len)
        qsort(lock->items.items, lock->items.len, sizeof *lock->items.items, compare_records);
}

const PromptRecord *lock_find(const Lock *lock, Str path, Str prompt) {
    size_t low = 0, high = lock->items.len;
    while (low < high) {
        size_t middle = middle_of(low, high);
        const PromptRecord *r = &lock->items.items[middle];
        if (compare_keys(r->path, r->prompt, path, prompt) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == lock->items.len) return NULL;
    const PromptRecord *r = &lock->items.items[low];
    return str_eq(r->path, path) && str_eq(r->prompt, prompt) ? r : NULL;
}

const PromptRecord *lock_find_like(const Lock *lock, const PromptRecord *record) {
    const PromptRecord *found = lock->items.len
                                    ? bsearch(record, lock->items.items, lock->items.len,
                                              sizeof *lock->items.items, compare_records)
                                    : NULL;
    return found ? found : lock_find(lock, record->path, record->prompt);
}

/* --- reading --- */

static Str member_text(const Node *map, const char *key) {
    const Node *node = node_get(map, key);
    return node && node->kind != NODE_NULL ? node->text : (Str){0};
}

static bool read_hash(Str text, uint64_t *hash) {
    *hash = 0;
    for (size_t i = 0; i < text.len; i++) {
        int digit = ascii_hex(text.ptr[i]);
        if (digit < 0) return false;
        *hash = *hash << 4 | (uint64_t)digit;
    }
    return text.len == 16;
}

static bool read_number(const Node *map, const char *key, double *out) {
    const Node *node = node_get(map, key);
    if (!node || node->kind != NODE_NUMBER || !(node->number >= 0) || node->number > 1e15)
        return false;
    *out = node->number;
    return true;
}

static bool read_prefix(const Node *node, PrefixRecord *out) {
    double bytes, tokens;
    const Node *cached = node_get(node, "cached");
    *out = (PrefixRecord){.to = member_text(node, "to"), .cached = cached && cached->number != 0};
    if (!read_number(node, "bytes", &bytes) || !read_number(node, "tokens", &tokens)) return false;
    out->bytes = (size_t)bytes;
    out->tokens = (int64_t)tokens;
    Str letters = member_text(node, "letters");
    return read_hash(member_text(node, "hash"), &out->hash) &&
           (!letters.len || read_hash(letters, &out->letters));
}

static int compare_prefixes(const void *left, const void *right) {
    const PrefixRecord *a = left, *b = right;
    return order_of(a->bytes, b->bytes);
}

static bool read_record(Arena *arena, const Node *node, PromptRecord *out) {
    *out = (PromptRecord){.path = member_text(node, "path"),
                          .prompt = member_text(node, "prompt"),
                          .version = member_text(node, "version"),
                          .model = member_text(node, "model")};
    double total;
    if (read_number(node, "total", &total)) out->total = (int64_t)total;
    const Node *tools = node_get(node, "tools");
    if (tools && (!read_hash(member_text(tools, "hash"), &out->tools_hash) ||
                  !read_hash(member_text(tools, "shape"), &out->tools_shape)))
        return false;
    const Node *params = node_get(node, "params");
    for (const Node *p = node_is_map(params) ? params->first : NULL; p; p = p->next)
        vec_push(arena, &out->params, (ParamRecord){p->key->text, p->text});
    const Node *prefixes = node_get(node, "prefixes");
    for (const Node *p = node_items(prefixes); p; p = p->next) {
        PrefixRecord prefix;
        if (!read_prefix(p, &prefix)) return false;
        vec_push(arena, &out->prefixes, prefix);
    }
    if (out->prefixes.len)
        qsort(out->prefixes.items, out->prefixes.len, sizeof *out->prefixes.items,
              compare_prefixes);
    return out->path.len > 0;
}

static bool complain(Arena *arena, const Source *source, uint32_t offset, Str what, Str *error) {
    *error = str_printf(arena, STR_FMT ":%u: " STR_FMT, STR_ARG(source->path),
                        source->lines ? source_position(source, offset).line : 1, STR_ARG(what));
    return false;
}

/* git's markers are no YAML, or worse, are. */
static bool find_conflict(const Source *source, uint32_t *offset) {
    Str rest = source->bytes, line;
    while (*offset = (uint32_t)(source->bytes.len - rest.len), str_next_line(&rest, &line))
        if (str_starts(line, STR("<<<<<<< ")) || str_starts(line, STR(">>>>>>> ")) ||
            str_is(line, "======="))
            return true;
    return false;
}

static bool read_source(Arena *arena, const Source *source, Lock *lock, Str *error) {
    ProblemVec problems = {0};
    uint32_t at = 0;
    if (find_conflict(source, &at))
        return complain(arena, source, at,
                        STR("a merge conflict: keep either side, then `warmlint lock --update`"),
                        error);
    const Node *root = yaml_read(arena, source, span_of(0, source->bytes.len), &problems);
    if (!root)
        return complain(arena, source, problems.items[0].span.start, problems.items[0].message,
                        error);
    double version;
    if (!read_number(root, "lock", &version))
        return complain(arena, source, 0, STR("not a lock file of warmlint (no `lock:`)"), error);
    if (version > LOCK_VERSION)
        return complain(arena, source, 0, STR("written by a newer warmlint"), error);
    const Node *prompts = node_get(root, "prompts");
    for (const Node *n = node_items(prompts); n; n = n->next) {
        PromptRecord record;
        if (!read_record(arena, n, &record))
            return complain(arena, source, n->span.start,
                            STR("not a record of a prompt; `warmlint lock --update` makes it anew"),
                            error);
        vec_push(arena, &lock->items, record);
    }
    lock_sort(lock);
    return true;
}

bool lock_read(Arena *arena, Str path, Lock *lock, Str *error) {
    Source *source = ARENA_NEW(arena, Source);
    ProblemVec problems = {0};
    lock_begin(arena, path, lock);
    if (!source_load(arena, path, source, &problems))
        return complain(arena, source, 0, problems.items[0].message, error);
    return read_source(arena, source, lock, error);
}

bool lock_from_bytes(Arena *arena, Str path, Str bytes, Lock *lock, Str *error) {
    Source *source = ARENA_NEW(arena, Source);
    ProblemVec problems = {0};
    lock_begin(arena, path, lock);
    if (!source_from_bytes(arena, path, bytes, source, &problems))
        return complain(arena, source, 0, problems.items[0].message, error);
    return read_source(arena, source, lock, error);
}

/* --- writing --- */

static void member(Buf *out, const char *key, Str value) {
    if (!value.len) return;
    buf_printf(out, "    %s: ", key);
    buf_add_json(out, value);
    buf_add_char(out, '\n');
}

static void params_text(Buf *out, const ParamRecordVec *params) {
    for (size_t i = 0; i < params->len; i++) {
        buf_add_c(out, i ? ", " : "    params: {");
        buf_add_json(out, params->items[i].name);
        buf_add_c(out, ": ");
        buf_add_json(out, params->items[i].text);
    }
    if (params->len) buf_add_c(out, "}\n");
}

Str lock_text(Arena *arena, const Lock *lock, const char *tool_version) {
    Buf out = {0};
    buf_printf(
        &out,
        "# What each prompt's cached prefixes were when this was written by `warmlint lock`.\n"
        "# Commit it: `warmlint check` compares with it. After a merge conflict in here keep\n"
        "# either side, then run `warmlint lock --update`.\n"
        "lock: %d\nestimator: \"%s\"\nprompts:%s\n",
        LOCK_VERSION, tool_version, lock->items.len ? "" : " []");
    for (size_t i = 0; i < lock->items.len; i++) {
        const PromptRecord *r = &lock->items.items[i];
        buf_add_c(&out, "  - path: ");
        buf_add_json(&out, r->path);
        buf_add_char(&out, '\n');
        member(&out, "prompt", r->prompt);
        member(&out, "version", r->version);
        member(&out, "model", r->model);
        buf_printf(&out, "    total: %lld\n", (long long)r->total);
        if (r->tools_hash)
            buf_printf(&out, "    tools: {hash: \"%016llx\", shape: \"%016llx\"}\n",
                       (unsigned long long)r->tools_hash, (unsigned long long)r->tools_shape);
        params_text(&out, &r->params);
        buf_printf(&out, "    prefixes:%s\n", r->prefixes.len ? "" : " []");
        for (size_t p = 0; p < r->prefixes.len; p++) {
            const PrefixRecord *prefix = &r->prefixes.items[p];
            buf_add_c(&out, "      - {to: ");
            buf_add_json(&out, prefix->to);
            buf_printf(&out,
                       ", bytes: %zu, tokens: %lld, cached: %s, hash: \"%016llx\", letters: "
                       "\"%016llx\"}\n",
                       prefix->bytes, (long long)prefix->tokens, prefix->cached ? "true" : "false",
                       (unsigned long long)prefix->hash, (unsigned long long)prefix->letters);
        }
    }
    Str text = str_dup(arena, buf_str(&out));
    buf_free(&out);
    return text;
}
