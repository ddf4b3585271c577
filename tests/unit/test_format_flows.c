/* Flows that people draw, agents that they configure in a service, crews: how each is read. */
#include <stdio.h>

#include "tests/unit/lowered.h"

static void agents_and_tasks_of_a_crew(void **state) {
    (void)state;
    expect("config/agents.yaml",
           "cook:\n"
           "  role: Cook for {house}\n"
           "  goal: Cook\n"
           "  backstory: A cook\n"
           "  llm: gpt-6-sol\n"
           "other: {role: No agent, goal: None}\n",
           "crewai template openai gpt-6-sol\n"
           "  cook.system system `Cook for {house}`\n"
           "  cook.system system `Cook`\n"
           "  cook.system system `A cook`\n");
    expect("config/tasks.yaml", "boil: {description: 'Boil {dish}', expected_output: A dish}\n",
           "crewai template unknown\n"
           "  boil.system system ``\n"
           "  boil.messages[0] user `Boil {dish}`\n"
           "  boil.messages[0] user `A dish`\n");
    expect("crew.yaml", "boil: {description: Boil, expected_output: A dish, agent: cook}\n",
           "crewai template unknown\n"
           "  boil.system system ``\n"
           "  boil.messages[0] user `Boil`\n"
           "  boil.messages[0] user `A dish`\n");
    expect("crew.yaml", "boil: {description: Boil, expected_output: A dish}\n", "");
    expect("tasks.yaml", "boil: {description: Boil, expected_output: A dish, input: Water}\n", "");
}

static void states_of_a_retell_agent(void **state) {
    (void)state;
    expect("agent.json",
           "{\"retellLlmData\":{\"model\":\"gpt-6-sol\",\"general_prompt\":\"General\","
           "\"general_tools\":[{\"name\":\"end_call\"}],\"states\":["
           "{\"name\":\"a\",\"state_prompt\":\"First\"},{\"name\":\"b\",\"state_prompt\":\" \"},"
           "{\"name\":\"c\",\"state_prompt\":\"Third\",\"tools\":[{\"name\":\"book\"}]}]}}",
           "retell template openai gpt-6-sol\n"
           "  retellLlmData.states[0].tools[0] tool `{\"name\":\"end_call\"}`\n"
           "  retellLlmData.states[0].system system `General`\n"
           "  retellLlmData.states[0].system system `First`\n"
           "retell template openai gpt-6-sol\n"
           "  retellLlmData.states[2].tools[0] tool `{\"name\":\"end_call\"}`\n"
           "  retellLlmData.states[2].tools[1] tool `{\"name\":\"book\"}`\n"
           "  retellLlmData.states[2].system system ``\n"
           "  retellLlmData.states[2].system system `Third`\n");
    expect("llm.yaml", "{general_prompt: General, begin_message: Hello}",
           "retell template unknown\n"
           "  system system `General`\n");
    expect("llm.yaml", "{states: [{state_prompt: Alone}]}",
           "retell template unknown\n"
           "  states[0].system system `Alone`\n");
    expect("flow.yaml",
           "global_prompt: G\n"
           "model_choice: {model: gpt-6-luna}\n"
           "nodes:\n"
           "- {id: a, instruction: {type: static_text, text: Said}}\n"
           "- {id: b, instruction: {type: prompt, text: Sent}}\n",
           "retell template openai gpt-6-luna\n"
           "  nodes[1].system system `G`\n"
           "  nodes[1].system system `Sent`\n");
    expect("flow.yaml", "{global_prompt: G, nodes: [{name: a}]}", "");
    expect("llm.yaml", "{general_prompt: General}", "");
}

