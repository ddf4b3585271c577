/* Files of tools for prompts: told by their keys, and what odd values in them come to. */
#include "tests/unit/lowered.h"

static void litellm_injects_marks(void **state) {
    (void)state;
    static const Case cases[] = {
        {"config.yaml",
         "model_list:\n"
         "  - model_name: a\n"
         "    litellm_params:\n"
         "      model: gpt-6-sol\n"
         "      cache_control_injection_points: [{location: message, role: system}]\n",
         "litellm template openai gpt-6-sol\n"
         "  model_list[0].system system mark=0s ``\n"},
        {"config.yaml",
         "model_list:\n"
         "  - model_name: a\n"
         "    litellm_params:\n"
         "      model: gpt-6-sol\n"
         "      cache_control_injection_points: [{location: message, role: developer}, {location: "
         "message, role: user}, {location: message, index: -1}]\n",
         "litellm template openai gpt-6-sol\n"
         "  model_list[0].system developer mark=0s ``\n"
         "  model_list[0].user user mark=0s ``\n"
         "  model_list[0].user - mark=0s ``\n"},
        {"config.yaml",
         "model_list:\n"
         "  - model_name: a\n"
         "    litellm_params:\n"
         "      model: gpt-6-sol\n"
         "      cache_control_injection_points: [{location: tool_config}, {location: message, "
         "index: 0, control: {type: ephemeral, ttl: 1h}}]\n",
         "litellm template openai gpt-6-sol\n"
         "  model_list[0].tools tool mark=0s ``\n"
         "  model_list[0].user - mark=3600s ``\n"},
        {"config.yaml",
         "model_list:\n"
         "  - model_name: a\n"
         "    litellm_params:\n"
         "      model: gpt-6-sol\n"
         "      cache_control_injection_points: [{location: here, role: user}, {role: user}, "
         "{location: [x]}, {location: message}, 5]\n",
         "litellm template openai gpt-6-sol\n"
         "  model_list[0].user - ``\n"},
        {"config.yaml",
         "model_list:\n"
         "  - model_name: a\n"
         "    litellm_params:\n"
         "      model: gpt-6-sol\n"
         "      cache_control_injection_points: [{location: message, index: 0}, {location: "
         "message, index: 1}, {location: message, index: 2}, {location: message, index: 3}, "
         "{location: message, index: 4}, {location: message, index: 5}]\n",
         "litellm template openai gpt-6-sol\n"
         "  model_list[0].user - mark=0s ``\n"
         "  model_list[0].user - mark=0s ``\n"
         "  model_list[0].user - mark=0s ``\n"
         "  model_list[0].user - mark=0s ``\n"},
        {"config.yaml",
         "model_list:\n"
         "  - model_name: a\n"
         "    litellm_params:\n"
         "      model: anthropic/claude-sonnet-5\n"
         "      max_tokens: 9\n"
         "      cache_control_injection_points: none\n",
         "litellm template anthropic anthropic/claude-sonnet-5 max_tokens=9\n"
         "  model_list[0].user - ``\n"},
        {"config.yaml",
         "model_list:\n"
         "  - {model_name: [a], litellm_params: {model: gpt-6-sol}}\n"
         "  - {model_name: b, litellm_params: {api_key: x}}\n"
         "  - 5\n",
         "litellm template openai gpt-6-sol\n"
         "  model_list[0].user - ``\n"},
        {"config.yaml", "model_list: []\n", ""},
        {"config.yaml", "model_list: [{model_name: a}]\n", ""},
        {"config.yaml",
         "proxy:\n  model_list:\n    - {model_name: a, litellm_params: {model: gpt-6-sol}}\n",
         "litellm template openai gpt-6-sol\n"
         "  proxy.model_list[0].user - ``\n"},
    };
    EXPECT(cases);
}

