/* What is read beside texts: where the model stands, what the file can tell, parameters, declared
 * values, marks, and how values change. One line each; a segment's line ends with its placeholders.
 */
#include "tests/unit/lowered.h"

static void write_knows(Buf *out, unsigned knows) {
    static const struct {
        unsigned bit;
        const char *name;
    } bits[] = {{KNOWS_TOOLS, "tools"},
                {KNOWS_SYSTEM, "system"},
                {KNOWS_MESSAGES, "messages"},
                {KNOWS_MARKERS, "marks"},
                {KNOWS_PARAMS, "params"}};
    buf_add_c(out, "knows");
    for (size_t i = 0; i < sizeof bits / sizeof *bits; i++)
        if (knows & bits[i].bit) buf_printf(out, " %s", bits[i].name);
    buf_add_char(out, '\n');
}

static void write_details(Buf *out, Arena *arena, const Source *source, const Prompt *prompt) {
    buf_printf(out, STR_FMT " ", STR_ARG(prompt->format));
    write_knows(out, prompt->knows);
    if (prompt->model_span.end)
        buf_printf(out, "model " STR_FMT " at `" STR_FMT "`%s%s\n", STR_ARG(prompt->model_id),
                   STR_ARG(source_slice(source, prompt->model_span)),
                   prompt->model ? "" : " unknown", prompt->model_templated ? " templated" : "");
    for (size_t i = 0; i < prompt->params.len; i++)
        buf_printf(out, "param " STR_FMT "=" STR_FMT "\n", STR_ARG(prompt->params.items[i].path),
                   STR_ARG(prompt->params.items[i].value.text));
    for (size_t i = 0; i < prompt->inputs.len; i++)
        buf_printf(out, "input " STR_FMT "\n", STR_ARG(prompt->inputs.items[i].name));
    for (size_t i = 0; i < prompt->segments.len; i++) {
        const Segment *s = &prompt->segments.items[i];
        buf_printf(out, STR_FMT "%s%s%s", STR_ARG(segment_place(arena, prompt, s)),
                   s->plain_string ? " plain" : "", s->append_only ? " grows" : "",
                   s->type == BLOCK_OPAQUE ? " opaque" : "");
        if (s->breakpoint.origin != BREAKPOINT_NONE)
            buf_printf(out, " mark(" STR_FMT " at " STR_FMT ")", STR_ARG(s->breakpoint.type),
                       STR_ARG(str_slice(source_slice(source, s->breakpoint.span), 0, 12)));
        for (size_t k = 0; k < s->pieces.len; k++)
            if (s->pieces.items[k].kind == PIECE_PLACEHOLDER)
                buf_printf(out, " " STR_FMT ":%s",
                           STR_ARG(str_slice(s->text, s->pieces.items[k].span.start,
                                             s->pieces.items[k].span.end)),
                           volatility_name(s->pieces.items[k].verdict.volatility));
        buf_add_char(out, '\n');
    }
}

static void details(const char *path, const char *text, const char *expected) {
    FileResult *r = lint(path, text);
    Buf out = {0};
    for (size_t i = 0; i < r->prompts.len; i++)
        write_details(&out, &r->arena, &r->source, &r->prompts.items[i]);
    buf_add_char(&out, '\0');
    assert_string_equal(out.ptr, expected);
    buf_free(&out);
    file_result_free(r);
}
#define DETAILS(cases)                                                                             \
    for (size_t i = 0; i < sizeof(cases) / sizeof *(cases); i++)                                   \
    details(cases[i].path, cases[i].text, cases[i].expected)

static void marks_of_promptl(void **state) {
    (void)state;
    static const Case cases[] = {
        {"x.promptl",
         "<system cache_control={{ { type: 'ephemeral' } }}>S {{ a }}</system><user>U</user>",
         "promptl knows system messages marks\n"
         "system mark(ephemeral at <system cach) {{ a }}:unknown\n"
         "messages[0] plain\n"},
        {"x.promptl",
         "<user><content-text cache_control={{ { type: 'ephemeral', ttl: '1h' } "
         "}}>A</content-text>\n"
         "<content-text>B</content-text></user>",
         "promptl knows system messages marks\n"
         "messages[0] mark(ephemeral at <content-tex)\n"
         "messages[1] plain\n"},
        {"x.promptl",
         "<user cache_control={{ { type: 'odd' } "
         "}}><content-text>A</content-text><content-text>B</content-text></user>T {{ $now }}",
         "promptl knows system messages marks\n"
         "messages[0] plain\n"
         "messages[1] mark(odd at <user cache_)\n"
         "messages[2] plain {{ $now }}:call\n"},
        {"x.promptl", "<user>A</user><user cache_control={{ { type: 'ephemeral' } }}></user>",
         "promptl knows system messages marks\n"
         "messages[0] mark(ephemeral at <user cache_)\n"},
        {"x.promptl", "<user>U</user>",
         "promptl knows system messages\n"
         "messages[0] plain\n"},
    };
    DETAILS(cases);
}