static void assistants_of_vapi_and_elevenlabs(void **state) {
    (void)state;
    expect("a.yaml",
           "model:\n"
           "  provider: openai\n"
           "  model: gpt-6-sol\n"
           "  maxTokens: 250\n"
           "  systemPrompt: Before\n"
           "  messages: [{role: system, content: S}, {role: assistant, content: A}]\n"
           "voice: {provider: vapi}\n"
           "tools: [{type: endCall}]\n",
           "vapi template openai gpt-6-sol maxTokens=250\n"
           "  tools[0] tool `{\"type\":\"endCall\"}`\n"
           "  system system `Before`\n"
           "  system system `S`\n"
           "  messages[1] assistant `A`\n");
    expect("a.yaml", "{model: {messages: [{role: system, content: S}]}, firstMessage: Hello}",
           "vapi template unknown\n"
           "  system system `S`\n");
    expect("e.yaml",
           "conversation_config: {agent: {prompt: {prompt: P, llm: gpt-6-sol, max_tokens: -1}}}",
           "elevenlabs template openai gpt-6-sol\n"
           "  system system `P`\n");
    expect("e.yaml", "conversation_config: {agent: {prompt: {llm: gpt-6-sol}}}", "");
}

static void apps_of_dify(void **state) {
    (void)state;
    expect("app.yml",
           "{kind: app, app: {mode: chat}, model_config: {pre_prompt: P,\n"
           " model: {name: gpt-6-sol, provider: langgenius/openai/openai,\n"
           "  completion_params: {max_tokens: 9}}}}",
           "dify template openai gpt-6-sol max_tokens=9\n"
           "  model_config.system system `P`\n");
    expect("app.yml", "{kind: app, app: {mode: completion}, model_config: {pre_prompt: P}}",
           "dify template unknown\n"
           "  model_config.messages[0] user `P`\n");
    expect("app.yml",
           "{kind: app, app: {mode: chat}, model_config: {prompt_type: advanced, pre_prompt: '',\n"
           " chat_prompt_config: {prompt: [{role: system, text: S}, {role: user, text: U}]}}}",
           "dify template unknown\n"
           "  model_config.system system `S`\n"
           "  model_config.messages[1] user `U`\n");
    expect("app.yml",
           "{kind: app, app: {mode: completion}, model_config: {prompt_type: advanced,\n"
           " chat_prompt_config: {}, completion_prompt_config: {prompt: {text: C}}}}",
           "dify template unknown\n"
           "  model_config.messages[0] user `C`\n");
    expect("app.yml", "{kind: app, app: {mode: chat}, model_config: {pre_prompt: ' '}}", "");
    expect("app.yml", "{kind: app, app: {mode: chat}}", "");
}

static void apps_as_the_api_of_dify_hands_them_out(void **state) {
    (void)state;
    expect("app.json",
           "{\"data\":\"app:\\n  mode: chat\\nkind: app\\nmodel_config:\\n  model: {name: "
           "gpt-6-sol}\\n"
           "  pre_prompt: P {{x}}\\n\"}",
           "dify template openai gpt-6-sol\n"
           "  data.model_config.system system `P {{x}}`\n");
    expect("app.json", "{\"data\":\"app:\\nkind: app\\n\"}", "");
    expect("app.json", "{\"data\":\"app: [\\nkind: app\"}", "");
    expect("app.json", "{\"data\":\"app: {}\\nkind: application\"}", "");
}

static void nodes_of_a_dify_workflow(void **state) {
    (void)state;
    expect("flow.yml",
           "kind: app\n"
           "app: {mode: advanced-chat}\n"
           "workflow:\n"
           "  graph:\n"
           "    nodes:\n"
           "    - data: {type: start, title: Start}\n"
           "    - data:\n"
           "        type: llm\n"
           "        model: {name: gpt-6-sol}\n"
           "        memory: {query_prompt_template: '{{#sys.query#}}'}\n"
           "        prompt_template: [{role: system, text: S}, {role: user, text: ''}]\n"
           "    - data: {type: llm, prompt_template: {text: One, edition_type: basic}}\n"
           "    - data:\n"
           "        type: llm\n"
           "        prompt_template:\n"
           "        - {role: system, edition_type: jinja2, text: '', jinja2_text: 'J {{ x }}'}\n"
           "    - data: {type: agent, agent_parameters: {instruction: {value: I},\n"
           "        query: {value: Q}, model: {value: {model: gpt-6-luna}}}}\n"
           "    - data: {type: parameter-extractor, instruction: Take}\n"
           "    - data: {type: question-classifier, instructions: ''}\n"
           "    - data: {type: code, code: 'return {}'}\n",
           "dify template openai gpt-6-sol\n"
           "  workflow.graph.nodes[1].system system `S`\n"
           "  workflow.graph.nodes[1].messages[2] assistant `{\"query_prompt_template\"`\n"
           "  workflow.graph.nodes[1].messages[3] user `{{#sys.query#}}`\n"
           "dify template unknown\n"
           "  workflow.graph.nodes[2].messages[0] user `One`\n"
           "dify template unknown\n"
           "  workflow.graph.nodes[3].system system `J {{ x }}`\n"
           "dify template openai gpt-6-luna\n"
           "  workflow.graph.nodes[4].system system `I`\n"
           "  workflow.graph.nodes[4].messages[1] user `Q`\n"
           "dify template unknown\n"
           "  workflow.graph.nodes[5].system system `Take`\n");
}

