/* Values that stand behind a label, alone on their line: "Working directory: /home/ada",
 * "<user_name>Ada</user_name>", "Session state: {"tempo": 122}"; below a heading such as "Customer
 * profile" any label has one. */
#include "lint/template/filled_parts.h"
#include "lint/template/scan.h"

typedef struct {
    Str name, value;
    bool assigned;                /* name=value */
    bool tag;                     /* <name>value</name> */
    bool listed;                  /* one of several between bars: host=a | repo=b */
    bool digit, path, named, url; /* what the value is */
} Label;

/* At most so many words. */
bool filled_has_words(Str s, size_t most) {
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] == ' ' && --most == 0) return false;
    return true;
}

/* Begins as the description of a value does, or a list of choices. */
static bool is_description(Str value) {
    static const char *const types[] = {
        "string",   "number",  "integer", "boolean", "none",   "null",    "optional",
        "required", "ask",     "unknown", "n/a",     "the",    "a",       "an",
        "your",     "collect", "if",      "when",    "where",  "what",    "which",
        "any",      "use",     "provide", "must",    "should", "see",     "always",
        "never",    "not",     "only",    "true",    "false",  "yes",     "no",
        "how",      "who",     "at",      "up",      "max",    "maximum", "minimum",
        "less",     "more",    "between", "yyyy",    "dd",     "hh",      NULL};
    size_t first = 0;
    while (first < value.len && (ascii_is_alnum(value.ptr[first]) || value.ptr[first] == '/'))
        first++;
    return str_is_any_nocase(str_slice(value, 0, first), types);
}

/* Not a sentence, and neither a pattern nor a placeholder. */
bool filled_is_value(Str value) {
    enum { MOST_WORDS = 6 };
    if (value.len > FILLED_VALUE_BYTES || ascii_is_one_of(value.ptr[0], "<>{[(%")) return false;
    /* a comment; the line below the head of a table */
    if (ascii_is_one_of(value.ptr[0], "/-") && byte_at(value, 1) == value.ptr[0]) return false;
    if (value.ptr[0] == '$' && !ascii_is_digit(byte_at(value, 1))) return false;
    size_t words = 1;
    for (size_t i = 1; i < value.len; i++) {
        if (value.ptr[i] != ' ') continue;
        if (++words > MOST_WORDS || ascii_is_one_of(value.ptr[i - 1], ".;")) return false;
    }
    return true;
}

bool filled_is_path(Str value) {
    if (value.len < 2) return false;
    if (value.ptr[0] == '/' || (value.ptr[0] == '~' && value.ptr[1] == '/')) return true;
    return ascii_is_alpha(value.ptr[0]) && value.ptr[1] == ':' && value.len > 2 &&
           (value.ptr[2] == '\\' || value.ptr[2] == '/');
}

static bool is_folder(Str label) {
    static const char *const words[] = {"director",     "folder", "workspace", "cwd",
                                        "project root", "repo",   NULL};
    return filled_has_any(label, words);
}

/* Of one machine: below somebody's home, or temporary. */
static bool is_own_path(Str value) {
    static const char *const starts[] = {"/home/", "/Users/",    "/tmp/",
                                         "/root/", "/private/",  "/var/folders/",
                                         "/mnt/",  "/workspace", NULL};
    for (const char *const *start = starts; *start; start++)
        if (str_starts(value, str_from_c(*start))) return true;
    return filled_is_path(value) && value.ptr[0] != '/';
}

/* A name, a number, an address of e-mail: no quotation, no code. */
static bool is_plain(Str value) {
    for (size_t i = 0; i < value.len; i++)
        if (!filled_id_byte(value.ptr[i]) && !byte_is_high(value.ptr[i]) &&
            !ascii_is_one_of(value.ptr[i], " @.+',"))
            return false;
    if (byte_is_high(value.ptr[0]) && (str_starts(value, STR("“")) || str_starts(value, STR("「"))))
        return false;
    return value.ptr[value.len - 1] != '.' && !str_has(value, STR(" or "));
}

