#include "rules/bytes.h"

#include "lint/base/chunk.h"
#include "lint/base/utf8.h"

/* The character that ends before `at`; 0 at the start. */
static uint32_t before(Str s, size_t at) {
    size_t start = at, len;
    while (start > 0 && at - start < 4 && ((unsigned char)s.ptr[start - 1] & 0xC0) == 0x80) start--;
    if (start == 0) return 0;
    uint32_t c = utf8_decode(s, start - 1, &len);
    return c == UTF8_INVALID || start - 1 + len != at ? 0 : c;
}

static uint32_t after(Str s, size_t at) {
    size_t len;
    uint32_t c = at < s.len ? utf8_decode(s, at, &len) : 0;
    return c == UTF8_INVALID ? 0 : c;
}

static bool is_ascii_letter(uint32_t c) {
    return c < 0x80 && ascii_is_alpha((char)c);
}

bool bytes_is_invisible(Str s, size_t at, uint32_t c, size_t len) {
    uint32_t left, right;
    switch (c) {
    case 0x00AD: /* soft hyphen */
    case 0x200C: /* joiners: Persian, Indic scripts, emoji */
    case 0x200D: return is_ascii_letter(before(s, at)) && is_ascii_letter(after(s, at + len));
    case 0x200B: /* word break of Thai and Khmer */
        left = before(s, at);
        right = after(s, at + len);
        return left < 0x250 && right < 0x250;
    case 0x180E:
    case 0x2060:
    case 0x2061:
    case 0x2062:
    case 0x2063:
    case 0x2064:
    case 0xFEFF: return true;
    default: break;
    }
    if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069)) return true;
    if (c < 0xE0000 || c > 0xE007F) return false;
    left = before(s, at); /* tags spell regions behind a black flag */
    return left != 0x1F3F4 && (left < 0xE0020 || left > 0xE007F);
}

const char *bytes_character_name(uint32_t c) {
    switch (c) {
    case 0x00AD: return " (soft hyphen)";
    case 0x200B: return " (zero width space)";
    case 0x200C:
    case 0x200D: return " (zero width joiner)";
    case 0x2060: return " (word joiner)";
    case 0xFEFF: return " (byte order mark)";
    default: return c >= 0xE0000 ? " (tag character)" : c >= 0x202A ? " (writing direction)" : "";
    }
}

/* Letters that have a precomposed form with the mark, small or capital (UnicodeData.txt). */
static const char *letters_of_mark(uint32_t mark) {
    switch (mark) {
    case 0x300: return "aeinouwy";
    case 0x301: return "acegiklmnoprsuwyz";
    case 0x302: return "aceghijosuwyz";
    case 0x303: return "aeinouvy";
    case 0x304: return "aegiouy";
    case 0x306: return "aegiou";
    case 0x307: return "abcdefghimnoprstwxyz";
    case 0x308: return "aehiotuwxy";
    case 0x309: return "aeiouy";
    case 0x30A: return "auwy";
    case 0x30B: return "ou";
    case 0x30C: return "acdeghijklnorstuz";
    case 0x31B: return "ou";
    case 0x323: return "abdehiklmnorstuvwyz";
    case 0x327: return "cdeghklnrst";
    case 0x328: return "aeiou";
    case 0x331: return "bdhklnrtz";
    default: return "";
    }
}

/* The few of them that have only the other one of the two. */
static bool lacks_form(uint32_t mark, char letter) {
    switch (mark) {
    case 0x307: return letter == 'i';
    case 0x308: return letter == 'T';
    case 0x30A: return letter == 'W' || letter == 'Y';
    case 0x30C: return letter == 'J';
    case 0x331: return letter == 'H';
    default: return false;
    }
}

