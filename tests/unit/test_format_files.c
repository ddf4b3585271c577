/* Prompt files of the tools that have a format of their own: how each is told, and what it lowers
 * to. */
#include "tests/unit/lowered.h"

static void prompty_1_keeps_the_cap_in_parameters(void **state) {
    (void)state;
    expect("basic.prompty",
           "---\nname: x\nmodel:\n  api: chat\n  configuration:\n    type: azure_openai\n"
           "    azure_deployment: mine\n  parameters:\n    max_tokens: 9\n---\nBe kind.\n"
           "# user:\n{{q}}\n",
           "prompty template azure max_tokens=9\n"
           "  system system `Be kind.\\u{0a}`\n"
           "  messages[0] user `{{q}}\\u{0a}`\n");
}

static void prompty_2_keeps_the_cap_in_options(void **state) {
    (void)state;
    expect(
        "x.prompty",
        "---\nmodel:\n  id: gpt-6-sol\n  provider: openai\n  options: {maxOutputTokens: 9}\n"
        "tools:\n  - {name: find, kind: function}\n---\nsystem:\nS\n\nassistant[name=\"a\"]:\nA\n",
        "prompty template openai gpt-6-sol maxOutputTokens=9\n"
        "  tools[0] tool `{\"name\":\"find\",\"kind\":\"f`\n"
        "  system system `S\\u{0a}\\u{0a}`\n"
        "  messages[0] assistant `A\\u{0a}`\n");
}

static void dotprompt_marks_roles_with_helpers(void **state) {
    (void)state;
    expect("x.prompt",
           "---\nmodel: googleai/gemini-3.5-flash\nconfig: {maxOutputTokens: 9}\n---\n"
           "{{role \"system\"}}S{{history}}{{~role 'user'~}}U {{q}}",
           "dotprompt template google googleai/gemini-3.5-flash maxOutputTokens=9\n"
           "  system system `S`\n"
           "  messages[0] assistant `{{history}}`\n"
           "  messages[1] user `U {{q}}`\n");
    expect("y.prompt", "---\nconfig: {temperature: 1}\n---\nTell of {{x}}.\n",
           "dotprompt template unknown\n"
           "  messages[0] user `Tell of {{x}}.\\u{0a}`\n");
}

static void litellm_marks_roles_with_prefixes(void **state) {
    (void)state;
    expect("x.prompt",
           "---\nmodel: gpt-6-sol\nmax_tokens: 9\n---\nSystem: S {{ a }}\nmore\nUser: U\n",
           "litellm-prompt template openai gpt-6-sol max_tokens=9\n"
           "  system system ` S {{ a }}\\u{0a}more\\u{0a}`\n"
           "  messages[0] user ` U\\u{0a}`\n");
}

static void a_lone_fence_ends_the_keys_of_continue(void **state) {
    (void)state;
    expect("x.prompt", "name: x\nversion: 1\n---\n<system>\nS\n</system>\nU {{{ input }}}\n",
           "continue-prompt template unknown\n"
           "  system system `\\u{0a}S\\u{0a}`\n"
           "  messages[0] user `\\u{0a}U {{{ input }}}\\u{0a}`\n");
}

static void other_prompt_files_stay_texts(void **state) {
    (void)state;
    expect("x.prompt", "You sort letters. Say {{a}}.\n",
           "text template unknown\n"
           "  system system `You sort letters. Say {{`\n");
    expect("y.prompt", "You sort letters.\n---\nSay {{a}}.\n",
           "text template unknown\n"
           "  system system `You sort letters.\\u{0a}---\\u{0a}Sa`\n");
}

static void github_models_prompts_know_no_breakpoints(void **state) {
    (void)state;
    expect("sum.prompt.yml",
           "model: openai/gpt-6-sol\nmodelParameters: {maxTokens: 9}\nmessages:\n"
           "  - {role: system, content: S}\n  - {role: user, content: '{{q}}'}\n",
           "github-models template openai openai/gpt-6-sol maxTokens=9\n"
           "  system system `S`\n"
           "  messages[1] user `{{q}}`\n");
}

