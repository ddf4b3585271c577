#include "lint/template/filled.h"

#include "lint/base/chunk.h"
#include "lint/template/filled_parts.h"
#include "lint/template/moment.h"
#include "lint/template/scan.h"

static size_t hex_from(Str s, size_t i) {
    size_t n = 0;
    while (i + n < s.len && ascii_hex(s.ptr[i + n]) >= 0) n++;
    return n;
}

/* An id holds so many digits, or is so many hexadecimal ones and letters. */
enum { ID_DIGITS = 3, ID_LETTERS = 16 };

/* A word as programs make them: sess_01HZX3, 7f3a9c2e41, 5f0c2a9e-7d41-4b6e-9a53-0f1b7c2d8e64; its
 * end, or `i`. */
size_t filled_id_end(Str s, size_t i) {
    enum { SHORTEST = 4, LONGEST = 200 };
    size_t n = 0, digits = 0;
    while (n < LONGEST && i + n < s.len && filled_id_byte(s.ptr[i + n]))
        if (ascii_is_digit(s.ptr[i + n++])) digits++;
    return n >= SHORTEST && digits >= ID_DIGITS && (n > SHORTEST || digits == n) ? i + n : i;
}

Str filled_last_sentence(Str before) {
    for (size_t i = before.len; i-- > 1;) {
        bool ends = ascii_is_one_of(before.ptr[i - 1], ".!?") && before.ptr[i] == ' ';
        bool abbreviated = i > 3 && before.ptr[i - 3] == '.'; /* e.g. */
        if (ends && !abbreviated) return str_slice(before, i, before.len);
    }
    return before;
}

/* Two letters in any case as one of 256 bits; others may share it. */
static inline uint8_t pair_of(const char *p) {
    return (uint8_t)((p[0] | 0x20) * 21 + (p[1] | 0x20));
}

/* Most texts are short and most lists are long: two letters that no word begins with are passed by
 * for all of them at once. */
bool filled_has_any(Str text, const char *const *words) {
    uint64_t begins[4] = {0};
    for (const char *const *word = words; *word; word++) {
        uint8_t pair = pair_of(*word);
        begins[pair >> 6] |= (uint64_t)1 << (pair & 63);
    }
    for (size_t i = 0; i + 1 < text.len; i++) {
        uint8_t pair = pair_of(text.ptr + i);
        if (!(begins[pair >> 6] >> (pair & 63) & 1)) continue;
        Str rest = str_slice(text, i, text.len);
        for (const char *const *word = words; *word; word++)
            if (pair_of(*word) == pair && str_starts_nocase(rest, str_from_c(*word))) return true;
    }
    return false;
}

/* "Knowledge cutoff: 2024-06 Current date: ": what the first words are about stands behind them. */
static Str behind_month(Str before) {
    enum { MONTH = 7 };
    for (size_t i = before.len; i-- > MONTH;)
        if (before.ptr[i] == ' ' && before.ptr[i - 3] == '-' && ascii_is_digit(before.ptr[i - 1]) &&
            ascii_is_digit(before.ptr[i - 2]) && ascii_is_digit(before.ptr[i - 4]))
            return str_slice(before, i, before.len);
    return before;
}

bool filled_otherwise(Str before) {
    static const char *const dated[] = {"cutoff",   "cut-off", "updated", "version",
                                        "released", "last ",   NULL};
    static const char *const stories[] = {
        "example",   "e.g.", "for instance", "such as", "like ",   " if ",    " format ",
        "user says", "asks", "ejemplo",      "exemple", "exemplo", "esempio", "beispiel",
        "z. b.",     "z.b.", "например",     "例如",    NULL};
    before = filled_last_sentence(before);
    return filled_has_any(before, stories) || filled_has_any(behind_month(before), dated) ||
           str_starts_nocase(str_trim(before), STR("if "));
}

bool filled_is_condition(Str before) {
    static const char *const words[] = {"when", "whenever", "whether", "unless", "once",
                                        "if",   "suppose",  "imagine", NULL};
    before = filled_last_sentence(before);
    for (size_t at = 0; at < before.len;) {
        size_t from = at;
        while (at < before.len && ascii_is_alpha(before.ptr[at])) at++;
        if (str_is_any_nocase(str_slice(before, from, at), words)) return true;
        if (at == from) at++;
    }
    return false;
}

