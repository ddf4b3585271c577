/* What can be written in a configuration and in the header of a prompt file: the keys of each map,
 * what their values are, and the words that a value can be. The readers check against these tables,
 * and editors complete from them. */
#ifndef WARMLINT_CONFIG_KEYS_H
#define WARMLINT_CONFIG_KEYS_H

#include "lint/base/str.h"

/* Values that are one of a set of words. What only floors above this one know is named here too. */
typedef enum {
    WORDS_NONE,
    WORDS_BOOL,
    WORDS_VOLATILITY,
    WORDS_PROVIDER,
    WORDS_LEVEL,
    WORDS_FAIL_ON,
    WORDS_ROLE,
    WORDS_ENGINE,
    WORDS_LATENCY,
    WORDS_SECTION,
    WORDS_KIND,
    WORDS_FAMILY, /* of tokenizers */
    WORDS_MODEL,  /* facts */
    WORDS_FORMAT, /* lint/format */
    WORDS_RULE    /* rules */
} Words;

typedef enum {
    KEY_VALUE, /* a text, a number or one of `words` */
    KEY_LIST,  /* of such, or one */
    KEY_MAP,   /* of `members`, or a list of such maps */
    KEY_NAMED  /* a map from names (free, or `names`) to `words` or to maps of `members` */
} KeyShape;

typedef struct Key {
    const char *name;
    KeyShape shape;
    Words words, names;
    const struct Key *members;
    const char *help; /* one sentence */
} Key;

/* Each ends with a row without name. */
extern const Key keys_quantiles[], keys_workload[], keys_budget[], keys_limits[], keys_input[],
    keys_price[], keys_calibration[], keys_scope[], keys_pattern[];

/* The keys of a configuration by number, or those of an entry of its `files`; NULL at the end. */
const Key *keys_config_at(size_t index, int in_files);
/* They are the same but for '-' and '_'. */
bool key_named(Str written, const char *name);
/* The words by number; NULL at the end, and for those of the floors above. */
const char *keys_word_at(Words words, size_t index);

/* keys_word_at of one kind each. */
const char *keys_volatility_at(size_t index);
const char *keys_provider_at(size_t index);
const char *keys_level_at(size_t index);
const char *keys_fail_on_at(size_t index);
const char *keys_role_at(size_t index);
const char *keys_engine_at(size_t index);
const char *keys_latency_at(size_t index);
const char *keys_section_at(size_t index);
const char *keys_kind_at(size_t index);
const char *keys_family_at(size_t index);

#endif