/* Here they are not to be found: opaque, but not left out. */
static void promptfoo_names_files(void **state) {
    (void)state;
    expect("promptfooconfig.yaml",
           "prompts:\n  - file://a.txt\n  - exec:make-prompt\n  - b.json\n  - 'Say {{ x }}.'\n"
           "  - - {role: system, content: S}\n    - {role: user, content: U}\n"
           "providers:\n  - id: bedrock:anthropic.claude-haiku-4-5-20251001-v1:0\n"
           "    config: {max_tokens: 9}\n",
           "promptfoo template bedrock anthropic.claude-haiku-4-5-20251001-v1:0 max_tokens=9\n"
           "  prompts[0].user user ``\n"
           "promptfoo template bedrock anthropic.claude-haiku-4-5-20251001-v1:0 max_tokens=9\n"
           "  prompts[1].user user ``\n"
           "promptfoo template bedrock anthropic.claude-haiku-4-5-20251001-v1:0 max_tokens=9\n"
           "  prompts[2].user user ``\n"
           "promptfoo template bedrock anthropic.claude-haiku-4-5-20251001-v1:0 max_tokens=9\n"
           "  prompts[3].user user `Say {{ x }}.`\n"
           "promptfoo template bedrock anthropic.claude-haiku-4-5-20251001-v1:0 max_tokens=9\n"
           "  prompts[4].system system `S`\n"
           "  prompts[4].messages[1] user `U`\n");
}

static void several_providers_share_no_model(void **state) {
    (void)state;
    expect("promptfooconfig.yaml", "prompts: [Say it]\nproviders: [openai:gpt-6-sol, echo]\n",
           "promptfoo template unknown\n"
           "  prompts[0].user user `Say it`\n");
}

static void programs_are_no_models(void **state) {
    (void)state;
    expect("promptfooconfig.yaml", "prompts: [Say it]\nproviders: [{id: 'file://./run.mjs'}]\n",
           "promptfoo template unknown\n"
           "  prompts[0].user user `Say it`\n");
    expect("promptfooconfig.yaml", "prompts: [Say it]\nproviders: ['azure:chat:mine']\n",
           "promptfoo template azure\n"
           "  prompts[0].user user `Say it`\n");
}

static void semantic_kernel_cuts_messages(void **state) {
    (void)state;
    expect("x.yaml",
           "template_format: handlebars\ntemplate: |\n  <message role=\"system\">S</message>\n"
           "  <message role=\"user\">{{q}}</message>\n"
           "execution_settings: {default: {model_id: gpt-6-sol, max_tokens: 9}}\n",
           "semantic-kernel template openai gpt-6-sol max_tokens=9\n"
           "  system system `S`\n"
           "  messages[0] user `{{q}}`\n");
    expect("y.yaml",
           "template_format: handlebars\ntemplate: \"{{#message role='system'}}S{{/message}}U\"\n"
           "execution_settings: {default: {temperature: 1}}\n",
           "semantic-kernel template unknown\n"
           "  system system `S`\n"
           "  messages[0] user `U`\n");
}

static void skprompt_takes_the_model_from_its_neighbour(void **state) {
    (void)state;
    Overrides overrides = {.today = DATE(2026, 11, 21)};
    Input input = {.path = STR("corpus/formats/semantic-kernel/plugins/Desk/Lost/skprompt.txt"),
                   .by_hand = true};
    FileResult *r = engine_lint(&input, &overrides);
    assert_int_equal(r->prompts.len, 1);
    assert_true(str_is(r->prompts.items[0].model_id, "gpt-5.4-mini"));
    assert_int_equal(r->prompts.items[0].knows & KNOWS_PARAMS, 0);
    file_result_free(r);
}

static void langchain_files_are_format_strings(void **state) {
    (void)state;
    expect("x.json",
           "{\"_type\":\"prompt\",\"input_variables\":[\"q\"],\"template\":\"{{A}} {q}\"}",
           "langchain template unknown\n"
           "  user user `{{A}} {q}`\n");
}

