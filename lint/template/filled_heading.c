/* Headings that say what stands below them: "Session state", "Customer profile", "Current cost". */
#include "lint/template/filled_parts.h"
#include "lint/template/scan.h"

/* What the last word of a heading is. */
typedef enum {
    NOUN_OTHER,
    NOUN_BLOCK, /* of somebody or of the present, if the words in front say so */
    NOUN_QUEUE, /* "Pending orders" */
    NOUN_TAKEN, /* "Portfolio snapshot" */
    NOUN_NOW    /* "TODAY", "Calendar for today" */
} Noun;

static Noun noun_of(Str word) {
    static const struct {
        Str word;
        Noun noun;
    } nouns[] = {{STR_IN("context"), NOUN_BLOCK},     {STR_IN("state"), NOUN_BLOCK},
                 {STR_IN("status"), NOUN_BLOCK},      {STR_IN("info"), NOUN_BLOCK},
                 {STR_IN("information"), NOUN_BLOCK}, {STR_IN("details"), NOUN_BLOCK},
                 {STR_IN("data"), NOUN_BLOCK},        {STR_IN("profile"), NOUN_BLOCK},
                 {STR_IN("identity"), NOUN_BLOCK},    {STR_IN("stats"), NOUN_BLOCK},
                 {STR_IN("record"), NOUN_BLOCK},      {STR_IN("summary"), NOUN_BLOCK},
                 {STR_IN("report"), NOUN_BLOCK},      {STR_IN("prices"), NOUN_BLOCK},
                 {STR_IN("quotes"), NOUN_BLOCK},      {STR_IN("balances"), NOUN_BLOCK},
                 {STR_IN("holdings"), NOUN_BLOCK},    {STR_IN("metrics"), NOUN_BLOCK},
                 {STR_IN("readings"), NOUN_BLOCK},    {STR_IN("slots"), NOUN_BLOCK},
                 {STR_IN("bookings"), NOUN_BLOCK},    {STR_IN("appointments"), NOUN_BLOCK},
                 {STR_IN("events"), NOUN_BLOCK},      {STR_IN("conditions"), NOUN_BLOCK},
                 {STR_IN("weather"), NOUN_BLOCK},     {STR_IN("overview"), NOUN_BLOCK},
                 {STR_IN("situation"), NOUN_BLOCK},   {STR_IN("schedule"), NOUN_BLOCK},
                 {STR_IN("agenda"), NOUN_BLOCK},      {STR_IN("calendar"), NOUN_BLOCK},
                 {STR_IN("preferences"), NOUN_BLOCK}, {STR_IN("alerts"), NOUN_QUEUE},
                 {STR_IN("tasks"), NOUN_QUEUE},       {STR_IN("reminders"), NOUN_QUEUE},
                 {STR_IN("orders"), NOUN_QUEUE},      {STR_IN("tickets"), NOUN_QUEUE},
                 {STR_IN("meetings"), NOUN_QUEUE},    {STR_IN("deadlines"), NOUN_QUEUE},
                 {STR_IN("todos"), NOUN_QUEUE},       {STR_IN("snapshot"), NOUN_TAKEN},
                 {STR_IN("today"), NOUN_NOW},         {STR_IN("now"), NOUN_NOW},
                 {STR_IN("live"), NOUN_NOW}};
    for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++)
        if (nouns[i].word.len == word.len && str_eq_nocase(nouns[i].word, word))
            return nouns[i].noun;
    return NOUN_OTHER;
}

/* Where the noun stands in front, or no blank parts the words: "Данные клиента", "用户信息（VIP）".
 */
static VolatilityVerdict verdict_of_wide_heading(Str heading) {
    static const char *const starts[] = {"Данные", "Профиль", "Дані", "Профіль", NULL};
    static const char *const ends[] = {"信息", "资料", "上下文", "数据", "档案",
                                       "状态", "设定", "данные", NULL};
    static const char *const now[] = {"当前", "实时", NULL};
    /* "当前天气", "当前位置": what is there at the moment, not what is supported or allowed */
    static const char *const present[] = {"天气", "位置", "时间", "日期", "应用", "环境",
                                          "局势", "场景", "屏幕", "页面", "会话", "心情",
                                          "情绪", "进度", "回合", NULL};
    bool cyrillic = heading.ptr[0] == starts[0][0];
    heading = str_slice(heading, 0, str_find(heading, STR("（"), 0));
    if (str_starts_any_nocase(heading, now) && str_ends_any_nocase(heading, present))
        return of_state;
    if (!str_ends_any_nocase(heading, ends) &&
        !(cyrillic && str_starts_any_nocase(heading, starts)))
        return nothing.verdict;
    if (filled_names_person(heading)) return of_person;
    return filled_has_any(heading, now) ? of_state : nothing.verdict;
}

