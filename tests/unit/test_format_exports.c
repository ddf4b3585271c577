/* What services and workflow editors write out, and files that only hold texts: the shapes that
 * test_format_files.c has not. */
#include "tests/unit/lowered.h"

static void a_long_text_in_a_file_of_prompts_is_a_prompt(void **state) {
    (void)state;
    expect("prompts/all.yaml",
           "greeting: You are a clerk of the town hall, and answer questions about permits.\n"
           "user_question: The visitor of the town hall asks this, answer politely {{question}}.\n"
           "note: too short to be one\n"
           "closing_prompt: Say goodbye to {{name}}, briefly.\n",
           "loose-text template unknown\n"
           "  greeting.system system `You are a clerk of the t`\n"
           "loose-text template unknown\n"
           "  user_question.user user `The visitor of the town `\n"
           "loose-text template unknown\n"
           "  closing_prompt.system system `Say goodbye to {{name}},`\n");
    expect("prompts/all.yaml", "steps: [{prompt: 'Greet {{name}}, and ask what for.'}]\n",
           "prompt-file template unknown\n"
           "  steps[0].system system `Greet {{name}}, and ask `\n");
}

static void lines_that_are_listed_are_not(void **state) {
    (void)state;
    expect(
        "prompts/ideas.yaml",
        "- Write a story about a town hall in which nobody ever gets the permit that they want.\n"
        "- Write a poem about a clerk who answers every question of every visitor politely.\n",
        "");
    expect("prompts/quotes.yaml",
           "- author: Somebody\n"
           "  text: A town hall is a place in which nobody ever gets the permit that he wants.\n",
           "");
    expect("prompts/ideas.yaml",
           "- Write a story about {topic} in which nobody ever gets the permit that they want.\n",
           "loose-text template unknown\n"
           "  [0].system system `Write a story about {top`\n");
}

static void n8n_calls_send_the_body_that_is_written_there(void **state) {
    (void)state;
    expect("flow.json",
           "{\"nodes\":[{\"name\":\"Ask\",\"type\":\"n8n-nodes-base.httpRequest\",\"parameters\":"
           "{\"url\":\"https://api.anthropic.com/v1/messages\",\"jsonBody\":\"={\\\"model\\\":"
           "\\\"claude-sonnet-4-6\\\",\\\"max_tokens\\\":9,\\\"system\\\":\\\"S {{ $json.a }}\\\","
           "\\\"messages\\\":[{\\\"role\\\":\\\"user\\\",\\\"content\\\":\\\"U\\\"}]}\"}},"
           "{\"name\":\"Get\",\"type\":\"n8n-nodes-base.httpRequest\",\"parameters\":"
           "{\"url\":\"https://example.org\"}},"
           "{\"name\":\"Put\",\"type\":\"n8n-nodes-base.httpRequest\",\"parameters\":"
           "{\"jsonBody\":\"={{ $json }}\"}}],\"connections\":{}}",
           "anthropic-messages template anthropic claude-sonnet-4-6 max_tokens=9\n"
           "  nodes[0].parameters.jsonBody.system system `S {{ $json.a }}`\n"
           "  nodes[0].parameters.jsonBody.messages[0] user `U`\n");
}

static void n8n_vendor_nodes_have_messages_of_their_own(void **state) {
    (void)state;
    expect(
        "flow.json",
        "{\"nodes\":[{\"name\":\"A\",\"type\":\"@n8n/n8n-nodes-langchain.openAi\",\"parameters\":"
        "{\"modelId\":{\"value\":\"gpt-6-sol\"},\"messages\":{\"values\":["
        "{\"role\":\"system\",\"content\":\"S\"},{\"content\":\"=U {{ $json.q }}\"}]},"
        "\"options\":{\"maxTokens\":-1}}},"
        "{\"name\":\"B\",\"type\":\"@n8n/n8n-nodes-langchain.chainLlm\",\"parameters\":"
        "{\"messages\":{\"messageValues\":[{\"message\":\"S\"},"
        "{\"type\":\"HumanMessagePromptTemplate\",\"message\":\"U\"},"
        "{\"type\":\"AIMessagePromptTemplate\",\"message\":\"A\"},"
        "{\"message\":\"late\"}]},\"text\":\"=\"}},"
        "{\"name\":\"C\",\"type\":\"@n8n/n8n-nodes-langchain.agent\",\"parameters\":{}}],"
        "\"connections\":{\"M\":{\"ai_languageModel\":[[{\"node\":\"other\"}]]}}}",
        "n8n template openai gpt-6-sol\n"
        "  nodes[0].system system `S`\n"
        "  nodes[0].messages[1] user `U {{ $json.q }}`\n"
        "n8n template unknown\n"
        "  nodes[1].system system `S`\n"
        "  nodes[1].messages[1] user `U`\n"
        "  nodes[1].messages[2] assistant `A`\n"
        "  nodes[1].messages[3] system `late`\n");
}

