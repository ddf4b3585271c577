/* What OpenAI's strict mode asks of a JSON schema: each object in it says additionalProperties:
 * false and names every property as required ("'required' is required to be supplied and to be an
 * array including every key in properties"). */
#ifndef WARMLINT_RULES_STRICT_SCHEMA_H
#define WARMLINT_RULES_STRICT_SCHEMA_H

#include "rules/rule.h"

/* The first object that does not; `missing` is the property that is not required, or empty where it
 * is additionalProperties. NULL: the schema is right. */
const Node *strict_schema_fault(const Node *schema, Str *missing);

#endif
