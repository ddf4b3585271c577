#include "lint/command/markdown.h"

typedef struct {
    Arena *arena;
    Buf *out;
    bool color;
    size_t width;
    Buf paragraph; /* words collected so far */
    size_t first_indent, indent;
} Page;

static size_t closing(Str s, size_t from, Str mark) {
    return str_find(s, mark, from);
}

/* `code`, **bold** and [text](address) in one wrapped text. Marks are replaced by colour where
 * there is colour; without, backticks stay because they say what is code. */
static Str inline_text(Page *page, Str s) {
    Buf plain = {0};
    for (size_t i = 0; i < s.len;) {
        if (str_starts(str_slice(s, i, s.len), STR("**"))) {
            i += 2;
        } else if (s.ptr[i] == '`') {
            size_t end = closing(s, i + 1, STR("`"));
            if (end == STR_NOT_FOUND) end = s.len - 1;
            buf_add(&plain, str_slice(s, i, end + 1));
            i = end + 1;
        } else if (s.ptr[i] == '[') {
            size_t middle = closing(s, i, STR("](")), end = STR_NOT_FOUND;
            if (middle != STR_NOT_FOUND) end = closing(s, middle, STR(")"));
            if (end == STR_NOT_FOUND) {
                buf_add_char(&plain, s.ptr[i++]);
                continue;
            }
            buf_add(&plain, str_slice(s, i + 1, middle));
            buf_add_c(&plain, " (");
            buf_add(&plain, str_slice(s, middle + 2, end));
            buf_add_char(&plain, ')');
            i = end + 1;
        } else {
            buf_add_char(&plain, s.ptr[i++]);
        }
    }
    Str copy = str_dup(page->arena, buf_str(&plain));
    buf_free(&plain);
    return copy;
}

static void flush(Page *page) {
    if (!page->paragraph.len) return;
    Str text = inline_text(page, buf_str(&page->paragraph));
    text_wrap(page->out, text, page->first_indent, page->indent, page->width);
    buf_add_char(page->out, '\n');
    page->paragraph.len = 0;
    page->first_indent = page->indent = 0;
}

static void blank(Page *page) {
    Buf *out = page->out;
    bool there = out->len < 2 || (out->ptr[out->len - 1] == '\n' && out->ptr[out->len - 2] == '\n');
    if (!there) buf_add_char(out, '\n');
}

static void heading(Page *page, Str line) {
    size_t level = 0;
    while (level < line.len && line.ptr[level] == '#') level++;
    blank(page);
    paint_on(page->out, page->color, PAINT_BOLD);
    buf_add_visible(page->out, inline_text(page, str_trim(str_slice(line, level, line.len))),
                    false);
    paint_off(page->out, page->color, PAINT_BOLD);
    buf_add_char(page->out, '\n');
}

/* What the word behind the language says about an example. */
static const char *fence_title(Str info) {
    if (str_ends(info, STR(" bad"))) return "found in:";
    if (str_ends(info, STR(" good"))) return "silent about:";
    if (str_ends(info, STR(" output"))) return "what it says:";
    return NULL;
}

static void fence(Page *page, Str info, Str *rest) {
    const char *title = fence_title(str_trim(info));
    blank(page);
    if (title) {
        buf_add_c(page->out, "  ");
        paint(page->out, page->color, PAINT_DIM, title);
        buf_add_char(page->out, '\n');
    }
    Str line;
    while (str_next_line(rest, &line) && !str_starts(line, STR("```"))) {
        if (line.len) {
            buf_add_c(page->out, "    ");
            paint_visible(page->out, page->color, PAINT_CODE, line);
        }
        buf_add_char(page->out, '\n');
    }
    blank(page);
}

/* "- ", "* " or "12. ": the columns up to the text, 0 when it is no list item. */
static size_t list_mark(Str line) {
    size_t i = 0;
    while (i < line.len && line.ptr[i] == ' ') i++;
    size_t start = i;
    if (i < line.len && (line.ptr[i] == '-' || line.ptr[i] == '*'))
        i++;
    else
        while (i < line.len && (ascii_is_digit(line.ptr[i]) || (i > start && line.ptr[i] == '.')))
            i++;
    return i > start && i < line.len && line.ptr[i] == ' ' ? i + 1 : 0;
}

static void list_item(Page *page, Str line, size_t mark) {
    flush(page);
    buf_add(page->out, str_slice(line, 0, mark));
    page->first_indent = page->indent = mark;
    buf_add(&page->paragraph, str_slice(line, mark, line.len));
}

static void prose(Page *page, Str line) {
    if (page->paragraph.len) buf_add_char(&page->paragraph, ' ');
    buf_add(&page->paragraph, str_trim(line));
}

void markdown_show(Arena *arena, Buf *out, Str text, bool color, size_t width) {
    Page page = {.arena = arena, .out = out, .color = color, .width = width};
    Str line;
    while (str_next_line(&text, &line)) {
        size_t mark = list_mark(line);
        if (str_starts(line, STR("```"))) {
            flush(&page);
            fence(&page, str_slice(line, 3, line.len), &text);
        } else if (str_starts(line, STR("#"))) {
            flush(&page);
            heading(&page, line);
        } else if (!str_trim(line).len) {
            flush(&page);
            blank(&page);
        } else if (line.ptr[0] == '|') {
            flush(&page);
            buf_add_visible(out, line, false);
            buf_add_char(out, '\n');
        } else if (mark) {
            list_item(&page, line, mark);
        } else {
            prose(&page, line);
        }
    }
    flush(&page);
    buf_free(&page.paragraph);
}
