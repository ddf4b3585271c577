/* Pieces that the files about filled-in values share. Private to lint/template. */
#ifndef WARMLINT_TEMPLATE_FILLED_PARTS_H
#define WARMLINT_TEMPLATE_FILLED_PARTS_H

#include "lint/template/filled.h"
#include "lint/template/moment.h"

static const FilledValue nothing = {{VOL_CONSTANT, CAUSE_NONE, CERTAIN_NOT}, 0, 0};

/* What most values are. */
static const VolatilityVerdict of_person = {VOL_USER, CAUSE_IDENTITY, CERTAIN_NAME};
static const VolatilityVerdict of_session = {VOL_SESSION, CAUSE_SESSION, CERTAIN_NAME};
static const VolatilityVerdict of_state = {VOL_SESSION, CAUSE_LIVE_STATE, CERTAIN_NAME};
/* Of now, by words that may mean something else. */
static const VolatilityVerdict of_now = {VOL_SESSION, CAUSE_LIVE_STATE, CERTAIN_AMBIGUOUS};
static const VolatilityVerdict of_call = {VOL_CALL, CAUSE_ID, CERTAIN_NAME};

static inline bool is_found(FilledValue value) {
    return value.verdict.volatility != VOL_CONSTANT;
}

/* Of a word as programs make them. */
static inline bool filled_id_byte(char c) {
    return ascii_is_alnum(c) || c == '_' || c == '-';
}

/* Words that few lines hold: their bit is set in filled_line.c. */
enum { WORD_DAY, WORD_USER, WORD_NAME_IS, WORD_YOU_ARE, WORD_HOME, WORD_AT, FILLED_WORDS };

/* Where each first stands on a line, or NULL. */
typedef struct {
    const char *at[FILLED_WORDS];
} FilledWords;

FilledWords filled_words(Str text, const FilledLine *line);
/* Whether one of the words, of two bytes and more, stands in the text, in any case of letters. */
bool filled_has_any(Str text, const char *const *words);
bool filled_holds_digit(Str s);
/* Without the marks of a list, a quotation or a heading in front, and blanks at both ends. */
Str filled_undecorated(Str line);
/* At most 80 bytes of the line in front of `at`. */
Str filled_before(Str text, size_t line, size_t at);
/* Behind the last full stop: what an earlier sentence says is of something else. */
Str filled_last_sentence(Str before);
/* {"timestamp": "..."} in the shape of what the model is to write. */
bool filled_is_of_output(Str text, size_t at);
/* The sentence in front tells another story of the date or id behind it. */
bool filled_otherwise(Str before);
/* "When the user is ..." */
bool filled_is_condition(Str before);
/* Somebody who asks is named: user, customer, patient ... */
bool filled_names_person(Str text);
/* "User name", "customer id": of the one who asks, not the card of the business, nor what a user
 * said. */
bool filled_of_user(Str label);
/* The end of a word as programs make them (sess_01HZX3, 7f3a9c2e41), or `i`. */
size_t filled_id_end(Str s, size_t i);

enum { FILLED_VALUE_BYTES = 100 }; /* of a label's value, at most */

/* At most so many words. */
bool filled_has_words(Str s, size_t most);
/* Not a sentence, and neither a pattern nor a placeholder. */
bool filled_is_value(Str value);
bool filled_is_path(Str value);
/* "Current temperature", "The user's current view", "Aktueller Preis". */
bool filled_is_of_now(Str label);
/* "Drafts awaiting approval", "Unread mails", "Days since the last visit". */
bool filled_is_of_queue(Str label);

/* The end of an address of e-mail at `at`, or `at`. */
size_t filled_mail_end(Str text, size_t at);

/* Where the line is a heading, a tag or a label without a value: what it says of those below. */
void filled_headings(FilledText *filled, const FilledLine *line);
/* A value that is the whole line below such a heading. */
FilledValue filled_alone(FilledText *filled, const FilledLine *line);
/* A value that stands behind a label, alone on its line or `listed` between bars. */
FilledValue filled_by_label(FilledText *filled, size_t start, size_t end, bool listed);
/* A value that a sentence of the line tells. */
FilledValue filled_by_sentence(Str text, const FilledLine *line, const FilledWords *words);
/* A date or time that the words in front say is of this moment; `live`: or the heading above. */
FilledValue filled_moment(Str text, size_t line, size_t at, Moment moment, bool live);
/* The first line of a text that was put in as a whole, behind or below words that say so. */
FilledValue filled_inserted(Str text, const FilledLine *line);
/* The number at `at`, of what is there or left: "42 unread messages", "7 steps remaining". */
FilledValue filled_count(Str text, size_t line, size_t at);

#endif