static void langsmith_manifests_name_messages_and_model(void **state) {
    (void)state;
    expect("x.json",
           "{\"lc\":1,\"id\":[\"RunnableSequence\"],\"kwargs\":{\"first\":"
           "{\"lc\":1,\"id\":[\"a\",\"ChatPromptTemplate\"],\"kwargs\":{\"messages\":["
           "{\"lc\":1,\"id\":[\"SystemMessagePromptTemplate\"],\"kwargs\":{\"prompt\":{\"lc\":1,"
           "\"id\":[\"PromptTemplate\"],\"kwargs\":{\"template\":\"S {a}\"}}}},"
           "{\"lc\":1,\"id\":[\"MessagesPlaceholder\"],\"kwargs\":{\"variable_name\":\"h\"}},"
           "{\"lc\":1,\"id\":[\"HumanMessage\"],\"kwargs\":{\"content\":\"U\"}}]}},"
           "\"last\":{\"lc\":1,\"id\":[\"RunnableBinding\"],\"kwargs\":{\"bound\":{\"lc\":1,"
           "\"id\":[\"ChatOpenAI\"],\"kwargs\":{\"model\":\"gpt-6-sol\",\"max_tokens\":9}}}}}}",
           "langchain template openai gpt-6-sol max_tokens=9\n"
           "  kwargs.first.system system `S {a}`\n"
           "  kwargs.first.messages[1] assistant `{\"lc\":1,\"id\":[\"MessagesP`\n"
           "  kwargs.first.messages[2] user `U`\n");
}

static void haystack_builders_take_the_only_generator(void **state) {
    (void)state;
    expect("x.yaml",
           "components:\n  b:\n    type: haystack.components.builders.ChatPromptBuilder\n"
           "    init_parameters:\n      template: |-\n"
           "        {% message role=\"system\" %}S{% endmessage %}\n"
           "        {% message role=\"user\" %}{{ q }}{% endmessage %}\n"
           "  g:\n    type: haystack.components.generators.chat.openai.OpenAIChatGenerator\n"
           "    init_parameters: {model: gpt-6-sol, generation_kwargs: {max_tokens: 9}}\n",
           "haystack template openai gpt-6-sol max_tokens=9\n"
           "  components.b.system system `S`\n"
           "  components.b.messages[0] user `{{ q }}`\n");
}

static void a_filter_of_banks_is_a_breakpoint(void **state) {
    (void)state;
    expect("x.jinja",
           "{% chat role=\"system\" %}A {{ b | cache_control(\"ephemeral\") }}{% endchat %}"
           "{%- chat role='user' -%}U{% endchat %}",
           "banks template unknown\n"
           "  system system `A `\n"
           "  system system mark=0s `{{ b | cache_control(\"ep`\n"
           "  messages[0] user `U`\n");
    expect("y.jinja", "{% chat role=\"system\" %}S{% endchat %}And {{ q }}.\n",
           "banks template unknown\n"
           "  system system `S`\n"
           "  messages[0] user `And {{ q }}.\\u{0a}`\n");
}

static void llm_templates_are_told_by_their_keys(void **state) {
    (void)state;
    expect("x.yaml", "system: S\nprompt: Say $$5 to $input\noptions: {max_tokens: 9}\n",
           "llm-template template unknown max_tokens=9\n"
           "  system system `S`\n"
           "  user user `Say $$5 to $input`\n");
    expect("y.yaml", "system: S\nprompt: Say $input\nauthor: me\n", "");
}

static void fabric_patterns_are_told_by_their_folder(void **state) {
    (void)state;
    expect("data/patterns/sum_up/user.md", "Sum up {{input}}.\n",
           "fabric template unknown\n"
           "  user user `Sum up {{input}}.\\u{0a}`\n");
}

