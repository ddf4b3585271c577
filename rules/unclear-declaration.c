#include "rules/rule.h"

const RuleCheck rule_unclear_declaration = {.problem = PROBLEM_DECLARATION};
