#include "lint/template/filled.h"

#include "lint/base/chunk.h"
#include "lint/template/moment.h"
#include "lint/template/scan.h"

static const FilledValue nothing = {.verdict = {VOL_CONSTANT, CAUSE_NONE, CERTAIN_NOT}};

static size_t hex_from(Str s, size_t i) {
    size_t n = 0;
    while (i + n < s.len && ascii_hex(s.ptr[i + n]) >= 0) n++;
    return n;
}

static bool is_id_byte(char c) {
    return ascii_is_alnum(c) || c == '_' || c == '-';
}

/* An id holds so many digits, or is so many hexadecimal ones and letters. */
enum { ID_DIGITS = 3, ID_LETTERS = 16 };

/* A word as programs make them: sess_01HZX3, 7f3a9c2e41, 5f0c2a9e-7d41-4b6e-9a53-0f1b7c2d8e64; its
 * end, or `i`. */
static size_t id_end(Str s, size_t i) {
    enum { SHORTEST = 4, LONGEST = 200 };
    size_t n = 0, digits = 0;
    while (n < LONGEST && i + n < s.len && is_id_byte(s.ptr[i + n]))
        if (ascii_is_digit(s.ptr[i + n++])) digits++;
    return n >= SHORTEST && digits >= ID_DIGITS && (n > SHORTEST || digits == n) ? i + n : i;
}

static bool has_any(Str text, const char *const *words) {
    for (; *words; words++)
        if (str_has_nocase(text, str_from_c(*words))) return true;
    return false;
}

/* The text in front tells another story of the date or id behind it. */
static bool tells_otherwise(Str before) {
    static const char *const stories[] = {"cutoff",   "cut-off",   "example",  "e.g.",
                                          "updated",  "version",   "released", "for instance",
                                          "such as",  "like ",     " if ",     "last ",
                                          " format ", "user says", "asks",     NULL};
    return has_any(before, stories) || str_starts_nocase(str_trim(before), STR("if "));
}

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

/* {"timestamp": "..."} in the shape of what the model is to write. */
static bool is_of_output(Str text, size_t at) {
    enum { NEAR = 60, FAR = 200 };
    static const char *const words[] = {"reply with", "respond with", "answer with", "reply in",
                                        "respond in", "answer in",    "return",      "output",
                                        "example",    "schema",       NULL};
    Str before = str_slice(text, at > NEAR ? at - NEAR : 0, at);
    if (!str_has_char(before, '{')) return false;
    return has_any(str_slice(text, at > FAR ? at - FAR : 0, at), words);
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
                                       NULL};
    return has_any(before, cues);
}

static bool says_id(Str before) {
    static const char *const cues[] = {
        "session",         "request id", "request_id", "request-id", "requestid", "conversation id",
        "conversation_id", "trace",      "run id",     "run_id",     "nonce",     "correlation",
        "thread id",       "thread_id",  "message id", "message_id", "cch=",      "salt",
        "parent thread",   NULL};
    return has_any(before, cues);
}

/* "Session: ", "request_id=", "Run id ": the id is the value of what stands before it. */
static bool introduces(Str before) {
    before = str_trim(before);
    while (before.len && ascii_is_one_of(before.ptr[before.len - 1], "\"*`"))
        before = str_trim(str_slice(before, 0, before.len - 1));
    return str_ends(before, STR(":")) || str_ends(before, STR("=")) || str_ends(before, STR(">")) ||
           str_ends_nocase(before, STR("id")) || str_ends_nocase(before, STR(" is"));
}

static Str without_decoration(Str s) {
    s = str_trim(s);
    while (s.len && ascii_is_one_of(s.ptr[0], "-*#>•· ")) s = str_slice(s, 1, s.len);
    return s;
}

/* "date:", "- **Time:**", "Now": all that stands on the line in front of the value. */
static bool is_plain_label(Str before) {
    static const char *const labels[] = {"date:",          "time:",   "now",
                                         "date and time:", "date:**", "time:**",
                                         "date**:",        "time**:", NULL};
    return str_is_any_nocase(without_decoration(before), labels);
}