/* What follows a sentence is not of the path in front of it. */
static Str cut_path(Str value) {
    size_t end = 0;
    while (end + 1 < value.len &&
           !(ascii_is_one_of(value.ptr[end], ".,;") && value.ptr[end + 1] == ' '))
        end++;
    return end + 1 < value.len ? str_slice(value, 0, end) : value;
}

/* "dwight.s (role: manager)", "Ada.": without what is said of it. */
static Str without_remark(Str value) {
    if (str_ends(value, STR(")."))) value.len--;
    size_t open = str_ends(value, STR(")")) ? str_find(value, STR(" ("), 0) : STR_NOT_FOUND;
    if (open != STR_NOT_FOUND && open > 0) value.len = open;
    if (str_ends(value, STR(".")) && filled_has_words(value, 2) && value.len > 2) value.len--;
    return str_trim(value);
}

/* `<label>value</label>` */
static bool cut_tag(Str line, Label *label) {
    size_t close = str_find_char(line, '>', 0);
    if (close == STR_NOT_FOUND || close < 2) return false;
    *label = (Label){.name = str_slice(line, 1, close), .tag = true};
    Str rest = str_slice(line, close + 1, line.len);
    size_t end = str_find(rest, STR("</"), 0);
    label->value = str_trim(str_slice(rest, 0, end));
    return end != STR_NOT_FOUND && label->value.len;
}

/* Without quotes, bold type and what follows. */
static Str bare_value(Str value) {
    size_t close = value.len > 1 && value.ptr[0] == '"'
                       ? str_find_char(str_slice(value, 1, value.len), '"', 0)
                       : STR_NOT_FOUND;
    if (close != STR_NOT_FOUND) value.len = close + 2; /* a member of an object */
    while (value.len && ascii_is_one_of(value.ptr[0], "*`'\" \t"))
        value = str_slice(value, 1, value.len);
    value = str_trim(value);
    if (filled_is_path(value)) value = cut_path(value);
    value = without_remark(value);
    while (value.len && ascii_is_one_of(value.ptr[value.len - 1], "`'\",;")) value.len--;
    return value;
}

/* `Label: value` or `<label>value</label>`, alone on the line. */
static bool cut_label(Str line, Label *label) {
    enum { LONGEST = 50 };
    const Str wide_colon = STR("：");
    line = filled_undecorated(line);
    if (line.len > 2 && line.ptr[0] == '[' && line.ptr[line.len - 1] == ']')
        line = str_slice(line, 1, line.len - 1);
    if (!line.len) return false;
    if (line.ptr[0] == '<') return cut_tag(line, label);
    Str near = str_slice(line, 0, LONGEST + wide_colon.len - 1);
    size_t at = str_find_either(near, ':', '=', 0);
    size_t wide = str_find(str_slice(near, 0, at), wide_colon, 0);
    if (wide < at) at = wide;
    if (at == 0 || at >= LONGEST) return false;                  /* also where there is none */
    if (line.ptr[0] == '`' && line.ptr[at] == '=') return false; /* `iteration = 0`, code */
    *label = (Label){.name = str_slice(line, 0, at), .assigned = line.ptr[at] == '='};
    Str *name = &label->name;
    size_t open = str_find_char(*name, '(', 0); /* "## Ticket (ID: 318)" has no label */
    if (open != STR_NOT_FOUND && !str_has_char(str_slice(*name, open, name->len), ')'))
        return false;
    while (name->len && ascii_is_one_of(name->ptr[name->len - 1], "*`\" ")) name->len--;
    label->value = str_trim(str_slice(line, at + (at == wide ? wide_colon.len : 1), line.len));
    if (label->value.len) label->value = bare_value(label->value);
    return label->value.len > 0;
}

