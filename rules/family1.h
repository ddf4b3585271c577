/* What the rules about changing content in a stable prefix share: how a value is shown, what it
 * costs there, and what to do about it. */
#ifndef WARMLINT_RULES_FAMILY1_H
#define WARMLINT_RULES_FAMILY1_H

#include "rules/rule.h"

/* The value as a message shows it: as written, on one line, cut when long. */
Str family1_shown(Sink *sink, const Piece *piece);
/* Names another value that does what the finding says; false when it names enough. */
bool family1_add_other(Sink *sink, Finding *finding, const Plan *plan, size_t step);
/* The same value stood earlier in the prompt: the first place is the one that costs. */
bool family1_seen_before(const Plan *plan, size_t step);
/* A date that goes on with a time of day: {{date}} {{hour}}:{{minute}} is one clock. */
bool family1_is_part_of_clock(const Plan *plan, size_t step);
/* Static text behind the value, labels of other values ("Question:") not counted. */
TokCount family1_text_behind(const Plan *plan, size_t step);
/* The value stands in the last user message, where changing content belongs, and nothing worth
 * moving in front of it follows. */
bool family1_well_placed(const Plan *plan, size_t step);
/* It stands there, and what follows is too short to be cached on its own: worth a remark only. */
bool family1_in_last_turn(const Plan *plan, size_t step);
/* Static text behind an input that would gain from a reorder; none where that is little: a closing
 * tag or "Answer:" behind the question is how prompts end. */
TokCount family1_stuck_behind(const Plan *plan, size_t step);
/* Content of the request, as far as is known. */
bool family1_is_input(const Plan *plan, size_t step);
/* A value of which nobody says what its name means. */
bool family1_unknown_value(const Plan *plan, size_t step);
/* Nobody says what the name means, but a program gives the value where content is given: behind a
 * label, in an element, alone on its line; or in the message of the user. */
bool family1_likely_input(const Plan *plan, size_t step);
/* The first input that is known, and the first that is likely to be one, with text behind it;
 * NO_STEP without one. */
typedef struct {
    size_t known, likely;
} Family1Inputs;
Family1Inputs family1_inputs(const Plan *plan);
/* Names the other inputs near this one that are in the way, and what may be one: of its block, and
 * of the user's behind it up to the block `last`. */
void family1_add_others(Sink *sink, Finding *finding, const Plan *plan, size_t step, size_t last);
/* The same on the first finding about a prompt that has no input in the way: values of which nobody
 * says how often they change would stay behind when this one is moved. */
void family1_add_unknown(Sink *sink, Finding *finding, const Plan *plan, size_t step);
/* Fills label, tokens, dollars and the cost line of a value that changes with every call and has
 * `lost` reusable tokens behind it. */
void family1_cost(Sink *sink, const Plan *plan, size_t step, TokCount lost, Finding *finding);
/* Advice by what kind of value it is. */
Str family1_help(Sink *sink, const Piece *piece, bool last_in_prompt);

#endif