bool filled_is_of_output(Str text, size_t at) {
    enum { NEAR = 60, FAR = 200 };
    static const char *const words[] = {"reply with", "respond with", "answer with", "reply in",
                                        "respond in", "answer in",    "return",      "output",
                                        "example",    "schema",       NULL};
    Str before = str_slice(text, at > NEAR ? at - NEAR : 0, at);
    if (!str_has_char(before, '{')) return false;
    return filled_has_any(str_slice(text, at > FAR ? at - FAR : 0, at), words);
}

static bool says_id(Str before) {
    static const char *const cues[] = {
        "session",         "request id", "request_id", "request-id", "requestid", "conversation id",
        "conversation_id", "trace",      "run id",     "run_id",     "nonce",     "correlation",
        "thread id",       "thread_id",  "message id", "message_id", "cch=",      "salt",
        "parent thread",   "parent:",    NULL};
    return filled_has_any(before, cues);
}

/* "Session: ", "request_id=", "Run id ": the id is the value of what stands before it. */
static bool introduces(Str before) {
    before = str_trim(before);
    while (before.len && ascii_is_one_of(before.ptr[before.len - 1], "\"*`"))
        before = str_trim(str_slice(before, 0, before.len - 1));
    return str_ends(before, STR(":")) || str_ends(before, STR("=")) || str_ends(before, STR(">")) ||
           str_ends_nocase(before, STR("id")) || str_ends_nocase(before, STR(" is"));
}

Str filled_undecorated(Str s) {
    s = str_trim(s);
    while (s.len && !ascii_is_alnum(s.ptr[0]) && ascii_is_one_of(s.ptr[0], "-*#>•· "))
        s = str_slice(s, 1, s.len);
    return s;
}

Str filled_before(Str text, size_t line, size_t at) {
    enum { FAR = 80 };
    return str_slice(text, at - line > FAR ? at - FAR : line, at);
}

bool filled_names_person(Str text) {
    static const Str people[] = {
        STR_IN("user"),     STR_IN("usuario"),  STR_IN("usuário"),      STR_IN("utilisateur"),
        STR_IN("customer"), STR_IN("caller"),   STR_IN("client"),       STR_IN("patient"),
        STR_IN("player"),   STR_IN("member"),   STR_IN("guest"),        STR_IN("student"),
        STR_IN("nutzer"),   STR_IN("employee"), STR_IN("practitioner"), STR_IN("visitor"),
        STR_IN("learner"),  STR_IN("utente"),   STR_IN("kunde"),        STR_IN("gebruiker")};
    static const char *const others[] = {
        "用户",   "客户",   "ユーザー", "пользовател", "Пользовател", "користувач", "клиент",
        "клієнт", "사용자", "お客様",   "顧客",        "고객",        "Покупател",  NULL};
    bool wide = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = ascii_lower(text.ptr[i]);
        wide |= byte_is_high(c);
        if (!ascii_is_one_of(c, "ucpmgsnevlk") || (i && ascii_is_alnum(text.ptr[i - 1]))) continue;
        Str rest = str_slice(text, i, text.len);
        for (size_t k = 0; k < sizeof people / sizeof *people; k++)
            if (people[k].ptr[0] == c && str_starts_nocase(rest, people[k])) return true;
    }
    return wide && filled_has_any(text, others);
}

bool filled_of_user(Str label) {
    static const char *const facts[] = {
        "name", "mail",    "id",      "phone",      "number", "company",    "plan", "tier",
        "city", "country", "balance", "birthday",   "nom",    "名",         "邮箱", "电话",
        "编号", "chama",   "llama",   "appelle",    "имя",    "м'я",        "昵称", "이름",
        "객명", "emotion", "mood",    "background", "gender", "occupation", NULL};
    return filled_names_person(label) && filled_has_any(label, facts);
}

static bool is_addressed(Str before) {
    static const char *const turns[] = {
        "speaking with", "speaking to", "talking to", "talking with",
        "chatting with", "assisting ",  NULL};
    return filled_has_any(before, turns) || str_ends_nocase(str_trim(before), STR(" helping"));
}

/* "- Session 01JXK3V9Q2", alone: no course called "Session 101". */
static bool is_session(Str before, size_t len) {
    static const char *const things[] = {"session", "conversation", "thread", "run", NULL};
    enum { SHORTEST = 8 };
    return len >= SHORTEST && str_is_any_nocase(str_trim(filled_undecorated(before)), things);
}

