#include "rules/rule.h"

const RuleCheck rule_templated_document = {.problem = PROBLEM_TEMPLATED};
