/* Volatility: how often the bytes at one place of a prompt differ between two calls, why we think
 * so, and how sure we are. One readable table (volatility_names.c) maps whole name tokens - after
 * splitting snake_case, kebab-case and camelCase, never substrings - to a class; the names are from
 * a count over public prompt templates. What a project declares wins over the table. */
#ifndef WARMLINT_TEMPLATE_VOLATILITY_H
#define WARMLINT_TEMPLATE_VOLATILITY_H

#include "lint/base/str.h"
#include "lint/base/vec.h"

/* Ordered: a later class changes more often. */
typedef enum {
    VOL_CONSTANT, /* until the file is edited */
    VOL_DEPLOY,   /* with a release or a configuration change */
    VOL_UNKNOWN,  /* nobody said, and the name does not tell */
    VOL_TENANT,
    VOL_USER,
    VOL_SESSION,
    VOL_DAY,
    VOL_APPEND,  /* grows at its end: conversation history */
    VOL_REQUEST, /* the content of this request: question, document, retrieval */
    VOL_CALL     /* every call, whatever it asks: clock, id, random, counter, live state */
} Volatility;

/* What kind of value it is; messages and help texts speak about this. */
typedef enum {
    CAUSE_NONE,
    CAUSE_CLOCK, /* date and time, or time */
    CAUSE_DATE,  /* day precision */
    CAUSE_ID,    /* random or per-call id */
    CAUSE_RANDOM,
    CAUSE_COUNTER,    /* step, attempt, remaining budget */
    CAUSE_LIVE_STATE, /* git status, open tabs, entity states, weather */
    CAUSE_INPUT,      /* question, query, message, document */
    CAUSE_RETRIEVAL,  /* context, search results */
    CAUSE_MEMORY,
    CAUSE_HISTORY,
    CAUSE_TOOL_OUTPUT,
    CAUSE_IDENTITY, /* user name, email, account */
    CAUSE_SESSION,  /* session id, working directory, task of the session */
    CAUSE_LOCALE,   /* language, location, time zone */
    CAUSE_CONFIG
} VolatilityCause;

typedef enum {
    CERTAIN_SYNTAX,    /* the engine's own primitive: {% now %}, {{$now}}, !`date` */
    CERTAIN_DECLARED,  /* inputs of the prompt file, or the project's configuration */
    CERTAIN_NAME,      /* a name of the table that means one thing */
    CERTAIN_AMBIGUOUS, /* a name that means different things in different projects: weaker level */
    CERTAIN_NOT        /* unknown */
} Certainty;

typedef struct {
    Volatility volatility : 8;
    VolatilityCause cause : 8;
    Certainty certainty : 8;
} VolatilityVerdict;

/* A name that the prompt file or the configuration declares. */
typedef struct {
    Str name; /* exact, or a glob when it holds '*' */
    Volatility volatility;
    double tokens; /* typical size, 0 when not given */
    bool presumed; /* by where it is declared, not in so many words: CERTAIN_AMBIGUOUS */
} DeclaredName;
typedef struct DeclaredIndex DeclaredIndex;
/* Whether a declared name is a pattern. */
bool declared_is_glob(Str name);
/* A VEC of names; an earlier entry wins over a later one. */
typedef struct {
    DeclaredName *items;
    size_t len, cap;
    size_t globs;               /* of the names, as settings.c counts them */
    const DeclaredIndex *index; /* of the first `len` names, or of fewer: then it is not used */
} DeclaredNameVec;
/* Makes the index once all names are there, so that a look-up costs the same for any number of
 * them; globs (at most LIMIT_DECLARED_GLOBS) are tried one by one. */
void declared_index(Arena *arena, DeclaredNameVec *declared);
/* The same names for another owner: what is pushed onto it goes into a copy. */
static inline DeclaredNameVec declared_share(DeclaredNameVec declared) {
    declared.cap = declared.len;
    return declared;
}

/* "constant", "deploy", "tenant", "user", "session", "day", "append", "request", "call". */
const char *volatility_name(Volatility volatility);
bool volatility_from_name(Str name, Volatility *out);
/* "changes with every call", "changes every day" ...: the words of messages. */
const char *volatility_phrase(VolatilityVerdict verdict);

/* The declaration that covers a name or path (itself, its last or its first element); NULL without
 * one. */
const DeclaredName *declared_find(const DeclaredNameVec *declared, Str name);

/* The verdict on one variable name or dotted path (`user.profile.name`, `currentDate`). */
VolatilityVerdict volatility_of_name(Str name, const DeclaredNameVec *declared);

#endif