/* `"retry": 2` and `retries: 3` say how often something may be done, not how often it was. */
static bool is_setting(Str label) {
    static const char *const names[] = {"retry", "retries", "attempts", "iterations", NULL};
    bool member = str_has_char(label, '"');
    return member || str_is_any_nocase(label, names);
}

/* "Current temperature", "The user's current view", "Aktueller Preis". */
bool filled_is_of_now(Str label) {
    static const char *const starts[] = {
        "current ", "current_", "aktuelle", "текущ", "your current ", "the current ", "Текущ",
        "поточн",   "Поточн",   "当前",     "目前",  "現在の",        "현재 ",        NULL};
    static const char *const ends[] = {" actual",      " atual",
                                       " actuel",      " actuelle",
                                       " today",       " so far",
                                       " right now",   "currently viewing",
                                       "is viewing",   " in cart",
                                       " now",         "currently feeling",
                                       "now playing",  "currently playing",
                                       "currently on", NULL};
    static const char *const versions[] = {"docs",       "documentation", "version", "版本",
                                           "バージョン", "버전",          "верси",   NULL};
    char first = label.len ? ascii_lower(label.ptr[0]) : '\0', last = byte_at(label, label.len - 1);
    bool now = false;
    if (ascii_is_one_of(first, "cayt") || byte_is_high(first))
        now = str_starts_any_nocase(label, starts);
    if (ascii_is_one_of(last, "leyrwgtnLEYRWGTN")) now = now || str_ends_any_nocase(label, ends);
    now = now || str_has(label, STR("s current "));
    return now && !filled_holds_digit(label) && !str_has(label, STR(",")) &&
           !filled_has_any(label, versions);
}

/* The table knows the first words only. */
static VolatilityVerdict verdict_of_now(Str label) {
    size_t owned = str_find(label, STR("s current "), 0);
    if (owned != STR_NOT_FOUND) label = str_slice(label, owned + 2, label.len);
    switch (volatility_of_name(label, NULL).cause) {
    case CAUSE_CONFIG:
    case CAUSE_INPUT:
    case CAUSE_RETRIEVAL:
    case CAUSE_HISTORY:
    case CAUSE_TOOL_OUTPUT:
        if (!str_ends_nocase(label, STR("viewing"))) return nothing.verdict;
        break;
    default: break;
    }
    return of_now;
}

/* "Drafts awaiting approval", "Unread mails". */
bool filled_is_of_queue(Str label) {
    static const char *const words[] = {"awaiting", "unread", "overdue", "outstanding", NULL};
    static const char *const starts[] = {
        "active ",     "pending ", "days since ", "minutes since", "hours since ", "time since ",
        "weather in ", "uptime",   "days left",   "player ",       "남은 ",        "剩余",
        "残り",        NULL};
    return str_starts_any_nocase(label, starts) || filled_has_any(label, words);
}

/* "WhatsApp number of the session": of the session, whatever it is. */
static bool is_of_session(Str label) {
    static const char *const words[] = {"session", "sessão", "sesión", "sitzung",
                                        "сесси",   "会话",   "세션",   NULL};
    return filled_has_any(label, words);
}

/* "Trace: 01JD9Z3N8K", "Conversation: 5f0c2a9e-7d41-...": an id of one of these is of its own. */
static bool is_passing(Str label) {
    static const char *const things[] = {"conversation", "trace", "thread",      "chat", "run",
                                         "correlation",  "span",  "interaction", NULL};
    return str_is_any_nocase(label, things);
}

/* A name or the like: "Group Study Room", "Lisbon, Portugal", "upload_cover". */
static bool is_named(Str value) {
    enum { MOST_WORDS = 4, MOST_BYTES = 24 };
    size_t most = ascii_is_lower(value.ptr[0]) ? 1 : MOST_WORDS;
    if (!filled_has_words(value, most) || !is_plain(value)) return false;
    if (byte_is_high(value.ptr[0])) return value.len <= MOST_BYTES && !str_has(value, STR("、"));
    return true;
}

