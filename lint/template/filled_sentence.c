/* Values that a sentence tells: "The current user is Ada Byron.", "You are talking to Ada.", "The
 * user is on the 'upload' step", "You have 7 steps remaining". */
#include "lint/template/filled_parts.h"
#include "lint/template/scan.h"

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
    bool closed = last == end || ascii_is_one_of(text.ptr[last], ".,;)!*\"'`") ||
                  str_starts(str_slice(text, last, end), STR(" ("));
    return closed ? last : at;
}

/* "zoe_k", "ada": a name as people choose it, closed by a mark. */
static size_t handle_end(Str text, size_t at, size_t end) {
    static const char *const words[] = {
        "unknown", "hidden", "private", "secret", "required", "optional", "important", "given",
        "stored",  "below",  "missing", "empty",  "in",       "shown",    "displayed", "used",
        "set",     "always", "not",     "never",  "visible",  NULL};
    size_t last = at;
    while (last < end && (filled_id_byte(text.ptr[last]) || byte_is_high(text.ptr[last]))) last++;
    bool closed = last == end || ascii_is_one_of(text.ptr[last], ".,;)!*\"'`");
    return closed && !str_is_any_nocase(str_slice(text, at, last), words) ? last : at;
}

/* The words in front are of another time, or of what may be. */
static bool is_story(Str before) {
    return filled_otherwise(before) || filled_is_condition(before);
}

static FilledValue of_user(size_t at, size_t end) {
    return (FilledValue){of_person, at, end};
}

/* Behind the marks of bold type or of a quotation. */
static size_t behind_marks(Str text, size_t at, size_t end) {
    while (at < end && ascii_is_one_of(text.ptr[at], "*\"'`_")) at++;
    return at;
}

/* "The user's name is Ada.", "The caller’s name is Ada": not the assistant's. */
static FilledValue called_here(Str text, size_t start, size_t end, size_t phrase) {
    if (phrase < start || ascii_lower(text.ptr[phrase]) != 'n') return nothing;
    size_t at = phrase + STR("name is ").len;
    if (at >= end) return nothing;
    Str before = filled_before(text, start, phrase), owner = str_trim(before);
    bool owned = str_ends(owner, STR("'s")) || str_ends(owner, STR("’s"));
    size_t near = owner.len > 12 ? owner.len - 12 : 0;
    bool person = filled_names_person(str_slice(owner, near, owner.len));
    bool whose = str_ends_nocase(owner, STR("whose full"));
    if (!whose && ((!owned && !str_ends_nocase(owner, STR("user"))) || !person)) return nothing;
    if (is_story(before)) return nothing;
    at = behind_marks(text, at, end);
    size_t last = name_end(text, at, end);
    if (last == at) last = handle_end(text, at, end);
    return last > at ? of_user(at, last) : nothing;
}

/* "Ada Byron", "Oslo, Norway" */
static size_t place_end(Str text, size_t at, size_t end) {
    size_t last = name_end(text, at, end);
    if (last == at || !str_starts(str_slice(text, last, end), STR(", "))) return last;
    size_t more = name_end(text, last + 2, end);
    return more > last + 2 ? more : last;
}

/* "The current user is Ada Byron.", "The current user is patient: Ada Byron." */
static FilledValue user_here(Str text, size_t start, size_t end) {
    static const Str phrases[] = {STR_IN("current user is "), STR_IN("name of the user is "),
                                  STR_IN("user is called "),  STR_IN("user is named "),
                                  STR_IN("user goes by "),    STR_IN("location of the user is "),
                                  STR_IN("user is in the "),  STR_IN("user is in ")};
    enum { ROLE = 20 };
    Str line = str_slice(text, start, end);
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
        size_t at = str_find_nocase(line, phrases[i], 0);
        if (at == STR_NOT_FOUND || filled_otherwise(str_slice(line, 0, at))) continue;
        at += start + phrases[i].len;
        size_t role = str_find(str_slice(text, at, at + ROLE), STR(": "), 0);
        if (role != STR_NOT_FOUND) at += role + 2;
        at = behind_marks(text, at, end);
        size_t last = place_end(text, at, end);
        if (last > at) return of_user(at, last);
    }
    return nothing;
}

