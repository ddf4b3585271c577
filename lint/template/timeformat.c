#include "lint/template/expression.h"

static FormatPrecision strftime_precision(Str format) {
    static const char day[] = "YymdbBaAjUWGVuwegDFxChntZz%+E O-_0^#:";
    bool any = false;
    for (size_t i = 0; i + 1 < format.len; i++) {
        if (format.ptr[i] != '%') continue;
        i++;
        while (i + 1 < format.len && memchr("-_0^#EO:", format.ptr[i], 8)) i++;
        if (!memchr(day, format.ptr[i], sizeof day - 1)) return FORMAT_TIME;
        if (format.ptr[i] != '%') any = true;
    }
    return any ? FORMAT_DAY : FORMAT_NONE;
}

/* The reference time of Go is 2006-01-02 15:04:05. */
static FormatPrecision go_precision(Str format) {
    if (!str_has(format, STR("2006")) && !str_has(format, STR("Jan")) &&
        !str_has(format, STR("01")))
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

FormatPrecision format_precision(Str format) {
    format = str_trim(format);
    if (format.len == 0 || format.len > 80) return FORMAT_NONE;
    if (str_find_char(format, '%', 0) != STR_NOT_FOUND) return strftime_precision(format);
    FormatPrecision go = go_precision(format);
    return go != FORMAT_NONE ? go : letter_precision(format);
}
