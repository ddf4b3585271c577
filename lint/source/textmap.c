#include "lint/source/textmap.h"

TextMap textmap_identity(Arena *arena, uint32_t file_offset, size_t len) {
    MapRun *run = ARENA_NEW(arena, MapRun);
    *run = (MapRun){.file = file_offset};
    return (TextMap){run, 1, 1, span_of(file_offset, file_offset + len)};
}

/* The last run that starts at or before `text`. */
static const MapRun *run_at(const TextMap *map, uint32_t text) {
    size_t low = 0, high = map->len;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (map->runs[middle].text <= text)
            low = middle;
        else
            high = middle;
    }
    return &map->runs[low];
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
    /* A range beyond the text must not leave the scalar. */
    if (file.end > map->whole.end) file.end = map->whole.end;
    if (file.start > file.end) file.start = file.end;
    return file;
}

static void add_run(Arena *arena, TextMap *map, MapRun run) {
    if (map->len && map->runs[map->len - 1].text == run.text) map->len--; /* it was empty */
    vec_reserve_one(arena, (void **)&map->runs, map->len, &map->cap, sizeof run);
    map->runs[map->len++] = run;
}

void textmap_add_linear(Arena *arena, TextMap *map, uint32_t text, uint32_t file) {
    if (map->len) {
        const MapRun *last = &map->runs[map->len - 1];
        if (!last->collapsed && last->file + (text - last->text) == file) return;
    }
    add_run(arena, map, (MapRun){.text = text, .file = file});
}

void textmap_add_collapsed(Arena *arena, TextMap *map, uint32_t text, uint32_t file,
                           uint32_t file_end) {
    add_run(arena, map, (MapRun){text, file, true, file_end});
}

TextMap textmap_slice(Arena *arena, const TextMap *map, Span text) {
    TextMap slice = {.whole = textmap_span(map, text)};
    if (map->len == 0) return slice;
    for (const MapRun *run = run_at(map, text.start); run < map->runs + map->len; run++) {
        MapRun cut = *run;
        if (cut.text >= text.end && slice.len) break;
        if (cut.text >= text.start) {
            cut.text -= text.start;
        } else {
            if (!cut.collapsed) cut.file += text.start - cut.text;
            cut.text = 0;
        }
        add_run(arena, &slice, cut);
    }
    return slice;
}
