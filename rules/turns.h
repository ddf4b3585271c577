/* The messages of a request as the APIs see them: calls of tools and their results, by id, in
 * Anthropic's, OpenAI's Chat Completions' and Bedrock Converse's words. */
#ifndef WARMLINT_RULES_TURNS_H
#define WARMLINT_RULES_TURNS_H

#include "rules/rule.h"

typedef enum {
    TURNS_RIGHT,
    TURNS_EARLY,      /* Gemini: a call that is not right behind a user's turn or a result */
    TURNS_UNANSWERED, /* a call without a result right behind */
    TURNS_UNASKED     /* a result without its call right in front */
} TurnsFault;

/* The first fault, with the id and the place of the call or result; requests with more calls in one
 * turn than people make are not looked at. A call in the last message may still be answered. */
TurnsFault turns_check(const Prompt *prompt, const Node *messages, Str *id, Span *span);
/* The same of Gemini's contents, whose calls have no ids: as many results as calls, right behind
 * them. */
TurnsFault turns_check_gemini(const Node *contents, Span *span);
/* The message holds a call of a tool, or a result of one. */
bool turns_has_tools(const Prompt *prompt, const Node *message);

#endif