static void goose_recipes_have_instructions_and_a_prompt(void **state) {
    (void)state;
    expect("x.yaml",
           "recipe:\n  title: T\n  description: D\n  instructions: I {{ a }}\n  prompt: P\n"
           "  settings: {goose_provider: openai, goose_model: gpt-6-sol}\n",
           "goose template openai gpt-6-sol\n"
           "  recipe.system system `I {{ a }}`\n"
           "  recipe.user user `P`\n");
}

static void n8n_values_are_expressions_behind_an_equals_sign(void **state) {
    (void)state;
    expect("x.json",
           "{\"nodes\":[{\"name\":\"A\",\"type\":\"@n8n/n8n-nodes-langchain.agent\","
           "\"parameters\":{\"text\":\"={{ $json.q }}\","
           "\"options\":{\"systemMessage\":\"S {{ $now }}\"}}},"
           "{\"name\":\"M\",\"type\":\"@n8n/n8n-nodes-langchain.lmChatOpenAi\",\"parameters\":"
           "{\"model\":{\"value\":\"gpt-6-sol\"},\"options\":{\"maxTokens\":9}}}],"
           "\"connections\":{\"M\":{\"ai_languageModel\":[[{\"node\":\"A\"}]]}}}",
           "n8n template openai gpt-6-sol maxTokens=9\n"
           "  nodes[0].system system `S {{ $now }}`\n"
           "  nodes[0].user user `{{ $json.q }}`\n");
}

static void langfuse_placeholders_are_earlier_turns(void **state) {
    (void)state;
    expect("x.json",
           "{\"type\":\"chat\",\"version\":1,\"labels\":[],\"config\":{\"model\":\"gpt-6-sol\"},"
           "\"prompt\":[{\"role\":\"system\",\"content\":\"S\"},{\"type\":\"placeholder\","
           "\"name\":\"h\"},{\"role\":\"user\",\"content\":\"{{q}}\"}]}",
           "langfuse template openai gpt-6-sol\n"
           "  system system `S`\n"
           "  messages[1] assistant `{\"type\":\"placeholder\",\"n`\n"
           "  messages[2] user `{{q}}`\n");
}

static void promptlayer_messages_have_their_own_language(void **state) {
    (void)state;
    expect(
        "x.json",
        "{\"prompt_template\":{\"messages\":[{\"role\":\"system\",\"template_format\":\"jinja2\","
        "\"content\":[{\"type\":\"text\",\"text\":\"S\"}]},{\"role\":\"user\","
        "\"input_variables\":[\"q\"],\"content\":\"{q}\"}]},\"metadata\":{\"model\":"
        "{\"provider\":\"openai\",\"name\":\"gpt-6-sol\",\"parameters\":{\"max_tokens\":9}}}}",
        "promptlayer template openai gpt-6-sol max_tokens=9\n"
        "  system system `S`\n"
        "  messages[1] user `{q}`\n");
}

static void vellum_blocks_carry_breakpoints(void **state) {
    (void)state;
    expect("x.json",
           "{\"model\":\"claude-sonnet-4-6\",\"blocks\":[{\"blockType\":\"CHAT_MESSAGE\","
           "\"chatRole\":\"SYSTEM\",\"cacheConfig\":{\"type\":\"EPHEMERAL\"},\"blocks\":["
           "{\"blockType\":\"PLAIN_TEXT\",\"text\":\"A\"},{\"blockType\":\"PLAIN_TEXT\","
           "\"state\":\"DISABLED\",\"text\":\"B\"}]},{\"blockType\":\"CHAT_MESSAGE\","
           "\"chatRole\":\"USER\",\"blocks\":[{\"blockType\":\"JINJA\",\"template\":\"{{q}}\"}]}]}",
           "vellum template anthropic claude-sonnet-4-6\n"
           "  system[0] system mark=0s `A`\n"
           "  messages[1] user `{{q}}`\n");
}