/* An id of the call, or of the session or user. */
static FilledValue id_here(Str text, size_t line, size_t at) {
    Str before = filled_before(text, line, at);
    size_t hex = hex_from(text, at), end = filled_id_end(text, at);
    /* A gateway's attribution token: short, but nothing else is called so. */
    if (hex >= 4 && str_ends(before, STR("cch="))) return (FilledValue){of_call, at, at + hex};
    if (hex >= ID_LETTERS && end == at) end = at + hex;
    if (end == at || !(introduces(before) || is_session(before, end - at)) ||
        filled_otherwise(before) || filled_is_of_output(text, at))
        return nothing;
    if ((hex >= ID_LETTERS || (hex == 8 && end - at == 36)) && says_id(before))
        return (FilledValue){of_call, at, end};
    Str label = label_before(text, at);
    VolatilityVerdict verdict = volatility_of_name(label, NULL);
    if (verdict.certainty <= CERTAIN_NAME &&
        (verdict.cause == CAUSE_ID || verdict.cause == CAUSE_SESSION ||
         verdict.cause == CAUSE_RANDOM ||
         (verdict.cause == CAUSE_IDENTITY && filled_of_user(label))))
        return (FilledValue){verdict, at, end};
    return is_addressed(before) ? (FilledValue){of_person, at, end} : nothing;
}

bool filled_holds_digit(Str s) {
    size_t i = 0;
    for (; i + WIDE <= s.len; i += WIDE) {
        Wide w = wide_load(s.ptr + i);
        if (wide_any(wide_but(wide_below(w, '9' + 1), wide_below(w, '0')))) return true;
    }
    while (i < s.len && !ascii_is_digit(s.ptr[i])) i++;
    return i < s.len;
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
    if (len >= ID_LETTERS || before == '=') return true;
    uint64_t left = digits >> bit & (((uint64_t)1 << len) - 1);
    for (int n = 1; n < ID_DIGITS; n++) left &= left - 1;
    return left != 0;
}

size_t filled_mail_end(Str text, size_t at) {
    enum { LONGEST = 80 };
    size_t end = at, sign = 0;
    while (end < text.len && end - at < LONGEST &&
           (filled_id_byte(text.ptr[end]) || ascii_is_one_of(text.ptr[end], ".+@"))) {
        if (text.ptr[end] == '@') sign = end;
        end++;
    }
    while (end > at && text.ptr[end - 1] == '.') end--;
    return sign > at && sign + 3 <= end ? end : at;
}

/* The address of somebody whom the line calls the user. */
static FilledValue mail_here(Str text, size_t line, size_t at) {
    size_t end = filled_mail_end(text, at);
    if (end == at) return nothing;
    Str before = filled_before(text, line, at);
    bool user = is_addressed(before) || (introduces(before) && filled_of_user(before));
    if (!user || filled_otherwise(before)) return nothing;
    return (FilledValue){of_person, at, end};
}

/* The value whose first word stands at `at`. `id`: it may be an id; `mail`: or an address. */
static FilledValue value_here(const FilledText *filled, size_t line, size_t at, bool id, bool mail,
                              size_t *next) {
    Str text = filled->text;
    *next = at;
    Moment moment = moment_at(text, at);
    if (moment.kind != MOMENT_NONE) {
        *next = moment.end;
        return filled_moment(text, line, at, moment, filled->block.cause == CAUSE_LIVE_STATE);
    }
    char first = text.ptr[at];
    if (!ascii_is_alnum(first)) return nothing;
    FilledValue found = id ? id_here(text, line, at) : nothing;
    if (found.verdict.volatility != VOL_CONSTANT) return found;
    if (ascii_is_digit(first)) return filled_count(text, line, at);
    return mail ? mail_here(text, line, at) : nothing;
}

/* The values of a line, the first ones found first. */
typedef struct {
    FilledValue *items;
    size_t count;
} Found;

static void add_found(Found *found, FilledValue value) {
    if (!is_found(value) || found->count == FILLED_ON_LINE) return;
    for (size_t i = 0; i < found->count; i++)
        if (value.start < found->items[i].end && found->items[i].start < value.end) return;
    found->items[found->count++] = value;
}

/* Values whose first word holds a digit, or begins a date or an address. */
static void find_by_word(const FilledText *filled, size_t start, size_t end, bool mail,
                         Found *found) {
    Str text = filled->text;
    size_t line = start, next = start;
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
            if (!id && !mail && !moment_may_start(text, i)) continue; /* most words */
            FilledValue value = value_here(filled, line, i, id, mail, &behind);
            add_found(found, value);
            if (is_found(value)) behind = line = value.end; /* what it was called is used up */
            if (behind > next) next = behind;
        }
        last = word >> 63;
    }
}

