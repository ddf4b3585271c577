#include "rules/rule.h"

const RuleCheck rule_further_documents = {.problem = PROBLEM_DOCUMENTS};