/* "... is named: Priya", "... a developer named Tomasz" */
static size_t behind_naming(Str text, size_t at, size_t end) {
    enum { FAR = 40 };
    size_t named =
        str_find(str_slice(text, at, at + FAR < end ? at + FAR : end), STR(" named "), 0);
    bool one = str_starts(str_slice(text, at, end), STR("a ")) ||
               str_starts(str_slice(text, at, end), STR("an "));
    if (one && named != STR_NOT_FOUND) return at + named + STR(" named ").len;
    static const Str names[] = {STR_IN("is named "), STR_IN("is named: "), STR_IN("is called ")};
    Str rest = str_slice(text, at, end);
    for (size_t i = 0; rest.len && rest.ptr[0] == 'i' && i < sizeof names / sizeof *names; i++)
        if (str_starts(rest, names[i])) return at + names[i].len;
    return at;
}

/* Behind the words that address somebody ("chatting with ", "assisting "), or `at`. */
static size_t behind_turn(Str text, size_t at, size_t end) {
    static const Str turns[] = {
        STR_IN("chatting with "),    STR_IN("chatting to "), STR_IN("talking to "),
        STR_IN("talking with "),     STR_IN("speaking to "), STR_IN("speaking with "),
        STR_IN("interacting with "), STR_IN("assisting "),   STR_IN("in a conversation with "),
        STR_IN("helping ")};
    Str rest = str_slice(text, at, end);
    for (size_t i = 0; i < sizeof turns / sizeof *turns; i++)
        if (ascii_lower(byte_at(rest, 0)) == turns[i].ptr[0] && str_starts_nocase(rest, turns[i]))
            return behind_naming(text, at + turns[i].len, end);
    return at;
}

/* ", your assistant", ", a friendly bot": who is named is the one that speaks. */
static bool names_speaker(Str behind) {
    static const char *const roles[] = {"assistant", "bot", "agent", " ai ", "your", NULL};
    enum { FAR = 40 };
    return behind.len && behind.ptr[0] == ',' && filled_has_any(str_slice(behind, 0, FAR), roles);
}

/* "mira" of "mira over Discord", "mira on Telegram". */
static size_t handle_on(Str text, size_t at, size_t end) {
    static const char *const joints[] = {" over ", " on ", " via ", NULL};
    size_t last = at;
    while (last < end && filled_id_byte(text.ptr[last])) last++;
    Str rest = str_slice(text, last, end);
    for (const char *const *joint = joints; *joint; joint++)
        if (str_starts(rest, str_from_c(*joint)) && ascii_is_upper(byte_at(rest, strlen(*joint))))
            return last;
    return at;
}

/* <@U02XYZ9876>, @ada_b */
static FilledValue mention_here(Str text, size_t at, size_t end) {
    while (at < end && ascii_is_one_of(text.ptr[at], "<@")) at++;
    size_t last = at;
    while (last < end && filled_id_byte(text.ptr[last])) last++;
    return last > at ? of_user(at, last) : nothing;
}

/* "You are chatting with Ada.", "You are a helper who is talking to Ada." */
static FilledValue addressed_here(Str text, size_t start, size_t end, size_t at) {
    enum { FAR = 60 };
    Str before = filled_before(text, start, at);
    size_t stop = end < at + FAR ? end : at + FAR, name = at;
    for (; at < stop; at++) {
        if (text.ptr[at - 1] != ' ') continue;
        name = behind_turn(text, at, end);
        if (name > at) break;
    }
    if (name > at) name = behind_marks(text, name, end);
    if (name > at && name < end && ascii_is_one_of(text.ptr[name], "<@"))
        return mention_here(text, name, end);
    size_t last = name > at ? name_end(text, name, end) : name;
    if (last == name && name > at) last = handle_on(text, name, end);
    if (last == name || names_speaker(str_slice(text, last, end))) return nothing;
    return is_story(before) ? nothing : of_user(name, last);
}

/* #1873 */
static bool numbered_thing(Str text, size_t at, size_t end, size_t *from, size_t *to) {
    while (at + 1 < end && (text.ptr[at] != '#' || !ascii_is_digit(text.ptr[at + 1]))) at++;
    *from = *to = at + 1;
    while (*to < end && ascii_is_digit(text.ptr[*to])) ++*to;
    return at + 1 < end;
}

/* A thing in quotes: 'upload', "Pricing"; its bounds, or false. */
static bool quoted_thing(Str text, size_t at, size_t end, size_t *from, size_t *to) {
    enum { LONGEST = 40 };
    for (; at + 1 < end; at++) {
        char c = text.ptr[at];
        if (!ascii_is_one_of(c, "'\"`") || ascii_is_alnum(text.ptr[at - 1])) continue;
        size_t close = str_find_char(str_slice(text, at + 1, end), c, 0);
        if (close == STR_NOT_FOUND || close < 2 || close > LONGEST) return false;
        *from = at + 1;
        *to = at + 1 + close;
        return true;
    }
    return false;
}