static void inputs_of_dotprompt(void **state) {
    (void)state;
    static const Case cases[] = {
        {"x.prompt",
         "---\n"
         "model: googleai/gemini-3.5-flash\n"
         "input:\n"
         "  schema:\n"
         "    tags?(array, what they say): string\n"
         "    plain: string\n"
         "    ?: string\n"
         "    size(number): 3\n"
         "---\n"
         "Say {{plain}}.\n",
         "dotprompt knows system messages\n"
         "model googleai/gemini-3.5-flash at `googleai/gemini-3.5-flash`\n"
         "param model=googleai/gemini-3.5-flash\n"
         "input tags\n"
         "input plain\n"
         "input size\n"
         "messages[0] plain {{plain}}:unknown\n"},
        {"x.prompt",
         "---\n"
         "model: vertexai/gemini-3.5-flash\n"
         "input:\n"
         "  schema: {type: object, properties: {one: {type: string}, two?: {type: string}}}\n"
         "---\n"
         "Say {{one}}.\n",
         "dotprompt knows system messages\n"
         "model vertexai/gemini-3.5-flash at `vertexai/gemini-3.5-flash`\n"
         "param model=vertexai/gemini-3.5-flash\n"
         "input one\n"
         "input two\n"
         "messages[0] plain {{one}}:unknown\n"},
        {"x.prompt",
         "---\n"
         "input:\n"
         "  schema: {plain: string}\n"
         "---\n"
         "User: say {{plain}}.\n",
         "text knows\n"
         "system plain {{plain}}:unknown\n"},
    };
    DETAILS(cases);
}

static void models_in_urls(void **state) {
    (void)state;
    static const Case cases[] = {
        {"calls.har",
         "{\"log\":{\"version\":\"1.2\",\"entries\":[{\"request\":{\"method\":\"POST\",\"url\":"
         "\"https://bedrock-runtime.us-east-1.amazonaws.com/model/"
         "anthropic.claude-haiku-4-5-20251001-v1%3A0/"
         "converse\",\"postData\":{\"text\":\"{\\\"messages\\\":[{\\\"role\\\":\\\"user\\\","
         "\\\"content\\\":[{\\\"text\\\":\\\"x\\\"}]}]}\"}}}]}}",
         "bedrock-converse knows tools system messages marks params\n"
         "model anthropic.claude-haiku-4-5-20251001-v1:0 at "
         "`anthropic.claude-haiku-4-5-20251001-v1%3A0`\n"
         "log.entries[0].request.postData.text.messages[0].content[0]\n"},
        {"calls.har",
         "{\"log\":{\"version\":\"1.2\",\"entries\":[{\"request\":{\"method\":\"POST\",\"url\":"
         "\"https://bedrock-runtime.us-east-1.amazonaws.com/model/"
         "amazon.nova%2\",\"postData\":{\"text\":\"{\\\"messages\\\":[{\\\"role\\\":\\\"user\\\","
         "\\\"content\\\":[{\\\"text\\\":\\\"x\\\"}]}]}\"}}}]}}",
         "bedrock-converse knows tools system messages marks params\n"
         "model amazon.nova%2 at `amazon.nova%2` unknown\n"
         "log.entries[0].request.postData.text.messages[0].content[0]\n"},
        {"calls.har",
         "{\"log\":{\"version\":\"1.2\",\"entries\":[{\"request\":{\"method\":\"POST\",\"url\":"
         "\"https://bedrock-runtime.us-east-1.amazonaws.com/model/a%3Ab%zz%4c%4C/"
         "converse?x\",\"postData\":{\"text\":\"{\\\"messages\\\":[{\\\"role\\\":\\\"user\\\","
         "\\\"content\\\":[{\\\"text\\\":\\\"x\\\"}]}]}\"}}}]}}",
         "bedrock-converse knows tools system messages marks params\n"
         "model a:b%zzLL at `a%3Ab%zz%4c%4C` unknown\n"
         "log.entries[0].request.postData.text.messages[0].content[0]\n"},
        {"calls.har",
         "{\"log\":{\"version\":\"1.2\",\"entries\":[{\"request\":{\"method\":\"POST\",\"url\":"
         "\"https://generativelanguage.googleapis.com/v1beta/models/"
         "gemini-3.5-flash:generateContent\",\"postData\":{\"text\":\"{\\\"contents\\\":[{"
         "\\\"parts\\\":[{\\\"text\\\":\\\"x\\\"}]}]}\"}}},{\"request\":{\"method\":\"POST\","
         "\"url\":\"https://generativelanguage.googleapis.com/v1beta/models/"
         "gemini-3.5-flash:countTokens?key=1\",\"postData\":{\"text\":\"{\\\"contents\\\":[{"
         "\\\"parts\\\":[{\\\"text\\\":\\\"x\\\"}]}]}\"}}}]}}",
         "gemini knows tools system messages marks params\n"
         "model gemini-3.5-flash at `gemini-3.5-flash`\n"
         "log.entries[0].request.postData.text.contents[0].parts[0]\n"
         "gemini knows tools system messages marks\n"
         "model gemini-3.5-flash at `gemini-3.5-flash`\n"
         "log.entries[1].request.postData.text.contents[0].parts[0]\n"},
    };
    DETAILS(cases);
}