static void n8n_models_serve_every_node_they_lead_to(void **state) {
    (void)state;
    expect("flow.json",
           "{\"nodes\":["
           "{\"name\":\"A\",\"type\":\"@n8n/n8n-nodes-langchain.agent\",\"parameters\":"
           "{\"text\":\"U\"}},"
           "{\"name\":\"B\",\"type\":\"@n8n/n8n-nodes-langchain.agent\",\"parameters\":"
           "{\"text\":\"V\"}},"
           "{\"name\":\"C\",\"type\":\"@n8n/n8n-nodes-langchain.agent\",\"parameters\":"
           "{\"text\":\"W\"}},"
           "{\"name\":\"M\",\"type\":\"@n8n/n8n-nodes-langchain.lmChatOpenAi\",\"parameters\":"
           "{\"model\":\"gpt-6-sol\"}}],"
           "\"connections\":{\"A\":{\"main\":[[{\"node\":\"C\"}]]},\"M\":{\"ai_languageModel\":"
           "[null,[{\"node\":\"A\"},{\"index\":0},{\"node\":\"B\"}]]}}}",
           "n8n template openai gpt-6-sol\n"
           "  nodes[0].user user `U`\n"
           "n8n template openai gpt-6-sol\n"
           "  nodes[1].user user `V`\n"
           "n8n template unknown\n"
           "  nodes[2].user user `W`\n");
}

/* The address tells the platform; what the model's name alone would tell is another one. */
static void archives_tell_where_a_request_went(void **state) {
    (void)state;
    expect("a.har",
           "{\"log\":{\"entries\":[{\"request\":{\"url\":\"https://example.org/\"}},"
           "{\"request\":{\"url\":\"https://openrouter.ai/api/v1/chat/completions\",\"postData\":"
           "{\"text\":\"{\\\"model\\\":\\\"gpt-4o\\\",\\\"max_tokens\\\":9,\\\"messages\\\":"
           "[{\\\"role\\\":\\\"user\\\",\\\"content\\\":\\\"U\\\"}]}\"}}}]}}",
           "openai-chat rendered openrouter gpt-4o max_tokens=9\n"
           "  log.entries[1].request.postData.text.messages[0] user `U`\n");
    expect("a.yaml",
           "interactions:\n- request:\n    uri: https://openrouter.ai/api/v1/chat/completions\n"
           "    body: {content: '{\"model\":\"gpt-4o\",\"max_tokens\":9,\"messages\":"
           "[{\"role\":\"user\",\"content\":\"U\"}]}'}\n  response: {}\n",
           "openai-chat rendered openrouter gpt-4o max_tokens=9\n"
           "  interactions[0].request.body.content.messages[0] user `U`\n");
}

/* The model stands around the body, and is Bedrock's. */
static void bedrock_invokes_a_model_with_its_makers_body(void **state) {
    (void)state;
    expect("a.json",
           "{\"modelId\":\"anthropic.claude-sonnet-4-6\",\"body\":{\"max_tokens\":9,"
           "\"system\":\"S\",\"messages\":[{\"role\":\"user\",\"content\":\"U\"}]}}",
           "anthropic-messages rendered bedrock anthropic.claude-sonnet-4-6 max_tokens=9\n"
           "  body.system system `S`\n"
           "  body.messages[0] user `U`\n");
    expect("a.json",
           "{\"modelId\":\"x\",\"body\":\"{\\\"prompt\\\":\\\"U\\\",\\\"max_tokens\\\":9}\"}",
           "prompt-file template bedrock x max_tokens=9\n"
           "  body.system system `U`\n");
    expect("a.json", "{\"modelId\":\"x\",\"body\":\"no JSON\"}", "");
}