static Str before_on_line(Str text, size_t line, size_t at) {
    enum { FAR = 80 };
    return str_slice(text, at - line > FAR ? at - FAR : line, at);
}

/* A date or time that the words in front say is of this moment. */
static FilledValue moment_here(Str text, size_t line, size_t at, Moment moment) {
    Str before = before_on_line(text, line, at);
    Str label = label_before(text, at);
    bool labelled = label_says_now(label);
    /* "It is Friday today" */
    bool behind = str_starts(str_slice(text, moment.end, text.len), STR(" today"));
    if (!labelled && !behind && !says_now(before) && !is_plain_label(before)) return nothing;
    if (tells_otherwise(before)) return nothing;
    if (is_of_output(text, at)) return nothing;
    if (is_quoted(before)) return nothing;
    bool clock = moment.kind == MOMENT_CLOCK;
    VolatilityVerdict verdict = {clock ? VOL_CALL : VOL_DAY, clock ? CAUSE_CLOCK : CAUSE_DATE,
                                 CERTAIN_NAME};
    return (FilledValue){verdict, at, moment.end};
}

/* "User name", "customer id": of the one who asks, not the card of the business, nor what a user
 * said. */
static bool is_of_user(Str label) {
    static const char *const people[] = {"user",    "customer", "caller",  "client",      "patient",
                                         "member",  "guest",    "student", "用户",        "客户",
                                         "usuario", "usuário",  "nutzer",  "utilisateur", NULL};
    static const char *const facts[] = {"name", "mail", "id",   "phone", "number", "nom",
                                        "名",   "邮箱", "电话", "编号",  NULL};
    return has_any(label, people) && has_any(label, facts);
}

/* An id of the call, or of the session or user. */
static FilledValue id_here(Str text, size_t line, size_t at) {
    Str before = before_on_line(text, line, at);
    size_t hex = hex_from(text, at), end = id_end(text, at);
    /* A gateway's attribution token: short, but nothing else is called so. */
    if (hex >= 4 && str_ends(before, STR("cch=")))
        return (FilledValue){{VOL_CALL, CAUSE_ID, CERTAIN_NAME}, at, at + hex};
    if (hex >= ID_LETTERS && end == at) end = at + hex;
    if (end == at || tells_otherwise(before) || !introduces(before) || is_of_output(text, at))
        return nothing;
    if ((hex >= ID_LETTERS || (hex == 8 && end - at == 36)) && says_id(before))
        return (FilledValue){{VOL_CALL, CAUSE_ID, CERTAIN_NAME}, at, end};
    Str label = label_before(text, at);
    VolatilityVerdict verdict = volatility_of_name(label, NULL);
    if (verdict.certainty <= CERTAIN_NAME &&
        (verdict.cause == CAUSE_ID || verdict.cause == CAUSE_SESSION ||
         verdict.cause == CAUSE_RANDOM || (verdict.cause == CAUSE_IDENTITY && is_of_user(label))))
        return (FilledValue){verdict, at, end};
    static const char *const turns[] = {
        "speaking with", "speaking to", "talking to", "talking with",
        "chatting with", "assisting ",  NULL};
    return has_any(before, turns) ? (FilledValue){{VOL_USER, CAUSE_IDENTITY, CERTAIN_NAME}, at, end}
                                  : nothing;
}

enum { VALUE_BYTES = 100 }; /* of a label's value, at most */