static void dotprompt_or_another_tool(void **state) {
    (void)state;
    static const Case cases[] = {
        {"a.prompt", "---\ninput: {schema: {a: string}}\n---\n{{#if a}}A{{/if}}",
         "dotprompt template unknown\n"
         "  messages[0] user `{{#if a}}A{{/if}}`\n"},
        {"a.prompt", "---\noutput: {format: json}\n---\n{{>part}} A",
         "dotprompt template unknown\n"
         "  messages[0] user `{{>part}} A`\n"},
        {"a.prompt", "---\nmodel: x\n---\n{{#if a}}A{{/if}}",
         "text template unknown x\n"
         "  system system `{{#if a}}A{{/if}}`\n"},
        {"a.prompt", "{{#if a}}A{{/if}} U\n",
         "dotprompt template unknown\n"
         "  messages[0] user `{{#if a}}A{{/if}} U\\u{0a}`\n"},
        {"a.prompt", "{{#if a}}{% x %}{{/if}} U\n",
         "text template unknown\n"
         "  system system `{{#if a}}{% x %}{{/if}} `\n"},
        {"a.prompt", "---\ninput: {default: {a: 1}}\n---\nU {{a}}",
         "dotprompt template unknown\n"
         "  messages[0] user `U {{a}}`\n"},
        {"a.prompt", "---\noutput: {schema: {a: string}}\n---\nU {{a}}",
         "dotprompt template unknown\n"
         "  messages[0] user `U {{a}}`\n"},
        {"a.prompt", "---\ntoolDefs: [{name: f}, {name: g}]\n---\nU {{a}}",
         "dotprompt template unknown\n"
         "  tools[0] tool `{\"name\":\"f\"}`\n"
         "  tools[1] tool `{\"name\":\"g\"}`\n"
         "  messages[0] user `U {{a}}`\n"},
        {"a.prompt", "---\nmodel: googleai/gemini-3-pro\n---\nU",
         "dotprompt template unknown googleai/gemini-3-pro\n"
         "  messages[0] user `U`\n"},
        {"a.prompt", "---\nmodel: vertexai/gemini-3-pro\n---\nU",
         "dotprompt template unknown vertexai/gemini-3-pro\n"
         "  messages[0] user `U`\n"},
        {"a.prompt", "---\nmodel: other/x\n---\nU",
         "text template unknown other/x\n"
         "  system system `U`\n"},
        {"a.prompt",
         "---\n"
         "model: [x]\n"
         "input: {schema: {a?: string, \"b(array, tags)\": string, \"?\": x}}\n"
         "---\n"
         "U {{a}} {{b}} {{c}}",
         "dotprompt template unknown\n"
         "  messages[0] user `U {{a}} {{b}} {{c}}`\n"},
        {"a.prompt",
         "---\ninput: {schema: {type: object, properties: {a: {type: string}}}}\n---\nU {{a}}",
         "dotprompt template unknown\n"
         "  messages[0] user `U {{a}}`\n"},
        {"a.prompt", "---\ninput: {schema: {a: string}}\ntemperature: 1\n---\nU {{a}}",
         "text template unknown\n"
         "  system system `U {{a}}`\n"},
        {"a.prompt", "---\ninput: {schema: {a: string}}\n---\nUser: U {{a}}",
         "text template unknown\n"
         "  system system `User: U {{a}}`\n"},
        {"a.prompt", "---\ninput: {schema: {a: string}}\n---\nSystem: S {{a}}",
         "text template unknown\n"
         "  system system `System: S {{a}}`\n"},
        {"a.prompt",
         "---\n"
         "config: {maxOutputTokens: 9}\n"
         "---\n"
         "{{role \"system\"}}S{{role 'model'}}A{{role \"\"}}B{{role}}C{{roles x}}D{{role "
         "\"user\"}}U{{section \"s\"}}{{media url=x}}",
         "dotprompt template unknown maxOutputTokens=9\n"
         "  system system `S`\n"
         "  messages[0] assistant `A{{role \"\"}}B{{role}}C{{`\n"
         "  messages[1] user `U{{section \"s\"}}{{media `\n"},
        {"a.prompt",
         "---\nconfig: {}\n---\nP{{ history }}Q{{~role \"user\" ~}}U{{! note }}V{{>part}}",
         "dotprompt template unknown\n"
         "  messages[0] user `P`\n"
         "  messages[1] assistant `{{ history }}`\n"
         "  messages[2] assistant `Q`\n"
         "  messages[3] user `U{{! note }}V{{>part}}`\n"},
        {"a.prompt", "---\nconfig: {}\n---\n", "dotprompt template unknown\n"},
    };
    EXPECT(cases);
}

