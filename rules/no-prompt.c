#include "rules/rule.h"

const RuleCheck rule_no_prompt = {.problem = PROBLEM_NO_PROMPT};
