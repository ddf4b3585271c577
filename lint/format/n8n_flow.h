/* Where the values of an n8n workflow come from: `$('Config').item.json.language` is what the node
 * "Config" hands on, and a node that sets it to a fixed text makes it a constant, whatever its name
 * resembles. What a trigger, a request or a database hands on is the content of this execution.
 * Source: n8n's own node parameters (Edit Fields: assignments, values, jsonOutput). */
#ifndef WARMLINT_FORMAT_N8N_FLOW_H
#define WARMLINT_FORMAT_N8N_FLOW_H

#include "lint/format/lower.h"

typedef struct {
    Arena *arena;
    const Node *workflow; /* holds `nodes` and `connections` */
    int steps;            /* looks at nodes and connections that are left */
} N8nFlow;

N8nFlow n8n_flow(Arena *arena, const Node *workflow);
/* Judges the placeholders of a text that stands in `node` by where their values come from. What is
 * declared, and what the expression language says itself (`$now`), stays. */
void n8n_flow_judge(N8nFlow *flow, const Node *node, PieceVec *pieces);

/* The node with this name; NULL without one. */
const Node *n8n_node_named(const Node *workflow, Str name);

#endif