static void bedrock_prompts_have_variants(void **state) {
    (void)state;
    expect("x.json",
           "{\"variants\":[{\"modelId\":\"anthropic.claude-sonnet-4-6\",\"inferenceConfiguration\":"
           "{\"text\":{\"maxTokens\":9}},\"templateConfiguration\":{\"chat\":{\"system\":["
           "{\"text\":\"S\"},{\"cachePoint\":{\"type\":\"default\"}}],\"messages\":["
           "{\"role\":\"user\",\"content\":[{\"text\":\"{{q}}\"}]}]}}}]}",
           "bedrock-prompt template bedrock anthropic.claude-sonnet-4-6 maxTokens=9\n"
           "  variants[0].system[0] system mark=0s `S`\n"
           "  variants[0].messages[0].content[0] user `{{q}}`\n");
    expect("x.json",
           "{\"variants\":[{\"templateConfiguration\":{\"chat\":{\"toolConfiguration\":{\"tools\":["
           "{\"cachePoint\":{\"type\":\"default\"}},{\"toolSpec\":{\"name\":\"find\"}},"
           "{\"cachePoint\":{\"type\":\"default\"}}]},\"messages\":["
           "{\"role\":\"user\",\"content\":[{\"text\":\"{{q}}\"}]}]}}}]}",
           "bedrock-prompt template bedrock\n"
           "  variants[0].tools[0] tool mark=0s `{\"toolSpec\":{\"name\":\"fin`\n"
           "  variants[0].messages[0].content[0] user `{{q}}`\n");
}

static void promptl_text_outside_of_tags_is_the_systems(void **state) {
    (void)state;
    expect("x.promptl",
           "---\nprovider: anthropic\nmodel: claude-sonnet-4-6\nmax_tokens: 9\n---\nS\n<step>"
           "<user cache_control={{ { type: 'ephemeral', ttl: '1h' } }}>U {{ q }}</user></step>",
           "promptl template anthropic claude-sonnet-4-6 max_tokens=9\n"
           "  system system `S\\u{0a}`\n"
           "  messages[0] user mark=3600s `U {{ q }}`\n");
}

static void baml_sends_marks_that_the_client_allows(void **state) {
    (void)state;
    const char *function = "function F(x: string) -> string {\n  client C\n  prompt #\"\n"
                           "{{ _.role(\"system\", cache_control={\"type\": \"ephemeral\"}) }}S\n"
                           "{{ _.role(\"user\") }}{{ x }}\"#\n}\n";
    Buf text = {0};
    buf_printf(&text,
               "client<llm> C { provider anthropic options { model \"claude-sonnet-4-6\" "
               "max_tokens 9\n allowed_role_metadata [\"cache_control\"] } }\n%s",
               function);
    buf_add_char(&text, '\0');
    expect("a.baml", text.ptr,
           "baml template anthropic claude-sonnet-4-6 max_tokens=9\n"
           "  F.system system mark=0s `S\\u{0a}`\n"
           "  F.messages[0] user `{{ x }}`\n");
    text.len = 0;
    buf_printf(&text,
               "client<llm> C { provider anthropic options { model claude-sonnet-4-6 } }\n%s",
               function);
    buf_add_char(&text, '\0');
    expect("b.baml", text.ptr,
           "baml template anthropic claude-sonnet-4-6\n"
           "  F.system system `S\\u{0a}`\n"
           "  F.messages[0] user `{{ x }}`\n");
    buf_free(&text);
    expect("c.baml", "function G() -> int { // }\n client \"openai/gpt-6-sol\"\n prompt \"P\" }\n",
           "baml template openai openai/gpt-6-sol\n"
           "  G.system system `P`\n");
    expect("types.baml", "class A { b string }\nclient<llm> C { provider openai }\n", "");
    expect("open.baml", "function G() -> int { prompt #\"P",
           "baml template unknown\n"
           "  G.system system `P`\n");
}

static void poml_messages_are_elements(void **state) {
    (void)state;
    expect("x.poml",
           "<poml><let name=\"a\">not sent</let><task>T</task><human-msg>{{ q }}</human-msg>"
           "<runtime model=\"gpt-6-sol\"/></poml>",
           "poml template openai gpt-6-sol\n"
           "  system system `<task>T</task>`\n"
           "  messages[0] user `{{ q }}`\n");
    expect("y.poml", "<task>A<!-- {{ now }} -->B</task><HumanMessage>U</HumanMessage>",
           "poml template unknown\n"
           "  system system `<task>A`\n"
           "  system system `B</task>`\n"
           "  messages[0] user `U`\n");
}

