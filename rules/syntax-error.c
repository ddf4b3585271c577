#include "rules/rule.h"

const RuleCheck rule_syntax_error = {.problem = PROBLEM_SYNTAX};