static void promptfoo_forms(void **state) {
    (void)state;
    static const Case cases[] = {
        {"promptfooconfig.yaml", "prompts: [Say it]\nproviders: openai:gpt-6-sol\n",
         "promptfoo template openai gpt-6-sol\n"
         "  prompts[0].user user `Say it`\n"},
        {"promptfooconfig.yaml", "prompts: [Say it]\nproviders: [openai:chat:gpt-6-sol]\n",
         "promptfoo template openai gpt-6-sol\n"
         "  prompts[0].user user `Say it`\n"},
        {"promptfooconfig.yaml", "prompts: [Say it]\nproviders: openai\n",
         "promptfoo template unknown\n"
         "  prompts[0].user user `Say it`\n"},
        {"promptfooconfig.yaml", "prompts: [Say it]\nproviders: openai:chat\n",
         "promptfoo template openai\n"
         "  prompts[0].user user `Say it`\n"},
        {"promptfooconfig.yaml", "prompts: [Say it]\nproviders: openai:responses:gpt-6-sol\n",
         "promptfoo template openai gpt-6-sol\n"
         "  prompts[0].user user `Say it`\n"},
        {"promptfooconfig.yaml",
         "prompts: [Say it]\nproviders: bedrock:converse:anthropic.claude-sonnet-5-v1:0\n",
         "promptfoo template bedrock anthropic.claude-sonnet-5-v1:0\n"
         "  prompts[0].user user `Say it`\n"},
        {"promptfooconfig.yaml", "prompts: [Say it]\nproviders: bedrock:a\n",
         "promptfoo template bedrock a\n"
         "  prompts[0].user user `Say it`\n"},
        {"promptfooconfig.yaml", "prompts: [Say it]\nproviders: openai:assistant:x\n",
         "promptfoo template openai\n"
         "  prompts[0].user user `Say it`\n"},
        {"promptfooconfig.yaml", "prompts: [Say it]\nproviders: anthropic:claude-agent-sdk\n",
         "promptfoo template anthropic\n"
         "  prompts[0].user user `Say it`\n"},
        {"promptfooconfig.yaml", "prompts: [Say it]\nproviders: \"vertex:gemini-3-pro\"\n",
         "promptfoo template vertex gemini-3-pro\n"
         "  prompts[0].user user `Say it`\n"},
        {"promptfooconfig.yaml",
         "prompts: [Say it]\n"
         "providers: {id: \"openai:gpt-6-sol\", config: {max_tokens: 9, tools: [{name: f}]}}\n",
         "promptfoo template openai gpt-6-sol max_tokens=9\n"
         "  prompts[0].tools[0] tool `{\"name\":\"f\"}`\n"
         "  prompts[0].user user `Say it`\n"},
        {"promptfooconfig.yaml",
         "prompts: [Say it]\nproviders: {\"openai:gpt-6-sol\": {config: {max_tokens: 9}}}\n",
         "promptfoo template openai gpt-6-sol max_tokens=9\n"
         "  prompts[0].user user `Say it`\n"},
        {"promptfooconfig.yaml", "prompts: [Say it]\nproviders: [{\"openai:gpt-6-sol\": 5}]\n",
         "promptfoo template unknown\n"
         "  prompts[0].user user `Say it`\n"},
        {"promptfooconfig.yaml", "prompts: [Say it]\nproviders: {a: {}, b: {}}\n",
         "promptfoo template unknown\n"
         "  prompts[0].user user `Say it`\n"},
        {"promptfooconfig.yaml", "prompts: [Say it]\nproviders: []\n",
         "promptfoo template unknown\n"
         "  prompts[0].user user `Say it`\n"},
        {"promptfooconfig.yaml", "prompts: [Say it]\nproviders: 5\n",
         "promptfoo template unknown\n"
         "  prompts[0].user user `Say it`\n"},
        {"promptfooconfig.yaml", "prompts: [Say it]\nproviders: {id: 5}\n",
         "promptfoo template unknown\n"
         "  prompts[0].user user `Say it`\n"},
        {"promptfooconfig.yaml", "prompts: [Say it]\nproviders: exec:x\n",
         "promptfoo template unknown\n"
         "  prompts[0].user user `Say it`\n"},
        {"promptfooconfig.yaml", "prompts: Say it\nproviders: openai:gpt-6-sol\n",
         "promptfoo template openai gpt-6-sol\n"
         "  prompts.user user `Say it`\n"},
        {"promptfooconfig.yaml", "prompts: file://gone.txt\nproviders: openai:gpt-6-sol\n",
         "promptfoo template openai gpt-6-sol\n"
         "  prompts.user user ``\n"},
        {"promptfooconfig.yaml",
         "prompts: [{id: gone.txt}, {id: not a file}, {raw: R}, {prompt: P}, {content: C}, {label: "
         "x}, 5, \"\", null]\n"
         "providers: openai:gpt-6-sol\n",
         "promptfoo template openai gpt-6-sol\n"
         "  prompts[0].user user ``\n"
         "promptfoo template openai gpt-6-sol\n"
         "  prompts[2].user user `R`\n"
         "promptfoo template openai gpt-6-sol\n"
         "  prompts[3].user user `P`\n"
         "promptfoo template openai gpt-6-sol\n"
         "  prompts[4].user user `C`\n"},
        {"promptfooconfig.yaml",
         "prompts: {gone.txt: label, b: {raw: R}}\nproviders: openai:gpt-6-sol\n",
         "promptfoo template openai gpt-6-sol\n"
         "  prompts[0].user user ``\n"
         "promptfoo template openai gpt-6-sol\n"
         "  prompts[1].user user `R`\n"},
        {"promptfooconfig.yaml",
         "prompts: [\"exec:run x\", \"https://a/b\", \"langfuse://p:1\", \"a long text: see "
         "https://a/b\", \"prompts/*.txt\", \"x.py:f\", \"x.js:f\", \"x.ts:f\", \"x.mjs:f\", "
         "\"~/a.txt\", \"two words.txt\"]\n"
         "providers: openai:gpt-6-sol\n",
         "promptfoo template openai gpt-6-sol\n"
         "  prompts[0].user user ``\n"
         "promptfoo template openai gpt-6-sol\n"
         "  prompts[1].user user ``\n"
         "promptfoo template openai gpt-6-sol\n"
         "  prompts[2].user user ``\n"
         "promptfoo template openai gpt-6-sol\n"
         "  prompts[3].user user `a long text: see https:/`\n"
         "promptfoo template openai gpt-6-sol\n"
         "  prompts[4].user user ``\n"
         "promptfoo template openai gpt-6-sol\n"
         "  prompts[5].user user ``\n"
         "promptfoo template openai gpt-6-sol\n"
         "  prompts[6].user user ``\n"
         "promptfoo template openai gpt-6-sol\n"
         "  prompts[7].user user ``\n"
         "promptfoo template openai gpt-6-sol\n"
         "  prompts[8].user user ``\n"
         "promptfoo template openai gpt-6-sol\n"
         "  prompts[9].user user ``\n"
         "promptfoo template openai gpt-6-sol\n"
         "  prompts[10].user user `two words.txt`\n"},
        {"promptfooconfig.yaml",
         "prompts: "
         "['[{\"role\":\"system\",\"content\":\"S\"},{\"role\":\"user\",\"content\":[{\"type\":"
         "\"text\",\"text\":\"U\",\"cache_control\":{\"type\":\"ephemeral\"}}]}]']\n"
         "providers: openai:gpt-6-sol\n",
         "promptfoo template openai gpt-6-sol\n"
         "  prompts[0].system system `S`\n"
         "  prompts[0].messages[1].content[0] user mark=0s `U`\n"},
        {"promptfooconfig.yaml",
         "prompts: [\"- role: system\\n"
         "  content: S\\n"
         "- role: user\\n"
         "  content: U\\n"
         "\"]\n"
         "providers: openai:gpt-6-sol\n",
         "promptfoo template openai gpt-6-sol\n"
         "  prompts[0].system system `S`\n"
         "  prompts[0].messages[1] user `U`\n"},
        {"promptfooconfig.yaml",
         "prompts: ['{\"messages\":[{\"role\":\"user\",\"content\":\"U\"}]}']\nproviders: "
         "openai:gpt-6-sol\n",
         "promptfoo template openai gpt-6-sol\n"
         "  prompts[0].messages[0] user `U`\n"},
        {"promptfooconfig.yaml",
         "prompts: [[{role: user, content: U}], {messages: [{role: user, content: V}]}]\n"
         "providers: openai:gpt-6-sol\n",
         "promptfoo template openai gpt-6-sol\n"
         "  prompts[0].messages[0] user `U`\n"},
        {"promptfooconfig.yaml", "providers: [openai:gpt-6-sol]\ntests: [{vars: {a: 1}}]\n", ""},
        {"promptfooconfig.yaml", "prompts: [Say it]\n",
         "promptfoo template unknown\n"
         "  prompts[0].user user `Say it`\n"},
    };
    EXPECT(cases);
}