static void nodes_of_flowise(void **state) {
    (void)state;
    expect("flow.yaml",
           "edges: []\n"
           "nodes:\n"
           "- {id: m, data: {name: chatOpenAI, inputAnchors: [],\n"
           "    inputs: {modelName: gpt-6-sol, maxTokens: '9'}}}\n"
           "- id: c\n"
           "  data:\n"
           "    name: conversationalRetrievalQAChain\n"
           "    inputs: {model: '{{m.data.instance}}', rephrasePrompt: R, responsePrompt: A}\n"
           "- id: t\n"
           "  data: {name: toolAgent, inputs: {systemMessage: S, humanMessagePrompt: H}}\n"
           "- id: l\n"
           "  data:\n"
           "    name: llmAgentflow\n"
           "    inputs:\n"
           "      llmMessages: [{role: developer, content: <p>D</p>}, {role: user, content: U}]\n"
           "      llmUserMessage: Last\n"
           "      llmModelConfig: {modelName: gpt-6-luna, maxTokens: ''}\n"
           "- {id: s, data: {name: stickyNote, inputs: {note: No prompt}}}\n",
           "flowise template openai gpt-6-sol maxTokens=9\n"
           "  nodes[1].messages[0] user `R`\n"
           "flowise template openai gpt-6-sol maxTokens=9\n"
           "  nodes[1].system system `A`\n"
           "flowise template unknown\n"
           "  nodes[2].system system `S`\n"
           "  nodes[2].messages[0] user `H`\n"
           "flowise template openai gpt-6-luna\n"
           "  nodes[3].system developer `<p>D</p>`\n"
           "  nodes[3].messages[1] user `U`\n"
           "  nodes[3].messages[2] user `Last`\n");
    expect("flow.json",
           "{\"flowData\":\"{\\\"nodes\\\":[{\\\"data\\\":{\\\"inputs\\\":{\\\"template\\\":\\\"T"
           "\\\"},\\\"inputAnchors\\\":[]}}],\\\"edges\\\":[]}\"}",
           "flowise template unknown\n"
           "  flowData.nodes[0].messages[0] user `T`\n");
    expect("flow.yaml", "{nodes: [{data: {inputs: {template: T}}}], edges: []}", "");
}

static void components_of_langflow(void **state) {
    (void)state;
    expect("flow.yaml",
           "data:\n"
           "  edges:\n"
           "  - {source: p, target: m, data: {targetHandle: {fieldName: system_message}}}\n"
           "  - {source: c, target: m, data: {targetHandle: {fieldName: input_value}}}\n"
           "  nodes:\n"
           "  - {id: c, data: {type: ChatInput, node: {template: {input_value: {value: x}}}}}\n"
           "  - {id: p, data: {type: Prompt, node: {template: {template: {value: 'S {x}'}}}}}\n"
           "  - {id: q, data: {type: Prompt, node: {template: {template: {value: Alone}}}}}\n"
           "  - id: m\n"
           "    data:\n"
           "      type: OpenAIModel\n"
           "      node:\n"
           "        template: {model_name: {value: gpt-6-sol}, max_tokens: {value: 9},\n"
           "          system_message: {value: ''}, input_value: {value: ''}}\n"
           "  - id: a\n"
           "    data:\n"
           "      type: Agent\n"
           "      node:\n"
           "        template: {model_name: {value: gpt-6-luna}, max_tokens: {value: 0},\n"
           "          system_prompt: {value: Act}, input_value: {value: Now}}\n",
           "langflow template unknown\n"
           "  data.nodes[2].user user `Alone`\n"
           "langflow template openai gpt-6-sol value=9\n"
           "  data.nodes[3].system system `S {x}`\n"
           "  data.nodes[3].user user `{\"value\":\"\"}`\n"
           "langflow template openai gpt-6-luna\n"
           "  data.nodes[4].system system `Act`\n"
           "  data.nodes[4].user user `Now`\n");
    expect("flow.yaml", "{nodes: [{id: a, data: {type: Note}}], edges: []}", "");
}

