/* How checks report: findings with their place, and numbers as people read them. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#include "rules/rule.h"

/* Bytes that sorting and printing will take for each. */
enum { DUE_OF_FINDING = 512 };

void sink_overflow(Sink *sink, Span span, const char *things) {
    sink->full = things;
    sink->full_at = span;
    sink->spare = ARENA_NEW(sink->arena, Finding);
}

static Finding *report(Sink *sink, Level level, Span span, Str message) {
    Finding finding = {.code = str_from_c(sink->rule->code),
                       .name = str_from_c(sink->rule->name),
                       .level = level,
                       .span = span,
                       .message = message};
    if (!sink->full && arena_is_full(sink->arena, DUE_OF_FINDING * sink->findings->len))
        sink_overflow(sink, span, "findings");
    if (sink->full) {
        *sink->spare = finding;
        return sink->spare;
    }
    vec_push(sink->arena, sink->findings, finding);
    return &sink->findings->items[sink->findings->len - 1];
}

/* Texts of findings that are not kept take no memory. */
static Str say(Sink *sink, const char *format, va_list args) {
    return sink->full ? STR("") : str_vprintf(sink->arena, format, args);
}

static Finding *report_text(Sink *sink, Level level, const Segment *segment, Span text,
                            Str message) {
    Finding *finding = report(sink, level, segment_file_span(segment, text), message);
    if (sink->full) return finding;
    finding->place = segment_place(sink->arena, sink->prompt, segment);
    segment_tell_import(sink->arena, segment, text, finding);
    return finding;
}

Finding *sink_report(Sink *sink, Level level, Span span, const char *format, ...) {
    va_list args;
    va_start(args, format);
    Str message = say(sink, format, args);
    va_end(args);
    return report(sink, level, span, message);
}

Finding *sink_report_piece(Sink *sink, Level level, const Segment *segment, const Piece *piece,
                           const char *format, ...) {
    va_list args;
    va_start(args, format);
    Str message = say(sink, format, args);
    va_end(args);
    return report_text(sink, level, segment, piece->span, message);
}

Finding *sink_report_text(Sink *sink, Level level, const Segment *segment, Span text,
                          const char *format, ...) {
    va_list args;
    va_start(args, format);
    Str message = say(sink, format, args);
    va_end(args);
    return report_text(sink, level, segment, text, message);
}

Str sink_text(Sink *sink, const char *format, ...) {
    va_list args;
    va_start(args, format);
    Str text = say(sink, format, args);
    va_end(args);
    return text;
}

enum { COUNT_DIGITS = 32 };

/* 12345 -> "12,345", written at the end of `digits`; returns where it starts. */
static const char *grouped(int64_t n, char digits[COUNT_DIGITS]) {
    char *at = digits + COUNT_DIGITS - 1;
    uint64_t left = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    *at = '\0';
    for (int place = 0;; place++) {
        if (place > 0 && place % 3 == 0) *--at = ',';
        *--at = (char)('0' + left % 10);
        left /= 10;
        if (left == 0) break;
    }
    if (n < 0) *--at = '-';
    return at;
}

Str sink_tokens(Sink *sink, TokCount count) {
    char digits[COUNT_DIGITS];
    const char *number = grouped(count.tokens, digits);
    double half_width = (double)(count.hi - count.lo) / 2;
    if (count.tokens <= 0 || half_width <= 0) return sink_text(sink, "%s", number);
    /* Rounded up: a band is never shown narrower than it is. */
    double percent = ceil(100 * half_width / (double)count.tokens - 1e-9);
    return sink_text(sink, "%s (±%.0f %%)", number, percent);
}

Str sink_usd(Sink *sink, double usd) {
    char digits[COUNT_DIGITS];
    double size = fabs(usd);
    const char *sign = usd < 0 ? "-" : "";
    if (size >= 1000 && size < 1e15)
        return sink_text(sink, "%s$%s", sign, grouped(llround(size), digits));
    if (size >= 0.1 || size == 0) return sink_text(sink, "%s$%.2f", sign, size);
    /* Two significant digits: $0.012, $0.0004. */
    int decimals = 1 - (int)floor(log10(size));
    if (decimals > 12) return sink_text(sink, "%s$0.00", sign);
    char text[32];
    int len = snprintf(text, sizeof text, "%.*f", decimals, size);
    while (text[len - 1] == '0') text[--len] = '\0';
    return sink_text(sink, "%s$%s", sign, text);
}
