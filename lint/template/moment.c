#include "lint/template/moment.h"

static bool digit_at(Str s, size_t i) {
    return i < s.len && ascii_is_digit(s.ptr[i]);
}

static char byte_of(Str s, size_t i) {
    return i < s.len ? s.ptr[i] : '\0';
}

static size_t digits_from(Str s, size_t i) {
    enum { MOST = 20 };
    size_t n = 0;
    while (n < MOST && digit_at(s, i + n)) n++;
    return n;
}

/* Letters of any script. */
static bool is_letter(char c) {
    return ascii_is_alpha(c) || byte_is_high(c);
}

static size_t letters_from(Str s, size_t i) {
    enum { MOST = 30 };
    size_t n = 0;
    while (n < MOST && i + n < s.len && is_letter(s.ptr[i + n])) n++;
    return n;
}

static size_t behind(Str s, size_t i, const char *word) {
    if (ascii_lower(byte_of(s, i)) != word[0]) return i; /* mostly */
    Str w = str_from_c(word);
    return str_starts_nocase(str_slice(s, i, s.len), w) ? i + w.len : i;
}

/* 1900 to 2099. */
static bool is_year(Str s, size_t i) {
    return digits_from(s, i) == 4 &&
           ((s.ptr[i] == '1' && s.ptr[i + 1] == '9') || (s.ptr[i] == '2' && s.ptr[i + 1] == '0'));
}

/* AM, p.m. behind a time; returns its end, or `i`. */
static size_t half_of_day(Str s, size_t i) {
    size_t at = byte_of(s, i) == ' ' ? i + 1 : i;
    char half = ascii_lower(byte_of(s, at));
    if (half != 'a' && half != 'p') return i;
    size_t end = byte_of(s, at + 1) == '.' ? at + 2 : at + 1;
    if (ascii_lower(byte_of(s, end)) != 'm' || ascii_is_alnum(byte_of(s, end + 1))) return i;
    return byte_of(s, end + 1) == '.' && end > at + 1 ? end + 2 : end + 1;
}

/* 30分, 30分11秒 behind an hour; the end, or `i`. */
static size_t minutes_end(Str s, size_t i) {
    static const char *const signs[] = {"分", "분", "秒", "초"};
    for (int part = 0; part < 2; part++) {
        size_t at = byte_of(s, i) == ' ' ? i + 1 : i, digits = digits_from(s, at);
        if (!digits) return i;
        i = at + digits;
        for (size_t k = 0; k < sizeof signs / sizeof *signs && i == at + digits; k++)
            i = behind(s, i, signs[k]);
    }
    return i;
}

/* 9:05, 14:05:11.250, 3 PM, 14h30, 14 h 30, 14时30分; the end, or `i`. */
static size_t time_end(Str s, size_t i) {
    size_t hours = digits_from(s, i);
    if (hours < 1 || hours > 2) return i;
    size_t at = i + hours;
    if (byte_of(s, at) == ':' && digits_from(s, at + 1) == 2) {
        at += 3;
        if (byte_of(s, at) == ':' && digits_from(s, at + 1) == 2) at += 3;
        if (at > i + hours + 3 && byte_of(s, at) == '.' && digit_at(s, at + 1))
            at += 1 + digits_from(s, at + 1);
        return half_of_day(s, at);
    }
    if (ascii_lower(byte_of(s, at)) == 'h' && digits_from(s, at + 1) == 2) return at + 3;
    if (str_starts(str_slice(s, at, s.len), STR(" h ")) && digits_from(s, at + 3) == 2 &&
        !ascii_is_alnum(byte_of(s, at + 5)))
        return at + 5; /* 16 h 20 */
    static const char *const hour_signs[] = {"时", "時", "点", "시"};
    bool sign = (unsigned char)byte_of(s, at) >= 0x80;
    for (size_t h = 0; sign && h < sizeof hour_signs / sizeof *hour_signs; h++) {
        size_t end = behind(s, at, hour_signs[h]);
        if (end == at) continue;
        return minutes_end(s, end);
    }
    size_t end = half_of_day(s, at);
    return end > at ? end : i;
}

/* At the blank behind a full stop, as in 4. 3. 2026. */
static size_t skip_blank(Str s, size_t i, char sep) {
    return sep == '.' && byte_of(s, i + 1) == ' ' ? i + 1 : i;
}