static void shapes_of_responses(void **state) {
    (void)state;
    static const Case cases[] = {
        {"r.json", "{\"model\":\"gpt-6-sol\",\"input\":\"Say it.\"}",
         "openai-responses knows tools system messages marks params\n"
         "model gpt-6-sol at `\"gpt-6-sol\"`\n"
         "param model=gpt-6-sol\n"
         "param input=Say it.\n"
         "input[0] plain\n"},
        {"r.json", "{\"model\":\"some-model\",\"input\":\"Say it.\"}", ""},
        {"r.json", "{\"model\":5,\"input\":\"Say it.\"}", ""},
        {"r.json", "{\"model\":\"gpt-6-sol\",\"input\":5}", ""},
        {"r.json", "{\"model\":\"m\",\"input\":[{\"role\":\"user\",\"content\":\"x\"}]}",
         "openai-responses knows tools system messages marks params\n"
         "model m at `\"m\"` unknown\n"
         "param model=m\n"
         "input[0] plain\n"},
        {"r.json", "{\"input\":\"x\",\"max_output_tokens\":9}",
         "openai-responses knows tools system messages marks params\n"
         "param input=x\n"
         "param max_output_tokens=9\n"
         "input[0] plain\n"},
        {"r.json", "{\"input\":\"x\",\"previous_response_id\":\"r\"}",
         "openai-responses knows tools system marks\n"
         "param input=x\n"
         "param previous_response_id=r\n"
         "input[0] plain\n"},
        {"r.json", "{\"model\":\"m\",\"input\":\"x\",\"instructions\":\"i\"}",
         "openai-responses knows tools system messages marks params\n"
         "model m at `\"m\"` unknown\n"
         "param model=m\n"
         "param input=x\n"
         "param instructions=i\n"
         "instructions plain\n"
         "input[0] plain\n"},
        {"r.json", "{\"model\":\"m\",\"input\":\"x\",\"tools\":[]}",
         "openai-responses knows tools system messages marks params\n"
         "model m at `\"m\"` unknown\n"
         "param model=m\n"
         "param input=x\n"
         "input[0] plain\n"},
        {"r.json", "{\"model\":\"m\",\"input\":\"x\",\"tools\":5}", ""},
        {"r.json", "{\"input\":\"x\",\"instructions\":\"i\"}", ""},
    };
    DETAILS(cases);
}