/* "3 of 5", "80 %": no sentence with a number in it. */
static bool is_amount(Str value) {
    enum { MOST_WORDS = 3 };
    return filled_holds_digit(value) && filled_has_words(value, MOST_WORDS) &&
           !ascii_is_one_of(value.ptr[value.len - 1], "*):");
}

/* "Account balance", "Solde disponible". */
static bool is_of_balance(Str label) {
    static const char *const ends[] = {"account balance",
                                       "available balance",
                                       "balance due",
                                       "solde disponible",
                                       "saldo disponible",
                                       "saldo actual",
                                       "kontostand",
                                       "saldo",
                                       NULL};
    return str_eq_nocase(label, STR("balance")) || str_ends_any_nocase(label, ends);
}

/* "Living room (sensor.living_room_temp): 22.5 °C": a thing of a smart home. */
static bool is_of_entity(Str label) {
    static const char *const kinds[] = {
        "light.",        "sensor.", "binary_sensor.", "switch.",  "climate.", "cover.",
        "media_player.", "lock.",   "fan.",           "weather.", NULL};
    if (!label.len || label.ptr[label.len - 1] != ')') return false;
    size_t open = str_find_char(label, '(', 0);
    return open != STR_NOT_FOUND &&
           str_starts_any_nocase(str_slice(label, open + 1, label.len), kinds);
}

/* "Customer", "Caller": who it is stands behind it. */
static bool is_person(Str name) {
    static const char *const people[] = {
        "customer",  "cliente",  "client", "Клиент",        "Покупатель", "patient", "paciente",
        "Пациент",   "caller",   "guest",  "employee",      "student",    "member",  "passenger",
        "traveller", "traveler", "owner",  "owner numbers", NULL};
    return str_is_any_nocase(name, people);
}

/* "Customer: Ada Byron", "Caller: +14155550123"; what a customer says is no name and no number. */
static bool is_somebody(const Label *label) {
    Str value = label->value;
    if (!is_person(label->name)) return false;
    if (value.ptr[0] == '+') return value.len > 8 && label->digit;
    size_t blank = str_find_char(value, ' ', 0);
    return label->named && blank != STR_NOT_FOUND && !ascii_is_lower(value.ptr[0]) &&
           !ascii_is_lower(value.ptr[blank + 1]);
}

/* "User: ada@example.com", "Account: usr_48213"; a dialogue may begin with the same words. */
static bool is_account(const Label *label) {
    static const char *const names[] = {"user", "account", "login", "name", NULL};
    Str value = label->value;
    if (!str_is_any_nocase(label->name, names) && !is_person(label->name)) return false;
    Str domain = str_slice(value, str_find_char(value, '@', 0), value.len);
    bool mail = filled_mail_end(value, 0) == value.len && str_has_char(domain, '.');
    bool id = label->digit && filled_id_end(value, 0) == value.len && str_has_char(value, '_');
    return mail || id;
}

/* Not of the user in so many words, and still of somebody. */
static bool is_of_somebody(Str label) {
    static const char *const ends[] = {"full name",
                                       "logged in as",
                                       "signed in as",
                                       "angemeldeter benutzer",
                                       "utilisateur connecté",
                                       "client connecté",
                                       "cliente conectado",
                                       "přihlášený uživatel",
                                       "kullanıcı adı",
                                       "ingelogde gebruiker",
                                       "current user",
                                       "当前用户",
                                       "当前登录用户",
                                       NULL};
    return str_ends_any_nocase(label, ends);
}

/* "Git branch: feat/login": of one checkout or computer, whatever its name is. */
static bool is_of_machine(const Label *label) {
    Str value = label->value;
    static const char *const words[] = {"branch", "host", "machine", "机器名", "主机名", NULL};
    for (size_t i = 0; i < value.len; i++)
        if (!filled_id_byte(value.ptr[i]) && value.ptr[i] != '/' && value.ptr[i] != '.')
            return false;
    return filled_has_any(label->name, words) && !str_starts_nocase(label->name, STR("main "));
}

