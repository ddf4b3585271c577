/* Words and paths that people put before a model id: "bedrock/converse/", "openai:chat:",
 * "arn:aws:bedrock:...". Internal to lint/facts. */
#ifndef WARMLINT_FACTS_SPELLING_H
#define WARMLINT_FACTS_SPELLING_H

#include "lint/facts/facts.h"

enum {
    SPELLING_MAX_ID = 256,    /* bytes; longer texts are no ids */
    SPELLING_MAX_PREFIXES = 5 /* words before an id */
};

/* Platforms that serve other people's models, under ids that others use as well. */
bool spelling_is_host(Provider provider);

/* Cuts a resource path down to the id behind its last '/'; says whose path it is, or unknown. */
Provider spelling_cut_path(Str *id);

/* Cuts one known word and its separator off the front; false when there is none. A platform word
 * replaces *platform, a vendor word does so only where no host is known yet. */
bool spelling_cut_prefix(Str *id, Provider *platform);

/* All of it: the id without path and words. */
Str spelling_core(Provider *platform, Str id);

#endif