/* Not a sentence or a list of choices. */
static bool is_value(Str value) {
    enum { MOST_WORDS = 6 };
    static const char *const types[] = {
        "string",   "number",  "integer", "boolean", "none",  "null", "optional",
        "required", "unknown", "n/a",     "the",     "a",     "an",   "your",
        "if",       "when",    "where",   "what",    "which", "any",  "use",
        "must",     "should",  "see",     "always",  "never", "not",  "only",
        "true",     "false",   "yes",     "no",      NULL};
    size_t words = 1;
    for (size_t i = 0; i + 1 < value.len; i++) {
        if (value.ptr[i] == ' ') words++;
        if ((value.ptr[i] == '.' || value.ptr[i] == ';') && value.ptr[i + 1] == ' ') return false;
    }
    size_t first = 0;
    while (first < value.len && (ascii_is_alnum(value.ptr[first]) || value.ptr[first] == '/'))
        first++;
    return words <= MOST_WORDS && !str_is_any_nocase(str_slice(value, 0, first), types) &&
           !ascii_is_one_of(value.ptr[0], "<{[($%");
}

static bool is_path(Str value) {
    if (value.len < 2) return false;
    if (value.ptr[0] == '/' || (value.ptr[0] == '~' && value.ptr[1] == '/')) return true;
    return ascii_is_alpha(value.ptr[0]) && value.ptr[1] == ':' && value.len > 2 &&
           (value.ptr[2] == '\\' || value.ptr[2] == '/');
}

static bool is_folder(Str label) {
    static const char *const words[] = {"director",     "folder",    "workspace", "cwd",
                                        "project root", "repo root", NULL};
    return has_any(label, words);
}

/* Of one machine: below somebody's home, or temporary. */
static bool is_own_path(Str value) {
    static const char *const starts[] = {"/home/", "/Users/",    "/tmp/",
                                         "/root/", "/private/",  "/var/folders/",
                                         "/mnt/",  "/workspace", NULL};
    for (const char *const *start = starts; *start; start++)
        if (str_starts(value, str_from_c(*start))) return true;
    return is_path(value) && value.ptr[0] != '/';
}

static bool holds_digit(Str s) {
    size_t i = 0;
    for (; i + WIDE <= s.len; i += WIDE) {
        Wide w = wide_load(s.ptr + i);
        if (wide_any(wide_but(wide_below(w, '9' + 1), wide_below(w, '0')))) return true;
    }
    while (i < s.len && !ascii_is_digit(s.ptr[i])) i++;
    return i < s.len;
}

/* A name, a number, an address of e-mail: no quotation, no code. */
static bool is_plain(Str value) {
    for (size_t i = 0; i < value.len; i++)
        if (!is_id_byte(value.ptr[i]) && (unsigned char)value.ptr[i] < 0x80 &&
            !ascii_is_one_of(value.ptr[i], " @.+'"))
            return false;
    return !str_starts(value, STR("“")) && !str_starts(value, STR("「")) &&
           !str_ends(value, STR(".")) && !str_has(value, STR(" or "));
}

/* `Label: value` or `<label>value</label>`, alone on the line. */
static bool cut_label(Str text, size_t start, size_t end, Str *label, Str *value) {
    Str line = without_decoration(str_slice(text, start, end));
    if (!line.len) return false;
    if (line.ptr[0] == '<') {
        size_t close = str_find_char(line, '>', 0);
        if (close == STR_NOT_FOUND || close < 2) return false;
        *label = str_slice(line, 1, close);
        *value = str_slice(line, close + 1, line.len);
        size_t tag = str_find(*value, STR("</"), 0);
        if (tag == STR_NOT_FOUND) return false;
        *value = str_trim(str_slice(*value, 0, tag));
        return true;
    }
    enum { LONGEST = 50 };
    const Str wide_colon = STR("：");
    Str near = str_slice(line, 0, LONGEST + wide_colon.len - 1);
    size_t at = str_find_either(near, ':', '=', 0), wide = str_find(near, wide_colon, 0);
    if (wide < at) at = wide;
    if (at == 0 || at >= LONGEST) return false; /* also where there is none */
    size_t sign = line.ptr[at] == ':' || line.ptr[at] == '=' ? 1 : 3;
    *label = str_slice(line, 0, at);
    while (label->len && ascii_is_one_of(label->ptr[label->len - 1], "*`\" ")) label->len--;
    *value = str_slice(line, at + sign, line.len);
    while (value->len && ascii_is_one_of(value->ptr[0], "*`\" \t"))
        *value = str_slice(*value, 1, value->len);
    *value = str_trim(*value);
    while (value->len && ascii_is_one_of(value->ptr[value->len - 1], "`\",;")) value->len--;
    return true;
}

