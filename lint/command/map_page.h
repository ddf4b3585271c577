/* The map as a page (`warmlint map --html`): each prompt in cache order, with what a warm call does
 * with each part of it, running tokens at the side and findings beside the text. Figures and words
 * are those of the terminal's map. Prompts are put in as their files are read; the page is written
 * at the end, because its table of contents stands first. */
#ifndef WARMLINT_COMMAND_MAP_PAGE_H
#define WARMLINT_COMMAND_MAP_PAGE_H

#include "lint/engine/engine.h"
#include "lint/report/map_words.h"

/* What a page draws at most; it says where it stops. Bytes of prompt text; prompts in full, and as
 * rows of the table of contents. */
enum {
    PAGE_TEXT_BYTES = 8 << 20,
    PAGE_SEGMENT_BYTES = 256 << 10,
    PAGE_PROMPTS = 1000,
    PAGE_ROWS = 10000
};

typedef struct {
    Arena *arena;
    Date today;
    Buf contents, prompts;
    size_t count, shown_bytes;
    TokCount tokens, read;
    size_t findings[LEVEL_ERROR + 1];
} MapPage;

void map_page_prompt(MapPage *page, const FileResult *result, const Plan *plan,
                     const FindingVec *findings);
/* Appends the whole page to `out` and ends the work. */
void map_page_end(Buf *out, MapPage *page);

/* --- parts of it ------------------------------------------------------------------------------ */

/* A finding where the page shows it. */
typedef struct {
    const Finding *finding;
    size_t number;              /* on the page's prompt, from 1 */
    size_t segment, start, end; /* in the segment's text; start == end: no text is marked */
    bool placed;
} PageNote;
typedef VEC(PageNote) PageNoteVec;

/* One prompt on the page. */
typedef struct {
    MapPage *page;
    Buf *out;
    const FileResult *result;
    const Plan *plan;
    PageNoteVec notes; /* by segment and start */
    size_t number;     /* of the prompt; ids begin with p and this */
} PagePrompt;

/* "read", "stable", "change", "after": the classes of page.css. */
const char *page_kind_class(CellKind kind);
/* The bar, with what changes above it and breakpoints below. */
void page_bar(const PagePrompt *p);
/* Its marks in words: for those who do not see it, and with links into the text. */
void page_marks(const PagePrompt *p);
/* The bar alone, for the table of contents. */
void page_small_bar(Buf *out, const Plan *plan);
/* The text of a segment with its notes; `step` is its first one. */
void page_text(const PagePrompt *p, size_t segment, size_t step);
/* Says which segment and which text of it each note is about. */
void page_place_notes(PagePrompt *p);
/* The findings [from, to) of the notes as a list; with their source line where they are not beside
 * the text. */
void page_notes(const PagePrompt *p, size_t from, size_t to);

#endif
