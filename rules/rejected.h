/* The parts of WL410 that look at one thing each: definitions of tools and their schemas, the shape
 * of single messages and items. A finding is reported for the first fault of a kind. */
#ifndef WARMLINT_RULES_REJECTED_H
#define WARMLINT_RULES_REJECTED_H

#include "rules/rule.h"

/* "<what>: the API refuses the request". */
void rejected_report(Sink *sink, Span span, const char *help, const char *what);
/* Many services take the bodies of OpenAI's APIs; of those only OpenAI's own limits are known. */
bool rejected_is_openai(const Prompt *prompt);
static inline bool rejected_is_role(const Node *message, const char *name) {
    const Node *role = node_get(message, "role");
    return role && str_is(role->text, name);
}
static inline bool rejected_is_before_gemini3(const Prompt *prompt) {
    return str_starts(prompt->model_id, STR("gemini-1")) ||
           str_starts(prompt->model_id, STR("gemini-2"));
}
/* A program fills it in. */
static inline bool rejected_is_templated(Str s) {
    return str_has_char(s, '{') || str_has_char(s, '$');
}

/* Names and schemas of tools. */
void rejected_tools(const Prompt *prompt, Sink *sink);
/* Blocks of other APIs, ids of calls, roles that must alternate. */
void rejected_messages(const Prompt *prompt, const Node *messages, Sink *sink);

#endif