/* "located in Leeds, England" */
static bool is_home(Str verb) {
    static const char *const homes[] = {"located", "based", "living", NULL};
    return str_is_any_nocase(verb, homes);
}

static size_t home_end(Str text, size_t at, size_t end) {
    const Str in = STR(" in ");
    if (!str_starts(str_slice(text, at, end), in)) return at;
    size_t last = place_end(text, at + in.len, end);
    return last > at + in.len ? last : at;
}

/* "The user is on the 'upload' step", "The user is currently looking at record #1873". */
static FilledValue place_here(Str text, size_t start, size_t end) {
    static const char *const places[] = {"on",      "at",      "viewing",  "looking",  "working",
                                         "editing", "reading", "browsing", "visiting", NULL};
    enum { FAR = 120 };
    const Str phrase = STR("user is ");
    size_t at = str_find_nocase(str_slice(text, start, end), phrase, 0);
    if (at == STR_NOT_FOUND) return nothing;
    Str before = filled_before(text, start, start + at);
    if (is_story(before)) return nothing;
    at += start + phrase.len;
    const Str currently = STR("currently ");
    if (str_starts_nocase(str_slice(text, at, end), currently)) at += currently.len;
    size_t word = at;
    while (word < end && ascii_is_alpha(text.ptr[word])) word++;
    Str verb = str_slice(text, at, word);
    size_t home = home_end(text, word, end);
    if (is_home(verb) && home > word) return of_user(word + STR(" in ").len, home);
    if (!str_is_any_nocase(verb, places)) return nothing;
    size_t from, to;
    size_t stop = end < word + FAR ? end : word + FAR;
    size_t dot = str_find(str_slice(text, word, stop), STR(". "), 0);
    if (dot != STR_NOT_FOUND) stop = word + dot;
    if (!numbered_thing(text, word, stop, &from, &to) &&
        !quoted_thing(text, word, stop, &from, &to))
        return nothing;
    return (FilledValue){of_state, from, to};
}

/* /home/ada/shop, C:\Users\ada: of one machine, where it is no piece of code. */
static FilledValue own_path_here(Str text, size_t start, size_t end, size_t at) {
    static const char *const anybody[] = {
        "user", "username", "you",    "your",      "me",     "name",   "john",    "jane",  "runner",
        "app",  "node",     "shared", "downloads", "ubuntu", "vscode", "sandbox", "agent", NULL};
    size_t from = at, last = at + 6, name = last; /* "/home/", "/Users", "\Users" */
    if (text.ptr[last - 1] != '/' && last < end) name = ++last;
    while (last < end && filled_id_byte(text.ptr[last])) last++;
    bool own = last > name && !str_is_any_nocase(str_slice(text, name, last), anybody);
    while (last < end &&
           (filled_id_byte(text.ptr[last]) || ascii_is_one_of(text.ptr[last], "/\\.~")))
        last++;
    while (text.ptr[last - 1] == '.') last--;
    if (from >= start + 2 && text.ptr[from - 1] == ':') from -= 2; /* the drive */
    bool open = from == start || ascii_is_one_of(text.ptr[from - 1], " (:='");
    for (size_t i = start; i < from; i++) open ^= text.ptr[i] == '`'; /* inline code */
    Str before = filled_before(text, start, from);
    if (!own || !open || is_story(before)) return nothing;
    return (FilledValue){of_session, from, last};
}

/* The first such path of the line. */
static FilledValue path_here(Str text, const FilledLine *line, const FilledWords *words) {
    Str bytes = str_slice(text, line->start, line->end);
    size_t at = STR_NOT_FOUND;
    if (words->at[WORD_HOME]) {
        at = (size_t)(words->at[WORD_HOME] - bytes.ptr);
    } else if (words->at[WORD_USER]) {
        at = str_find(bytes, STR("/Users/"), 0);
        if (at == STR_NOT_FOUND) at = str_find(bytes, STR("\\Users\\"), 0);
    }
    if (at == STR_NOT_FOUND) return nothing;
    return own_path_here(text, line->start, line->end, line->start + at);
}

