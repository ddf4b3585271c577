#include "lint/config/glob.h"

#include <stdint.h>

#include "lint/base/utf8.h"

typedef enum {
    STEP_CHARACTER,
    STEP_ANY,   /* ? */
    STEP_SET,   /* [...] */
    STEP_STAR,  /* a run without '/' */
    STEP_STARS, /* any run */
    STEP_OPEN,  /* { */
    STEP_COMMA,
    STEP_CLOSE, /* } */
    STEP_NEVER  /* what git takes for a fault: the pattern matches nothing */
} StepKind;

typedef struct {
    StepKind kind;
    uint32_t character;
    uint16_t from, to;    /* STEP_SET: its bytes between the brackets */
    uint16_t next_branch; /* STEP_OPEN, STEP_COMMA: the next comma or closing brace */
    uint16_t close;       /* STEP_OPEN, STEP_COMMA: the closing brace */
    bool may_vanish; /* STEP_STARS: before a '/', with which they go at the start of an element */
} Step;

typedef struct {
    Str pattern;
    GlobDialect dialect;
    size_t len;
    Step steps[GLOB_BYTES];
} Glob;

/* A character; an ill-formed byte is equal only to itself. To git each byte is one. */
static uint32_t character_at(Str s, size_t at, GlobDialect dialect, size_t *size) {
    *size = 1;
    if (dialect == GLOB_GITIGNORE) return (unsigned char)s.ptr[at];
    uint32_t c = utf8_decode(s, at, size);
    return c == UTF8_INVALID ? 0x80000000u | (unsigned char)s.ptr[at] : c;
}

/* The place of the ']' that closes the set opened at `at`; otherwise false, and `*end` is where
 * the search ended: no '[' before it opens a set either. Our own sets end at a '/', git's do not.
 */
static bool find_set_end(Str pattern, size_t at, GlobDialect dialect, size_t *end) {
    size_t i = at + 1;
    if (i < pattern.len && (pattern.ptr[i] == '!' || pattern.ptr[i] == '^')) i++;
    for (bool first = true; i < pattern.len; first = false) {
        if (pattern.ptr[i] == '/' && dialect == GLOB_PATH) break;
        if (pattern.ptr[i] == ']' && !first) break;
        i += pattern.ptr[i] == '\\' && i + 1 < pattern.len ? 2 : 1;
    }
    *end = i;
    return i < pattern.len && pattern.ptr[i] == ']';
}

/* Reads the stars at `at` and returns the byte behind them. */
static size_t read_stars(Str p, size_t at, GlobDialect dialect, Step *step) {
    size_t end = at;
    while (end < p.len && p.ptr[end] == '*') end++;
    bool element =
        end - at > 1 && (at == 0 || p.ptr[at - 1] == '/') && (end == p.len || p.ptr[end] == '/');
    bool crosses = dialect == GLOB_PATH ? end - at > 1 : element;
    step->kind = crosses ? STEP_STARS : STEP_STAR;
    step->may_vanish = crosses && end < p.len && p.ptr[end] == '/';
    return end;
}

/* Reads one unit of the pattern at `at` and returns the byte behind it. */
static size_t read_step(Str p, size_t at, GlobDialect dialect, size_t *no_set_before, Step *step) {
    size_t size, end;
    switch (p.ptr[at]) {
    case '*': return read_stars(p, at, dialect, step);
    case '?': step->kind = STEP_ANY; return at + 1;
    case '{':
    case ',':
    case '}':
        /* Which of them are braces is settled by link_braces. */
        step->character = (unsigned char)p.ptr[at];
        return at + 1;
    case '[':
        if (at < *no_set_before) break;
        if (find_set_end(p, at, dialect, &end)) {
            *step = (Step){.kind = STEP_SET, .from = (uint16_t)(at + 1), .to = (uint16_t)end};
            return end + 1;
        }
        *no_set_before = end;
        if (dialect == GLOB_GITIGNORE) step->kind = STEP_NEVER;
        break;
    case '\\':
        if (at + 1 < p.len) {
            step->character = character_at(p, at + 1, dialect, &size);
            step->close = 1; /* not a brace */
            return at + 1 + size;
        }
        if (dialect == GLOB_GITIGNORE) step->kind = STEP_NEVER;
        break;
    default: break;
    }
    step->character = character_at(p, at, dialect, &size);
    return at + size;
}

/* Turns braces that close into alternatives; all others stay ordinary characters. */
static void link_braces(Glob *glob) {
    enum { DEEPEST = 32 };
    size_t open[DEEPEST], last[DEEPEST], depth = 0;
    for (size_t i = 0; i < glob->len; i++) {
        Step *step = &glob->steps[i];
        bool escaped = step->close != 0;
        step->close = 0;
        if (step->kind != STEP_CHARACTER || escaped) continue;
        if (step->character == '{') {
            if (depth == DEEPEST) return;
            open[depth] = last[depth] = i;
            depth++;
        } else if (step->character == ',' && depth) {
            glob->steps[last[depth - 1]].next_branch = (uint16_t)i;
            last[depth - 1] = i;
        } else if (step->character == '}' && depth) {
            depth--;
            glob->steps[last[depth]].next_branch = (uint16_t)i;
            step->kind = STEP_CLOSE;
            for (size_t b = open[depth]; b != i; b = glob->steps[b].next_branch) {
                glob->steps[b].kind = b == open[depth] ? STEP_OPEN : STEP_COMMA;
                glob->steps[b].close = (uint16_t)i;
            }
        }
    }
}

