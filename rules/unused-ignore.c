#include "rules/rule.h"

const RuleCheck rule_unused_ignore = {.problem = PROBLEM_UNUSED_IGNORE};