static void langchain_forms(void **state) {
    (void)state;
    static const Case cases[] = {
        {"a.json", "{\"_type\":\"prompt\",\"input_variables\":[\"q\"],\"template\":\"T {q}\"}",
         "langchain template unknown\n"
         "  user user `T {q}`\n"},
        {"a.json",
         "{\"_type\":\"few_shot\",\"input_variables\":[\"q\"],\"prefix\":\"P\",\"suffix\":\"S "
         "{q}\",\"examples\":[]}",
         "langchain template unknown\n"
         "  user user `P`\n"
         "  user user `S {q}`\n"},
        {"a.json",
         "{\"_type\":\"chat\",\"input_variables\":[],\"messages\":[{\"role\":\"system\","
         "\"content\":\"S\"}]}",
         "langchain template unknown\n"
         "  system system `S`\n"},
        {"a.json", "{\"_type\":\"prompt\",\"template_path\":\"t.txt\"}",
         "langchain template unknown\n"
         "  user user ``\n"},
        {"a.json", "{\"_type\":\"llm\",\"template\":\"T\"}", ""},
        {"a.json",
         "{\"input_variables\":[\"q\"],\"template\":\"T {q}\",\"template_format\":\"f-string\"}",
         "langchain template unknown\n"
         "  user user `T {q}`\n"},
        {"a.json",
         "{\"input_variables\":[\"q\"],\"template\":\"T {{q}}\",\"template_format\":\"jinja2\"}",
         "langchain template unknown\n"
         "  user user `T {{q}}`\n"},
        {"a.json",
         "{\"input_variables\":[\"q\"],\"template\":\"T {{q}}\",\"template_format\":\"mustache\"}",
         "langchain template unknown\n"
         "  user user `T {{q}}`\n"},
        {"a.json", "{\"input_variables\":[\"q\"],\"template\":\"T\",\"template_format\":\"other\"}",
         ""},
        {"a.json",
         "{\"input_variables\":[{\"a\":1}],\"template\":\"T\",\"template_format\":\"jinja2\"}",
         "semantic-kernel template unknown\n"
         "  messages[0] user `T`\n"},
        {"a.json",
         "{\"lc\":1,\"type\":\"constructor\",\"id\":[\"langchain\",\"prompts\",\"prompt\","
         "\"PromptTemplate\"],\"kwargs\":{\"template\":\"T {q}\",\"input_variables\":[\"q\"]}}",
         "langchain template unknown\n"
         "  user user `T {q}`\n"},
        {"a.json",
         "{\"lc\":1,\"type\":\"constructor\",\"id\":[\"x\",\"FewShotPromptTemplate\"],\"kwargs\":{"
         "\"prefix\":\"P\",\"suffix\":\"S\",\"examples\":[]}}",
         "langchain template unknown\n"
         "  user user `P`\n"
         "  user user `S`\n"},
        {"a.json",
         "{\"lc\":1,\"type\":\"constructor\",\"id\":[\"x\",\"StructuredPrompt\"],\"kwargs\":{"
         "\"messages\":[{\"lc\":1,\"type\":\"constructor\",\"id\":[\"x\","
         "\"SystemMessagePromptTemplate\"],\"kwargs\":{\"prompt\":{\"lc\":1,\"id\":[\"x\","
         "\"PromptTemplate\"],\"kwargs\":{\"template\":\"S\"}}}},{\"lc\":1,\"id\":[\"x\","
         "\"HumanMessagePromptTemplate\"],\"kwargs\":{\"prompt\":[{\"lc\":1,\"id\":[\"x\","
         "\"PromptTemplate\"],\"kwargs\":{\"template\":\"U\"}}]}},{\"lc\":1,\"id\":[\"x\","
         "\"AIMessage\"],\"kwargs\":{\"content\":\"A\"}},{\"lc\":1,\"id\":[\"x\","
         "\"MessagesPlaceholder\"],\"kwargs\":{\"variable_name\":\"h\"}},{\"lc\":1,\"id\":[\"x\","
         "\"ChatMessagePromptTemplate\"],\"kwargs\":{\"role\":\"user\",\"prompt\":{\"kwargs\":{"
         "\"template\":\"C\"}}}},{\"lc\":1,\"id\":[]},5]}}",
         "langchain template unknown\n"
         "  system system `S`\n"
         "  messages[1] user `U`\n"
         "  messages[2] assistant `A`\n"
         "  messages[3] assistant `{\"lc\":1,\"id\":[\"x\",\"Messa`\n"
         "  messages[4] user `C`\n"},
        {"a.json", "{\"lc\":1,\"id\":[\"x\",\"ChatOpenAI\"],\"kwargs\":{\"model\":\"gpt-6-sol\"}}",
         ""},
        {"a.json", "{\"lc\":1,\"id\":5}", ""},
        {"a.json", "{\"lc\":1,\"id\":[5]}", ""},
    };
    EXPECT(cases);
}