static void agents_of_autogen(void **state) {
    (void)state;
    expect("team.yaml",
           "provider: autogen_agentchat.teams.SelectorGroupChat\n"
           "config:\n"
           "  model_client: {config: {model: gpt-6-sol, max_tokens: 7}}\n"
           "  selector_prompt: 'Of {roles}'\n"
           "  participants:\n"
           "  - provider: autogen_agentchat.agents.AssistantAgent\n"
           "    config: {name: a, model_client: {config: {model: gpt-6-luna}}, system_message: 'S "
           "{x}'}\n"
           "  - provider: autogen_agentchat.agents.UserProxyAgent\n"
           "    config: {name: b}\n",
           "autogen template openai gpt-6-sol max_tokens=7\n"
           "  user user `Of {roles}`\n"
           "autogen template openai gpt-6-luna\n"
           "  config.participants[0].system system `S {x}`\n");
    expect("team.yaml", "{provider: x, config: {model_client: {}, selector_prompt: ' '}}", "");
}

static void agents_and_assistants_of_vendors(void **state) {
    (void)state;
    expect("stack.yaml",
           "Resources:\n"
           "  A: {Properties: {Instruction: I, FoundationModel: anthropic.claude-x-v1:0}}\n"
           "  B: {Properties: {Instruction: J, FoundationModel: !Ref Model, AgentName: b}}\n"
           "  C: {Properties: {Instruction: K, FoundationModel: !Sub 'a.${Model}'}}\n"
           "  D: {Properties: {Instruction: '', FoundationModel: a.b}}\n",
           "bedrock-agent template bedrock anthropic.claude-x-v1:0\n"
           "  Resources.A.Properties.system system `I`\n"
           "bedrock-agent template bedrock\n"
           "  Resources.B.Properties.system system `J`\n"
           "bedrock-agent template bedrock\n"
           "  Resources.C.Properties.system system `K`\n");
    expect("agent.yaml", "{instruction: I, foundationModel: a.b}",
           "bedrock-agent template bedrock a.b\n"
           "  system system `I`\n");
    expect(
        "agent.yaml",
        "instruction: I\nfoundationModel: a.b\npromptOverrideConfiguration:\n"
        "  promptConfigurations:\n"
        "    - {promptCreationMode: OVERRIDDEN, promptState: DISABLED, basePromptTemplate: D}\n"
        "    - {promptCreationMode: DEFAULT, basePromptTemplate: D}\n"
        "    - {promptCreationMode: OVERRIDDEN, basePromptTemplate: ' '}\n"
        "    - {promptCreationMode: OVERRIDDEN, promptType: P, basePromptTemplate: 'Q $query$',\n"
        "       inferenceConfiguration: {maximumLength: 9, temperature: 0}}\n"
        "    - promptCreationMode: OVERRIDDEN\n"
        "      foundationModel: c.d\n"
        "      basePromptTemplate: |\n"
        "        {\"system\": \"$instruction$\",\n"
        "         \"messages\": [{\"role\": \"user\", \"content\": \"$question$\"}]}\n",
        "bedrock-agent template bedrock a.b\n"
        "  system system `I`\n"
        "bedrock-agent template bedrock a.b maximumLength=9\n"
        "  promptConfigurations[3].user user `Q $query$`\n"
        "bedrock-agent template bedrock c.d\n"
        "  promptConfigurations[4].system system `$instruction$`\n"
        "  promptConfigurations[4].messages[0] user `$question$`\n");
    expect("assistant.yaml",
           "{object: assistant, instructions: 'I {{x}}', model: gpt-6-sol, name: n, tools: [{type: "
           "file_search}]}",
           "openai-assistant template openai gpt-6-sol\n"
           "  tools[0] tool `{\"type\":\"file_search\"}`\n"
           "  system system `I {{x}}`\n");
    expect("thread.yaml", "{object: thread, instructions: I}", "");
}