/* 2026-03-02, 2026/3/2, 2.3.2026, 4. 3. 2026, 2026年3月2日, 2026. 3. 2.; the end, or `i`. */
static size_t numbers_end(Str s, size_t i) {
    size_t n = digits_from(s, i);
    bool year_first = n == 4 && is_year(s, i);
    if (!year_first && (n < 1 || n > 2)) return i;
    size_t at = i + n;
    static const char *const year_signs[] = {"年", "년"}, *const month_signs[] = {"月", "월"},
                             *const day_signs[] = {"日", "号", "일"};
    if (year_first && byte_is_high(byte_of(s, at))) {
        size_t next = at;
        for (size_t k = 0; k < 2 && next == at; k++) next = behind(s, at, year_signs[k]);
        if (next == at) return i;
        while (byte_of(s, next) == ' ') next++;
        size_t month = digits_from(s, next), end = next + month;
        if (month < 1 || month > 2) return i;
        for (size_t k = 0; k < 2 && end == next + month; k++) end = behind(s, end, month_signs[k]);
        if (end == next + month) return i;
        size_t day = byte_of(s, end) == ' ' ? end + 1 : end, days = digits_from(s, day);
        if (days < 1 || days > 2) return end;
        for (size_t k = 0; k < 3; k++) {
            size_t last = behind(s, day + days, day_signs[k]);
            if (last > day + days) return last;
        }
        return end;
    }
    char sep = byte_of(s, at);
    if (year_first && sep == '-' && byte_of(s, at + 1) == 'W' && digits_from(s, at + 2) == 2)
        return at + 4; /* 2026-W11 */
    if (!sep || !ascii_is_one_of(sep, "-/.")) return i;
    at = skip_blank(s, at, sep);
    size_t second = digits_from(s, at + 1);
    if (second < 1 || second > 2 || byte_of(s, at + 1 + second) != sep) return i;
    size_t third = skip_blank(s, at + 1 + second, sep) + 1, digits = digits_from(s, third);
    if (year_first ? digits >= 1 && digits <= 2 : is_year(s, third)) return third + digits;
    return i;
}

/* "nd", "th", "." behind the number of a day. */
static size_t behind_ordinal(Str s, size_t i) {
    if (!ascii_is_one_of(byte_of(s, i), "snrteSNRTE.\xC2")) return i;
    if (byte_of(s, i) == '.') return ascii_is_alpha(byte_of(s, i + 1)) ? i : i + 1; /* of a list */
    static const char *const ordinals[] = {"st", "nd", "rd", "th", "er", "º"};
    for (size_t k = 0; k < sizeof ordinals / sizeof *ordinals; k++) {
        size_t end = behind(s, i, ordinals[k]);
        if (end > i && !ascii_is_alpha(byte_of(s, end))) return end;
    }
    return i;
}

#define LETTERS(a, b, c) ((unsigned)(a) << 16 | (unsigned)(b) << 8 | (unsigned)(c))
/* The first three bytes of a word, letters in lower case; 0: it is shorter. */
static unsigned three_letters(Str s, size_t i) {
    if (i + 3 > s.len) return 0;
    const unsigned char *p = (const unsigned char *)s.ptr + i;
    return LETTERS(p[0] | 0x20, p[1] | 0x20, p[2] | 0x20);
}

static bool is_month(Str s, size_t i) {
    switch (three_letters(s, i)) {
    case LETTERS('j', 'a', 'n'):
    case LETTERS('f', 'e', 'b'):
    case LETTERS('m', 'a', 'r'):
    case LETTERS('a', 'p', 'r'):
    case LETTERS('m', 'a', 'y'):
    case LETTERS('j', 'u', 'n'):
    case LETTERS('j', 'u', 'l'):
    case LETTERS('a', 'u', 'g'):
    case LETTERS('s', 'e', 'p'):
    case LETTERS('o', 'c', 't'):
    case LETTERS('n', 'o', 'v'):
    case LETTERS('d', 'e', 'c'): return true;
    default: return false;
    }
}

