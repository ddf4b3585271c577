#include "rules/rule.h"

const RuleCheck rule_unreadable_file = {.problem = PROBLEM_UNREADABLE};