static void templates_of_bedrock_agents(void **state) {
    (void)state;
    expect("orchestration.json",
           "{\"anthropic_version\": \"bedrock-2023-05-31\", \"system\": \"$instruction$ S\", "
           "\"messages\": [{\"role\": \"user\", \"content\": [{\"text\": \"$question$\"}]}]}",
           "bedrock-template template bedrock\n"
           "  system system `$instruction$ S`\n"
           "  messages[0].content[0] user `$question$`\n");
    expect("nova.json",
           "{\"system\": [{\"text\": \"S\"}, 5, {\"text\": \"T\"}], \"messages\": "
           "[{\"role\": \"user\", \"content\": \"$query$\"}], \"name\": \"n\"}",
           "bedrock-template template bedrock\n"
           "  system[0] system `S`\n"
           "  system[1] system `T`\n"
           "  messages[0] user `$query$`\n");
    expect("steps/sort.txt", "Human: In $conversation_history$\nAsk $question$\nAssistant:",
           "bedrock-template template bedrock\n"
           "  user user `Human: In $conversation_`\n");
    expect("steps/plan.txt",
           "{\"system\": \"$instruction$\", \"messages\": [{\"role\": \"user\", "
           "\"content\": \"$question$\"}]}",
           "bedrock-template template bedrock\n"
           "  system system `$instruction$`\n"
           "  messages[0] user `$question$`\n");
    expect("steps/lines.txt", "{\"system\": \"$instruction$\nS\",\n\"messages\": [\"$question$\"]}",
           "bedrock-template template bedrock\n"
           "  system system `{\"system\": \"$instruction`\n"
           "  user user ``\n");
    expect("steps/asks.txt", "Ask $question$\n",
           "text template unknown\n  system system `Ask $question$\\u{0a}`\n");
    expect("chat.json",
           "{\"system\": \"S $x$\", \"messages\": [{\"role\": \"user\", \"content\": \"Q\"}], "
           "\"model\": \"claude-sonnet-5\"}",
           "anthropic-messages rendered anthropic claude-sonnet-5\n"
           "  system system `S $x$`\n"
           "  messages[0] user `Q`\n");
}

static void tasks_of_kestra(void **state) {
    (void)state;
    expect("flow.yaml",
           "id: f\n"
           "tasks:\n"
           "  - id: a\n"
           "    type: io.kestra.plugin.ai.completion.ChatCompletion\n"
           "    provider: {type: x, modelName: gpt-6-sol}\n"
           "    messages:\n"
           "      - {type: SYSTEM, content: 'S {{ now() }}'}\n"
           "      - {type: USER, content: '{{ inputs.q }}'}\n"
           "      - {type: AI}\n"
           "  - {type: io.kestra.plugin.core.log.Log, messages: [{content: x}]}\n"
           "  - {type: other, messages: [{type: SYSTEM, content: x}]}\n",
           "kestra template openai gpt-6-sol\n"
           "  tasks[0].system system `S {{ now() }}`\n"
           "  tasks[0].messages[1] user `{{ inputs.q }}`\n");
}

static void canvases_of_coze(void **state) {
    (void)state;
    expect("canvas.json",
           "{\"nodes\": [{\"data\": {\"inputs\": {\"llmParam\": ["
           "{\"name\": \"modleName\", \"input\": {\"value\": {\"content\": \"gpt-6-sol\"}}},"
           "{\"name\": \"prompt\", \"input\": {\"value\": {\"content\": \"P {{x}}\"}}},"
           "{\"name\": \"systemPrompt\", \"input\": {\"value\": \"S\"}}]}}},"
           "{\"data\": {\"inputs\": {\"llmParam\": [{\"name\": \"prompt\"}]}}}]}",
           "coze template openai gpt-6-sol\n"
           "  nodes[0].data.inputs.system system `S`\n"
           "  nodes[0].data.inputs.user user `P {{x}}`\n");
}