static void what_promptfoo_cannot_see(void **state) {
    (void)state;
    static const Case cases[] = {
        {"promptfooconfig.yaml",
         "prompts: [exec:make, \"Say {{ now }}\"]\n"
         "providers: [anthropic:claude-sonnet-4-6]\n",
         "promptfoo knows\n"
         "model claude-sonnet-4-6 at `claude-sonnet-4-6`\n"
         "prompts[0].user opaque :constant\n"
         "promptfoo knows system messages\n"
         "model claude-sonnet-4-6 at `claude-sonnet-4-6`\n"
         "prompts[1].user plain {{ now }}:call\n"},
        {"promptfooconfig.yaml",
         "prompts:\n"
         "- - {role: system, content: [{type: text, text: S, cache_control: {type: ephemeral}}]}\n"
         "  - {role: user, content: U}\n"
         "providers:\n"
         "- {id: \"anthropic:messages:claude-sonnet-4-6\", config: {x: {y: z}}}\n",
         "promptfoo knows system messages marks\n"
         "model claude-sonnet-4-6 at `claude-sonnet-4-6`\n"
         "param x.y=z\n"
         "param x.y=z\n"
         "prompts[0].system[0].content[0] mark(ephemeral at cache_contro)\n"
         "prompts[0].messages[1] plain\n"},
        {"promptfooconfig.yaml",
         "prompts: [Say it]\n"
         "providers: [{id: {a: b}}]\n",
         "promptfoo knows system messages\n"
         "prompts[0].user plain\n"},
        {"promptfooconfig.yaml",
         "prompts: [Say it]\n"
         "providers: [{config: {model: claude-sonnet-4-6, max_tokens: 7}}]\n",
         "promptfoo knows system messages\n"
         "prompts[0].user plain\n"},
    };
    DETAILS(cases);
}

static void models_of_an_editor(void **state) {
    (void)state;
    static const Case cases[] = {
        {".continue/config.yaml",
         "name: x\n"
         "version: 1\n"
         "models:\n"
         "- name: A\n"
         "  provider: anthropic\n"
         "  model: claude-sonnet-4-6\n"
         "  roles: [chat]\n"
         "  chatOptions: {baseSystemMessage: \"S {{x}}\"}\n"
         "  defaultCompletionOptions: {maxTokens: 9, temperature: 0.5}\n"
         "  cacheBehavior: {cacheSystemMessage: true, cacheConversation: true}\n"
         "- name: B\n"
         "  provider: openai\n"
         "  model: AUTODETECT\n",
         "continue knows marks\n"
         "model claude-sonnet-4-6 at `claude-sonnet-4-6`\n"
         "param maxTokens=9\n"
         "param temperature=0.5\n"
         "models[0].system\n"
         "models[0].system opaque mark(ephemeral at cacheSystemM) :constant\n"
         "models[0].user opaque mark(ephemeral at cacheConvers) :constant\n"
         "continue knows\n"
         "models[1].system opaque :constant\n"
         "models[1].user opaque :constant\n"},
    };
    DETAILS(cases);
}

static void order_of_sections(void **state) {
    (void)state;
    static const Case cases[] = {
        {"m.json",
         "{\"model\":\"gpt-6-sol\",\"messages\":[{\"role\":\"user\",\"content\":\"u\"},{\"role\":"
         "\"system\",\"content\":\"s\"}],\"tools\":[{\"type\":\"function\",\"function\":{\"name\":"
         "\"f\"}}]}",
         "openai-chat knows tools system messages marks params\n"
         "model gpt-6-sol at `\"gpt-6-sol\"`\n"
         "param model=gpt-6-sol\n"
         "tools[0]\n"
         "messages[0] plain\n"
         "messages[1] plain\n"},
        {"m.json",
         "{\"model\":\"claude-sonnet-4-6\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\","
         "\"content\":\"u\"}],\"tools\":[{\"name\":\"f\",\"input_schema\":{}}]}",
         "anthropic-messages knows tools system messages marks params\n"
         "model claude-sonnet-4-6 at `\"claude-sonnet-4-6\"`\n"
         "param model=claude-sonnet-4-6\n"
         "param max_tokens=9\n"
         "tools[0]\n"
         "messages[0] plain\n"},
    };
    DETAILS(cases);
}

