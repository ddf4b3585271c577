#include "rules/rule.h"

const RuleCheck rule_loose_front_matter = {.problem = PROBLEM_FRONT_MATTER};