/* Configurations that switch caching on for texts that are elsewhere. */
static void configurations_mark_what_a_program_sends(void **state) {
    (void)state;
    expect(".continue/config.yaml",
           "name: mine\nmodels:\n- name: a\n  provider: anthropic\n  model: claude-sonnet-4-6\n"
           "  roles: [chat]\n  defaultCompletionOptions: {maxTokens: 9}\n"
           "  cacheBehavior: {cacheSystemMessage: true, cacheConversation: false}\n"
           "  chatOptions: {baseSystemMessage: S}\n"
           "- uses: x/y\n"
           "- name: b\n  provider: openai\n  model: AUTODETECT\n",
           "continue template anthropic claude-sonnet-4-6 maxTokens=9\n"
           "  models[0].system system `S`\n"
           "  models[0].system system mark=0s ``\n"
           "  models[0].user user ``\n"
           "continue template openai\n"
           "  models[2].system system ``\n"
           "  models[2].user user ``\n");
    expect("other.yaml",
           "models:\n- provider: anthropic\n  model: claude-sonnet-4-6\n  roles: [chat]\n"
           "  cacheBehavior: {cacheConversation: true}\n",
           "continue template anthropic claude-sonnet-4-6\n"
           "  models[0].system system ``\n"
           "  models[0].user user mark=0s ``\n");
    expect("other.yaml", "models:\n- provider: anthropic\n  model: claude-sonnet-4-6\n", "");
    expect(".aider.conf.yml", "model: claude-sonnet-4-6\ncache-prompts: true\n",
           "aider template anthropic claude-sonnet-4-6\n"
           "  system system mark=0s ``\n"
           "  user user mark=0s ``\n"
           "  user user mark=0s ``\n");
    expect(".aider.conf.yml", "model: gpt-4o\n",
           "aider template openai gpt-4o\n"
           "  system system ``\n"
           "  user user ``\n"
           "  user user ``\n");
    expect(".aider.conf.yml", "dark-mode: true\n", "");
}

static void langchain_types_that_are_told(void **state) {
    (void)state;
    expect("a.json",
           "{\"_type\":\"prompt\",\"template_path\":\"gone.txt\",\"input_variables\":[\"q\"]}",
           "langchain template unknown\n"
           "  user user ``\n");
    expect("a.json", "{\"_type\":\"few_shot\",\"prefix\":\"P\",\"suffix\":\"{q}\"}",
           "langchain template unknown\n"
           "  user user `P`\n"
           "  user user `{q}`\n");
    expect(
        "a.json",
        "{\"template\":\"T {{ q }}\",\"template_format\":\"jinja2\",\"input_variables\":[\"q\"]}",
        "langchain template unknown\n"
        "  user user `T {{ q }}`\n");
    expect("a.json", "{\"_type\":\"note\",\"prefix\":\"P\",\"suffix\":\"{q}\"}",
           "langchain template unknown\n"
           "  user user `P`\n"
           "  user user `{q}`\n");
    expect("a.json", "{\"_type\":\"note\",\"suffix\":\"{q}\"}", "");
    expect("a.json",
           "{\"_type\":\"chat_promptlayer_langchain\",\"messages\":[{\"role\":\"system\","
           "\"prompt\":{\"template\":\"S\"}},{\"role\":\"assistant\",\"prompt\":{\"template\":"
           "\"A\"}}],\"input_variables\":[]}",
           "langchain template unknown\n"
           "  system system `S`\n"
           "  messages[1] assistant `A`\n");
}

static void langchain_messages_by_their_classes(void **state) {
    (void)state;
    expect("a.json",
           "{\"lc\":1,\"type\":\"constructor\",\"id\":[\"langchain\",\"prompts\",\"chat\","
           "\"ChatPromptTemplate\"],\"kwargs\":{\"messages\":["
           "{\"lc\":1,\"type\":\"constructor\",\"id\":[\"x\",\"AIMessagePromptTemplate\"],"
           "\"kwargs\":{\"prompt\":{\"kwargs\":{\"template\":\"A\"}}}},"
           "{\"lc\":1,\"type\":\"constructor\",\"id\":[\"x\",\"HumanMessagePromptTemplate\"],"
           "\"kwargs\":{\"prompt\":[{\"kwargs\":{\"template\":\"U {q}\"}},"
           "{\"kwargs\":{\"template\":{\"url\":\"{u}\"}}},[1]]}},"
           "{\"lc\":1,\"type\":\"constructor\",\"id\":[\"x\",\"MessagesPlaceholder\"],"
           "\"kwargs\":{}},"
           "{\"lc\":1,\"type\":\"constructor\",\"id\":[\"x\",\"ChatMessage\"],"
           "\"kwargs\":{\"content\":\"C\",\"role\":\"assistant\"}}]}}",
           "langchain template unknown\n"
           "  messages[0] assistant `A`\n"
           "  messages[1] user `U {q}`\n"
           "  messages[2] assistant `{\"lc\":1,\"type\":\"construc`\n"
           "  messages[3] assistant `C`\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_long_text_in_a_file_of_prompts_is_a_prompt),
        cmocka_unit_test(lines_that_are_listed_are_not),
        cmocka_unit_test(n8n_calls_send_the_body_that_is_written_there),
        cmocka_unit_test(n8n_vendor_nodes_have_messages_of_their_own),
        cmocka_unit_test(n8n_models_serve_every_node_they_lead_to),
        cmocka_unit_test(archives_tell_where_a_request_went),
        cmocka_unit_test(bedrock_invokes_a_model_with_its_makers_body),
        cmocka_unit_test(configurations_mark_what_a_program_sends),
        cmocka_unit_test(langchain_types_that_are_told),
        cmocka_unit_test(langchain_messages_by_their_classes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