/* Europe/Oslo */
static bool is_zone(Str value) {
    if (!ascii_is_upper(value.ptr[0])) return false;
    size_t slash = str_find_char(value, '/', 0);
    for (size_t i = 0; i < value.len; i++)
        if (!ascii_is_alpha(value.ptr[i]) && value.ptr[i] != '_' && value.ptr[i] != '/')
            return false;
    return slash != STR_NOT_FOUND && slash > 2;
}

/* Whether the value is of the kind that its label promises. */
static bool fits(VolatilityVerdict verdict, const Label *label) {
    Str name = label->name, value = label->value;
    switch (verdict.cause) {
    case CAUSE_SESSION:
        return label->path || filled_id_end(value, 0) == value.len || is_of_machine(label);
    case CAUSE_LOCALE:
        return (filled_is_of_now(name) || filled_names_person(name) || label->tag) &&
               (label->named || is_zone(value));
    case CAUSE_COUNTER:
        return ascii_is_digit(value.ptr[0]) && is_amount(value) && !is_setting(name);
    case CAUSE_LIVE_STATE: return is_amount(value);
    case CAUSE_ID: return filled_id_end(value, 0) == value.len;
    default: return false;
    }
}

/* "Turn: 14", which one it is. */
static bool is_turn(const Label *label) {
    static const char *const names[] = {"turn",           "iteration", "turn number", "turn #",
                                        "session number", "session #", NULL};
    for (size_t i = 0; i < label->value.len; i++)
        if (!ascii_is_digit(label->value.ptr[i])) return false;
    return str_is_any_nocase(label->name, names);
}

/* A value that its own label tells. */
static VolatilityVerdict told_by_label(const Label *l) {
    Str label = l->name, value = l->value;
    VolatilityVerdict verdict = volatility_of_name(label, NULL);
    if (is_own_path(value) && is_folder(label)) verdict = of_session;
    if (!l->assigned && l->named && (is_of_somebody(label) || filled_of_user(label)))
        return of_person;
    if (is_somebody(l) || is_account(l)) return of_person;
    if (is_of_entity(label) || (is_amount(value) && is_of_balance(label))) return of_state;
    static const char *const zones[] = {"zone", NULL};
    static const char *const threads[] = {"thread ", "session ", "conversation ", NULL};
    if (l->listed && l->digit && is_of_machine(l)) return of_session;
    if (ascii_is_digit(value.ptr[0]) && is_amount(value) && filled_is_of_queue(label))
        return of_state;
    bool moment = verdict.cause == CAUSE_CLOCK || verdict.cause == CAUSE_DATE;
    if (is_turn(l)) return (VolatilityVerdict){VOL_SESSION, CAUSE_COUNTER, CERTAIN_NAME};
    if (is_zone(str_slice(value, 0, str_find_char(value, ',', 0))) &&
        filled_has_any(label, zones) && (filled_is_of_now(label) || filled_names_person(label)))
        return (VolatilityVerdict){VOL_USER, CAUSE_LOCALE, CERTAIN_NAME};
    if (l->url && l->digit && str_starts_any_nocase(label, threads)) return of_session;
    if (l->url && filled_is_of_now(label)) return of_now;
    bool id = value.len >= 8 && filled_id_end(value, 0) == value.len;
    if (id && is_passing(label)) return of_session;
    bool vague = verdict.certainty > CERTAIN_NAME || moment; /* "Orders today: 14" */
    if (!vague) return fits(verdict, l) ? verdict : nothing.verdict;
    if (id && is_of_session(label)) return of_session;
    if (!filled_is_of_now(label) || str_has_nocase(label, STR("time is"))) return nothing.verdict;
    if (!l->digit && !l->path && (byte_is_high(label.ptr[0]) || !l->named)) return nothing.verdict;
    return verdict_of_now(label);
}