static void marks_of_baml(void **state) {
    (void)state;
    static const Case cases[] = {
        {"a.baml",
         "client<llm> C { provider anthropic options { model \"claude-sonnet-4-6\" max_tokens 9 "
         "allowed_role_metadata [\"cache_control\"] } }\n"
         "function F(a: string) -> string {\n"
         "  client C\n"
         "  prompt #\"\n"
         "    {{ _.role(\"system\", cache_control={\"type\": \"ephemeral\"}) }}\n"
         "    S\n"
         "    {{ _.role(\"user\") }}\n"
         "    {{ a }} {{ ctx.output_format }}\n"
         "  \"#\n"
         "}\n",
         "baml knows system messages marks params\n"
         "model claude-sonnet-4-6 at `claude-sonnet-4-6`\n"
         "input a\n"
         "F.system mark(ephemeral at {{ _.role(\"s)\n"
         "F.messages[0] plain {{ a }}:unknown {{ ctx.output_format }}:deploy\n"},
        {"a.baml",
         "client<llm> C { provider anthropic options { model \"claude-sonnet-4-6\" max_tokens 9 "
         "allowed_role_metadata [\"cache_control\"] } }\n"
         "function F(a: string) -> string {\n"
         "  client C\n"
         "  prompt #\"\n"
         "    {{ _.chat(role=\"system\", cache_control={\"ttl\": \"x\"}) }}\n"
         "    S\n"
         "    {{ _.role('user', cache_control) }}\n"
         "    {{ a }}\n"
         "  \"#\n"
         "}\n"
         "{ }\n"
         "function G() -> string { client \"openai/gpt-6-sol\" prompt \"P\" }\n",
         "baml knows system messages marks params\n"
         "model claude-sonnet-4-6 at `claude-sonnet-4-6`\n"
         "input a\n"
         "F.system mark( at {{ _.chat(ro)\n"
         "F.messages[0] mark( at {{ _.role('u) {{ a }}:request\n"
         "baml knows system messages\n"
         "model openai/gpt-6-sol at `openai/gpt-6-sol`\n"
         "G.system plain\n"},
    };
    DETAILS(cases);
}

static void values_of_n8n(void **state) {
    (void)state;
    static const Case cases[] = {
        {"x.json",
         "{\"nodes\":[{\"name\":\"A\",\"type\":\"@n8n/"
         "n8n-nodes-langchain.agent\",\"parameters\":{\"text\":\"={{ $json.q "
         "}}\",\"options\":{\"systemMessage\":\"=S {{ $now }} {{ $('Set').item.json.lang "
         "}}\"}}},{\"name\":\"Set\",\"type\":\"n8n-nodes-base.set\",\"parameters\":{"
         "\"assignments\":{\"assignments\":[{\"name\":\"lang\",\"value\":\"de\"}]}}},{\"name\":"
         "\"M\",\"type\":\"@n8n/"
         "n8n-nodes-langchain.lmChatOpenAi\",\"parameters\":{\"model\":{\"value\":\"gpt-6-sol\"},"
         "\"options\":{\"maxTokens\":9}}}],\"connections\":{\"M\":{\"ai_languageModel\":[[{"
         "\"node\":\"A\"}]]},\"Set\":{\"main\":[[{\"node\":\"A\"}]]}}}",
         "n8n knows system params\n"
         "model gpt-6-sol at `\"gpt-6-sol\"`\n"
         "param maxTokens=9\n"
         "nodes[0].system plain {{ $now }}:call {{ $('Set').item.json.lang }}:deploy\n"
         "nodes[0].user plain {{ $json.q }}:request\n"},
    };
    DETAILS(cases);
}

static void what_poml_sends(void **state) {
    (void)state;
    static const Case cases[] = {
        {"p.poml",
         "<poml>\n"
         "<runtime model=\"claude-sonnet-4-6\" provider=\"x\"/><system-msg>S <list for=\"x in {{ "
         "xs }}\">{{ x }}</list>{{ now }}</system-msg><human-msg>{{ q }}</human-msg></poml>",
         "poml knows system messages\n"
         "model claude-sonnet-4-6 at `claude-sonnet-4-6`\n"
         "system plain {{ xs }}:constant {{ x }}:unknown {{ now }}:call\n"
         "messages[0] plain {{ q }}:unknown\n"},
        {"p.poml",
         "<poml><p if=\"{{ today }}\" for=\"x in {{ now }}\">{{ now }}</p><p for=\"{{ xs }}\">{{ "
         "today }}</p><let name=\"a\" value=\"{{ now }}\"/>{{ a }} {{ now }}</poml>",
         "poml knows system messages\n"
         "system plain {{ today }}:constant {{ now }}:constant {{ now }}:call {{ xs }}:constant {{ "
         "today }}:day\n"
         "system plain {{ a }}:unknown {{ now }}:call\n"},
        {"p.poml", "<poml><runtime model=\"\"/><p>A<!-- {{ now }} -->B {{ today }}</p></poml>",
         "poml knows system messages\n"
         "system plain\n"
         "system plain {{ today }}:day\n"},
    };
    DETAILS(cases);
}

