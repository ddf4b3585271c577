/* Rules in Markdown. */
#ifndef WARMLINT_SERVER_EXPLAIN_H
#define WARMLINT_SERVER_EXPLAIN_H

#include "lint/base/buf.h"
#include "rules/rule.h"

/* Title, summary and page. */
void explain_rule(Buf *out, const Rule *rule);
/* What a finding says, then its rule. */
void explain_finding(Buf *out, const Finding *finding);

#endif
