#include "lint/template/expression.h"

static Str last_part(Str path, Str *before) {
    size_t i = path.len;
    while (i && path.ptr[i - 1] != '.' && path.ptr[i - 1] != ':') i--;
    *before = str_slice(path, 0, i ? i - 1 : 0);
    return str_slice(path, i, path.len);
}

static VolatilityVerdict syntax_verdict(Volatility volatility, VolatilityCause cause) {
    return (VolatilityVerdict){volatility, cause, CERTAIN_SYNTAX};
}

/* The first quoted string among the arguments. */
static Str first_string(Str arguments) {
    for (size_t i = 0; i < arguments.len; i++) {
        char c = arguments.ptr[i];
        if (c != '"' && c != '\'' && c != '`') continue;
        size_t close = str_find_char(arguments, c, i + 1);
        return close == STR_NOT_FOUND ? (Str){0} : str_slice(arguments, i + 1, close);
    }
    return (Str){0};
}

/* Month or year: a release changes more often. */
static const VolatilityVerdict slow_date = {VOL_DEPLOY, CAUSE_DATE, CERTAIN_SYNTAX};

static VolatilityVerdict formatted_clock(Str format) {
    if (format_precision(format) == FORMAT_MONTH) return slow_date;
    if (format_precision(format) == FORMAT_DAY) return syntax_verdict(VOL_DAY, CAUSE_DATE);
    return syntax_verdict(VOL_CALL, CAUSE_CLOCK);
}

static const char *const clock_calls[] = {"now",       "utcnow",   "localtime", "gmtime",
                                          "time_ns",   "moment",   "dayjs",     "ctime",
                                          "asctime",   "localnow", "now_local", "now_utc",
                                          "systime",   "getdate",  "sysdate",   "current_timestamp",
                                          "gettime",   "nowutc",   "unixnow",   "nowunix",
                                          "microtime", NULL};
static const char *const format_calls[] = {"strftime", "strftime_now", "strftimenow", NULL};
static const char *const id_calls[] = {
    "uuid",     "uuid1",    "uuid4",         "uuidv4",          "uuidv7",
    "uuid_v4",  "guid",     "newguid",       "nanoid",          "ulid",
    "cuid",     "cuid2",    "randomuuid",    "token_hex",       "token_urlsafe",
    "objectid", "new_guid", "generate_uuid", "gen_random_uuid", "uniqid",
    NULL};
static const char *const random_calls[] = {
    "random",        "rand",      "randint",      "randrange", "randomint", "random_int",
    "random_choice", "choices",   "shuffle",      "uniform",   "randomize", "lorem",
    "randnumeric",   "randalpha", "randalphanum", "randbytes", NULL};
static const char *const live_calls[] = {"states", "state_attr", "fetch", "shell", "exec",
                                         "sh",     "bash",       "curl",  NULL};

/* time.now, time.Date ... of Semantic Kernel's time plug-in. */
static bool time_plugin(Str function, VolatilityVerdict *out) {
    static const char *const clock[] = {"now",        "utcnow",    "time",    "hour",
                                        "hournumber", "minute",    "minutes", "second",
                                        "seconds",    "localtime", NULL};
    static const char *const day[] = {
        "date",        "today", "day",        "dayofweek", "month",
        "monthnumber", "year",  "dayofmonth", "daysago",   "datematchinglastdayname",
        NULL};
    if (str_is_any_nocase(function, clock))
        *out = syntax_verdict(VOL_CALL, CAUSE_CLOCK);
    else if (str_is_any_nocase(function, day))
        *out = syntax_verdict(VOL_DAY, CAUSE_DATE);
    else
        return false;
    return true;
}

/* {{plugin:datetime:now}}, {{plugin:sys:hostname}}, {{plugin:fetch:get:URL}} of Fabric. */
static bool fabric_plugin(Str path, VolatilityVerdict *out) {
    if (!str_starts(path, STR("plugin:"))) return false;
    Str rest = str_slice(path, 7, path.len);
    size_t colon = str_find_char(rest, ':', 0);
    Str plugin = str_slice(rest, 0, colon), operation = {0};
    if (colon != STR_NOT_FOUND) operation = str_slice(rest, colon + 1, rest.len);
    static const char *const days[] = {"today",        "date",        "month",
                                       "year",         "startofweek", "endofweek",
                                       "startofmonth", "endofmonth",  NULL};
    if (str_is(plugin, "datetime"))
        *out = str_is_any_nocase(operation, days) ? syntax_verdict(VOL_DAY, CAUSE_DATE)
                                                  : syntax_verdict(VOL_CALL, CAUSE_CLOCK);
    else if (str_is(plugin, "sys"))
        *out = syntax_verdict(VOL_SESSION, CAUSE_SESSION);
    else if (str_is(plugin, "fetch"))
        *out = syntax_verdict(VOL_CALL, CAUSE_LIVE_STATE);
    else if (str_is(plugin, "file"))
        *out = syntax_verdict(VOL_DEPLOY, CAUSE_CONFIG);
    else
        return false;
    return true;
}