static void models_that_are_filled_in(void **state) {
    (void)state;
    static const Case cases[] = {
        {"m.yaml",
         "model: \"{{ model }}\"\n"
         "max_tokens: 9\n"
         "system_prompt: S {{ x }}\n",
         "prompt-file knows\n"
         "model {{ model }} at `\"{{ model }}\"` unknown templated\n"
         "param model={{ model }}\n"
         "param max_tokens=9\n"
         "param system_prompt=S {{ x }}\n"
         "system plain {{ x }}:unknown\n"},
        {"m.yaml",
         "model:\n"
         "  provider: anthropic\n"
         "  name: claude-sonnet-4-6\n"
         "system_prompt: S\n",
         "prompt-file knows params\n"
         "model claude-sonnet-4-6 at `claude-sonnet-4-6`\n"
         "param provider=anthropic\n"
         "param name=claude-sonnet-4-6\n"
         "param system_prompt=S\n"
         "system plain\n"},
        {"m.yaml",
         "model: \" claude-sonnet-4-6 \"\n"
         "system_prompt: S\n",
         "prompt-file knows params\n"
         "model claude-sonnet-4-6 at `\" claude-sonnet-4-6 \"`\n"
         "param model= claude-sonnet-4-6 \n"
         "param system_prompt=S\n"
         "system plain\n"},
    };
    DETAILS(cases);
}

static void placeholders_for_a_model(void **state) {
    (void)state;
    static const Case cases[] = {
        {"m.yaml",
         "model: \"${MODEL}\"\n"
         "system_prompt: S\n",
         "prompt-file knows\n"
         "model ${MODEL} at `\"${MODEL}\"` unknown templated\n"
         "param model=${MODEL}\n"
         "param system_prompt=S\n"
         "system plain\n"},
        {"m.yaml",
         "model: \"{% if a %}x{% endif %}\"\n"
         "system_prompt: S\n",
         "prompt-file knows\n"
         "model {% if a %}x{% endif %} at `\"{% if a %}x{% endif %}\"` unknown templated\n"
         "param model={% if a %}x{% endif %}\n"
         "param system_prompt=S\n"
         "system plain\n"},
        {"m.yaml",
         "model: \"<<MODEL>>\"\n"
         "system_prompt: S\n",
         "prompt-file knows\n"
         "model <<MODEL>> at `\"<<MODEL>>\"` unknown templated\n"
         "param model=<<MODEL>>\n"
         "param system_prompt=S\n"
         "system plain\n"},
        {"m.yaml",
         "model: \"$MODEL\"\n"
         "system_prompt: S\n",
         "prompt-file knows\n"
         "model $MODEL at `\"$MODEL\"` unknown templated\n"
         "param model=$MODEL\n"
         "param system_prompt=S\n"
         "system plain\n"},
        {"m.yaml",
         "model: \"$\"\n"
         "system_prompt: S\n",
         "prompt-file knows params\n"
         "model $ at `\"$\"` unknown\n"
         "param model=$\n"
         "param system_prompt=S\n"
         "system plain\n"},
        {"m.yaml",
         "model: \"<model>\"\n"
         "system_prompt: S\n",
         "prompt-file knows\n"
         "model <model> at `\"<model>\"` unknown templated\n"
         "param model=<model>\n"
         "param system_prompt=S\n"
         "system plain\n"},
        {"m.yaml",
         "model: \" {{m}}\"\n"
         "system_prompt: S\n",
         "prompt-file knows\n"
         "model {{m}} at `\" {{m}}\"` unknown templated\n"
         "param model= {{m}}\n"
         "param system_prompt=S\n"
         "system plain\n"},
        {"m.yaml",
         "model: \"a{{m}}\"\n"
         "system_prompt: S\n",
         "prompt-file knows params\n"
         "model a{{m}} at `\"a{{m}}\"` unknown\n"
         "param model=a{{m}}\n"
         "param system_prompt=S\n"
         "system plain\n"},
    };
    DETAILS(cases);
}

static void nested_parameters(void **state) {
    (void)state;
    static const Case cases[] = {
        {"r.json",
         "{\"model\":\"claude-opus-5\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\","
         "\"content\":\"u\"}],\"a\":{\"b\":{\"c\":{\"d\":{\"e\":{\"f\":1}},\"x\":[1,2,{\"y\":3}]}}}"
         ",\"extra_body\":{\"k\":true},\"s\":"
         "\"zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"
         "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"
         "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"
         "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz\"}",
         "anthropic-messages knows tools system messages marks params\n"
         "model claude-opus-5 at `\"claude-opus-5\"`\n"
         "param model=claude-opus-5\n"
         "param max_tokens=9\n"
         "param a.b.c.x=1\n"
         "param a.b.c.x=2\n"
         "param k=true\n"
         "messages[0] plain\n"},
    };
    DETAILS(cases);
}

