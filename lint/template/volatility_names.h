/* The table of names behind volatility_of_name: which phrase of name tokens means which class. A
 * phrase is lower-case words separated by single spaces. Private to lint/template. */
#ifndef WARMLINT_TEMPLATE_VOLATILITY_NAMES_H
#define WARMLINT_TEMPLATE_VOLATILITY_NAMES_H

#include <stdint.h>

#include "lint/template/volatility.h"

typedef enum {
    NAMES_ENDING,   /* the phrase ends the name: `latest user question` ends with `question` */
    NAMES_WHOLE,    /* the phrase is the whole name: `time`, but not `cooking time` */
    NAMES_LEADING,  /* the phrase starts a longer name and decides it: `max words` */
    NAMES_STARTING, /* the phrase starts a longer name that nothing else explains: `recent x` */
    NAMES_LAST      /* the phrase ends a name that no start explains either: `brand voice` */
} NamesMatch;

typedef struct {
    NamesMatch match;
    VolatilityVerdict verdict;
    const char *const *phrases; /* sorted; 256 at the most */
    size_t count;
} NameSection;

extern const NameSection name_sections[];
extern const size_t name_section_count;

/* Where the phrases are, at the place of their hash or behind it, up to an empty place; made by
 * name_index.awk. A phrase of several sections is there in their order. */
enum { NAME_PLACES = 4096 };
typedef struct {
    uint8_t section, phrase; /* section + 1; 0: empty */
} NamePlace;
extern const NamePlace name_index[NAME_PLACES];

/* Words at either end of a name that say how a value is written, not what it is. */
bool name_word_is_noise_before(Str word);
bool name_word_is_noise_after(Str word);
/* Holders of variables that say nothing about the value: `inputs.x`, `ctx.x`, `$json.x`. */
bool name_root_is_neutral(Str word);

#endif