/* What the names of days begin with. */
static bool may_be_day(Str s, size_t i) {
    switch (three_letters(s, i)) {
    case LETTERS('m', 'o', 'n'):
    case LETTERS('t', 'u', 'e'):
    case LETTERS('w', 'e', 'd'):
    case LETTERS('t', 'h', 'u'):
    case LETTERS('f', 'r', 'i'):
    case LETTERS('s', 'a', 't'):
    case LETTERS('s', 'u', 'n'):
    case LETTERS('d', 'i', 'e'):
    case LETTERS('m', 'i', 't'):
    case LETTERS('d', 'o', 'n'):
    case LETTERS('f', 'r', 'e'):
    case LETTERS('s', 'a', 'm'):
    case LETTERS('s', 'o', 'n'):
    case LETTERS('l', 'u', 'n'):
    case LETTERS('m', 'a', 'r'):
    case LETTERS('m', 'e', 'r'):
    case LETTERS('j', 'e', 'u'):
    case LETTERS('v', 'e', 'n'):
    case LETTERS('d', 'i', 'm'):
    case LETTERS('m', 'i', 0xE3): /* é */
    case LETTERS('j', 'u', 'e'):
    case LETTERS('v', 'i', 'e'):
    case LETTERS('s', 0xE3, 0xA1): /* á */
    case LETTERS('d', 'o', 'm'):
    case LETTERS('g', 'i', 'o'):
    case LETTERS('s', 'a', 'b'):
    case LETTERS('m', 'a', 'a'):
    case LETTERS('d', 'i', 'n'):
    case LETTERS('w', 'o', 'e'):
    case LETTERS('v', 'r', 'i'):
    case LETTERS('z', 'a', 't'):
    case LETTERS('z', 'o', 'n'): return true;
    default: return false;
    }
}
#undef LETTERS

static size_t skip(Str s, size_t i, const char *marks) {
    size_t end = i;
    while (end < s.len && end < i + 3 && memchr(marks, s.ptr[end], strlen(marks))) end++;
    return end;
}

static bool is_word_end(Str s, size_t i) {
    return !ascii_is_alnum(byte_of(s, i)) && byte_of(s, i) != ':';
}

/* "March 2, 2026", "March 2", "Mar 2026", "March 16th, 2026"; the end, or `i`. */
static size_t month_first_end(Str s, size_t i) {
    if (!is_month(s, i)) return i;
    size_t at = skip(s, i + letters_from(s, i), ". ");
    if (is_year(s, at)) return at + 4;
    size_t day = digits_from(s, at);
    if (day < 1 || day > 2) return i;
    size_t end = behind_ordinal(s, at + day), year = skip(s, end, ", ");
    if (is_year(s, year)) return year + 4;
    if (byte_of(s, end - 1) == '.') end--; /* the sentence ends */
    return is_word_end(s, end) ? end : i;
}

/* "2 March 2026", "22nd April", "29th of Apr, 2025", "27. Januar 2026", "3 de marzo de 2026"; the
 * end, or `i`. */
static size_t day_first_end(Str s, size_t i) {
    size_t day = digits_from(s, i);
    if (day < 1 || day > 2) return i;
    size_t at = skip(s, behind_ordinal(s, i + day), " -");
    if (at == i + day) return i;
    at = behind(s, behind(s, at, "of "), "de ");
    size_t word = letters_from(s, at);
    if (word < 3) return i;
    size_t year = skip(s, at + word, ".,- ");
    year = behind(s, year, "de ");
    if (is_year(s, year)) return year + 4;
    return is_month(s, at) && is_word_end(s, at + word) ? at + word : i;
}

/* The end of the name of a day, or `i`. */
static size_t weekday_end(Str s, size_t i) {
    static const char *const names[] = {
        "monday",  "tuesday",  "wednesday", "thursday",   "friday",   "saturday", "sunday",
        "mon",     "tue",      "wed",       "thu",        "fri",      "sat",      "sun",
        "montag",  "dienstag", "mittwoch",  "donnerstag", "freitag",  "samstag",  "sonntag",
        "lundi",   "mardi",    "mercredi",  "jeudi",      "vendredi", "samedi",   "dimanche",
        "lunes",   "martes",   "miércoles", "jueves",     "viernes",  "sábado",   "domingo",
        "lunedì",  "martedì",  "mercoledì", "giovedì",    "venerdì",  "sabato",   "domenica",
        "maandag", "dinsdag",  "woensdag",  "donderdag",  "vrijdag",  "zaterdag", "zondag",
        NULL};
    Str word = str_slice(s, i, i + letters_from(s, i));
    return may_be_day(s, i) && str_is_any_nocase(word, names) ? i + word.len : i;
}

