/* Dates and times of day that the words around them say are of this moment. */
#include "lint/template/filled_parts.h"
#include "lint/template/scan.h"

/* `the user says "current time: 10:00"`: a quotation opened in front of the words that call the
 * value so, and has not closed. */
static bool is_quoted(Str before) {
    size_t quotes = 0, last = 0;
    for (size_t i = 0; i < before.len; i++)
        if (before.ptr[i] == '"') {
            quotes++;
            last = i;
        }
    if (quotes % 2 == 0 || str_trim(str_slice(before, last + 1, before.len)).len == 0) return false;
    Str ahead = str_trim(str_slice(before, 0, last));
    return ahead.len && !ascii_is_one_of(ahead.ptr[ahead.len - 1], ":={[(,"); /* a string of JSON */
}

/* Words that say "of this moment" wherever they stand in front of the value. */
static bool says_now(Str before) {
    static const char *const cues[] = {"current time",
                                       "current date",
                                       "current_time",
                                       "current_date",
                                       "currenttime",
                                       "currentdate",
                                       "current datetime",
                                       "current_datetime",
                                       "time now",
                                       "now time",
                                       "it is now",
                                       "it's now",
                                       "it is currently",
                                       "it's currently",
                                       "today is",
                                       "today's date",
                                       "todays date",
                                       "today’s date",
                                       "today:",
                                       "now:",
                                       "now is",
                                       "now =",
                                       "local time",
                                       "generated at",
                                       "generated on",
                                       "rendered at",
                                       "timestamp:",
                                       "date and time",
                                       "the date is",
                                       "the time is",
                                       "server time",
                                       "system time",
                                       "reference utc",
                                       "this session",
                                       "this conversation",
                                       "conversation takes place",
                                       "session started",
                                       "conversation started",
                                       "call started",
                                       "ТЕКУЩЕЕ ВРЕМЯ",
                                       "زمان فعلی",
                                       "ТЕКУЩАЯ ДАТА",
                                       NULL};
    static const char *const talks[] = {"session", "conversation", NULL};
    static const char *const spans[] = {"started at", "expires at", NULL};
    before = filled_last_sentence(before);
    return filled_has_any(before, cues) ||
           (str_ends_any_nocase(str_trim(before), spans) && filled_has_any(before, talks));
}

/* "Hoje é quinta-feira, 12 de março", "Dzisiaj jest czwartek, 12 marca": the sentence begins so and
 * holds little else. */
static bool says_today(Str before) {
    static const Str days[] = {
        STR_IN("hoje"),   STR_IN("oggi"),    STR_IN("vandaag"),    STR_IN("dzisiaj"),
        STR_IN("idag"),   STR_IN("i dag"),   STR_IN("dnes"),       STR_IN("dnešní"),
        STR_IN("tänään"), STR_IN("hôm nay"), STR_IN("hari ini"),   STR_IN("Сьогодні"),
        STR_IN("วันนี้"),    STR_IN("आज"),      STR_IN("اليوم"),      STR_IN("Сегодня"),
        STR_IN("bugün"),  STR_IN("hoy"),     STR_IN("aujourd'hui")};
    enum { LONGEST = 48 };
    before = filled_undecorated(filled_last_sentence(before));
    for (size_t i = before.len; i-- > 1;)
        if (before.ptr[i] == ' ' && before.ptr[i - 1] == ':') { /* "[SYSTEM]: Hoje é ..." */
            before = str_slice(before, i + 1, before.len);
            break;
        }
    if (before.len > LONGEST) return false;
    for (size_t i = 0; i < sizeof days / sizeof *days; i++)
        if (str_starts_nocase(before, days[i])) return true;
    return false;
}

/* "## Today so far (Wednesday, 11 March, 11:30)": the remark of a line that begins so. */
static bool says_today_in_remark(Str before) {
    return str_ends(before, STR("(")) &&
           str_starts_nocase(filled_undecorated(before), STR("today"));
}

/* "(updated 16:20)": without a date, which the stamp of a document has. */
static bool says_stamped(Str before, Str moment) {
    static const char *const ends[] = {"updated", "updated at", "refreshed", "refreshed at", NULL};
    bool bare = byte_at(moment, 1) == ':' || byte_at(moment, 2) == ':';
    before = str_trim(before);
    return bare && str_ends_any_nocase(before, ends);
}

/* "Retrieved on 2025-03-04 14:05": without a time it is the date of a citation. */
static bool says_fetched(Str before) {
    static const char *const ends[] = {"retrieved on", "retrieved at", "fetched on", "fetched at",
                                       NULL};
    return str_ends_any_nocase(str_trim(before), ends);
}

/* "Last login: 2025-03-03 20:11" is of somebody, and no story. */
static bool says_seen(Str before) {
    static const char *const ends[] = {
        "last login:", "last seen:",     "last visit:",       "last active:",
        "last order:", "last purchase:", "last interaction:", NULL};
    return str_ends_any_nocase(str_trim(before), ends);
}