/* The next byte that may end a part of a line or begin a remark. */
static size_t next_mark(Str s, size_t i) {
    for (; i + WIDE <= s.len; i += WIDE) {
        Wide w = wide_load(s.ptr + i);
        Wide any = wide_or(wide_or(wide_equal(w, '.'), wide_equal(w, ';')), wide_equal(w, '('));
        if (wide_any(any)) return i + wide_first(any);
    }
    while (i < s.len && !ascii_is_one_of(s.ptr[i], ".;(")) i++;
    return i;
}

/* "(agent id: b-1042)" */
static void find_in_remark(FilledText *filled, size_t open, size_t end, Found *found) {
    enum { LONGEST = 60 };
    Str rest = str_slice(filled->text, open, end < open + LONGEST ? end : open + LONGEST);
    size_t close = str_find_char(rest, ')', 1), sign = str_find(rest, STR(": "), 1);
    if (close != STR_NOT_FOUND && sign < close)
        add_found(found, filled_by_label(filled, open + 1, open + close, false));
}

/* A label with its value is a part of the line: "It is late. User name: Ada; room: 4 (host: b2)".
 */
static void find_by_part(FilledText *filled, size_t start, size_t end, Found *found) {
    enum { MOST = 9 };
    Str line = str_slice(filled->text, 0, end);
    size_t at = next_mark(line, start);
    for (int part = 0; part < MOST && at < end; at = next_mark(line, at + 1)) {
        if (line.ptr[at] == '(') {
            if (line.ptr[start] != '#') find_in_remark(filled, at, end, found);
        } else if (byte_at(line, at + 1) == ' ') {
            add_found(found, filled_by_label(filled, start, at, false));
            start = at + 2;
            part++;
        }
    }
    if (start < end) add_found(found, filled_by_label(filled, start, end, false));
}

/* The same in Chinese and Japanese. */
static void find_by_wide_part(FilledText *filled, size_t start, size_t end, Found *found) {
    enum { MOST = 9 };
    const Str stop = STR("。");
    for (int part = 0; part < MOST && start < end; part++) {
        Str rest = str_slice(filled->text, start, end);
        size_t at = str_find(rest, stop, 0);
        if (at > rest.len) at = rest.len;
        add_found(found, filled_by_label(filled, start, start + at, false));
        start += at + stop.len;
    }
}

/* A label with its value is the whole line, or "host=a | repo=b". */
static void find_by_label(FilledText *filled, size_t start, size_t end, Found *found) {
    enum { MOST = 16 };
    const Str bar = STR(" | ");
    Str line = str_slice(filled->text, start, end);
    size_t at = 0, next = str_has_char(line, '|') ? str_find(line, bar, 0) : STR_NOT_FOUND;
    if (next == STR_NOT_FOUND) {
        if (line.len && byte_is_high(line.ptr[0]) && str_has(line, STR("。")))
            find_by_wide_part(filled, start, end, found);
        else
            find_by_part(filled, start, end, found);
        return;
    }
    for (int part = 0; part < MOST && at < line.len; part++) {
        if (next == STR_NOT_FOUND) next = line.len;
        add_found(found, filled_by_label(filled, start + at, start + next, true));
        at = next + bar.len;
        next = str_find(line, bar, at);
    }
}

size_t filled_on_line(FilledText *filled, const FilledLine *line, FilledValue *items) {
    Found found = {items, 0};
    size_t start = line->start, end = line->end;
    bool below = filled->alone || filled->block.volatility != VOL_CONSTANT;
    FilledValue alone = below ? filled_alone(filled, line) : nothing;
    filled_headings(filled, line);
    FilledWords words = {{NULL}};
    if (line->word) words = filled_words(filled->text, line);
    bool mail = words.at[WORD_AT] != NULL;
    if (line->digit || mail || words.at[WORD_DAY]) find_by_word(filled, start, end, mail, &found);
    if (line->sign) find_by_label(filled, start, end, &found);
    add_found(&found, alone);
    if (line->sign || ascii_is_one_of(byte_at(filled->text, line->first), "#-"))
        add_found(&found, filled_inserted(filled->text, line));
    if (line->word) add_found(&found, filled_by_sentence(filled->text, line, &words));
    return found.count;
}
