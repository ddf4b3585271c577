#include "lint/source/textmap.h"

TextMap textmap_identity(uint32_t file_offset, size_t len) {
    return (TextMap){
        .len = 1, .whole = span_of(file_offset, file_offset + len), .one = {.file = file_offset}};
}

TextMap textmap_with_room(Arena *arena, size_t runs) {
    return (TextMap){.runs = arena_array(arena, runs, sizeof(MapRun)), .cap = (uint32_t)runs};
}

/* The last run that starts at or before `text`. */
static const MapRun *run_at(const TextMap *map, uint32_t text) {
    const MapRun *runs = textmap_runs(map);
    size_t low = 0, high = map->len;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (runs[middle].text <= text)
            low = middle;
        else
            high = middle;
    }
    return &runs[low];
}

static uint32_t file_start(const TextMap *map, uint32_t text) {
    const MapRun *run = run_at(map, text);
    return run->collapsed || text < run->text ? run->file : run->file + (text - run->text);
}

Span textmap_span(const TextMap *map, Span text) {
    if (map->len == 0) return map->whole;
    Span file = {file_start(map, text.start), 0};
    file.end = file.start;
    if (text.end > text.start) {
        const MapRun *run = run_at(map, text.end - 1);
        file.end = run->collapsed ? run->file_end : file_start(map, text.end - 1) + 1;
    }
    /* Own text between imports may stand before or behind the tag that asked for them. */
    if (map->imports && file.end < file.start) {
        const MapRun *last = run_at(map, text.end - 1);
        file.end = file.start + 1;
        file.start = last->collapsed ? last->file : file_start(map, text.end - 1);
    }
    /* A range beyond the text must not leave the scalar. */
    if (file.end > map->whole.end) file.end = map->whole.end;
    if (file.start > file.end) file.start = file.end;
    return file;
}

static void add_import(Arena *arena, TextMap *map, Import import) {
    if (!map->imports) {
        map->imports = ARENA_NEW(arena, ImportVec);
        *map->imports = (ImportVec){0};
    }
    if (map->imports->len && map->imports->items[map->imports->len - 1].text == import.text)
        map->imports->len--; /* its run was empty */
    vec_push(arena, map->imports, import);
}

static void add_run(Arena *arena, TextMap *map, MapRun run) {
    size_t cap = map->cap;
    if (!map->runs && (!map->len || map->one.text == run.text)) { /* the first, or it was empty */
        map->one = run;
        map->len = 1;
        return;
    }
    if (!map->runs) {
        vec_reserve_one(arena, (void **)&map->runs, 0, &cap, sizeof run);
        map->runs[0] = map->one;
    } else if (map->len && map->runs[map->len - 1].text == run.text) {
        map->len--; /* it was empty */
    } else if (map->len == map->cap) {
        vec_reserve_one(arena, (void **)&map->runs, map->len, &cap, sizeof run);
    }
    map->cap = (uint32_t)cap;
    map->runs[map->len++] = run;
}

void textmap_add_linear(Arena *arena, TextMap *map, uint32_t text, uint32_t file) {
    if (map->len) {
        const MapRun *last = &textmap_runs(map)[map->len - 1];
        if (!last->collapsed && last->file + (text - last->text) == file) return;
    }
    add_run(arena, map, (MapRun){.text = text, .file = file});
}

void textmap_add_collapsed(Arena *arena, TextMap *map, uint32_t text, uint32_t file,
                           uint32_t file_end) {
    add_run(arena, map, (MapRun){text, file, true, file_end & INT32_MAX});
}

void textmap_append(Arena *arena, TextMap *map, uint32_t text, const TextMap *part) {
    for (size_t i = 0; i < part->len; i++) {
        const MapRun *run = &textmap_runs(part)[i];
        if (run->collapsed)
            textmap_add_collapsed(arena, map, text + run->text, run->file, run->file_end);
        else
            textmap_add_linear(arena, map, text + run->text, run->file);
    }
    for (size_t i = 0; part->imports && i < part->imports->len; i++) {
        Import import = part->imports->items[i];
        import.text += text;
        add_import(arena, map, import);
    }
}

void textmap_add_import(Arena *arena, TextMap *map, uint32_t text, Span place, const TextMap *other,
                        uint32_t at, const struct Source *source) {
    textmap_add_collapsed(arena, map, text, place.start, place.end);
    add_import(arena, map, (Import){text, at, other, source});
}

/* The import whose run starts at `text`, or NULL. */
static const Import *import_at(const TextMap *map, uint32_t text) {
    if (!map->imports) return NULL;
    size_t low = 0, high = map->imports->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const Import *import = &map->imports->items[middle];
        if (import->text == text) return import;
        if (import->text < text)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

void textmap_carry_import(Arena *arena, TextMap *map, uint32_t text, const TextMap *outer,
                          uint32_t at) {
    if (!outer->imports) return;
    const MapRun *run = run_at(outer, at);
    const Import *import = run->collapsed ? import_at(outer, run->text) : NULL;
    if (!import) return;
    add_import(arena, map,
               (Import){text, import->at + (at - run->text), import->map, import->source});
}

bool textmap_import(const TextMap *map, Span text, const struct Source **source, Span *place) {
    if (map->len == 0) return false;
    const MapRun *run = run_at(map, text.start);
    const Import *import = run->collapsed ? import_at(map, run->text) : NULL;
    if (!import) return false;
    const MapRun *next = run + 1;
    uint32_t end =
        next < textmap_runs(map) + map->len && next->text < text.end ? next->text : text.end;
    *source = import->source;
    *place = textmap_span(import->map, span_of(import->at + (text.start - run->text),
                                               import->at + (end - run->text)));
    return true;
}

TextMap textmap_slice(Arena *arena, const TextMap *map, Span text) {
    TextMap slice = {.whole = textmap_span(map, text)};
    if (map->len == 0) return slice;
    for (const MapRun *run = run_at(map, text.start); run < textmap_runs(map) + map->len; run++) {
        MapRun cut = *run;
        if (cut.text >= text.end && slice.len) break;
        const Import *import = cut.collapsed ? import_at(map, cut.text) : NULL;
        if (cut.text >= text.start) {
            cut.text -= text.start;
        } else {
            if (!cut.collapsed) cut.file += text.start - cut.text;
            cut.text = 0;
        }
        add_run(arena, &slice, cut);
        if (!import) continue;
        Import part = *import;
        if (run->text < text.start) part.at += text.start - run->text;
        part.text = cut.text;
        add_import(arena, &slice, part);
    }
    return slice;
}