static void chats_of_ai_studio(void **state) {
    (void)state;
    expect("chat.json",
           "{\"runSettings\": {\"model\": \"models/gemini-3.5-flash\"}, "
           "\"systemInstruction\": {\"parts\": [{\"text\": \"S\"}]}, \"chunkedPrompt\": "
           "{\"chunks\": [{\"role\": \"user\", \"text\": \"Q\"}, {\"role\": \"model\", \"text\": "
           "\"T\", \"isThought\": true}, {\"role\": \"model\", \"text\": \"A\"}]}}",
           "ai-studio rendered google gemini-3.5-flash\n"
           "  systemInstruction.parts[0] system `S`\n"
           "  contents[0] user `Q`\n"
           "  contents[1] assistant `A`\n");
}

static void flows_of_fastgpt(void **state) {
    (void)state;
    expect(
        "flow.yaml",
        "nodes:\n"
        "  - flowNodeType: chatNode\n"
        "    name: a\n"
        "    inputs:\n"
        "      - {key: model, value: gpt-6-sol}\n"
        "      - {key: systemPrompt, value: 'S {{cTime}}'}\n"
        "      - {key: quotePrompt, value: 'In {{quote}}'}\n"
        "      - {key: userChatInput, value: [start, userChatInput]}\n"
        "  - {flowType: contentExtract, inputs: [{key: description, value: E},\n"
        "                                        {key: model, value: m}]}\n"
        "  - {flowType: chatNode, inputs: [{key: limitPrompt, value: L}, {key: model, value: m}]}\n"
        "  - {flowNodeType: chatNode, inputs: [{key: model, value: m}]}\n"
        "  - {flowNodeType: textEditor, inputs: [{key: systemPrompt, value: T}]}\n"
        "  - {flowNodeType: chatNode, inputs: [{value: T}]}\n",
        "fastgpt template openai gpt-6-sol\n"
        "  nodes[0].system system `S {{cTime}}`\n"
        "  nodes[0].user user `In {{quote}}`\n"
        "fastgpt template unknown m\n"
        "  nodes[1].system system `E`\n"
        "fastgpt template unknown m\n"
        "  nodes[2].user user `L`\n");
    static const struct {
        const char *value;
        Volatility volatility;
    } values[] = {{"{{cTime}}", VOL_CALL},
                  {"{{$VARIABLE_NODE_ID.cTime$}}", VOL_CALL},
                  {"{{$VARIABLE_NODE_ID.k7$}}", VOL_SESSION},
                  {"{{$aB3.answerText$}}", VOL_REQUEST},
                  {"{{source_lang}}", VOL_USER}};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        char text[200];
        snprintf(text, sizeof text,
                 "{flowNodeType: a, inputs: [{key: model, value: m}, {key: systemPrompt, value: "
                 "'Of %s.'}]}",
                 values[i].value);
        FileResult *r = lint("flow.yaml", text);
        const Piece *piece = &r->prompts.items[0].segments.items[0].pieces.items[1];
        assert_int_equal(piece->verdict.volatility, values[i].volatility);
        file_result_free(r);
    }
}

static void programs_of_dspy(void **state) {
    (void)state;
    expect("program.yaml",
           "predict:\n"
           "  demos: [{a: b}, c, {d: e}]\n"
           "  signature: {instructions: Sort}\n"
           "  lm: {model: gpt-6-sol, max_tokens: 5}\n",
           "dspy template openai gpt-6-sol max_tokens=5\n"
           "  predict.system system `Sort`\n"
           "  predict.messages[0] user `{\"a\":\"b\"}`\n"
           "  predict.messages[1] user `{\"d\":\"e\"}`\n");
    expect("program.yaml", "{demos: [], signature_instructions: Sort, lm: null}",
           "dspy template unknown\n"
           "  system system `Sort`\n");
    expect("program.yaml", "{signature: {instructions: Sort}}", "");
}

