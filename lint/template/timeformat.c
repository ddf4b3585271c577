#include "lint/template/expression.h"

static FormatPrecision strftime_precision(Str format) {
    static const char day[] = "YymdbBaAjUWGVuwegDFxChntZz%+E O-_0^#:";
    bool any = false;
    for (size_t i = 0; i + 1 < format.len; i++) {
        if (format.ptr[i] != '%') continue;
        i++;
        while (i + 1 < format.len && ascii_is_one_of(format.ptr[i], "-_0^#EO:")) i++;
        if (!memchr(day, format.ptr[i], sizeof day - 1)) return FORMAT_TIME;
        if (format.ptr[i] != '%') any = true;
    }
    return any ? FORMAT_DAY : FORMAT_NONE;
}

/* The reference time of Go is 2006-01-02 15:04:05. */
static FormatPrecision go_precision(Str format) {
    bool clock = str_has(format, STR("15:04")) || str_has(format, STR("3:04"));
    if (!clock && !str_has(format, STR("2006")) && !str_has(format, STR("Jan")) &&
        !str_has(format, STR("Mon")) && !str_has(format, STR("01")))
        return FORMAT_NONE;
    bool time = str_has(format, STR("15")) || str_has(format, STR("04")) ||
                str_has(format, STR("05")) || str_has(format, STR("3:")) ||
                str_has(format, STR("PM"));
    return time ? FORMAT_TIME : FORMAT_DAY;
}

/* Letter patterns. Unicode: y M d E day, H h m s S a time; moment adds Y D d; PHP: Y m d D l F j
 * day, H i s g G h A a time. A doubled letter tells Unicode from PHP, where `m` is the month. */
static FormatPrecision letter_precision(Str format) {
    bool doubled = false, day = false, time = false;
    for (size_t i = 0; i + 1 < format.len; i++)
        if (ascii_is_alpha(format.ptr[i]) && format.ptr[i] == format.ptr[i + 1]) doubled = true;
    const char *time_letters = doubled ? "HhmsSaAkKtTxX" : "HisgGhAaucrU";
    const char *day_letters = doubled ? "yYMLdDEecwWQqoGZzlf" : "YymndDlFMjNwSztLo";
    for (size_t i = 0; i < format.len; i++) {
        char c = format.ptr[i];
        if (c == '\'' || c == '[') {
            size_t close = str_find_char(format, c == '[' ? ']' : '\'', i + 1);
            if (close == STR_NOT_FOUND) return FORMAT_NONE;
            i = close;
        } else if (ascii_is_alpha(c)) {
            if (strchr(time_letters, c))
                time = true;
            else if (strchr(day_letters, c))
                day = true;
            else
                return FORMAT_NONE;
        }
    }
    if (time) return FORMAT_TIME;
    return day ? FORMAT_DAY : FORMAT_NONE;
}

/* Year and month as people write them, alone or together. */
static bool is_month_format(Str format) {
    static const char *const formats[] = {
        "%Y",      "%y",      "%G",        "%B",        "%b",      "%m",           "%B %Y",
        "%b %Y",   "%Y-%m",   "%m/%Y",     "%m.%Y",     "YYYY",    "yyyy",         "YYYY-MM",
        "yyyy-MM", "MMMM",    "MMMM YYYY", "MMMM yyyy", "MM/yyyy", "MM/YYYY",      "LLLL yyyy",
        "2006",    "2006-01", "January",   "F Y",       "Y-m",     "January 2006", NULL};
    return str_is_any(format, formats);
}

/* Names of formats rather than patterns: moment and dayjs (LLL, LT), date-fns (Pp), Luxon's macros
 * are letters of their own; .NET's standard formats, of which d, D, M and Y read as patterns. */
static bool is_time_name(Str format) {
    static const char *const names[] = {
        "LT",   "LTS", "LLL", "LLLL", "lll", "llll", "L LT",  "LL LT", "L LTS",  "p", "pp", "ppp",
        "pppp", "Pp",  "PPp", "PPPp", "Ppp", "PPpp", "PPPpp", "PPPPp", "PPPPpp", "o", "O",  "s",
        "u",    "R",   "r",   "G",    "g",   "U",    "f",     "t",     "T",      NULL};
    return str_is_any(format, names);
}