/* Vietnamese: a vowel with its own mark takes a tone. */
static bool takes_tone(uint32_t base, uint32_t mark) {
    static const uint16_t vowels[] = {0xC2,  0xE2,  0xCA,  0xEA,  0xD4,  0xF4,
                                      0x102, 0x103, 0x1A0, 0x1A1, 0x1AF, 0x1B0};
    if (mark != 0x300 && mark != 0x301 && mark != 0x303 && mark != 0x309 && mark != 0x323)
        return false;
    for (size_t i = 0; i < sizeof vowels / sizeof *vowels; i++)
        if (vowels[i] == base) return true;
    return false;
}

static bool takes_voice_mark(uint32_t kana) {
    if (kana >= 0x30A1 && kana <= 0x30F6) kana -= 0x60;
    return kana == 0x3046 || (kana >= 0x304B && kana <= 0x3069) ||
           (kana >= 0x306F && kana <= 0x307D);
}

static bool is_singleton(uint32_t c) {
    switch (c) {
    case 0x0340:
    case 0x0341:
    case 0x0374:
    case 0x037E:
    case 0x0387:
    case 0x2000:
    case 0x2001:
    case 0x2126: /* ohm, kelvin, angstrom */
    case 0x212A:
    case 0x212B:
    case 0x2329:
    case 0x232A: return true;
    default: return (c >= 0xF900 && c <= 0xFA0D) || (c >= 0xFA30 && c <= 0xFAD9);
    }
}

bool bytes_is_decomposed(Str s, size_t at, uint32_t c) {
    if (c < 0x300) return false;
    if (c <= 0x36F) {
        uint32_t base = before(s, at);
        if (is_ascii_letter(base))
            return strchr(letters_of_mark(c), ascii_lower((char)base)) &&
                   !lacks_form(c, (char)base);
        return takes_tone(base, c);
    }
    if (c >= 0x1161 && c <= 0x1175) {
        uint32_t base = before(s, at);
        return base >= 0x1100 && base <= 0x1112;
    }
    if (c == 0x3099 || c == 0x309A) return takes_voice_mark(before(s, at));
    return is_singleton(c);
}

static bool looks_latin(uint32_t c) {
    static const uint16_t alike[] = {/* Cyrillic A V E K M N O R S T Kh, a e o r s u kh, i, j, s */
                                     0x410, 0x412, 0x415, 0x41A, 0x41C, 0x41D, 0x41E, 0x420, 0x421,
                                     0x422, 0x425, 0x430, 0x435, 0x43E, 0x440, 0x441, 0x443, 0x445,
                                     0x405, 0x406, 0x408, 0x455, 0x456, 0x458,
                                     /* Greek capitals and omicron, nu */
                                     0x391, 0x392, 0x395, 0x396, 0x397, 0x399, 0x39A, 0x39C, 0x39D,
                                     0x39F, 0x3A1, 0x3A4, 0x3A5, 0x3A7, 0x3BF, 0x3BD};
    for (size_t i = 0; i < sizeof alike / sizeof *alike; i++)
        if (alike[i] == c) return true;
    return false;
}

bool bytes_is_look_alike(Str s, size_t at, uint32_t c, size_t len) {
    enum { WORD_BYTES = 48, LATIN_LETTERS = 3 };
    if (c < 0x370 || c > 0x4FF || !looks_latin(c)) return false;
    size_t latin = 0;
    for (size_t i = at, n = 0; i > 0 && n < WORD_BYTES; n++) {
        uint32_t left = before(s, i);
        if (is_ascii_letter(left)) {
            latin++;
            i--;
        } else if (left >= 0x370 && left <= 0x4FF) {
            if (!looks_latin(left)) return false;
            i -= 2;
        } else {
            break;
        }
    }
    for (size_t i = at + len, n = 0; i < s.len && n < WORD_BYTES; n++) {
        uint32_t right = after(s, i);
        if (is_ascii_letter(right)) {
            latin++;
            i++;
        } else if (right >= 0x370 && right <= 0x4FF) {
            if (!looks_latin(right)) return false;
            i += 2;
        } else {
            break;
        }
    }
    return latin >= LATIN_LETTERS;
}