/* "Clinic hours: 08:00" stay the same from day to day, wherever they stand. */
static bool says_hours(Str before) {
    static const char *const words[] = {"hours", "opening", "open ", "closes", NULL};
    return filled_has_any(before, words);
}

/* "date:", "- **Time:**", "Now": all that stands on the line in front of the value. */
static bool is_plain_label(Str before) {
    static const char *const labels[] = {"date:",          "time:",   "now",
                                         "date and time:", "date:**", "time:**",
                                         "date**:",        "time**:", NULL};
    return str_is_any_nocase(filled_undecorated(before), labels);
}

/* "Live as of 09:12", "Case status as of 14 March": not the date of a rule or a price list. */
static bool says_as_of(Str before, bool clock) {
    static const char *const snapshots[] = {"snapshot", "status", "live", NULL};
    static const char *const live[] = {"live", "real-time", "status", "current", "balance", NULL};
    if (clock && str_ends(str_trim(before), STR("@"))) return filled_has_any(before, snapshots);
    if (!str_ends_nocase(str_trim(before), STR("as of"))) return false;
    return clock || filled_has_any(before, live);
}

/* "It is 9:14 in Lisbon", and neither "when it is 9:14" nor "it is Sunday that counts". */
static bool says_it_is(Str before, Str behind) {
    static const char *const ends[] = {"it is", "it's", "it’s", NULL};
    before = str_trim(before);
    if (str_starts(behind, STR(" that")) || str_starts(behind, STR(" when"))) return false;
    return str_ends_any_nocase(before, ends) && !filled_is_condition(before);
}

/* Day, month and year in figures, or a year behind the name of a month: no "2 decimals". */
static bool is_whole(Str date) {
    size_t digits = 0;
    for (size_t i = 0; i < date.len; i++) digits += ascii_is_digit(date.ptr[i]);
    return digits > 4;
}

/* "Fired at: 2025-03-04T13:05:11Z": a label, and a stamp as programs write it; no document's. */
static bool says_stamp(Str before, Str moment) {
    static const char *const documents[] = {"creat",   "updat", "modif", "publish", "releas",
                                            "version", "since", "valid", "example", NULL};
    enum { SECONDS = 19, LONGEST = 30 };
    Str label = filled_undecorated(before);
    bool iso = moment.len >= SECONDS && moment.ptr[10] == 'T' && moment.ptr[16] == ':';
    return iso && label.len && label.len <= LONGEST && label.ptr[label.len - 1] == ':' &&
           ascii_is_upper(label.ptr[0]) && !filled_has_any(label, documents);
}

/* [2026-03-04T13:05:11Z], alone on its line: a program has put it there. */
static bool is_bracketed_stamp(Str text, size_t line, size_t at, size_t end) {
    enum { SECONDS = 19, ZONE = 8 };
    if (at != line + 1 || text.ptr[line] != '[' || end - at < SECONDS) return false;
    Str rest = str_slice(text, end, end + ZONE);
    size_t close = str_find_char(rest, ']', 0);
    return close != STR_NOT_FOUND && ascii_is_one_of(byte_at(text, end + close + 1), "\r\n");
}

/* A date or time that the words in front say is of this moment. */
FilledValue filled_moment(Str text, size_t line, size_t at, Moment moment, bool live) {
    Str before = filled_before(text, line, at);
    Str label = label_before(text, at);
    bool labelled = label_says_now(label);
    /* "It is Friday today" */
    bool behind = str_starts(str_slice(text, moment.end, text.len), STR(" today"));
    bool clock = moment.kind == MOMENT_CLOCK;
    /* "Elapsed 00:41:12" */
    VolatilityVerdict said = clock ? volatility_of_name(label, NULL) : nothing.verdict;
    bool spent = said.cause == CAUSE_COUNTER && said.certainty <= CERTAIN_NAME;
    bool stamped = clock && says_stamped(before, str_slice(text, at, moment.end));
    stamped = stamped || (clock && says_fetched(before)) || says_seen(before) ||
              says_stamp(before, str_slice(text, at, moment.end)) ||
              (clock && is_bracketed_stamp(text, line, at, moment.end));
    live = live && !says_hours(before) && (clock || is_whole(str_slice(text, at, moment.end)));
    if (!live && !labelled && !spent && !behind && !stamped && !says_now(before) &&
        !is_plain_label(before) && !says_as_of(before, clock) && !says_today(before) &&
        !says_today_in_remark(before) && !says_it_is(before, str_slice(text, moment.end, text.len)))
        return nothing;
    if (!stamped && !(live && clock) && filled_otherwise(before)) return nothing;
    if (filled_is_of_output(text, at)) return nothing;
    if (is_quoted(before)) return nothing;
    VolatilityVerdict verdict = {clock ? VOL_CALL : VOL_DAY, clock ? CAUSE_CLOCK : CAUSE_DATE,
                                 CERTAIN_NAME};
    return (FilledValue){verdict, at, moment.end};
}