/* `"retry": 2` and `retries: 3` say how often something may be done, not how often it was. */
static bool is_setting(Str label) {
    static const char *const names[] = {"retry", "retries", "attempts", NULL};
    bool member = str_has_char(label, '"');
    return member || str_is_any_nocase(label, names);
}

/* A value that is told by its label alone. */
static FilledValue labelled_here(Str text, size_t start, size_t end) {
    Str label, value;
    if (!cut_label(text, start, end, &label, &value) || !value.len || value.len > VALUE_BYTES)
        return nothing;
    const char *behind = label.ptr + label.len;
    bool assigned = memchr(behind, '=', (size_t)(value.ptr - behind)) != NULL;
    if (!holds_digit(value) && !is_path(value) && (assigned || !is_plain(value))) return nothing;
    if (!is_value(value)) return nothing;
    VolatilityVerdict verdict = volatility_of_name(label, NULL);
    if (is_own_path(value) && is_folder(label))
        verdict = (VolatilityVerdict){VOL_SESSION, CAUSE_SESSION, CERTAIN_NAME};
    /* "Current temperature: 21.5": the table knows the first word only */
    bool guessed = verdict.cause == CAUSE_LIVE_STATE && verdict.certainty == CERTAIN_AMBIGUOUS &&
                   str_starts_nocase(label, STR("current ")) && holds_digit(value) &&
                   !holds_digit(label) && !str_has(label, STR(","));
    if (guessed) verdict.volatility = VOL_SESSION;
    if (verdict.certainty > CERTAIN_NAME && !guessed) return nothing;
    switch (verdict.cause) {
    case CAUSE_SESSION:
        if (!is_path(value) && id_end(value, 0) != value.len) return nothing;
        break;
    case CAUSE_IDENTITY:
        if (!is_of_user(label) || !is_plain(value) || assigned) return nothing;
        break;
    case CAUSE_COUNTER:
        if (!ascii_is_digit(value.ptr[0]) || is_setting(label)) return nothing;
        break;
    case CAUSE_LIVE_STATE:
        if (!holds_digit(value)) return nothing;
        break;
    case CAUSE_ID:
        if (id_end(value, 0) != value.len) return nothing;
        break;
    default: return nothing;
    }
    size_t at = (size_t)(value.ptr - text.ptr);
    return (FilledValue){verdict, at, at + value.len};
}

/* The end of a name in capitals that a mark follows: "Ada Byron."; `at` when there is none. */
static size_t name_end(Str text, size_t at, size_t end) {
    enum { WORDS = 3 };
    size_t last = at;
    for (int words = 0; words < WORDS && last < end && ascii_is_upper(text.ptr[last]); words++) {
        size_t from = last;
        while (last < end && (ascii_is_alpha(text.ptr[last]) || byte_is_high(text.ptr[last])))
            last++;
        if (last - from < 2 || !ascii_is_lower(text.ptr[last - 1])) return at;
        if (last + 1 >= end || text.ptr[last] != ' ' || !ascii_is_upper(text.ptr[last + 1])) break;
        last++;
    }
    bool closed = last == end || ascii_is_one_of(text.ptr[last], ".,;)");
    return closed ? last : at;
}

/* Whether the word stands on the line; *at is where it stood next, and stands now. */
static bool is_on_line(Str text, Str word, size_t *at, size_t start, size_t end) {
    if (*at < start) *at = str_find_nocase(text, word, start);
    return *at < end;
}

