#include "rules/rule.h"

const RuleCheck rule_duplicate_key = {.problem = PROBLEM_DUPLICATE_KEY};