static void presets_and_prompts_of_chat_programs(void **state) {
    (void)state;
    expect("librechat.yaml",
           "list:\n"
           "- name: a\n"
           "  preset: {endpoint: openAI, model: gpt-6-sol, promptPrefix: 'P {{x}}'}\n"
           "- preset: {endpoint: openAI, promptPrefix: ''}\n"
           "- preset: {promptPrefix: no endpoint}\n",
           "librechat template openai gpt-6-sol\n"
           "  list[0].preset.system system `P {{x}}`\n");
    expect("models.yaml",
           "- {base_model_id: gpt-6-sol, name: a, params: {system: S, max_tokens: 3}}\n"
           "- {base_model_id: gpt-6-sol, params: {system: ' '}}\n",
           "openwebui template openai gpt-6-sol max_tokens=3\n"
           "  [0].system system `S`\n");
    expect("prompts.yaml",
           "- {command: /a, title: A, content: 'C {{x}}'}\n"
           "- {command: b, name: B, content: D, access_control: null}\n"
           "- {command: make, name: build, content: no prompt}\n"
           "- {command: /e, content: no title}\n",
           "openwebui template unknown\n"
           "  [0].user user `C {{x}}`\n"
           "openwebui template unknown\n"
           "  [1].user user `D`\n");
}

static void commands_as_toml(void **state) {
    (void)state;
    static const char *const name = ".gemini/commands/x.toml";
    expect(name, "description = \"d \\\" prompt = \"\n prompt = \"P {{args}}\" # c\n",
           "cli-command static unknown\n  user user `P {{args}}`\n");
    expect("a/.qwen/commands/b/x.toml", "#prompt = 'a'\nprompt='''\nP \\'''\n",
           "cli-command static unknown\n  user user `\\u{0a}P \\`\n");
    expect("commands/x.toml", "d = \"\"\"\nprompt = 'a'\n\"\"\"\nprompt = 'b'",
           "cli-command static unknown\n  user user `b`\n");
    expect(name, "[t]\nx = 1\ny\nprompt = 3\n", "");
    expect(name, "prompt = \"not closed", "");
    expect(name, "prompt = ' '", "");
    expect(name, "prompt =", "");
}

static void prompts_as_toml(void **state) {
    (void)state;
    expect("prompts.toml", "[a.b]\ntemplate = \"\"\"\nIt is {now}. Speak of boats.\"\"\"\n",
           "toml-prompts template unknown\n"
           "  a.b.template.system system `\\u{0a}It is {now}. Speak of b`\n");
    expect("prompts.toml", "'user_prompt' = 'Say what the boats need, briefly.'",
           "toml-prompts template unknown\n"
           "  user_prompt.user user `Say what the boats need,`\n");
    expect("prompts.toml",
           "title = 'short'\nn = 3\ndescription = 'Two boats that are tied up "
           "at the long pier of the old harbour.'",
           "");
    /* elsewhere the key has to say so */
    expect("boats.toml",
           "[[x]]\nsystem_prompt = 'You rent out boats, and you do it well.'\n"
           "text = 'Two boats that are tied up at the long pier of the old harbour.'",
           "toml-prompts template unknown\n"
           "  x.system_prompt.system system `You rent out boats, and `\n");
    expect("boats.toml", "prompt = 'P'", "");
    expect("boats.toml", "[a\nb\n=\nc = 'open", "");
}

