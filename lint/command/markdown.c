#include "lint/command/markdown.h"

enum { MARGIN = 2 }; /* headings stand out to the left of it */

typedef struct {
    Arena *arena;
    Buf *out;
    bool color;
    size_t width;
    Buf paragraph; /* words collected so far */
    size_t indent; /* of a list item's text */
} Page;

static size_t closing(Str s, size_t from, Str mark) {
    return str_find(s, mark, from);
}

/* An asterisk that touches a word: *so* or **so**, not 2 * 3. */
static bool is_emphasis(Str s, size_t at) {
    bool before = at > 0 && !ascii_is_space(s.ptr[at - 1]);
    bool after = at + 1 < s.len && !ascii_is_space(s.ptr[at + 1]);
    return before || after;
}

/* `code`, **bold** and [text](address) in one wrapped text. Marks are replaced by colour where
 * there is colour; without, backticks stay because they say what is code. */
static Str inline_text(Page *page, Str s) {
    Buf plain = {0};
    for (size_t i = 0; i < s.len;) {
        if (s.ptr[i] == '*' && is_emphasis(s, i)) {
            i++;
        } else if (s.ptr[i] == '`') {
            size_t end = closing(s, i + 1, STR("`"));
            if (end == STR_NOT_FOUND) end = i;
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
    size_t indent = MARGIN + page->indent;
    if (!page->indent) buf_repeat(page->out, " ", MARGIN);
    text_wrap(page->out, text, indent, indent, page->width);
    buf_add_char(page->out, '\n');
    page->paragraph.len = 0;
    page->indent = 0;
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

/* "yaml bad file=prompts/a.yaml": what kind of example it is, and of which file. */
static void fence_title(Page *page, Str info) {
    size_t blank_at = str_find_char(info, ' ', 0), file = str_find(info, STR("file="), 0);
    Str word = str_slice(info, blank_at == STR_NOT_FOUND ? info.len : blank_at + 1, info.len);
    bool bad = str_starts(word, STR("bad")), good = str_starts(word, STR("good"));
    bool output = str_starts(word, STR("output"));
    if (!bad && !good && !output) return;
    buf_repeat(page->out, " ", MARGIN);
    paint(page->out, page->color,
          bad    ? PAINT_BAD
          : good ? PAINT_GOOD
                 : PAINT_DIM,
          bad    ? "bad"
          : good ? "good"
                 : "warmlint says");
    if (file != STR_NOT_FOUND) {
        Str name = str_slice(info, file + 5, info.len);
        buf_add_c(page->out, ": ");
        buf_add_visible(page->out, str_slice(name, 0, str_find_char(name, ' ', 0)), false);
    }
    buf_add_char(page->out, '\n');
}

static void fence(Page *page, Str info, Str *rest) {
    Str line, block = *rest;
    size_t lines = 0;
    while (str_next_line(rest, &line) && !str_starts(line, STR("```"))) lines++;
    if (!lines) return;
    blank(page);
    fence_title(page, str_trim(info));
    while (lines--) {
        str_next_line(&block, &line);
        if (line.len) {
            buf_repeat(page->out, " ", MARGIN + 4);
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
    buf_repeat(page->out, " ", MARGIN);
    buf_add(page->out, str_slice(line, 0, mark));
    page->indent = mark;
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
            buf_repeat(out, " ", MARGIN);
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
