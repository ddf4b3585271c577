/* What other nodes of a workflow write into an expression, and how often that changes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "lint/base/buf.h"
#include "lint/engine/engine.h"

#define AND            "\n  - "
#define NODE(name, is) "{name: " #name ", type: n8n-nodes-base." #is ", parameters: {}}"
#define FORM           NODE(Form, formTrigger)
#define SET                                                                                        \
    "{name: Set, type: n8n-nodes-base.set, parameters: {assignments: {assignments: ["              \
    "{name: a, value: 'fixed'}, {name: b, value: '={{ $now }}'}, {name: c, value: '={{ $json.q "   \
    "}}'}, {name: d, value: '={{ $json.user_id }} {{ $today }}'}, {name: e.f, value: '={{ "        \
    "$execution.id }}'}]}}}"
/* A Set node that hands on the value `a` it was given. */
#define HANDS_ON(name)                                                                             \
    "{name: " #name ", type: n8n-nodes-base.set, parameters: {assignments: {assignments: "         \
    "[{name: a, value: '={{ $json.a }}'}]}}}"
#define TO(from, to) #from ": {main: [[{node: " #to "}]]}"

typedef struct {
    const char *nodes, *connections; /* beside the agent's own */
    const char *text;                /* what the agent is asked */
    const char *volatilities;        /* of the placeholders */
} Case;

static void describe(Buf *out, const Case *c) {
    Buf file = {0};
    buf_printf(&file,
               "nodes:\n  - %s\n  - name: Agent\n    type: '@n8n/n8n-nodes-langchain.agent'\n"
               "    parameters:\n      text: |-\n        =%s\nconnections: {%s}\n",
               c->nodes, c->text, c->connections);
    Str bytes = buf_str(&file);
    Input input = {.path = STR("flow.yaml"), .by_hand = true, .bytes = &bytes};
    Overrides overrides = {.today = DATE(2026, 11, 21)};
    FileResult *r = engine_read(&input, &overrides);
    for (size_t i = 0; i < r->prompts.len; i++) {
        const Segment *asked = &r->prompts.items[i].segments.items[0];
        for (size_t k = 0; k < asked->pieces.len; k++) {
            const Piece *piece = &asked->pieces.items[k];
            if (piece->kind != PIECE_PLACEHOLDER) continue;
            buf_printf(out, "%s%s", out->len ? " " : "",
                       volatility_name(piece->verdict.volatility));
        }
    }
    file_result_free(r);
    buf_free(&file);
}

