/* Calendar dates as one number, year*10000 + month*100 + day (2026-11-21 is 20261121), so that
 * dates compare with < and stand in constant tables. 0 means "no date" or "not known". */
#ifndef WARMLINT_FACTS_DATE_H
#define WARMLINT_FACTS_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "lint/base/str.h"

typedef int32_t Date;

#define DATE(year, month, day) ((Date)((year)*10000 + (month)*100 + (day)))

enum { DATE_TEXT = 11 }; /* "YYYY-MM-DD" and a NUL */

/* Reads YYYY-MM-DD; false (and *out untouched) for anything else or a day that does not exist. */
bool date_parse(Str text, Date *out);

/* Writes YYYY-MM-DD; the empty string for 0. */
void date_format(Date date, char out[DATE_TEXT]);

/* The day of a Unix time in UTC; times outside the years 1 to 9999 are clamped. */
Date date_from_unix(int64_t seconds);

/* Whole days from `from` to `to` (negative if `to` is earlier). Both must be real dates. */
int date_days_between(Date from, Date to);

/* The day before; 0 for 0. */
Date date_before(Date date);

#endif