FormatPrecision format_precision(Str format) {
    format = str_trim(format);
    if (is_time_name(format)) return FORMAT_TIME;
    if (format.len == 0 || format.len > 80) return FORMAT_NONE;
    if (is_month_format(format)) return FORMAT_MONTH;
    if (str_has_char(format, '%')) return strftime_precision(format);
    FormatPrecision go = go_precision(format);
    return go != FORMAT_NONE ? go : letter_precision(format);
}

/* --- the date alone ------------------------------------------------------------------------------
 */

/* Without what joins date and time: blanks, commas, a T, also quoted or escaped, and words. */
static Str trim_joint(Str s) {
    static const char joints[] = " ,;|-'\\T@";
    static const char *const words[] = {" at", " [at]", " um", " [um]", " à", " [à]", NULL};
    for (size_t len = 0; s.len != len;) {
        len = s.len;
        while (s.len && strchr(joints, s.ptr[s.len - 1])) s.len--;
        for (const char *const *word = words; *word; word++)
            if (str_ends(s, str_from_c(*word))) s.len -= strlen(*word);
    }
    while (s.len && strchr(joints, s.ptr[0])) s = str_slice(s, 1, s.len);
    return s;
}

/* Go writes the hour as 15 or 3:04, which is no date when it is cut: "Jan 2 1", "Mon 3". */
static bool cuts_number(Str format, Str part) {
    const char *end = part.ptr + part.len, *format_end = format.ptr + format.len;
    bool behind = end < format_end && (ascii_is_digit(*end) || *end == ':');
    bool before = part.ptr > format.ptr && ascii_is_digit(part.ptr[-1]);
    return (behind && ascii_is_digit(end[-1])) || (before && ascii_is_digit(part.ptr[0]));
}

/* Several fields, none of them cut in two. */
static bool is_whole_date(Str format, Str part) {
    enum { SHORTEST = 4 }; /* %d.%m, Jan 2 */
    if (part.len < SHORTEST || str_has_char(part, '\'')) return false;
    if (str_has_char(format, '%')) {
        bool cut = part.ptr > format.ptr && part.ptr[-1] == '%';
        char last = part.ptr[part.len - 1], before = part.ptr[part.len - 2];
        if (cut || last == '%' || (before == '%' && strchr("-_0^#EO:", last))) return false;
        if (part.ptr[0] != '%' && !ascii_is_alpha(part.ptr[0])) return false;
        if (!str_has_char(part, '%')) return false;
    }
    return !cuts_number(format, part) && format_precision(part) == FORMAT_DAY;
}

/* The longest part from one end that is a date. */
static Str date_part(Str format) {
    for (int from_end = 0; from_end <= 1; from_end++)
        for (size_t len = format.len - 1; len > 0; len--) {
            Str part = trim_joint(from_end ? str_slice(format, format.len - len, format.len)
                                           : str_slice(format, 0, len));
            if (is_whole_date(format, part)) return part;
        }
    return (Str){0};
}

static bool drop_from_format(Str source, Span *part, Str *date) {
    for (size_t i = 0; i < source.len; i++) {
        if (source.ptr[i] != '"' && source.ptr[i] != '\'') continue;
        size_t close = str_find_char(source, source.ptr[i], i + 1);
        if (close == STR_NOT_FOUND) return false;
        Str format = str_slice(source, i + 1, close);
        if (format_precision(format) == FORMAT_TIME) {
            *date = date_part(format);
            *part = span_of(i + 1, close);
            return date->len > 0;
        }
        i = close;
    }
    return false;
}

bool template_drop_time(Str source, Span *part, Str *date) {
    static const struct {
        const char *call, *date;
    } calls[] = {{".toISO()", ".toISODate()"},
                 {"datetime.now().isoformat()", "datetime.now().date().isoformat()"}};
    if (drop_from_format(source, part, date)) return true;
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        size_t at = str_find(source, str_from_c(calls[i].call), 0);
        if (at == STR_NOT_FOUND) continue;
        *part = span_of(at, at + strlen(calls[i].call));
        *date = str_from_c(calls[i].date);
        return true;
    }
    return false;
}