/* Of those who are called something, or addressed. */
static FilledValue person_here(Str text, const FilledLine *line, const FilledWords *words) {
    const char *name = words->at[WORD_NAME_IS], *you = words->at[WORD_YOU_ARE];
    size_t start = line->start, end = line->end;
    FilledValue found = nothing;
    if (name && name >= text.ptr + start + 2)
        found = called_here(text, start, end, (size_t)(name - text.ptr) - 2);
    if (is_found(found)) return found;
    if (you) found = addressed_here(text, start, end, (size_t)(you - text.ptr) + STR("u are ").len);
    if (is_found(found) || !words->at[WORD_USER]) return found;
    found = user_here(text, start, end);
    return is_found(found) ? found : place_here(text, start, end);
}

FilledValue filled_by_sentence(Str text, const FilledLine *line, const FilledWords *words) {
    FilledValue found = person_here(text, line, words);
    return is_found(found) ? found : path_here(text, line, words);
}

/* "3 probes remaining", "12,400 tokens left", "$1.42 so far": words of one sentence. */
static bool says_left(Str behind) {
    static const Str ends[] = {STR_IN(" remaining"), STR_IN(" left"), STR_IN(" to go"),
                               STR_IN(" so far")};
    enum { MOST_WORDS = 4 };
    for (size_t at = 0, words = 0; words < MOST_WORDS && at != STR_NOT_FOUND; words++) {
        Str rest = str_slice(behind, at, behind.len);
        for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
            if (byte_at(rest, 1) == ends[i].ptr[1] && str_starts(rest, ends[i]) &&
                !ascii_is_alnum(byte_at(rest, ends[i].len)))
                return true;
        at = str_find_char(behind, ' ', at + 1);
        if (at != STR_NOT_FOUND && ascii_is_one_of(behind.ptr[at - 1], ".;:")) return false;
    }
    return false;
}

/* "This is turn 7", "You are on step 2 of 5": which one it is, not which one is meant. */
static bool says_which(Str before, Str behind) {
    static const char *const rounds[] = {"turn",  "iteration", "round", "attempt",
                                         "retry", "message",   NULL};
    static const char *const steps[] = {"step", "question", "page", "part", NULL};
    static const char *const heres[] = {"this is",      "you are on",   "you are at",
                                        "you are in",   "now on",       "now at",
                                        "currently on", "currently at", NULL};
    before = str_trim(before);
    if (str_ends_nocase(before, STR("are executing task #"))) return true;
    size_t word = before.len;
    while (word && ascii_is_alpha(before.ptr[word - 1])) word--;
    Str noun = str_slice(before, word, before.len);
    bool of = str_starts(behind, STR(" of ")) && ascii_is_digit(byte_at(behind, 4));
    bool slash = byte_at(behind, 0) == '/' && ascii_is_digit(byte_at(behind, 1));
    bool counted =
        str_is_any_nocase(noun, rounds) || ((of || slash) && str_is_any_nocase(noun, steps));
    bool alone = word == 0 || (word > 2 && before.ptr[word - 2] == '.');
    if (alone && (of || slash) && str_is_any_nocase(noun, rounds)) return true;
    size_t near = word > 24 ? word - 24 : 0;
    return counted && filled_has_any(str_slice(before, near, word), heres);
}

/* "The player's health is 62", "Your remaining budget is $3,400": of somebody, at this moment. */
static bool says_is(Str before) {
    static const char *const owners[] = {"user's",    "player's",  "customer's",  "patient's",
                                         "student's", "remaining", "week number", "current ",
                                         "caller's",  "guest's",   NULL};
    static const char *const limits[] = {"limit", "max", "min", "default", "threshold", NULL};
    static const char *const ises[] = {" is", " is currently", NULL};
    before = str_trim(before);
    if (before.len && ascii_is_one_of(before.ptr[before.len - 1], "$#+")) before.len--;
    before = str_trim(before);
    return str_ends_any_nocase(before, ises) && filled_has_any(before, owners) &&
           !filled_has_any(before, limits);
}

/* " minutes ago" */
static bool says_ago(Str before, Str behind) {
    static const char *const units[] = {" second", " sec", " minute", " min",
                                        " hour",   " day", NULL};
    static const char *const bounds[] = {"more than", "less than", "at least", "over",
                                         "older",     "than",      "up to",    "example",
                                         "e.g.",      "such as",   "like ",    NULL};
    size_t ago = str_find(str_slice(behind, 0, 14), STR(" ago"), 0);
    if (before.len && ascii_is_one_of(before.ptr[before.len - 1], "<>~=")) return false;
    if (ago == STR_NOT_FOUND || filled_has_any(before, bounds)) return false;
    for (const char *const *unit = units; *unit; unit++)
        if (str_starts(behind, str_from_c(*unit))) return true;
    return false;
}