/* "The current user is Ada Byron." */
static FilledValue name_here(Str text, size_t start, size_t end) {
    static const Str phrases[] = {STR_IN("current user is "), STR_IN("user's name is "),
                                  STR_IN("name of the user is "), STR_IN("user is called "),
                                  STR_IN("user is named ")};
    Str line = str_slice(text, start, end);
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
        size_t at = str_find_nocase(line, phrases[i], 0);
        if (at == STR_NOT_FOUND || tells_otherwise(str_slice(line, 0, at))) continue;
        at += start + phrases[i].len;
        size_t last = name_end(text, at, end);
        if (last > at) return (FilledValue){{VOL_USER, CAUSE_IDENTITY, CERTAIN_NAME}, at, last};
    }
    return nothing;
}

/* Bits of the bytes before `end` of those at `at`. */
static uint64_t bits_before(size_t end, size_t at) {
    return end - at < CHUNK ? ((uint64_t)1 << (end - at)) - 1 : ~(uint64_t)0;
}

/* The bytes of words, which are letters, digits, - and _; the digits among them. */
static uint64_t word_bytes(const Chunk *chunk, uint64_t *digits) {
    uint64_t bits = 0;
    *digits = 0;
    for (unsigned i = 0; i < CHUNK; i += WIDE) {
        Wide w = wide_load(chunk->bytes + i), lower = wide_or(w, wide_fill(0x20));
        Wide letter = wide_but(wide_below(lower, 'z' + 1), wide_below(lower, 'a'));
        Wide digit = wide_but(wide_below(w, '9' + 1), wide_below(w, '0'));
        Wide mark = wide_or(wide_equal(w, '_'), wide_equal(w, '-'));
        bits |= wide_bits(wide_or(wide_or(letter, digit), mark)) << i;
        *digits |= wide_bits(digit) << i;
    }
    return bits;
}

/* A short word of few digits that is assigned to nothing is no id. */
static bool may_be_id(uint64_t word, uint64_t digits, unsigned bit, char before) {
    uint64_t behind = ~(word >> bit) & (~(uint64_t)0 >> bit); /* 0: it goes on in the next chunk */
    unsigned len = behind ? (unsigned)__builtin_ctzll(behind) : CHUNK;
    return len >= ID_LETTERS || before == '=' ||
           swar_ones(digits >> bit & (((uint64_t)1 << len) - 1)) >= ID_DIGITS;
}

/* "You have 42 unread messages". */
static FilledValue count_here(Str text, size_t line, size_t at) {
    static const char *const states[] = {" unread ", " pending ", " overdue ", " unseen ", NULL};
    static const char *const havings[] = {"you have", "user has", "there are", NULL};
    size_t end = at;
    while (end < text.len && ascii_is_digit(text.ptr[end])) end++;
    Str before = before_on_line(text, line, at), behind = str_slice(text, end, end + 12);
    bool state = false;
    for (const char *const *word = states; !state && *word; word++)
        state = str_starts(behind, str_from_c(*word));
    if (!state || tells_otherwise(before) || !has_any(before, havings)) return nothing;
    return (FilledValue){{VOL_SESSION, CAUSE_LIVE_STATE, CERTAIN_NAME}, at, end};
}

/* The address of somebody whom the line calls the user. */
static FilledValue mail_here(Str text, size_t line, size_t at) {
    enum { LONGEST = 80 };
    size_t end = at, sign = 0;
    while (end < text.len && end - at < LONGEST &&
           (is_id_byte(text.ptr[end]) || ascii_is_one_of(text.ptr[end], ".+@"))) {
        if (text.ptr[end] == '@') sign = end;
        end++;
    }
    while (end > at && text.ptr[end - 1] == '.') end--;
    Str before = before_on_line(text, line, at);
    if (sign <= at || sign + 3 > end || !is_of_user(before) || tells_otherwise(before) ||
        !introduces(before))
        return nothing;
    return (FilledValue){{VOL_USER, CAUSE_IDENTITY, CERTAIN_NAME}, at, end};
}

