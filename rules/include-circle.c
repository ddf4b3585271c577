#include "rules/rule.h"

const RuleCheck rule_include_circle = {.problem = PROBLEM_INCLUDE};
