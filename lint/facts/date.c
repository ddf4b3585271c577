#include "lint/facts/date.h"

#include <stdio.h>

enum { SECONDS_PER_DAY = 86400 };

static int days_in_month(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

bool date_parse(Str text, Date *out) {
    if (text.len != 10 || text.ptr[4] != '-' || text.ptr[7] != '-') return false;
    int value = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (i == 4 || i == 7) continue;
        if (!ascii_is_digit(text.ptr[i])) return false;
        value = value * 10 + (text.ptr[i] - '0');
    }
    int year = value / 10000, month = value / 100 % 100, day = value % 100;
    if (year < 1 || month < 1 || month > 12) return false;
    if (day < 1 || day > days_in_month(year, month)) return false;
    *out = value;
    return true;
}

void date_format(Date date, char out[DATE_TEXT]) {
    if (date <= 0 || date > 99991231) {
        out[0] = '\0';
        return;
    }
    unsigned value = (unsigned)date;
    (void)snprintf(out, DATE_TEXT, "%04u-%02u-%02u", value / 10000 % 10000, value / 100 % 100,
                   value % 100);
}

/* Days since 1970-01-01 in the Gregorian calendar, after Howard Hinnant's days_from_civil
 * (https://howardhinnant.github.io/date_algorithms.html): years start in March, so that the leap
 * day is the last of its year. */
static int days_from_civil(Date date) {
    int year = date / 10000, month = date / 100 % 100, day = date % 100;
    year -= month <= 2;
    int era = year / 400, year_of_era = year % 400;
    int day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

static Date civil_from_days(int days) {
    days += 719468;
    int era = days / 146097, day_of_era = days % 146097;
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int shifted = (5 * day_of_year + 2) / 153;
    int day = day_of_year - (153 * shifted + 2) / 5 + 1;
    int month = shifted < 10 ? shifted + 3 : shifted - 9;
    return DATE(year_of_era + era * 400 + (month <= 2), month, day);
}

Date date_from_unix(int64_t seconds) {
    int64_t first = (int64_t)days_from_civil(DATE(1, 1, 1)) * SECONDS_PER_DAY;
    int64_t last = (int64_t)days_from_civil(DATE(9999, 12, 31)) * SECONDS_PER_DAY;
    if (seconds < first) seconds = first;
    if (seconds > last) seconds = last;
    int64_t days = seconds / SECONDS_PER_DAY;
    if (seconds % SECONDS_PER_DAY < 0) days--;
    return civil_from_days((int)days);
}

int date_days_between(Date from, Date to) {
    return days_from_civil(to) - days_from_civil(from);
}

Date date_before(Date date) {
    return date > 0 ? civil_from_days(days_from_civil(date) - 1) : 0;
}