/* What begins with a number is read by the byte behind it. */
static size_t date_end(Str s, size_t i) {
    if (!digit_at(s, i)) return month_first_end(s, i);
    char next = byte_of(s, i + digits_from(s, i));
    bool numbers = byte_is_high(next) || ascii_is_one_of(next, "-/.");
    size_t end = numbers ? numbers_end(s, i) : i;
    bool cut = end > i && ascii_is_alnum(byte_of(s, end)) && byte_of(s, end) != 'T';
    if (cut && byte_is_high(s.ptr[end - 1])) cut = time_end(s, end) == end; /* 3月12日16时20分 */
    return end == i || cut ? day_first_end(s, i) : end;
}

/* Words that may stand between a date and its time. */
static bool joins(Str word) {
    bool zone = word.len >= 3 && word.len <= 4; /* PDT, CEST */
    for (size_t i = 0; i < word.len; i++) zone = zone && ascii_is_upper(word.ptr[i]);
    if (zone && word.ptr[word.len - 1] == 'T') return true;

    static const char *const words[] = {
        "at",   "on",      "um",        "le",      "les",   "alle", "the", "t",
        "time", "morning", "afternoon", "evening", "night", "utc",  "gmt", "est",
        "cet",  "der",     "den",       "es",      "ist",   "el",   "il",  "it",
        "is",   "ore",     "om",        "kl",      "saat",  "a",    "las", NULL};
    return str_is_any_nocase(word, words) || byte_is_high(word.ptr[0]);
}

/* The other half of a date with a time: what stands between is short and says nothing else. */
static size_t other_half(Str s, size_t from, size_t (*half)(Str, size_t)) {
    enum { GAP = 24 };
    size_t at = from;
    while (at < s.len && at < from + GAP) {
        char c = s.ptr[at];
        bool starts = at == from || !ascii_is_alnum(s.ptr[at - 1]) || s.ptr[at - 1] == 'T';
        if (starts && half(s, at) > at) return half(s, at);
        if (is_letter(c)) {
            size_t n = letters_from(s, at), weekday = weekday_end(s, at);
            if (c == 'T' && n == 1) {
                at++;
            } else if (weekday > at) {
                at = weekday;
            } else if (joins(str_slice(s, at, at + n))) {
                at += n;
            } else {
                return from;
            }
            continue;
        }
        if (!ascii_is_one_of(c, " ,-|()@\t/")) return from;
        at++;
    }
    return from;
}

/* What stands behind the first number of a date or time: most numbers are neither. */
static bool may_be_number(Str s, size_t i) {
    size_t n = digits_from(s, i);
    char next = byte_of(s, i + n);
    if (n == 10 || n == 13) return true;
    if (byte_is_high(next)) return n <= 4;
    return (n == 4 && ascii_is_one_of(next, "-/.")) ||
           (n <= 2 && ascii_is_one_of(next, "-/.: hapsnrteHAPSNRTE"));
}

Moment moment_at(Str s, size_t at) {
    Moment none = {MOMENT_NONE, at};
    bool digit = digit_at(s, at);
    if (digit ? !may_be_number(s, at) : !is_month(s, at) && !may_be_day(s, at)) return none;
    s = str_slice(s, 0, at + 120 < s.len ? at + 120 : s.len);
    size_t day = digit ? at : weekday_end(s, at);
    if (day > at) {
        size_t end = other_half(s, day, date_end);
        if (end == day) {
            end = other_half(s, day, time_end);
            return (Moment){end > day ? MOMENT_CLOCK : MOMENT_DAY, end};
        }
        day = end;
    } else {
        day = date_end(s, at);
    }
    if (day > at) {
        size_t end = other_half(s, day, time_end);
        return (Moment){end > day ? MOMENT_CLOCK : MOMENT_DAY, end};
    }
    size_t end = time_end(s, at);
    if (end > at) return (Moment){MOMENT_CLOCK, other_half(s, end, date_end)};
    size_t n = digits_from(s, at); /* seconds or milliseconds since 1970, up to 2033 */
    if ((n == 10 || n == 13) && s.ptr[at] == '1') return (Moment){MOMENT_CLOCK, at + n};
    return none;
}