/* The value whose first word stands at `at`. `id`: it may be an id; `mail`: or an address. */
static FilledValue value_here(Str text, size_t line, size_t at, bool id, bool mail, size_t *next) {
    *next = at;
    Moment moment = moment_at(text, at);
    if (moment.kind != MOMENT_NONE) {
        *next = moment.end;
        return moment_here(text, line, at, moment);
    }
    char first = text.ptr[at];
    if (!ascii_is_alnum(first)) return nothing;
    FilledValue found = id ? id_here(text, line, at) : nothing;
    if (found.verdict.volatility != VOL_CONSTANT) return found;
    if (ascii_is_digit(first)) return count_here(text, line, at);
    return mail ? mail_here(text, line, at) : nothing;
}

/* Bytes that a line with a value holds; most lines of prose hold none. */
typedef struct {
    uint64_t digit; /* every date and id but the names of days */
    uint64_t mail;  /* the sign of an address */
    uint64_t sign;  /* what a label ends with, or an element begins with */
} Signs;

/* Of the line start..end; 0: it has none of them. */
static Signs signs_of(Str text, size_t start, size_t end) {
    Signs signs = {0};
    for (size_t at = start; at < end; at += CHUNK) {
        Chunk chunk;
        chunk_load(&chunk, text, at);
        for (unsigned i = 0; i < CHUNK && at + i < end; i += WIDE) {
            uint64_t inside = bits_before(end, at + i);
            Wide w = wide_load(chunk.bytes + i);
            Wide digit = wide_but(wide_below(w, '9' + 1), wide_below(w, '0'));
            Wide equals = wide_or(wide_equal(w, ':'), wide_equal(w, '='));
            Wide others = wide_or(wide_equal(w, '<'), wide_equal(w, '\xEF'));
            signs.digit |= wide_bits(digit) & inside;
            signs.mail |= wide_bits(wide_equal(w, '@')) & inside;
            signs.sign |= wide_bits(wide_or(equals, others)) & inside;
        }
    }
    return signs;
}

static FilledValue told_by_words(FilledText *filled, size_t start, size_t end, bool sign) {
    FilledValue found = sign ? labelled_here(filled->text, start, end) : nothing;
    if (found.verdict.volatility != VOL_CONSTANT) return found;
    bool user = is_on_line(filled->text, STR("user"), &filled->user, start, end);
    return user ? name_here(filled->text, start, end) : nothing;
}

FilledText filled_text(Str text) {
    return (FilledText){text, str_find_nocase(text, STR("day"), 0),
                        str_find_nocase(text, STR("user"), 0)};
}

FilledValue filled_on_line(FilledText *filled, size_t start, size_t end) {
    Str text = filled->text;
    Signs signs = signs_of(text, start, end);
    bool words =
        signs.digit || signs.mail || is_on_line(text, STR("day"), &filled->day, start, end);
    if (!words) return told_by_words(filled, start, end, signs.sign != 0);
    size_t next = start;
    uint64_t last = 0, digits;
    for (size_t at = start; at < end; at += CHUNK) {
        Chunk chunk;
        chunk_load(&chunk, text, at);
        uint64_t word = word_bytes(&chunk, &digits), inside = bits_before(end, at);
        word &= inside;
        digits &= inside;
        for (uint64_t starts = word & ~(word << 1 | last); starts; starts &= starts - 1) {
            unsigned bit = (unsigned)__builtin_ctzll(starts);
            size_t i = at + bit, behind = i;
            if (i < next) continue;
            bool id = may_be_id(word, digits, bit, i > start ? text.ptr[i - 1] : '\0');
            FilledValue found = value_here(text, start, i, id, signs.mail, &behind);
            if (found.verdict.volatility != VOL_CONSTANT) return found;
            if (behind > next) next = behind;
        }
        last = word >> 63;
    }
    return told_by_words(filled, start, end, signs.sign != 0);
}
