#include "rules/rule.h"

const RuleCheck rule_not_utf8 = {.problem = PROBLEM_NOT_UTF8};