static void exports_of_prompt_stores(void **state) {
    (void)state;
    static const Case cases[] = {
        {"a.json",
         "{\"type\":\"text\",\"name\":\"n\",\"version\":3,\"labels\":[],\"prompt\":\"T {{q}}\"}",
         "langfuse template unknown\n"
         "  system system `T {{q}}`\n"},
        {"a.json",
         "{\"type\":\"chat\",\"name\":\"n\",\"version\":3,\"labels\":[],\"config\":{\"model\":"
         "\"gpt-6-sol\",\"max_tokens\":9},\"prompt\":[{\"role\":\"system\",\"content\":\"S\"},{"
         "\"type\":\"placeholder\",\"name\":\"h\"},{\"role\":\"user\",\"content\":5},{\"role\":5,"
         "\"content\":\"U\"},{\"role\":\"user\",\"content\":\"V\"},{\"type\":\"placeholder\"}]}",
         "langfuse template openai gpt-6-sol max_tokens=9\n"
         "  system system `S`\n"
         "  messages[1] assistant `{\"type\":\"placeholder\",\"n`\n"
         "  messages[3] user `U`\n"
         "  messages[4] user `V`\n"
         "  messages[5] assistant `{\"type\":\"placeholder\"}`\n"},
        {"a.json",
         "{\"type\":\"chat\",\"name\":\"n\",\"version\":3,\"labels\":[],\"prompt\":\"T\"}", ""},
        {"a.json", "{\"type\":\"text\",\"name\":\"n\",\"labels\":[],\"prompt\":\"T\"}", ""},
        {"a.json", "{\"type\":5,\"version\":1,\"labels\":[],\"prompt\":\"T\"}", ""},
        {"a.json",
         "{\"id\":1,\"prompt_name\":\"p\",\"prompt_template\":{\"type\":\"chat\",\"messages\":[{"
         "\"role\":\"system\",\"prompt\":{}, "
         "\"content\":[{\"type\":\"text\",\"text\":\"S\"},{\"type\":\"text\",\"text\":5},5]},{"
         "\"role\":\"placeholder\",\"name\":\"h\"},{\"role\":5},{\"role\":\"user\",\"content\":[{"
         "\"type\":\"text\",\"text\":\"U\"}]}]},\"metadata\":{\"model\":{\"name\":\"gpt-6-sol\","
         "\"provider\":\"openai\",\"parameters\":{\"max_tokens\":9}}}}",
         "promptlayer template openai gpt-6-sol max_tokens=9\n"
         "  system system `S`\n"
         "  messages[1] assistant `{\"role\":\"placeholder\",\"n`\n"
         "  messages[3] user `U`\n"},
        {"a.json",
         "{\"prompt_template\":{\"type\":\"completion\",\"content\":[{\"type\":\"text\",\"text\":"
         "\"T\"}]}}",
         "promptlayer template unknown\n"
         "  messages[0] user `T`\n"},
    };
    EXPECT(cases);
}