/* "Guest", "TODAY" */
static VolatilityVerdict verdict_of_one_word(Str heading) {
    static const char *const people[] = {
        "guest", "customer",    "patient",     "caller",        "student",      "renter",
        "buyer", "kundendaten", "nutzerdaten", "benutzerdaten", "kundenprofil", NULL};
    if (str_is_any_nocase(heading, people)) return of_person;
    return noun_of(heading) == NOUN_NOW ? of_state : nothing.verdict;
}

/* Where the noun comes first: "Contexto del usuario". */
static bool is_romance(Str heading) {
    static const char *const starts[] = {"contexto ", "contexte ", "informazioni ", "dati ",
                                         "datos d",   "perfil d",  "información d", "dados d",
                                         "données d", "profil d",  "infos d",       NULL};
    return ascii_is_one_of(heading.ptr[0], "CcDdIiPp") && str_starts_any_nocase(heading, starts);
}

/* "Current deal", "CURRENT TICKET (ID: 318)": one record of many, of which the work is now. */
static bool is_current_record(Str heading, Str word) {
    static const char *const records[] = {
        "deal", "ticket",      "order",   "case",     "booking",  "cart",    "trip", "lead",
        "call", "reservation", "account", "incident", "position", "patient", NULL};
    enum { MOST_WORDS = 3 };
    return str_starts_nocase(heading, STR("current ")) && filled_has_words(heading, MOST_WORDS) &&
           str_is_any_nocase(word, records);
}

/* "LISTA ATUAL", "Estado actual": where the word for now comes last. */
static bool is_romance_now(Str heading) {
    static const char *const ends[] = {" atual",        " attuale",      " actuel",
                                       " actuelle",     "estado actual", "contexto actual",
                                       "pedido actual", "sesión actual", NULL};
    enum { MOST_WORDS = 3 };
    return filled_has_words(heading, MOST_WORDS) && str_ends_any_nocase(heading, ends);
}

/* What the noun alone tells. */
static bool is_of_present(Str heading, Noun noun) {
    static const char *const plans[] = {"calendar",     "schedule", "agenda",
                                        "appointments", "meetings", NULL};
    enum { SNAPSHOT_WORDS = 3 };
    switch (noun) {
    case NOUN_QUEUE: return filled_is_of_queue(heading);
    case NOUN_TAKEN: return filled_has_words(heading, SNAPSHOT_WORDS);
    case NOUN_NOW: return filled_has_any(heading, plans);
    default: return str_ends_nocase(heading, STR("devices in this smart home"));
    }
}

/* What stands below the heading is filled in: of somebody, or of the present. */
static VolatilityVerdict verdict_of_heading(Str heading) {
    static const char *const now[] = {
        "current",  "live",        "real-time",     "realtime", "session", "runtime",
        "game",     "busy",        "system status", "git ",     "booked",  "existing",
        "upcoming", "world state", "today",         "market ",  NULL};
    enum { MOST_WORDS = 10, PERSON_WORDS = 4 };
    size_t last = heading.len, words = 1;
    if (heading.len && byte_is_high(heading.ptr[0])) return verdict_of_wide_heading(heading);
    while (last && !ascii_is_one_of(heading.ptr[last - 1], " _-")) last--;
    if (!last) return verdict_of_one_word(heading);
    Str word = str_slice(heading, last, heading.len);
    Noun noun = noun_of(word);
    if (noun != NOUN_BLOCK && (is_of_present(heading, noun) || is_romance_now(heading)))
        return filled_names_person(heading) ? of_person : of_state;
    bool named = noun == NOUN_BLOCK || str_starts_nocase(heading, STR("current "));
    if (!named && !is_romance(heading)) return nothing.verdict;
    for (size_t i = 0; i < heading.len; i++) words += ascii_is_one_of(heading.ptr[i], " _");
    if (words <= PERSON_WORDS && filled_names_person(heading)) return of_person;
    if (is_current_record(heading, word)) return of_state;
    bool block = noun == NOUN_BLOCK && words <= MOST_WORDS;
    return block && filled_has_any(heading, now) ? of_state : nothing.verdict;
}

/* "TODAY", alone. */
static bool is_shouted(Str line) {
    enum { LONGEST = 30 };
    for (size_t i = 0; i < line.len; i++)
        if (!ascii_is_upper(line.ptr[i]) && line.ptr[i] != ' ') return false;
    return line.len > 2 && line.len <= LONGEST;
}