/* Cut texts keep exact places: what the span of a piece holds in the file is the piece. */
static void pieces_of_parts_stand_where_they_are_written(void **state) {
    (void)state;
    const char *text = "template_format: jinja2\ntemplate: \"<message role=\\\"system\\\">\\u00e9 "
                       "{{ a }}</message>\\n{{ b }}\"\nexecution_settings: {s: {top_p: 1}}\n";
    FileResult *r = lint("x.yaml", text);
    assert_int_equal(r->prompts.len, 1);
    const Prompt *prompt = &r->prompts.items[0];
    assert_int_equal(prompt->segments.len, 2);
    size_t placeholders = 0;
    for (size_t i = 0; i < 2; i++) {
        const Segment *segment = &prompt->segments.items[i];
        for (size_t p = 0; p < segment->pieces.len; p++) {
            const Piece *piece = &segment->pieces.items[p];
            if (piece->kind != PIECE_PLACEHOLDER) continue;
            Span span = segment_file_span(segment, piece->span);
            assert_true(str_eq(str_slice(str_from_c(text), span.start, span.end), piece->source));
            placeholders++;
        }
    }
    assert_int_equal(placeholders, 2);
    file_result_free(r);
}

/* `<` and `>` lines belong to the client; what is not sent with a body holds no prompt. */
static void request_files_hold_requests(void **state) {
    (void)state;
    expect("x.http",
           "### one\nPOST https://api.anthropic.com/v1/messages\nx-api-key: {{k}}\n\n"
           "{\"model\": \"claude-sonnet-4-6\", \"max_tokens\": 9,\n\n\"system\": \"S\",\n"
           "\"messages\": [{\"role\": \"user\", \"content\": \"U\"}]}\n\n> {% client.log(1) %}\n"
           "###\nGET https://api.anthropic.com/v1/models\n###\n"
           "POST https://example.org/login\n\n{\"model\": \"m\", \"prompt\": \"who are you\"}\n"
           "### two\nPOST https://api.openai.com/v1/completions\n\n"
           "{\"model\": \"m\", \"prompt\": \"P\", \"max_tokens\": 9, \"logprobs\": 1}",
           "anthropic-messages rendered anthropic claude-sonnet-4-6 max_tokens=9\n"
           "  request[0].body.system system `S`\n"
           "  request[0].body.messages[0] user `U`\n"
           "text-completion rendered openai m max_tokens=9\n"
           "  request[2].body.messages[0] user `P`\n");
}

/* Braces in what was sent are text; the answer ends the body, and may hold anything. */
static void recordings_of_httprr(void **state) {
    (void)state;
    expect("x.httprr",
           "httprr trace v1\n12 34\n"
           "POST https://api.anthropic.com/v1/messages HTTP/1.1\nHost: x\n\n"
           "{\"model\": \"claude-sonnet-4-6\", \"max_tokens\": 9,\n"
           "\"messages\": [{\"role\": \"user\", \"content\": \"{{U}} HTTP/1\"}]}HTTP/2.0 200 OK\n\n"
           "{\"messages\": [{\"role\": \"user\", \"content\": \"no\"}]}\n"
           "5 6\nGET https://api.anthropic.com/v1/models HTTP/1.1\n\nHTTP/2.0 200 OK\n\n"
           "7 8\nPOST https://api.openai.com/v1/chat/completions HTTP/1.1\r\n\r\n"
           "{\"model\": \"gpt-4.1\", \"messages\": [{\"role\": \"user\", \"content\": \"V\"}]}"
           "HTTP/2.0 429 Too Many Requests\n\n{}\n9 9\n",
           "anthropic-messages rendered anthropic claude-sonnet-4-6 max_tokens=9\n"
           "  request[0].body.messages[0] user `{{U}} HTTP/1`\n"
           "openai-chat rendered openai gpt-4.1\n"
           "  request[1].body.messages[0] user `V`\n");
}