static void standard_input_and_names_that_tell_nothing(void **state) {
    (void)state;
    static const Case cases[] = {
        {"-",
         "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"U\"}]}",
         "openai-chat rendered openai m max_tokens=9\n"
         "  messages[0] user `U`\n"},
        {"-", "[{\"role\":\"user\",\"content\":\"U\"}]",
         "chat-list rendered unknown\n"
         "  messages[0] user `U`\n"},
        {"-", "model: m\nmax_tokens: 9\nmessages: [{role: user, content: U}]\n",
         "openai-chat rendered openai m max_tokens=9\n"
         "  messages[0] user `U`\n"},
        {"-", "system_prompt: S {{a}}\nmodel: m\n",
         "prompt-file template unknown m\n"
         "  system system `S {{a}}`\n"},
        {"-", "a-b_1: x\nsystem: S {{a}}\nmodel: gpt-6-sol\n",
         "prompt-file template openai gpt-6-sol\n"
         "  system system `S {{a}}`\n"},
        {"-", "name: x\nYou sort letters {{a}}.\n",
         "text template unknown\n"
         "  system system `name: x\\u{0a}You sort letters`\n"},
        {"-", "{{a}} You sort letters.",
         "text template unknown\n"
         "  system system `{{a}} You sort letters.`\n"},
        {"-", "{% if a %}You sort letters.{% endif %}",
         "text template unknown\n"
         "  system system `{% if a %}You sort lette`\n"},
        {"-", "[[A]] You sort letters.",
         "text template unknown\n"
         "  system system `[[A]] You sort letters.`\n"},
        {"-", "{a} You sort letters.",
         "text template unknown\n"
         "  system system `{a} You sort letters.`\n"},
        {"-", "", ""},
        {"-", "\n \n", ""},
        {"-", "You: sort letters {{a}}.\n",
         "text template unknown\n"
         "  system system `You: sort letters {{a}}.`\n"},
        {"-", "name",
         "text template unknown\n"
         "  system system `name`\n"},
        {"system_prompt.json", "You sort letters {{a}}.",
         "text template unknown\n"
         "  system system `You sort letters {{a}}.`\n"},
        {"prompts/system_prompt.json", "true", ""},
        {"prompts/system_prompt.json", "5", ""},
        {"prompts/a.json", "null", ""},
        {"prompts/a.yaml",
         "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":"
         "\"\\ud83d\\ude00\"}]}",
         "openai-chat rendered openai m max_tokens=9\n"
         "  messages[0] user `\xF0\x9F\x98\x80`\n"},
        {"prompts/a.yaml",
         "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":"
         "\"\\ud83d\"}]}",
         ""},
        {"prompts/a.yaml", "[{role: user, content: U}, {role: assistant, content: A}]",
         "chat-list rendered unknown\n"
         "  messages[0] user `U`\n"
         "  messages[1] assistant `A`\n"},
        {"a.prompt",
         "---\n"
         "messages: [{role: system, content: S}, {role: user, content: \"{{q}}\"}]\n"
         "model: gpt-6-sol\n"
         "---\n",
         "openai-chat template openai gpt-6-sol\n"
         "  messages[0] system `S`\n"
         "  messages[1] user `{{q}}`\n"},
        {"a.md",
         "---\nmessages: [{role: system, content: S}, {role: user, content: \"{{q}}\"}]\n---\n",
         "text template unknown\n"
         "  system system `---\\u{0a}messages: [{role: sy`\n"},
        {"prompts/a.md",
         "---\nmessages: [{role: system, content: S}, {role: user, content: \"{{q}}\"}]\n---\n",
         "openai-chat template openai\n"
         "  messages[0] system `S`\n"
         "  messages[1] user `{{q}}`\n"},
    };
    EXPECT(cases);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(litellm_injects_marks),
        cmocka_unit_test(dotprompt_or_another_tool),
        cmocka_unit_test(promptfoo_forms),
        cmocka_unit_test(langchain_forms),
        cmocka_unit_test(exports_of_prompt_stores),
        cmocka_unit_test(standard_input_and_names_that_tell_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