/* What a heading ends with: mostly no line does. */
static bool ends_heading(Str line) {
    char last = line.ptr[line.len - 1];
    return ascii_is_one_of(last, ":>]*=-") ||
           (byte_is_high(last) && (str_ends(line, STR("：")) || str_ends(line, STR("】"))));
}

/* "Live context: the devices of this home", "State (of today)": without the remark. */
static Str without_gloss(Str line) {
    size_t at = str_find_either(line, ':', '(', 0);
    for (; at != STR_NOT_FOUND; at = str_find_either(line, ':', '(', at + 1)) {
        if (line.ptr[at] == ':' && byte_at(line, at + 1) == ' ') return str_slice(line, 0, at);
        if (line.ptr[at] == '(' && at && line.ptr[at - 1] == ' ') return str_slice(line, 0, at - 1);
    }
    return line;
}

/* "Current conditions", alone on its line. */
static bool is_current_thing(Str line) {
    enum { MOST_WORDS = 3 };
    return line.ptr[0] == 'C' && str_starts(line, STR("Current ")) &&
           ascii_is_alpha(line.ptr[line.len - 1]) && filled_has_words(line, MOST_WORDS);
}

/* "## 2. Session state (live)" and "**Customer profile:**" without their marks. */
static Str bare_heading(Str line) {
    while (line.len && (ascii_is_one_of(line.ptr[0], "#*<[=-:>]. ") || ascii_is_digit(line.ptr[0])))
        line = str_slice(line, 1, line.len);
    if (line.len && byte_is_high(line.ptr[line.len - 1])) {
        if (str_ends(line, STR("：")) || str_ends(line, STR("】"))) line.len -= STR("】").len;
        if (str_starts(line, STR("【"))) line = str_slice(line, STR("【").len, line.len);
    }
    line = without_gloss(line);
    while (line.len && ascii_is_one_of(line.ptr[line.len - 1], "#*]=:> -")) line.len--;
    return line;
}

void filled_headings(FilledText *filled, const FilledLine *of) {
    enum { MOST_LINES = 20, LONGEST = 90, MOST_WORDS = 4 };
    Str line = str_trim(str_slice(filled->text, of->first, of->end));
    if (!line.len) {
        if (filled->block_lines) filled->block = nothing.verdict;
        return;
    }
    bool marked = line.ptr[0] == '#';
    if (ascii_is_one_of(line.ptr[line.len - 1], "{["))
        line = str_trim(str_slice(line, 0, line.len - 1)); /* the lines of an object belong to it */
    if (!line.len || line.len > LONGEST ||
        !(marked || ends_heading(line) || is_shouted(line) || is_current_thing(line))) {
        if (filled->block_lines++ > MOST_LINES) filled->block = nothing.verdict;
        return;
    }
    if (of->first > of->start && !marked) return; /* of what it is in */
    bool inside = line.ptr[0] == '<' && byte_at(line, 1) != '/' && !filled->block_lines;
    line = bare_heading(line);
    bool closing = line.len && line.ptr[0] == '/';
    VolatilityVerdict verdict = closing ? nothing.verdict : verdict_of_heading(line);
    if (verdict.volatility == VOL_CONSTANT && inside) return; /* <User> below "Current user:" */
    filled->block = verdict;
    filled->block_lines = 0;
    bool now = (str_starts_nocase(line, STR("current ")) || str_starts(line, STR("当前"))) &&
               filled_has_words(line, MOST_WORDS);
    filled->alone = now && filled_is_of_now(line) ? of->end : 0;
}

/* "# Current cost", and below it "$0.12"; below "Customer data" the data in one line. */
FilledValue filled_alone(FilledText *filled, const FilledLine *line) {
    enum { MOST_WORDS = 5 };
    Str text = filled->text, value = str_trim(str_slice(text, line->first, line->end));
    size_t above = filled->alone;
    filled->alone = 0;
    if (!value.len) return nothing;
    bool open = filled->block.volatility != VOL_CONSTANT, object = false;
    if (open && ascii_is_one_of(value.ptr[0], "{["))
        object = str_has(value, STR("\":")) || str_has(value, STR("':"));
    size_t end = line->first + (value.len < FILLED_VALUE_BYTES ? value.len : FILLED_VALUE_BYTES);
    if (object) return (FilledValue){filled->block, line->first, end};
    if (!above || str_trim(str_slice(text, above, line->first)).len) return nothing;
    bool listed = ascii_is_one_of(value.ptr[0], "-*#|>`") || str_has(value, STR(": ")) ||
                  str_has(value, STR("："));
    if (listed || !filled_is_value(value) || !filled_has_words(value, MOST_WORDS)) return nothing;
    if (!filled_holds_digit(value) && !filled_is_path(value)) return nothing;
    return (FilledValue){of_now, line->first, end};
}