static bool glob_compile(Glob *glob, Str pattern, GlobDialect dialect) {
    size_t no_set_before = 0;
    if (pattern.len > GLOB_BYTES) return false;
    glob->pattern = pattern;
    glob->dialect = dialect;
    glob->len = 0;
    for (size_t at = 0; at < pattern.len;) {
        Step *step = &glob->steps[glob->len++];
        *step = (Step){.kind = STEP_CHARACTER};
        at = read_step(pattern, at, dialect, &no_set_before, step);
    }
    if (dialect == GLOB_PATH) link_braces(glob);
    return true;
}

static bool set_matches(Str set, GlobDialect dialect, uint32_t c) {
    size_t i = 0, size;
    bool negated = set.len && (set.ptr[0] == '!' || set.ptr[0] == '^'), hit = false;
    if (c == '/') return false;
    if (negated) i++;
    while (i < set.len) {
        if (set.ptr[i] == '\\' && i + 1 < set.len) i++;
        uint32_t low = character_at(set, i, dialect, &size), high = low;
        i += size;
        if (i + 1 < set.len && set.ptr[i] == '-') {
            i++;
            if (set.ptr[i] == '\\' && i + 1 < set.len) i++;
            high = character_at(set, i, dialect, &size);
            i += size;
        }
        if (low <= c && c <= high) hit = true;
    }
    return hit != negated;
}

/* Adds the places reached without taking a character. All such moves go forward, so one pass does.
 * `boundary`: a path element starts here. */
static void close_places(const Glob *glob, bool *at, bool boundary) {
    for (size_t i = 0; i < glob->len; i++) {
        if (!at[i]) continue;
        const Step *step = &glob->steps[i];
        switch (step->kind) {
        case STEP_STARS:
            if (step->may_vanish && boundary) at[i + 2] = true;
            at[i + 1] = true;
            break;
        case STEP_STAR:
        case STEP_CLOSE: at[i + 1] = true; break;
        case STEP_OPEN:
            for (size_t b = i; b != step->close; b = glob->steps[b].next_branch) at[b + 1] = true;
            break;
        case STEP_COMMA: at[step->close + 1u] = true; break;
        default: break;
        }
    }
}

/* Moves every place that can take the character. */
static bool take(const Glob *glob, const bool *at, uint32_t c, bool *after) {
    bool alive = false;
    memset(after, 0, glob->len + 1);
    for (size_t i = 0; i < glob->len; i++) {
        if (!at[i]) continue;
        const Step *step = &glob->steps[i];
        bool stays = step->kind == STEP_STARS || (step->kind == STEP_STAR && c != '/');
        bool moves =
            (step->kind == STEP_CHARACTER && step->character == c) ||
            (step->kind == STEP_ANY && c != '/') ||
            (step->kind == STEP_SET &&
             set_matches(str_slice(glob->pattern, step->from, step->to), glob->dialect, c));
        if (stays) after[i] = true;
        if (moves) after[i + 1] = true;
        alive = alive || stays || moves;
    }
    return alive;
}

bool glob_match_whole(Str pattern, Str path, GlobDialect dialect) {
    Glob glob;
    bool places[2][GLOB_BYTES + 1], *at = places[0], *after = places[1];
    if (!glob_compile(&glob, pattern, dialect)) return false;
    memset(at, 0, glob.len + 1);
    at[0] = true;
    close_places(&glob, at, true);
    for (size_t i = 0, size; i < path.len; i += size) {
        uint32_t c = character_at(path, i, dialect, &size);
        if (!take(&glob, at, c, after)) return false;
        bool *swap = at;
        at = after;
        after = swap;
        close_places(&glob, at, c == '/');
    }
    return at[glob.len];
}

bool glob_match(Str pattern, Str path) {
    if (str_find_char(pattern, '/', 0) == STR_NOT_FOUND) path = str_file_name(path);
    return glob_match_whole(pattern, path, GLOB_PATH);
}

static bool matches_path_or_parent(Str pattern, Str path) {
    bool anchored = pattern.len && pattern.ptr[0] == '/';
    if (pattern.len && pattern.ptr[pattern.len - 1] == '/') pattern.len--;
    if (anchored) pattern = str_slice(pattern, 1, pattern.len);
    for (size_t end = 1; end <= path.len; end++) {
        if (end < path.len && path.ptr[end] != '/') continue;
        Str part = str_slice(path, 0, end);
        if (anchored ? glob_match_whole(pattern, part, GLOB_PATH) : glob_match(pattern, part))
            return true;
    }
    return false;
}

bool glob_list_matches(const Str *patterns, size_t count, Str path) {
    bool matched = false;
    for (size_t i = 0; i < count; i++) {
        bool negated = patterns[i].len && patterns[i].ptr[0] == '!';
        Str pattern = str_slice(patterns[i], negated, patterns[i].len);
        if (matched == negated && matches_path_or_parent(pattern, path)) matched = !negated;
    }
    return matched;
}