/* "It has been 4312 minutes since you started" */
static bool says_since(Str before, Str behind) {
    static const char *const starts[] = {"it has been", "it's been", "it’s been", NULL};
    size_t since = str_find(str_slice(behind, 0, 18), STR(" since"), 0);
    return since != STR_NOT_FOUND && str_ends_any_nocase(str_trim(before), starts);
}

/* "The user is 34 years old" */
static bool says_age(Str before, Str behind) {
    enum { NEAR = 16 };
    if (!str_starts(behind, STR(" years old")) || !str_ends(before, STR(" is "))) return false;
    return filled_names_person(
        str_slice(before, before.len > NEAR ? before.len - NEAR : 0, before.len));
}

/* "invoked 57 times", "12 previous messages between you and the user" */
static bool says_times(Str before, Str behind) {
    static const char *const verbs[] = {"invoked", "called", "triggered", "activated", NULL};
    if (str_starts(behind, STR(" times")))
        return str_ends_any_nocase(str_trim(before), verbs) && str_has_nocase(before, STR("been"));
    return str_starts(behind, STR(" previous messages between")) ||
           str_starts(behind, STR(" total memories"));
}

/* "12,345 / 200K tokens used" */
static bool says_used(Str behind) {
    static const Str used = STR_IN(" used");
    bool of = str_starts(behind, STR(" / ")) && ascii_is_digit(byte_at(behind, 3));
    return of && str_has(str_slice(behind, 0, 24), used);
}

FilledValue filled_count(Str text, size_t line, size_t at) {
    static const char *const states[] = {" unread ", " pending ", " overdue ", " unseen ", NULL};
    static const char *const open[] = {" active ", " open ", " unfinished ", NULL};
    static const char *const owners[] = {"currently has", "currently have", "user has", NULL};
    static const char *const havings[] = {"you have",     "user has", "there are", "only",
                                          "you've",       "has cost", "has used",  "spent",
                                          "currently ha", NULL};
    enum { FAR = 48 };
    size_t end = at;
    while (end < text.len &&
           (ascii_is_digit(text.ptr[end]) ||
            (ascii_is_one_of(text.ptr[end], ",.") && ascii_is_digit(byte_at(text, end + 1)))))
        end++;
    Str behind = str_slice(text, end, end + FAR);
    bool word = byte_at(behind, 0) == ' ', state = false;
    const VolatilityVerdict counter = {VOL_CALL, CAUSE_COUNTER, CERTAIN_NAME};
    if (word && says_used(behind)) return (FilledValue){counter, at, end};
    Str before = filled_before(text, line, at);
    if (word && (says_times(before, behind) || says_since(before, behind)))
        return (FilledValue){counter, at, end};
    if (word && says_age(before, behind) && !is_story(before))
        return (FilledValue){of_person, at, end};
    if (at == line || (behind.len && !word && !ascii_is_one_of(behind.ptr[0], "/.,;\n\r") &&
                       !byte_is_high(behind.ptr[0])))
        return nothing;
    for (const char *const *next = states; word && !state && *next; next++)
        state = byte_at(behind, 1) == (*next)[1] && str_starts(behind, str_from_c(*next));
    for (const char *const *next = open; word && !state && *next; next++)
        state =
            str_starts(behind, str_from_c(*next)) && str_ends_any_nocase(str_trim(before), owners);
    bool is = says_is(before), ago = word && says_ago(before, behind);
    bool which = says_which(before, behind), left = which || (word && !state && says_left(behind));
    if (!state && !left && !is && !ago) return nothing;
    if ((!ago && filled_otherwise(before)) || filled_is_condition(before)) return nothing;
    if (!which && !is && !ago && !filled_has_any(before, havings)) return nothing;
    VolatilityVerdict verdict = of_state;
    if (left) verdict.volatility = VOL_CALL, verdict.cause = CAUSE_COUNTER;
    if (ago) {
        bool days = str_starts(behind, STR(" day"));
        verdict.volatility = days ? VOL_DAY : VOL_CALL;
        verdict.cause = days ? CAUSE_DATE : CAUSE_CLOCK;
        end += str_find(behind, STR(" ago"), 0) + STR(" ago").len;
    }
    return (FilledValue){verdict, at, end};
}