/* date("j F Y"), gmdate("c"): of now, where no other time is handed over. */
static bool is_php_date(Str path, Str arguments) {
    return (str_is(path, "date") || str_is(path, "gmdate")) && first_string(arguments).len &&
           !str_has_char(arguments, ',');
}

bool primitive_call(Str path, Str arguments, VolatilityVerdict *out) {
    if (fabric_plugin(path, out)) return true;
    Str before, name = last_part(path, &before), unused;
    Str holder = last_part(before, &unused);
    bool on_date = str_eq_nocase(holder, STR("date")), bare = before.len == 0;
    if (str_eq_nocase(holder, STR("time")) || str_eq_nocase(holder, STR("timeplugin")))
        if (time_plugin(name, out)) return true;
    if (str_is(holder, "LocalDate") && str_is(name, "now"))
        *out = syntax_verdict(VOL_DAY, CAUSE_DATE);
    else if (str_is_any_nocase(name, format_calls) || is_php_date(path, arguments) ||
             (str_is_any_nocase(name, clock_calls) &&
              format_precision(first_string(arguments)) != FORMAT_NONE))
        *out = formatted_clock(first_string(arguments));
    else if (str_eq_nocase(name, STR("today")) && (bare || on_date))
        *out = syntax_verdict(VOL_DAY, CAUSE_DATE);
    else if (str_is_any_nocase(name, clock_calls) || str_eq_nocase(name, STR("today")) ||
             (str_eq_nocase(holder, STR("datetime")) &&
              (str_is(name, "local") || str_is(name, "utc"))) ||
             (str_eq_nocase(holder, STR("time")) && str_is(name, "time")))
        *out = syntax_verdict(VOL_CALL, CAUSE_CLOCK);
    else if (str_is_any_nocase(name, id_calls))
        *out = syntax_verdict(VOL_CALL, CAUSE_ID);
    else if (str_is_any_nocase(name, random_calls) ||
             (str_eq_nocase(holder, STR("random")) &&
              (str_is(name, "choice") || str_is(name, "sample"))))
        *out = syntax_verdict(VOL_CALL, CAUSE_RANDOM);
    else if (str_is_any_nocase(name, live_calls))
        *out = syntax_verdict(VOL_CALL, CAUSE_LIVE_STATE);
    else
        return false;
    return true;
}

static bool is_clock(VolatilityVerdict verdict) {
    return verdict.cause == CAUSE_CLOCK || verdict.cause == CAUSE_DATE;
}

/* Options of toLocaleString and the like that show no time of day. */
static bool options_without_time(Str arguments) {
    if (!str_has_char(arguments, '{')) return false;
    return !str_has(arguments, STR("hour")) && !str_has(arguments, STR("minute")) &&
           !str_has(arguments, STR("timeStyle")) && !str_has(arguments, STR("second"));
}