/* {"tempo":122}: what a program holds, behind words that say so. */
static VolatilityVerdict told_by_object(const Label *label) {
    VolatilityVerdict verdict = volatility_of_name(label->name, NULL);
    static const char *const shown[] = {"example", "sample", "format", "schema", NULL};
    bool members = str_has(label->value, STR("\":"));
    /* "Authorized CRM context: {...}": whatever it is the context of */
    bool context =
        str_ends_nocase(label->name, STR(" context")) || str_eq_nocase(label->name, STR("context"));
    if (members && context && !filled_has_any(label->name, shown))
        return filled_names_person(label->name) ? of_person : of_state;
    bool kept = verdict.cause == CAUSE_LIVE_STATE || verdict.cause == CAUSE_SESSION ||
                verdict.cause == CAUSE_IDENTITY || verdict.cause == CAUSE_MEMORY;
    if (!members || !kept || verdict.certainty > CERTAIN_AMBIGUOUS) return nothing.verdict;
    if (verdict.volatility == VOL_CALL) verdict.volatility = VOL_SESSION;
    return verdict;
}

/* A value of a block of them, whatever its label. */
static VolatilityVerdict told_by_block(const FilledText *filled, const Label *label) {
    enum { MOST_WORDS = 4 };
    static const char *const things[] = {"names", "domain", "areas", NULL};
    if (filled->block.volatility == VOL_CONSTANT || !filled_has_words(label->name, MOST_WORDS))
        return nothing.verdict;
    /* what a state is of stays the same */
    if (filled->block.cause == CAUSE_LIVE_STATE &&
        (str_is_any_nocase(label->name, things) || str_ends_nocase(label->name, STR("hours"))))
        return nothing.verdict;
    bool fits_any = label->digit || label->path || label->named || is_of_machine(label) ||
                    is_zone(label->value);
    return fits_any ? filled->block : nothing.verdict;
}

/* What may be a value at all: the words that a sentence or a list of choices holds are not. */
static bool is_candidate(Label *label) {
    Str value = label->value;
    if (!filled_is_value(value)) return false;
    label->digit = filled_holds_digit(value);
    bool settings = str_starts(value, STR("~/.")); /* where a tool keeps them, for everybody */
    label->path = filled_is_path(value) && !settings;
    label->named = is_named(value);
    label->url = str_starts(value, STR("http"));
    bool named = label->named || is_zone(value) || is_of_machine(label);
    return label->digit || label->path || label->url || (named && !label->assigned);
}

static VolatilityVerdict verdict_of(const FilledText *filled, Label *label) {
    if (label->value.ptr[0] == '{' || str_starts(label->value, STR("[{")))
        return told_by_object(label);
    if (!is_candidate(label)) return nothing.verdict;
    VolatilityVerdict verdict = told_by_label(label);
    if (verdict.volatility == VOL_CONSTANT) verdict = told_by_block(filled, label);
    if (verdict.volatility == VOL_CONSTANT || is_description(label->value)) return nothing.verdict;
    return verdict;
}

FilledValue filled_by_label(FilledText *filled, size_t start, size_t end, bool listed) {
    Label label;
    if (!cut_label(str_slice(filled->text, start, end), &label)) return nothing;
    label.listed = listed;
    size_t comma = str_find(label.value, STR(", "), 0);
    if (comma != STR_NOT_FOUND && comma > 0 && is_person(label.name)) label.value.len = comma;
    VolatilityVerdict verdict = verdict_of(filled, &label);
    size_t at = (size_t)(label.value.ptr - filled->text.ptr);
    size_t len = label.value.len > FILLED_VALUE_BYTES ? FILLED_VALUE_BYTES : label.value.len;
    return (FilledValue){verdict, at, at + len};
}
