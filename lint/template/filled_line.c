/* Lines, and a first look at them: sixteen bytes at a time, whatever the lines are. */
#include "lint/base/chunk.h"
#include "lint/template/filled_parts.h"

/* Of FilledWord, letters that hardly ever stand elsewhere so close together: day, user, ame is,
 * u are, /home/. `p` has four bytes more than are asked about. */
static inline Wide wide_words(const char *p) {
    Wide any_case = wide_fill(0x20);
    Wide a = wide_or(wide_load(p), any_case), b = wide_or(wide_load(p + 1), any_case);
    Wide c = wide_or(wide_load(p + 2), any_case), d = wide_or(wide_load(p + 3), any_case);
    Wide e = wide_or(wide_load(p + 4), any_case);
    Wide day = wide_and(wide_equal(a, 'd'), wide_equal(c, 'y'));
    Wide user = wide_and(wide_equal(a, 'u'), wide_equal(d, 'r')); /* also u are */
    Wide second = wide_or(wide_equal(b, 's'), wide_equal(b, ' '));
    Wide name = wide_and(wide_and(wide_equal(a, 'a'), wide_equal(b, 'm')), wide_equal(e, 'i'));
    Wide home = wide_and(wide_and(wide_equal(a, '/'), wide_equal(b, 'h')), wide_equal(d, 'm'));
    return wide_or(wide_or(day, wide_and(user, second)), wide_or(name, home));
}

static void look(FilledText *filled, size_t at) {
    char last[CHUNK + WIDE];
    const char *p = filled->text.ptr + at;
    size_t left = filled->text.len - at;
    if (left < sizeof last) {
        memset(last, ' ', sizeof last);
        p = memcpy(last, p, left);
    }
    uint64_t all_ends = 0, digits = 0, mails = 0, signs = 0, words = 0;
    for (unsigned i = 0; i < CHUNK; i += WIDE) {
        Wide w = wide_load(p + i);
        Wide ends = wide_or(wide_equal(w, '\n'), wide_equal(w, '\r'));
        Wide digit = wide_but(wide_below(w, '9' + 1), wide_below(w, '0'));
        Wide equals = wide_or(wide_equal(w, ':'), wide_equal(w, '='));
        Wide others = wide_or(wide_equal(w, '<'), wide_equal(w, '\xEF')); /* ： */
        all_ends |= wide_bits(ends) << i;
        digits |= wide_bits(digit) << i;
        mails |= wide_bits(wide_equal(w, '@')) << i;
        signs |= wide_bits(wide_or(equals, others)) << i;
        words |= wide_bits(wide_words(p + i)) << i;
    }
    filled->at = at;
    filled->ends = all_ends;
    filled->digit = digits;
    filled->mail = mails;
    filled->sign = signs;
    filled->word = words;
}

FilledText filled_text(Str text, size_t from) {
    return (FilledText){.text = text, .next = from, .at = STR_NOT_FOUND};
}

bool filled_next_line(FilledText *filled, FilledLine *line) {
    Str text = filled->text;
    size_t start = filled->next, end = text.len;
    if (start >= text.len) return false;
    uint64_t digit = 0, mail = 0, sign = 0, word = 0;
    for (size_t at = start / CHUNK * CHUNK; at < text.len; at += CHUNK) {
        if (at != filled->at) look(filled, at);
        uint64_t inside = at < start ? ~(uint64_t)0 << (start - at) : ~(uint64_t)0;
        uint64_t ends = filled->ends & inside;
        if (ends) inside &= (ends & (~ends + 1)) - 1; /* below the lowest */
        digit |= filled->digit & inside;
        mail |= filled->mail & inside;
        sign |= filled->sign & inside;
        word |= filled->word & inside;
        if (!ends) continue;
        end = at + (unsigned)__builtin_ctzll(ends);
        break;
    }
    bool heading = start == end || ascii_is_one_of(text.ptr[start], "#[*") ||
                   ascii_is_upper(text.ptr[end - 1]);
    *line = (FilledLine){start, end, digit != 0, mail != 0, sign != 0, word != 0, heading};
    bool both = end + 1 < text.len && text.ptr[end] == '\r' && text.ptr[end + 1] == '\n';
    filled->next = end + (both ? 2 : 1);
    return true;
}
