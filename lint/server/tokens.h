/* The names of the semantic tokens, for the capabilities; editors/lsp.md says what they mean. */
#ifndef WARMLINT_SERVER_TOKENS_H
#define WARMLINT_SERVER_TOKENS_H

#define TOKEN_TYPES "\"cacheRead\",\"cacheStable\",\"cacheChange\",\"cacheAfter\",\"cacheSlow\""

#endif
