#include "rules/rule.h"

const RuleCheck rule_limit_exceeded = {.problem = PROBLEM_LIMIT};
