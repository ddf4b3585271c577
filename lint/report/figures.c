#include "lint/report/figures.h"

#include <math.h>
#include <stdio.h>

int figure_band(TokCount count) {
    if (count.tokens <= 0 || count.lo == count.hi) return 0;
    double low = (double)(count.tokens - count.lo), high = (double)(count.hi - count.tokens);
    double percent = 100 * fmax(low, high) / (double)count.tokens;
    return percent > 999 ? 999 : (int)ceil(percent);
}

void figure_tokens(Buf *out, TokCount count) {
    int band = figure_band(count);
    buf_add_count(out, count.tokens);
    if (band) buf_printf(out, " (±%d %%)", band);
}

void figure_band_right(Buf *out, TokCount count, size_t width) {
    char text[16] = "";
    int band = figure_band(count), n = 0;
    if (band) n = snprintf(text, sizeof text, "%d %%", band) + 1; /* and the sign */
    if ((size_t)n < width) buf_repeat(out, " ", width - (size_t)n);
    if (band) buf_printf(out, "±%s", text);
}

void figure_count_right(Buf *out, int64_t n, size_t width) {
    Buf digits = {0};
    buf_add_count(&digits, n);
    if (digits.len < width) buf_repeat(out, " ", width - digits.len);
    buf_add(out, buf_str(&digits));
    buf_free(&digits);
}

void figure_usd(Buf *out, double usd) {
    if (usd >= 1e15) { /* a slip of a declaration, but a figure all the same */
        buf_printf(out, "$%.3g", usd);
    } else if (usd >= 1000) {
        buf_add_char(out, '$');
        buf_add_count(out, llround(usd));
    } else {
        buf_printf(out, usd > 0 && usd < 0.1 ? "$%.4f" : "$%.2f", usd);
    }
}

void figure_price(Buf *out, double price, size_t width) {
    char text[32] = "-";
    if (price >= 0) {
        int n = snprintf(text, sizeof text, "%.4f", price);
        while (n > 0 && text[n - 1] == '0') text[--n] = '\0';
        if (n > 0 && text[n - 1] == '.') text[--n] = '\0';
    }
    buf_printf(out, "%*s", (int)width, text);
}

void figure_seconds(Buf *out, uint32_t seconds) {
    if (seconds >= 3600 && seconds % 3600 == 0)
        buf_printf(out, "%uh", seconds / 3600);
    else if (seconds >= 60 && seconds % 60 == 0)
        buf_printf(out, "%um", seconds / 60);
    else
        buf_printf(out, "%us", seconds);
}