static void text_completions(void **state) {
    (void)state;
    static const Case cases[] = {
        {"c.json",
         "{\"model\":\"claude-2.1\",\"prompt\":\"\\n\\nHuman: Say "
         "{{x}}.\\n\\nAssistant:\",\"max_tokens_to_sample\":9}",
         "text-completion knows tools system messages marks params\n"
         "model claude-2.1 at `\"claude-2.1\"`\n"
         "param model=claude-2.1\n"
         "param prompt=\n"
         "\n"
         "Human: Say {{x}}.\n"
         "\n"
         "Assistant:\n"
         "param max_tokens_to_sample=9\n"
         "messages[0] plain {{x}}:unknown\n"},
    };
    DETAILS(cases);
}

static void texts_with_little_in_them(void **state) {
    (void)state;
    static const Case cases[] = {
        {"prompts/a.md",
         "---\n"
         "name: x\n"
         "---\n"
         "\n",
         "text knows\n"
         "param name=x\n"},
        {"prompts/b.md",
         "\n"
         "\n",
         ""},
        {"notes.txt", "You are a clerk.\n",
         "text knows\n"
         "system plain\n"},
        {"notes.txt",
         "Notes of today.\n"
         "You are a clerk, and so on.\n",
         "text knows\n"
         "system plain\n"},
        {"prompts/x.md",
         "---\n"
         "It:s mine: yes\n"
         "---\n"
         "You say {{a}}.\n",
         "text knows\n"
         "param It:s mine=yes\n"
         "system plain {{a}}:unknown\n"},
        {"prompts/x.md",
         "---\n"
         "model:claude\n"
         "---\n"
         "You say {{a}}.\n",
         "text knows\n"
         "system plain {{a}}:unknown\n"},
        {"prompts/x.md",
         "---\n"
         "model: claude-opus-5\n"
         "---\n"
         "You say {{a}}.\n",
         "text knows\n"
         "model claude-opus-5 at `claude-opus-5`\n"
         "param model=claude-opus-5\n"
         "system plain {{a}}:unknown\n"},
    };
    DETAILS(cases);
}

static void system_values_of_dify(void **state) {
    (void)state;
    static const Case cases[] = {
        {"d.yml",
         "app: {mode: chat, name: D}\n"
         "kind: app\n"
         "model_config:\n"
         "  model: {provider: openai, name: gpt-6-sol, completion_params: {max_tokens: 9}}\n"
         "  pre_prompt: \"S {{#sys.query#}} {{#sys.files#}} {{#sys.dialogue_count#}} "
         "{{#sys.user_id#}} {{x}}\"\n",
         "dify knows system\n"
         "model gpt-6-sol at `gpt-6-sol`\n"
         "model_config.system plain {{#sys.query#}}:request {{#sys.files#}}:request "
         "{{#sys.dialogue_count#}}:call {{#sys.user_id#}}:user {{x}}:unknown\n"},
    };
    DETAILS(cases);
}