static void requests_of_bruno(void **state) {
    (void)state;
    expect("x.bru",
           "meta {\n  name: a\n}\n\npost {\n  url: https://api.openai.com/v1/chat/completions\n"
           "  body: json\n}\n\nbody:json {\n  {\n    \"model\": \"gpt-4.1\",\n"
           "    \"messages\": [{\"role\": \"user\", \"content\": \"{{q}}\"}]\n  }\n}\n\n"
           "docs {\n  {\"messages\": [{\"role\": \"user\", \"content\": \"no\"}]}\n}\n",
           "openai-chat template openai gpt-4.1\n"
           "  request[0].body.messages[0] user `{{q}}`\n");
    expect("y.bru", "get {\n  url: https://api.openai.com/v1/models\n}\n\nbody:json {\n  {}\n}\n",
           "");
}

static void text_completions_are_the_users(void **state) {
    (void)state;
    expect("x.json", "{\"model\": \"claude-2.1\", \"max_tokens_to_sample\": 9, \"prompt\": \"P\"}",
           "text-completion rendered anthropic claude-2.1 max_tokens_to_sample=9\n"
           "  messages[0] user `P`\n");
    expect("batch.jsonl",
           "{\"custom_id\": \"a\", \"body\": {\"model\": \"m\", \"prompt\": [\"P\", \"Q\"]}}\n",
           "text-completion rendered unknown m\n"
           "  body.messages[0] user `P`\n"
           "  body.messages[1] user `Q`\n");
}

static void vellum_nodes_list_their_model(void **state) {
    (void)state;
    expect("x.json",
           "{\"attributes\": [{\"name\": \"ml_model\", \"value\": {\"value\": {\"value\": "
           "\"gpt-6-sol\"}}},\n{\"name\": \"blocks\", \"value\": {\"value\": {\"value\": "
           "[{\"block_type\": \"CHAT_MESSAGE\", \"chat_role\": \"SYSTEM\", \"blocks\": "
           "[{\"block_type\": \"PLAIN_TEXT\", \"text\": \"S\"}]}]}}},\n{\"name\": \"parameters\", "
           "\"value\": {\"value\": {\"value\": {\"max_tokens\": 9}}}}]}",
           "vellum template openai gpt-6-sol max_tokens=9\n"
           "  attributes[1].value.value.value.system[0] system `S`\n");
}

static void files_of_prompts_hold_other_lines_too(void **state) {
    (void)state;
    expect("prompts.json",
           "[\"What a fine day it is to be out on the water, said the heron to the frog.\"]", "");
    expect("prompts.json",
           "[{\"text\": \"What a fine day it is to be out on the water, said the heron.\", "
           "\"author\": \"A\"}]",
           "");
    expect("prompts.json", "{\"sort\": {\"lines\": [\"You sort letters.\", \"Be quick.\"]}}",
           "prompt-file template unknown\n"
           "  sort.system[0] system `You sort letters.`\n"
           "  sort.system[1] system `Be quick.`\n");
    expect("prompt.yaml",
           "- hosts: a\n  vars_prompt:\n    - {name: u, prompt: what is your name}\n", "");
    expect("system_prompt.json", "You sort letters.\n",
           "text template unknown\n"
           "  system system `You sort letters.\\u{0a}`\n");
}

/* Only what the page does not say itself, and only blocks of prose that are filled in. */
static void a_page_of_prompts_holds_one_per_code_block(void **state) {
    (void)state;
    expect("desk_prompts.md",
           "# Prompts\n\n## A\n\n```\nSort {letter_text}\ninto two heaps.\n```\n\nUser prompt:\n"
           "~~~text\nQ: {{question}}\n```\n~~~\n\n```\nno value\n```\n"
           "```sh\nsort {letter_text}\n```\n\n````md\nLog {{log}}\n```\n````\n",
           "text template unknown\n"
           "  system system `Sort {letter_text}\\u{0a}into `\n"
           "text template unknown\n"
           "  user user `Q: {{question}}\\u{0a}```\\u{0a}`\n"
           "text template unknown\n"
           "  system system `Log {{log}}\\u{0a}```\\u{0a}`\n");
}

