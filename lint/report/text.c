#include "lint/report/text.h"

#include "lint/base/utf8.h"

static const char *const codes[] = {
    [PAINT_NONE] = "",
    [PAINT_BOLD] = "\033[1m",
    [PAINT_DIM] = "\033[2m",
    [PAINT_ERROR] = "\033[1;31m",
    [PAINT_WARNING] = "\033[1;33m",
    [PAINT_INFO] = "\033[1;36m",
    [PAINT_GUTTER] = "\033[34m",
    [PAINT_GOOD] = "\033[32m",
    [PAINT_MAYBE] = "\033[33m",
    [PAINT_BAD] = "\033[31m",
    [PAINT_CODE] = "\033[36m",
};

void paint_on(Buf *out, bool color, Paint p) {
    if (color) buf_add_c(out, codes[p]);
}

void paint_off(Buf *out, bool color, Paint p) {
    if (color && p != PAINT_NONE) buf_add_c(out, "\033[0m");
}

void paint(Buf *out, bool color, Paint p, const char *text) {
    paint_on(out, color, p);
    buf_add_c(out, text);
    paint_off(out, color, p);
}

void paint_visible(Buf *out, bool color, Paint p, Str text) {
    paint_on(out, color, p);
    buf_add_visible(out, text, false);
    paint_off(out, color, p);
}

/* Columns of bytes that have been made visible already. */
static size_t columns_of(Str visible) {
    size_t columns = 0, size;
    for (size_t i = 0; i < visible.len; i += size)
        columns += (size_t)utf8_width(utf8_decode(visible, i, &size));
    return columns;
}

size_t text_width(Str s) {
    Buf visible = {0};
    buf_add_visible(&visible, s, false);
    size_t columns = columns_of(buf_str(&visible));
    buf_free(&visible);
    return columns;
}

size_t text_fit(Buf *out, Str s, size_t width) {
    size_t start = out->len, columns = 0, cut = start, cut_columns = 0, size;
    for (size_t i = 0; i < s.len; i += size) {
        utf8_decode(s, i, &size);
        size_t before = out->len;
        buf_add_visible(out, (Str){s.ptr + i, size}, false);
        size_t w = columns_of((Str){out->ptr + before, out->len - before});
        if (columns + w > width) {
            out->len = cut;
            if (width) buf_add_c(out, "…");
            return cut_columns + (width ? 1 : 0);
        }
        columns += w;
        if (columns < width) { /* room for the ellipsis behind this one */
            cut = out->len;
            cut_columns = columns;
        }
    }
    return columns;
}

void text_pad(Buf *out, Str s, size_t width) {
    size_t used = text_fit(out, s, width);
    if (used < width) buf_repeat(out, " ", width - used);
}

static size_t break_line(Buf *out, size_t indent) {
    buf_add_char(out, '\n');
    buf_repeat(out, " ", indent);
    return indent;
}

/* A word that no line can hold is cut wherever the line ends. */
static size_t wrap_long_word(Buf *out, Str word, size_t column, size_t indent, size_t width) {
    size_t size;
    for (size_t i = 0; i < word.len; i += size) {
        utf8_decode(word, i, &size);
        Str one = {word.ptr + i, size};
        size_t w = text_width(one);
        if (column + w > width && column > indent) column = break_line(out, indent);
        buf_add_visible(out, one, false);
        column += w;
    }
    return column;
}

/* A blank ends the word, but a number keeps its per-cent sign. */
static bool may_break(Str text, size_t at) {
    return text.ptr[at] == ' ' && !(at + 1 < text.len && text.ptr[at + 1] == '%');
}

size_t text_wrap(Buf *out, Str text, size_t column, size_t indent, size_t width) {
    if (width < indent + 20) width = indent + 20;
    bool fresh = true; /* nothing on this line yet that needs a blank behind it */
    for (size_t i = 0; i < text.len;) {
        if (text.ptr[i] == '\n') {
            column = break_line(out, indent);
            fresh = true;
            i++;
            continue;
        }
        if (text.ptr[i] == ' ') {
            i++;
            continue;
        }
        size_t end = i;
        while (end < text.len && text.ptr[end] != '\n' && !may_break(text, end)) end++;
        Str word = str_slice(text, i, end);
        size_t w = text_width(word), gap = fresh ? 0 : 1;
        i = end;
        if (column + gap + w > width && column > indent && w <= width - indent) {
            column = break_line(out, indent);
            gap = 0;
        }
        buf_repeat(out, " ", gap);
        column += gap;
        if (column + w > width) {
            column = wrap_long_word(out, word, column, indent, width);
        } else {
            buf_add_visible(out, word, false);
            column += w;
        }
        fresh = false;
    }
    return column;
}

void text_plural(Buf *out, size_t n, const char *one, const char *many) {
    buf_add_count(out, (long long)n);
    buf_add_char(out, ' ');
    buf_add_c(out, n == 1 ? one : many);
}