static void values_come_from_other_nodes(void **state) {
    (void)state;
    static const Case cases[] = {
        {FORM, TO(Form, Agent), "{{ $json.q }}", "request"},
        {NODE(Hook, webhook), TO(Hook, Agent), "{{ $json.q }}", "request"},
        {NODE(Man, manualTrigger), TO(Man, Agent),
         "{{ $json.q }} {{ $json.user_id }} {{ $json.date }}", "request user day"},
        {NODE(S, scheduleTrigger), TO(S, Agent), "{{ $json.timestamp }} {{ $json.q }}",
         "call request"},
        {NODE(S, executeWorkflowTrigger), TO(S, Agent), "{{ $json.q }}", "request"},
        {NODE(S, httpRequest), TO(S, Agent), "{{ $json.q }} {{ $json.tenant_name }}",
         "request tenant"},
        {FORM, "", "{{ $json.q }} {{ $json.user_name }}", "request user"},
        {FORM AND SET, TO(Form, Set) ", " TO(Set, Agent),
         "{{ $json.a }} {{ $json.b }} {{ $json.c }} {{ $json.d }} {{ $json.e.f }} {{ $json.e }} {{ "
         "$json.z }}",
         "deploy call request day call call request"},
        {FORM AND SET, TO(Form, Set) ", " TO(Set, Agent),
         "{{ $json['a'] }} {{ $json[\"b\"] }} {{ $json?.a }} {{ $json?.['b'] }} {{ $json }} {{ "
         "$json[0] }} {{ $json[`a`] }}",
         "deploy call deploy call request request deploy"},
        {"{name: Set, type: n8n-nodes-base.set, parameters: {fields: {values: [{name: a, "
         "stringValue: x}, {name: b, stringValue: '={{ $now }}'}, {name: c, numberValue: 3}]}}}",
         TO(Set, Agent), "{{ $json.a }} {{ $json.b }} {{ $json.c }}", "deploy call deploy"},
        {"{name: Set, type: n8n-nodes-base.set, parameters: {values: {string: [{name: a, value: "
         "x}], number: [{name: b, value: '={{ $runIndex }}'}], boolean: [{name: c, booleanValue: "
         "true}]}}}",
         TO(Set, Agent), "{{ $json.a }} {{ $json.b }} {{ $json.c }}", "deploy call deploy"},
        {"{name: Set, type: n8n-nodes-base.set, parameters: {jsonOutput: '={\"a\": \"{{ $now "
         "}}\"}'}}",
         TO(Set, Agent), "{{ $json.a }} {{ $json.b }}", "call call"},
        {"{name: Set, type: n8n-nodes-base.set, parameters: {jsonOutput: '{\"a\": 1}'}}",
         TO(Set, Agent), "{{ $json.a }}", "deploy"},
        {NODE(Set, set), TO(Set, Agent), "{{ $json.a }}", "request"},
        {"{name: Set, type: n8n-nodes-base.set, parameters: {assignments: {assignments: [{value: "
         "x}, {name: [a], value: y}, {name: a}]}}}",
         TO(Set, Agent), "{{ $json.a }}", "request"},
        {"{name: Set, type: n8n-nodes-base.set, parameters: {assignments: {assignments: [{name: "
         "ab, value: 'x'}, {name: a.b, value: 'y'}]}}}",
         TO(Set, Agent), "{{ $json.a }} {{ $json.ab }} {{ $json.abc }}", "deploy deploy request"},
        {"{name: Set, type: n8n-nodes-base.set, parameters: {assignments: {assignments: [{name: "
         "'a[0]', value: 'x'}]}}}",
         TO(Set, Agent), "{{ $json.a }}", "deploy"},
        {FORM AND SET, TO(Form, Set) ", " TO(Set, Agent),
         "{{ $json.a + $json.b }} {{ $json.a || $json.c }} {{ $json.a }}{{ $json.a }}",
         "call request deploy deploy"},
        {FORM AND SET, TO(Form, Set) ", " TO(Set, Agent),
         "{{ $('Set').item.json.a }} {{ $('Set').item.json.b }} {{ $('Set').first().json.c }} {{ "
         "$('Set').all()[0].json.a }} {{ $('Set').item.json }} {{ $('Set').params.x }} {{ $('Set') "
         "}} {{ $('Gone').item.json.a }}",
         "deploy call request deploy request request request request"},
        {FORM AND SET, TO(Form, Set) ", " TO(Set, Agent),
         "{{ $node['Set'].json.a }} {{ $node[\"Set\"].json['b'] }} {{ $node.Set.json.a }} {{ "
         "$node['Set'] }} {{ $node }} {{ $node.json.a }}",
         "deploy call deploy request request request"},
        {FORM AND SET, TO(Form, Set) ", " TO(Set, Agent),
         "{{ $input.item.json.a }} {{ $input.first().json.b }} {{ $input.all() }} {{ "
         "$items()[0].json.a }} {{ $item.json.a }}",
         "deploy call request deploy request"},
        {FORM AND SET, TO(Form, Set) ", " TO(Set, Agent),
         "{{ $(Set).item.json.a }} {{ $('').item.json.a }} {{ $( 'Set').item.json.a }} {{ $ }} {{ "
         "$x.json.a }} {{ $5 }}",
         "request request request request unknown unknown"},
        {FORM AND SET, TO(Form, Set) ", " TO(Set, Agent), "{{ $('Set').item + ' json' }}",
         "request"},
        {FORM AND SET AND NODE(Mid, if), TO(Form, Set) ", " TO(Set, Mid) ", " TO(Mid, Agent),
         "{{ $json.a }} {{ $json.b }}", "deploy call"},
        {FORM AND SET AND NODE(Mid, switch), TO(Form, Set) ", " TO(Set, Mid) ", " TO(Mid, Agent),
         "{{ $json.a }} {{ $json.b }}", "deploy call"},
        {FORM AND SET AND NODE(Mid, filter), TO(Form, Set) ", " TO(Set, Mid) ", " TO(Mid, Agent),
         "{{ $json.a }} {{ $json.b }}", "deploy call"},
        {FORM AND SET AND NODE(Mid, limit), TO(Form, Set) ", " TO(Set, Mid) ", " TO(Mid, Agent),
         "{{ $json.a }} {{ $json.b }}", "deploy call"},
        {FORM AND SET AND NODE(Mid, wait), TO(Form, Set) ", " TO(Set, Mid) ", " TO(Mid, Agent),
         "{{ $json.a }} {{ $json.b }}", "deploy call"},
        {FORM AND SET AND NODE(Mid, noOp), TO(Form, Set) ", " TO(Set, Mid) ", " TO(Mid, Agent),
         "{{ $json.a }} {{ $json.b }}", "deploy call"},
        {FORM AND SET AND NODE(Mid, merge), TO(Form, Set) ", " TO(Set, Mid) ", " TO(Mid, Agent),
         "{{ $json.a }} {{ $json.b }}", "deploy call"},
        {FORM AND SET AND NODE(Mid, sort), TO(Form, Set) ", " TO(Set, Mid) ", " TO(Mid, Agent),
         "{{ $json.a }} {{ $json.b }}", "deploy call"},
        {FORM AND SET AND NODE(Mid, splitInBatches),
         TO(Form, Set) ", " TO(Set, Mid) ", " TO(Mid, Agent), "{{ $json.a }} {{ $json.b }}",
         "deploy call"},
        {FORM AND SET AND NODE(Mid, stopAndError),
         TO(Form, Set) ", " TO(Set, Mid) ", " TO(Mid, Agent), "{{ $json.a }} {{ $json.b }}",
         "deploy call"},
        {FORM AND SET AND NODE(Mid, removeDuplicates),
         TO(Form, Set) ", " TO(Set, Mid) ", " TO(Mid, Agent), "{{ $json.a }} {{ $json.b }}",
         "deploy call"},
        {FORM AND SET AND NODE(Mid, code), TO(Form, Set) ", " TO(Set, Mid) ", " TO(Mid, Agent),
         "{{ $json.a }} {{ $json.b }}", "request request"},
        {NODE(Mid, if), TO(Mid, Agent), "{{ $json.a }}", "request"},
        {NODE(Mid, if) AND NODE(Mid2, if), TO(Mid, Agent) ", " TO(Mid2, Mid) ", " TO(X, Mid2),
         "{{ $json.a }}", "request"},
        {NODE(Hook, webhook) AND SET,
         "Hook: {main: [[{node: Set}], [{node: Other}, {node: Agent}]]}", "{{ $json.a }}",
         "request"},
        {SET, "Set: {main: [null, [], [{}, {node: [x]}, {node: Agent}]]}",
         "{{ $json.a }} {{ $json.b }}", "deploy call"},
        {SET, "Set: {main: Agent}", "{{ $json.a }}", "request"},
        {SET, "Set: {}", "{{ $json.a }}", "request"},
        {NODE(A, if) AND NODE(B, if),
         TO(A, B) ", "
                  "B: {main: [[{node: A}, {node: Agent}]]}",
         "{{ $json.a }}", "request"},
        {"{name: A, type: n8n-nodes-base.set, parameters: {assignments: {assignments: [{name: a, "
         "value: '={{ $json.a }}'}]}}}" AND
         "{name: B, type: n8n-nodes-base.set, parameters: {assignments: {assignments: [{name: a, "
         "value: '={{ $json.a }}'}]}}}",
         TO(A, B) ", "
                  "B: {main: [[{node: A}, {node: Agent}]]}",
         "{{ $json.a }}", "request"},
        {"{name: A, type: n8n-nodes-base.set, parameters: {assignments: {assignments: [{name: a, "
         "value: '={{ $(`A`).item.json.a }}'}]}}}",
         TO(A, Agent), "{{ $json.a }}", "request"},
        {FORM AND SET AND NODE(Main, agent),
         TO(Form, Set) ", " TO(Set, Main) ", "
                                          "Agent: {ai_tool: [[{node: Main}]]}",
         "{{ $json.a }} {{ $json.b }}", "deploy call"},
        {FORM AND NODE(Main, agent),
         TO(Form, Main) ", "
                        "Agent: {ai_tool: [[{node: Main}]]}",
         "{{ $json.q }}", "request"},
        {FORM,
         TO(Form, Main) ", "
                        "Agent: {ai_tool: [[{node: Gone}]]}",
         "{{ $json.q }}", "request"},
        {FORM, "Agent: {ai_tool: [[{node: 3}]]}", "{{ $json.q }}", "request"},
        {FORM, "Agent: {ai_tool: 3}", "{{ $json.q }}", "request"},
        {FORM, "Agent: {ai_tool: [3]}", "{{ $json.q }}", "request"},
        {FORM, "Agent: {ai_tool: [[{node: Agent}]]}", "{{ $json.q }}", "request"},
        {FORM, "Other: {ai_tool: [[{node: Agent}]]}", "{{ $json.q }}", "request"},
        {"{name: 5, type: x}" AND "{type: n8n-nodes-base.set}" AND "5" AND
         "{name: Set, type: 5, parameters: {assignments: {assignments: [{name: a, value: 'fixed'}, "
         "{name: b, value: '={{ $now }}'}, {name: c, value: '={{ $json.q }}'}, {name: d, value: "
         "'={{ $json.user_id }} {{ $today }}'}, {name: e.f, value: '={{ $execution.id }}'}]}}}",
         TO(Set, Agent), "{{ $json.a }}", "request"},
        {"{name: Set, type: set, parameters: {assignments: {assignments: [{name: a, value: "
         "'fixed'}, {name: b, value: '={{ $now }}'}, {name: c, value: '={{ $json.q }}'}, {name: d, "
         "value: '={{ $json.user_id }} {{ $today }}'}, {name: e.f, value: '={{ $execution.id "
         "}}'}]}}}",
         TO(Set, Agent), "{{ $json.a }}", "deploy"},
        {SET AND NODE(N0, noOp) AND NODE(N1, noOp) AND NODE(N2, noOp) AND NODE(N3, noOp)
             AND NODE(N4, noOp) AND NODE(N5, noOp),
         TO(Set, N0) ", " TO(N0, N1) ", " TO(N1, N2) ", " TO(N2, N3) ", " TO(N3, N4) ", " TO(
             N4, N5) ", " TO(N5, Agent),
         "{{ $json.a }}", "deploy"},
        {SET AND NODE(N0, noOp) AND NODE(N1, noOp) AND NODE(N2, noOp) AND NODE(N3, noOp)
             AND NODE(N4, noOp) AND NODE(N5, noOp) AND NODE(N6, noOp),
         TO(Set, N0) ", " TO(N0, N1) ", " TO(N1, N2) ", " TO(N2, N3) ", " TO(N3, N4) ", " TO(
             N4, N5) ", " TO(N5, N6) ", " TO(N6, Agent),
         "{{ $json.a }}", "deploy"},
        {SET AND NODE(N0, noOp) AND NODE(N1, noOp) AND NODE(N2, noOp) AND NODE(N3, noOp)
             AND NODE(N4, noOp) AND NODE(N5, noOp) AND NODE(N6, noOp) AND NODE(N7, noOp),
         TO(Set, N0) ", " TO(N0, N1) ", " TO(N1, N2) ", " TO(N2, N3) ", " TO(N3, N4) ", " TO(
             N4, N5) ", " TO(N5, N6) ", " TO(N6, N7) ", " TO(N7, Agent),
         "{{ $json.a }}", "deploy"},
        {SET AND NODE(N0, noOp) AND NODE(N1, noOp) AND NODE(N2, noOp) AND NODE(N3, noOp) AND NODE(
             N4, noOp) AND NODE(N5, noOp) AND NODE(N6, noOp) AND NODE(N7, noOp) AND NODE(N8, noOp),
         TO(Set, N0) ", " TO(N0, N1) ", " TO(N1, N2) ", " TO(N2, N3) ", " TO(N3, N4) ", " TO(
             N4, N5) ", " TO(N5, N6) ", " TO(N6, N7) ", " TO(N7, N8) ", " TO(N8, Agent),
         "{{ $json.a }}", "request"},
        {SET AND HANDS_ON(N0) AND HANDS_ON(N1) AND HANDS_ON(N2) AND HANDS_ON(N3) AND HANDS_ON(N4)
             AND HANDS_ON(N5),
         TO(Set, N0) ", " TO(N0, N1) ", " TO(N1, N2) ", " TO(N2, N3) ", " TO(N3, N4) ", " TO(
             N4, N5) ", " TO(N5, Agent),
         "{{ $json.a }}", "deploy"},
        {SET AND HANDS_ON(N0) AND HANDS_ON(N1) AND HANDS_ON(N2) AND HANDS_ON(N3) AND HANDS_ON(N4)
             AND HANDS_ON(N5) AND HANDS_ON(N6),
         TO(Set, N0) ", " TO(N0, N1) ", " TO(N1, N2) ", " TO(N2, N3) ", " TO(N3, N4) ", " TO(
             N4, N5) ", " TO(N5, N6) ", " TO(N6, Agent),
         "{{ $json.a }}", "deploy"},
        {SET AND HANDS_ON(N0) AND HANDS_ON(N1) AND HANDS_ON(N2) AND HANDS_ON(N3) AND HANDS_ON(N4)
             AND HANDS_ON(N5) AND HANDS_ON(N6) AND HANDS_ON(N7),
         TO(Set, N0) ", " TO(N0, N1) ", " TO(N1, N2) ", " TO(N2, N3) ", " TO(N3, N4) ", " TO(
             N4, N5) ", " TO(N5, N6) ", " TO(N6, N7) ", " TO(N7, Agent),
         "{{ $json.a }}", "deploy"},
        {SET AND HANDS_ON(N0) AND HANDS_ON(N1) AND HANDS_ON(N2) AND HANDS_ON(N3) AND HANDS_ON(N4)
             AND HANDS_ON(N5) AND HANDS_ON(N6) AND HANDS_ON(N7) AND HANDS_ON(N8),
         TO(Set, N0) ", " TO(N0, N1) ", " TO(N1, N2) ", " TO(N2, N3) ", " TO(N3, N4) ", " TO(
             N4, N5) ", " TO(N5, N6) ", " TO(N6, N7) ", " TO(N7, N8) ", " TO(N8, Agent),
         "{{ $json.a }}", "request"},
    };
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Buf out = {0};
        describe(&out, &cases[i]);
        if (!str_is(buf_str(&out), cases[i].volatilities)) {
            print_error("%s\n%s\n%s\n  got      " STR_FMT "\n  expected %s\n", cases[i].nodes,
                        cases[i].connections, cases[i].text, STR_ARG(buf_str(&out)),
                        cases[i].volatilities);
            wrong++;
        }
        buf_free(&out);
    }
    assert_int_equal(wrong, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(values_come_from_other_nodes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