static void prompts_among_settings(void **state) {
    (void)state;
    expect(
        "app.yaml",
        "port: 80\n"
        "prompts:\n"
        "  first: |\n    Now: {{ now }}\n    Speak of boats, and of nothing but of boats, in one "
        "line.\n"
        "  second: Say what the boats of the harbour need, and say it in one short line, please.\n"
        "  third: short\n",
        "loose-text template unknown\n"
        "  prompts.first.system system `Now: {{ now }}\\u{0a}Speak of `\n"
        "loose-text template unknown\n"
        "  prompts.second.system system `Say what the boats of th`\n");
    expect("app.yaml",
           "prompts:\n"
           "- task: a\n  content: |\n    You rent out boats.\n    Be short, be kind, and name the "
           "price of each boat.\n",
           "loose-text template unknown\n"
           "  prompts[0].content.system system `You rent out boats.\\u{0a}Be s`\n");
    /* what a person is asked */
    expect(
        "app.yaml",
        "prompts:\n"
        "  name: What is the name of the boat that you would like to rent for the day, please?\n",
        "");
    expect("app.yaml", "prompts: none\nx: {prompts: [1, 2]}\n", "");
    const char *text =
        "Now: {{ now }}. Speak of boats, and of nothing but of boats, and say it in one "
        "short line.";
    const char *keys[] = {"summary_prompt", "summaryPrompt", "x_prompt_template"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        char json[200], lowered[200];
        snprintf(json, sizeof json, "{\"a\":{\"%s\":\"%s\"}}", keys[i], text);
        snprintf(lowered, sizeof lowered,
                 "loose-text template unknown\n  a.%s.system system `Now: {{ now }}. Speak of`\n",
                 keys[i]);
        expect("app.json", json, lowered);
    }
    const char *others[] = {"image_prompt", "shellPrompt", "prompt_label", "promptly"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        char json[200];
        snprintf(json, sizeof json, "{\"a\":{\"%s\":\"%s\"}}", others[i], text);
        expect("app.json", json, "");
    }
    expect("app.json",
           "{\"x_prompt\":\"Speak of boats, and of nothing but of boats, and say it in one short "
           "line of the log.\"}",
           "");
    expect(
        ".github/workflows/x.yml",
        "x_prompt: 'Now: {{ now }}. Speak of boats, and of nothing but of boats, and say it in one "
        "line.'\n",
        "");
}

static void files_that_only_a_path_makes_prompts(void **state) {
    (void)state;
    assert_true(format_may_hold_prompt(STR("views/prompts/x.blade.php")));
    assert_false(format_may_hold_prompt(STR("views/mail/x.blade.php")));
    assert_true(format_may_hold_prompt(STR("prompts/x.xml")));
    assert_false(format_may_hold_prompt(STR("etc/system.xml")));
    expect("prompts/x.xml", "<role>You rent out boats.</role>\n",
           "text template unknown\n  system system `<role>You rent out boats`\n");
    /* of an Android application */
    Str strings =
        STR("<?xml version=\"1.0\"?>\n<resources><string>You rent boats.</string></resources>\n");
    Input input = {.path = STR("res/values/prompts.xml"), .bytes = &strings};
    Overrides overrides = {.today = DATE(2026, 11, 21)};
    FileResult *result = engine_lint(&input, &overrides);
    assert_int_equal(result->prompts.len, 0);
    file_result_free(result);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agents_and_tasks_of_a_crew),
        cmocka_unit_test(states_of_a_retell_agent),
        cmocka_unit_test(assistants_of_vapi_and_elevenlabs),
        cmocka_unit_test(apps_of_dify),
        cmocka_unit_test(apps_as_the_api_of_dify_hands_them_out),
        cmocka_unit_test(nodes_of_a_dify_workflow),
        cmocka_unit_test(nodes_of_flowise),
        cmocka_unit_test(components_of_langflow),
        cmocka_unit_test(agents_of_autogen),
        cmocka_unit_test(agents_and_assistants_of_vendors),
        cmocka_unit_test(templates_of_bedrock_agents),
        cmocka_unit_test(tasks_of_kestra),
        cmocka_unit_test(canvases_of_coze),
        cmocka_unit_test(chats_of_ai_studio),
        cmocka_unit_test(flows_of_fastgpt),
        cmocka_unit_test(programs_of_dspy),
        cmocka_unit_test(presets_and_prompts_of_chat_programs),
        cmocka_unit_test(commands_as_toml),
        cmocka_unit_test(prompts_as_toml),
        cmocka_unit_test(prompts_among_settings),
        cmocka_unit_test(files_that_only_a_path_makes_prompts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