/* --- equal lines ---------------------------------------------------------------------------------
 */

/* Shorter lines (list marks, braces) are equal by chance. */
enum { LINE_BYTES = 24 };

typedef struct {
    size_t start, text_end, end; /* without blanks, without the line end */
} Line;

/* The next line; false at the end. */
static bool next_line(Str s, size_t *at, Line *line) {
    if (*at >= s.len) return false;
    const char *newline = memchr(s.ptr + *at, '\n', s.len - *at);
    line->start = *at;
    line->end = newline ? (size_t)(newline - s.ptr) : s.len;
    *at = line->end + 1;
    if (line->end > line->start && s.ptr[line->end - 1] == '\r') line->end--;
    line->text_end = line->end;
    while (line->text_end > line->start &&
           (s.ptr[line->text_end - 1] == ' ' || s.ptr[line->text_end - 1] == '\t'))
        line->text_end--;
    return true;
}

static bool has_blanks(const Line *line) {
    return line->text_end < line->end && line->text_end - line->start >= LINE_BYTES;
}

static Str text_of(Str s, const Line *line) {
    return str_slice(s, line->start, line->text_end);
}

/* Slot of a line's text in an open table of 2^n places: taken by its like, or free; the number of
 * places where there is none nearby, as only lines that were made for it have. */
static size_t slot_of(Str s, const Line *lines, const uint32_t *table, size_t mask, Str text) {
    enum { MOST_LOOKS = 64 };
    size_t hash = (size_t)str_hash(text);
    for (size_t looks = 0; looks < MOST_LOOKS; looks++) {
        size_t slot = (hash + looks) & mask;
        if (!table[slot] || str_eq(text_of(s, &lines[table[slot] - 1]), text)) return slot;
    }
    return mask + 1;
}

/* Whether a blank, or a carriage return, stands before a line feed or the end. */
static bool has_blank_ends(Str s) {
    size_t i = 0;
    for (; s.len - i > WIDE; i += WIDE) {
        Wide w = wide_load(s.ptr + i), behind = wide_load(s.ptr + i + 1);
        Wide blank = wide_but(wide_below(w, ' ' + 1), wide_equal(w, '\n'));
        if (wide_any(wide_and(blank, wide_equal(behind, '\n')))) return true;
    }
    for (; i < s.len; i++) {
        bool ends = i + 1 == s.len || s.ptr[i + 1] == '\n';
        if (ends && (unsigned char)s.ptr[i] <= ' ' && s.ptr[i] != '\n') return true;
    }
    return false;
}

bool bytes_twin_lines(Arena *arena, Str s, TwinLine *twin) {
    if (!has_blank_ends(s)) return false;
    size_t count = 0, places = 8;
    Line line;
    for (size_t at = 0; next_line(s, &at, &line);) count += has_blanks(&line);
    if (count == 0) return false;
    while (places < count * 2) places *= 2;
    Line *lines = arena_array(arena, count, sizeof *lines);
    uint32_t *table = arena_array(arena, places, sizeof *table);
    size_t kept = 0;
    for (size_t at = 0; next_line(s, &at, &line);) {
        if (!has_blanks(&line)) continue;
        size_t slot = slot_of(s, lines, table, places - 1, text_of(s, &line));
        if (slot == places || table[slot]) continue;
        lines[kept++] = line;
        table[slot] = (uint32_t)kept;
    }
    for (size_t at = 0; next_line(s, &at, &line);) {
        if (line.text_end - line.start < LINE_BYTES) continue;
        size_t slot = slot_of(s, lines, table, places - 1, text_of(s, &line));
        if (slot == places || !table[slot]) continue;
        const Line *found = &lines[table[slot] - 1];
        if (str_eq(str_slice(s, found->text_end, found->end),
                   str_slice(s, line.text_end, line.end)))
            continue;
        twin->blanks = span_of(found->text_end, found->end);
        twin->other = span_of(line.start, line.text_end);
        return true;
    }
    return false;
}