VolatilityVerdict primitive_method(VolatilityVerdict receiver, Str method, Str arguments) {
    static const char *const random_filters[] = {"random", "shuffle", "sample", "rand", NULL};
    static const char *const formats[] = {"strftime",
                                          "format",
                                          "toformat",
                                          "date",
                                          "timestamp_custom",
                                          "dateformat",
                                          "date_format",
                                          "format_date",
                                          "formatdate",
                                          "datetimeformat",
                                          "format_datetime",
                                          "formatdatetime",
                                          "tostring",
                                          "locale_format",
                                          "formatted",
                                          "string",
                                          NULL};
    static const char *const coarse[] = {"date",           "day",
                                         "weekday",        "isoweekday",
                                         "isocalendar",    "toisodate",
                                         "todatestring",   "tolocaledatestring",
                                         "getdate",        "getutcdate",
                                         "getday",         "weeknumber",
                                         "weekdaylong",    "weekdayshort",
                                         "ordinal",        "dayofweek",
                                         "to_date_string", "timestamp_date",
                                         "yearday",        NULL};
    static const char *const slow[] = {"year",     "month",       "getfullyear", "getutcfullyear",
                                       "getmonth", "getutcmonth", "monthlong",   "monthshort",
                                       "quarter",  "weekyear",    NULL};
    if (str_is_any_nocase(method, random_filters)) return syntax_verdict(VOL_CALL, CAUSE_RANDOM);
    if (!is_clock(receiver)) return receiver;
    static const char *const zone[] = {"zonename",        "zone",   "timezone",
                                       "tzname",          "tzinfo", "offset",
                                       "offsetnameshort", "locale", NULL};
    if (str_is_any_nocase(method, zone))
        return (VolatilityVerdict){VOL_USER, CAUSE_LOCALE, CERTAIN_NAME};
    bool day = false, time = false;
    Str text = first_string(arguments);
    if (str_is_any_nocase(method, slow) ||
        (str_is_any_nocase(method, formats) && format_precision(text) == FORMAT_MONTH)) {
        receiver.volatility = VOL_DEPLOY;
        receiver.cause = CAUSE_DATE;
        return receiver;
    }
    if (str_is_any_nocase(method, formats) && text.len) {
        day = format_precision(text) == FORMAT_DAY;
        time = !day;
    } else if (str_is_any_nocase(method, coarse)) {
        day = true;
    } else if (str_eq_nocase(method, STR("tolocalestring"))) {
        day = options_without_time(arguments);
    } else if (str_eq_nocase(method, STR("startof"))) {
        day = str_starts(text, STR("d")) || str_starts(text, STR("w")) || str_is(text, "month") ||
              str_is(text, "year");
    } else if (str_eq_nocase(method, STR("split"))) {
        day = str_is(text, "T") || str_is(text, "t");
    } else if (str_eq_nocase(method, STR("slice")) || str_eq_nocase(method, STR("substring")) ||
               str_eq_nocase(method, STR("substr"))) {
        Str rest = str_trim(arguments);
        day = str_is(rest, "0, 10") || str_is(rest, "0,10") || str_is(rest, "0, 7") ||
              str_is(rest, "0,4") || str_is(rest, "0, 4");
    }
    if (day && receiver.volatility == VOL_CALL) {
        receiver.volatility = VOL_DAY;
        receiver.cause = CAUSE_DATE;
    }
    if (time && receiver.volatility == VOL_DAY && receiver.certainty != CERTAIN_DECLARED &&
        format_precision(text) == FORMAT_TIME && receiver.certainty != CERTAIN_SYNTAX) {
        receiver.volatility = VOL_CALL;
        receiver.cause = CAUSE_CLOCK;
    }
    return receiver;
}

VolatilityVerdict primitive_command(Str command) {
    command = str_trim(command);
    size_t end = 0;
    while (end < command.len && !ascii_is_space(command.ptr[end])) end++;
    Str program = str_slice(command, 0, end);
    static const char *const fixed[] = {"echo", "printf", "basename", "dirname", "true", NULL};
    static const char *const stable[] = {"uname", "hostname", "whoami",  "pwd",   "which",
                                         "node",  "python",   "python3", "nproc", NULL};
    if (str_is(program, "date")) {
        size_t plus = str_find_char(command, '+', 0);
        Str format = plus == STR_NOT_FOUND ? (Str){0} : str_slice(command, plus + 1, command.len);
        while (format.len && (format.ptr[0] == '"' || format.ptr[0] == '\''))
            format.ptr++, format.len--;
        while (format.len &&
               (format.ptr[format.len - 1] == '"' || format.ptr[format.len - 1] == '\''))
            format.len--;
        return formatted_clock(format);
    }
    bool piped = str_has_char(command, '$') || str_has_char(command, '|') ||
                 str_has_char(command, ';') || str_has_char(command, '`') ||
                 str_has(command, STR("&&"));
    if (!piped && str_is_any_nocase(program, fixed))
        return syntax_verdict(VOL_CONSTANT, CAUSE_NONE);
    if (!piped && str_is_any_nocase(program, stable))
        return syntax_verdict(VOL_SESSION, CAUSE_SESSION);
    return syntax_verdict(VOL_CALL, CAUSE_LIVE_STATE);
}