/* What the command line says of the model holds where the file leaves it open. */
static void a_model_from_outside(void **state) {
    (void)state;
    static const struct {
        const char *text, *model;
        bool templated, known;
    } cases[] = {
        {"model: \"{{ m }}\"\nsystem_prompt: S\n", "claude-opus-5", false, true},
        {"system_prompt: S\nuser_prompt: U\n", "claude-opus-5", false, true},
        {"model: claude-sonnet-5\nsystem_prompt: S\n", "claude-sonnet-5", false, true},
        {"model: my-own\nsystem_prompt: S\n", "my-own", false, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str bytes = str_from_c(cases[i].text);
        Input input = {.path = STR("prompts/a.yaml"), .by_hand = true, .bytes = &bytes};
        Overrides overrides = {.today = DATE(2026, 11, 21), .model = STR("claude-opus-5")};
        FileResult *r = engine_lint(&input, &overrides);
        assert_int_equal(r->prompts.len, 1);
        const Prompt *prompt = &r->prompts.items[0];
        if (!str_is(prompt->model_id, cases[i].model)) fail_msg(STR_FMT, STR_ARG(prompt->model_id));
        assert_int_equal(prompt->model_templated, cases[i].templated);
        assert_int_equal(prompt->model != NULL, cases[i].known);
        file_result_free(r);
    }
}

/* n8n: the values of each text are judged by the flow, of the last one too. */
static void every_text_of_a_node_is_judged(void **state) {
    (void)state;
    details(
        "x.json",
        "{\"nodes\":[{\"name\":\"A\",\"type\":\"@n8n/n8n-nodes-langchain.agent\",\"parameters\":{"
        "\"text\":\"={{ $('Set').item.json.b }}\",\"options\":{\"systemMessage\":"
        "\"=S {{ $('Set').item.json.a }}\"}}},{\"name\":\"Set\",\"type\":\"n8n-nodes-base.set\","
        "\"parameters\":{\"assignments\":{\"assignments\":[{\"name\":\"a\",\"value\":\"x\"},"
        "{\"name\":\"b\",\"value\":\"y\"}]}}}],\"connections\":{\"Set\":{\"main\":[[{\"node\":"
        "\"A\"}]]}}}",
        "n8n knows system\n"
        "param systemMessage==S {{ $('Set').item.json.a }}\n"
        "nodes[0].system plain {{ $('Set').item.json.a }}:deploy\n"
        "nodes[0].user plain {{ $('Set').item.json.b }}:deploy\n");
}

static void marks_of_managed_prompts(void **state) {
    (void)state;
    static const Case cases[] = {
        {"b.json",
         "{\"name\":\"p\",\"variants\":[{\"name\":\"v\",\"modelId\":\"anthropic.claude-sonnet-4-"
         "6\",\"templateType\":\"CHAT\",\"templateConfiguration\":{\"chat\":{\"system\":[{\"text\":"
         "\"A "
         "{{now}}\"},{\"cachePoint\":{\"type\":\"default\"}},{\"text\":\"B\"}],\"messages\":[{"
         "\"role\":\"user\",\"content\":[{\"cachePoint\":{\"type\":\"default\"}},{\"text\":\"{{q}}"
         "\"}]}]}},\"inferenceConfiguration\":{\"text\":{\"maxTokens\":9}}}]}",
         "bedrock-prompt knows tools system messages marks params\n"
         "model anthropic.claude-sonnet-4-6 at `\"anthropic.claude-sonnet-4-6\"`\n"
         "param maxTokens=9\n"
         "variants[0].system[0] mark(default at \"cachePoint\") {{now}}:call\n"
         "variants[0].system[2] mark(default at \"cachePoint\")\n"
         "variants[0].messages[0].content[1] {{q}}:unknown\n"},
        {"l.json",
         "{\"type\":\"chat\",\"name\":\"p\",\"version\":1,\"labels\":[\"production\"],\"config\":{"
         "\"model\":\"gpt-6-sol\"},\"prompt\":[{\"role\":\"system\",\"content\":\"S\"},{\"type\":"
         "\"placeholder\",\"name\":\"turns\",\"content\":\"no "
         "text\"},{\"role\":\"system\",\"content\":\"T\"},{\"role\":\"user\",\"content\":\"{{q}}\"}"
         "]}",
         "langfuse knows system messages\n"
         "model gpt-6-sol at `\"gpt-6-sol\"`\n"
         "param model=gpt-6-sol\n"
         "system plain\n"
         "messages[1] grows {\"type\":\"placeholder\",\"name\":\"turns\",\"content\":\"no "
         "text\"}:append\n"
         "messages[2] plain\n"
         "messages[3] plain {{q}}:unknown\n"},
    };
    DETAILS(cases);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_of_promptl),
        cmocka_unit_test(marks_of_managed_prompts),
        cmocka_unit_test(a_model_from_outside),
        cmocka_unit_test(every_text_of_a_node_is_judged),
        cmocka_unit_test(placeholders_for_a_model),
        cmocka_unit_test(nested_parameters),
        cmocka_unit_test(text_completions),
        cmocka_unit_test(texts_with_little_in_them),
        cmocka_unit_test(system_values_of_dify),
        cmocka_unit_test(inputs_of_dotprompt),
        cmocka_unit_test(models_in_urls),
        cmocka_unit_test(shapes_of_responses),
        cmocka_unit_test(what_promptfoo_cannot_see),
        cmocka_unit_test(models_of_an_editor),
        cmocka_unit_test(order_of_sections),
        cmocka_unit_test(marks_of_baml),
        cmocka_unit_test(values_of_n8n),
        cmocka_unit_test(what_poml_sends),
        cmocka_unit_test(models_that_are_filled_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