static void a_prompt_that_shows_a_form_is_no_page(void **state) {
    (void)state;
    expect("desk_prompts.md", "# Prompts\nYou sort.\n```\nSort {{letter}}\n```\n",
           "text template unknown\n"
           "  system system `# Prompts\\u{0a}You sort.\\u{0a}```\\u{0a}`\n");
    expect("desk_prompts.md", "# Prompts\nOn {{letter}}:\n```\nSort {{letter}}\n```\n",
           "text template unknown\n"
           "  system system `# Prompts\\u{0a}On {{letter}}:`\n");
    expect("desk_prompts.txt", "# Prompts\n```\nSort {{letter}}\n```\n",
           "text template unknown\n"
           "  system system `# Prompts\\u{0a}```\\u{0a}Sort {{let`\n");
    expect("desk_prompts.md", "# Prompts\n```\nSort {{letter}}\n",
           "text template unknown\n"
           "  system system `# Prompts\\u{0a}```\\u{0a}Sort {{let`\n");
    expect("prompts/desk.md", "# Desk\n```\nSort {{letter}}\n```\n",
           "text template unknown\n"
           "  system system `# Desk\\u{0a}```\\u{0a}Sort {{letter`\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prompty_1_keeps_the_cap_in_parameters),
        cmocka_unit_test(prompty_2_keeps_the_cap_in_options),
        cmocka_unit_test(dotprompt_marks_roles_with_helpers),
        cmocka_unit_test(litellm_marks_roles_with_prefixes),
        cmocka_unit_test(a_lone_fence_ends_the_keys_of_continue),
        cmocka_unit_test(other_prompt_files_stay_texts),
        cmocka_unit_test(github_models_prompts_know_no_breakpoints),
        cmocka_unit_test(promptfoo_names_files),
        cmocka_unit_test(several_providers_share_no_model),
        cmocka_unit_test(programs_are_no_models),
        cmocka_unit_test(semantic_kernel_cuts_messages),
        cmocka_unit_test(skprompt_takes_the_model_from_its_neighbour),
        cmocka_unit_test(langchain_files_are_format_strings),
        cmocka_unit_test(langsmith_manifests_name_messages_and_model),
        cmocka_unit_test(haystack_builders_take_the_only_generator),
        cmocka_unit_test(a_filter_of_banks_is_a_breakpoint),
        cmocka_unit_test(llm_templates_are_told_by_their_keys),
        cmocka_unit_test(fabric_patterns_are_told_by_their_folder),
        cmocka_unit_test(goose_recipes_have_instructions_and_a_prompt),
        cmocka_unit_test(n8n_values_are_expressions_behind_an_equals_sign),
        cmocka_unit_test(langfuse_placeholders_are_earlier_turns),
        cmocka_unit_test(promptlayer_messages_have_their_own_language),
        cmocka_unit_test(vellum_blocks_carry_breakpoints),
        cmocka_unit_test(bedrock_prompts_have_variants),
        cmocka_unit_test(promptl_text_outside_of_tags_is_the_systems),
        cmocka_unit_test(baml_sends_marks_that_the_client_allows),
        cmocka_unit_test(poml_messages_are_elements),
        cmocka_unit_test(pieces_of_parts_stand_where_they_are_written),
        cmocka_unit_test(request_files_hold_requests),
        cmocka_unit_test(recordings_of_httprr),
        cmocka_unit_test(requests_of_bruno),
        cmocka_unit_test(text_completions_are_the_users),
        cmocka_unit_test(vellum_nodes_list_their_model),
        cmocka_unit_test(files_of_prompts_hold_other_lines_too),
        cmocka_unit_test(a_page_of_prompts_holds_one_per_code_block),
        cmocka_unit_test(a_prompt_that_shows_a_form_is_no_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
