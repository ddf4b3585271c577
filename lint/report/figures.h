/* Numbers as people read them, shared by the tables of the commands. */
#ifndef WARMLINT_REPORT_FIGURES_H
#define WARMLINT_REPORT_FIGURES_H

#include "lint/base/buf.h"
#include "tokenizer/tokenizer.h"

/* Half-width of the band in per cent of the count, rounded up; 0 for an exact or empty count. */
int figure_band(TokCount count);
/* "4,310 (±4 %)", "4,310" when exact. */
void figure_tokens(Buf *out, TokCount count);
/* "±4 %", and the count alone, right-aligned in `width` columns for tables. */
void figure_band_right(Buf *out, TokCount count, size_t width);
void figure_count_right(Buf *out, int64_t n, size_t width);
/* "$11.64", "$0.0031": two decimals, more below ten cents. */
void figure_usd(Buf *out, double usd);
/* A price per million tokens without zeros at the end: "3", "0.375"; "-" when unknown. */
void figure_price(Buf *out, double price, size_t width);
/* "5m", "1h", "24h". */
void figure_seconds(Buf *out, uint32_t seconds);

#endif
