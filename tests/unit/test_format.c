/* What each input shape is recognised as, and what it lowers to. */
#include "tests/unit/lowered.h"

static void anthropic_segments_stand_in_cache_order(void **state) {
    (void)state;
    expect("request.json",
           "{\"model\":\"claude-sonnet-5\",\"max_tokens\":64,"
           "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"},"
           "{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}]},"
           "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Go\","
           "\"cache_control\":{\"type\":\"ephemeral\"}}]}],"
           "\"system\":[{\"type\":\"text\",\"text\":\"Be kind\","
           "\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}}],"
           "\"tools\":[{\"name\":\"find\",\"input_schema\":{}},"
           "{\"name\":\"late\",\"input_schema\":{},\"defer_loading\":true}]}",
           "anthropic-messages rendered anthropic claude-sonnet-5 max_tokens=64\n"
           "  tools[0] tool `{\"name\":\"find\",\"input_sc`\n"
           "  tools[1] tool deferred `{\"name\":\"late\",\"input_sc`\n"
           "  system[0] system mark=3600s `Be kind`\n"
           "  messages[0] user `Hello`\n"
           "  messages[1].content[0] assistant `Hi`\n"
           "  messages[2].content[0] user mark=0s `Go`\n");
}

static void a_request_nested_in_anything_is_found(void **state) {
    (void)state;
    expect("batch.json",
           "{\"requests\":[{\"custom_id\":\"a\",\"params\":{\"model\":\"claude-opus-5\","
           "\"max_tokens\":9,\"system\":\"S\",\"messages\":[{\"role\":\"user\","
           "\"content\":\"U\"}]}}]}",
           "anthropic-messages rendered anthropic claude-opus-5 max_tokens=9\n"
           "  requests[0].params.system system `S`\n"
           "  requests[0].params.messages[0] user `U`\n");
}

static void chat_keeps_later_system_messages_in_place(void **state) {
    (void)state;
    expect("chat.json",
           "{\"model\":\"gpt-6-sol\",\"max_completion_tokens\":5,\"messages\":["
           "{\"role\":\"developer\",\"content\":[{\"type\":\"text\",\"text\":\"D\","
           "\"prompt_cache_breakpoint\":{\"mode\":\"explicit\"}}]},"
           "{\"role\":\"user\",\"content\":\"U\"},{\"role\":\"system\",\"content\":\"late\"}]}",
           "openai-chat rendered openai gpt-6-sol max_completion_tokens=5\n"
           "  messages[0].content[0] developer mark=0s `D`\n"
           "  messages[1] user `U`\n"
           "  messages[2] system `late`\n");
}

static void responses_take_instructions_and_input(void **state) {
    (void)state;
    expect("responses.yaml",
           "model: gpt-6-sol\nmax_output_tokens: 50\ninstructions: Be {{ tone }}\ninput: Hi\n",
           "openai-responses template openai gpt-6-sol max_output_tokens=50\n"
           "  instructions system `Be {{ tone }}`\n"
           "  input[0] user `Hi`\n");
}

static void bedrock_marks_stand_on_what_is_before_them(void **state) {
    (void)state;
    expect("converse.json",
           "{\"modelId\":\"anthropic.claude-sonnet-4-6\",\"inferenceConfig\":{\"maxTokens\":5},"
           "\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"U\"},"
           "{\"cachePoint\":{\"type\":\"default\"}},{\"text\":\"V\"}]}],"
           "\"system\":[{\"text\":\"S\"},{\"cachePoint\":{\"type\":\"default\",\"ttl\":\"1h\"}}],"
           "\"toolConfig\":{\"tools\":[{\"toolSpec\":{\"name\":\"t\"}},"
           "{\"cachePoint\":{\"type\":\"default\"}}]}}",
           "bedrock-converse rendered bedrock anthropic.claude-sonnet-4-6 maxTokens=5\n"
           "  tools[0] tool mark=0s `{\"toolSpec\":{\"name\":\"t\"}`\n"
           "  system[0] system mark=3600s `S`\n"
           "  messages[0].content[0] user mark=0s `U`\n"
           "  messages[0].content[2] user `V`\n");
}

static void gemini_in_both_spellings(void **state) {
    (void)state;
    expect("rest.json",
           "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"U\"},{\"text\":\"V\"}]},"
           "{\"role\":\"model\",\"parts\":[{\"text\":\"M\"}]}],"
           "\"systemInstruction\":{\"parts\":[{\"text\":\"S\"}]},"
           "\"tools\":[{\"functionDeclarations\":[{\"name\":\"f\"},{\"name\":\"g\"}]}],"
           "\"generationConfig\":{\"maxOutputTokens\":7}}",
           "gemini rendered google maxOutputTokens=7\n"
           "  tools[0] tool `{\"name\":\"f\"}`\n"
           "  tools[1] tool `{\"name\":\"g\"}`\n"
           "  systemInstruction.parts[0] system `S`\n"
           "  contents[0].parts[0] user `U`\n"
           "  contents[0].parts[1] user `V`\n"
           "  contents[1].parts[0] assistant `M`\n");
    expect("sdk.yaml",
           "model: gemini-3.5-flash\ncontents: U\nconfig:\n  system_instruction: S\n"
           "  max_output_tokens: 8\n",
           "gemini rendered google gemini-3.5-flash max_output_tokens=8\n"
           "  systemInstruction.parts[0] system `S`\n"
           "  contents[0].parts[0] user `U`\n");
    expect("cache.json",
           "{\"model\":\"models/gemini-3.5-flash\",\"ttl\":\"300s\","
           "\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"U\"}]}]}",
           "gemini-cache rendered google models/gemini-3.5-flash\n"
           "  contents[0].parts[0] user mark=300s `U`\n");
}

static void the_address_of_a_recorded_request_tells_the_platform(void **state) {
    (void)state;
    expect(
        "cassette.yaml",
        "interactions:\n"
        "- request:\n"
        "    uri: https://bedrock-runtime.us-east-1.amazonaws.com/model/"
        "us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/invoke\n"
        "    parsed_body: {max_tokens: 4, system: S, messages: [{role: user, content: Hi}]}\n"
        "- request:\n"
        "    uri: https://a.openai.azure.com/openai/deployments/d/chat/completions?api-version=1\n"
        "    body: '{\"messages\":[{\"role\":\"user\",\"content\":\"{{Hi}}\"}]}'\n"
        "- request: {uri: 'https://evil-api.openai.com.example/', body: 'no request'}\n",
        "anthropic-messages rendered bedrock us.anthropic.claude-sonnet-4-5-20250929-v1:0 "
        "max_tokens=4\n"
        "  interactions[0].request.parsed_body.system system `S`\n"
        "  interactions[0].request.parsed_body.messages[0] user `Hi`\n"
        "openai-chat rendered azure\n"
        "  interactions[1].request.body.messages[0] user `{{Hi}}`\n");
}

static void lines_are_requests_or_nothing(void **state) {
    (void)state;
    expect("batch.jsonl",
           "{\"custom_id\":\"a\",\"params\":{\"model\":\"claude-opus-5\",\"max_tokens\":9,"
           "\"messages\":[{\"role\":\"user\",\"content\":\"U\"}]}}\n\n"
           "{\"messages\":[{\"role\":\"user\",\"content\":\"an example\"}]}\r\n"
           "{\"row\":{\"messages\":[{\"role\":\"user\",\"content\":\"another\"}]}}\n"
           "{\"prompt\":\"a row\",\"model\":\"gpt-6-sol\"}\n"
           "{\"recordId\":\"1\",\"modelInput\":{\"anthropic_version\":\"bedrock-2023-05-31\","
           "\"max_tokens\":3,\"messages\":[{\"role\":\"user\",\"content\":\"V\"}]}}",
           "anthropic-messages rendered anthropic claude-opus-5 max_tokens=9\n"
           "  params.messages[0] user `U`\n"
           "anthropic-messages rendered bedrock max_tokens=3\n"
           "  modelInput.messages[0] user `V`\n");
}

static void comments_are_read_where_the_name_allows_them(void **state) {
    (void)state;
    static const char text[] = "{\"model\":\"claude-opus-5\", // why\n\"max_tokens\":9, /* x */"
                               "\"messages\":[{\"role\":\"user\",\"content\":\"// U\",},],}";
    expect("request.jsonc", text,
           "anthropic-messages rendered anthropic claude-opus-5 max_tokens=9\n"
           "  messages[0] user `// U`\n");
    expect("request.json", text, "");
}

static void the_seed_shape_is_read_structurally(void **state) {
    (void)state;
    expect("config.yaml",
           "claude_config:\n  model: claude-sonnet-5\n  max_tokens: 4096\n"
           "  system_prompt: |\n    You help.\n",
           "prompt-file template anthropic claude-sonnet-5 max_tokens=4096\n"
           "  claude_config.system system `You help.\\u{0a}`\n");
}

static void prompts_under_any_parent_are_separate_calls(void **state) {
    (void)state;
    expect("agents.yaml",
           "llm: {model: gpt-6-sol}\nagents:\n  one: {system_prompt: First, max_tokens: 7}\n"
           "  two: {system_prompt: Second}\n",
           "prompt-file template openai gpt-6-sol max_tokens=7\n"
           "  agents.one.system system `First`\n"
           "prompt-file template openai gpt-6-sol\n"
           "  agents.two.system system `Second`\n");
}

static void the_model_decides_the_api_of_a_prompt_file(void **state) {
    (void)state;
    expect("triage.yaml",
           "name: triage\nversion: 1.0.0\nmodel: gpt-6-sol\nmax_completion_tokens: 10\n"
           "inputs: {q: request}\nsystem: Sort tickets.\nmessages:\n"
           "  - {role: user, content: '{{q}}'}\n",
           "openai-chat template openai gpt-6-sol max_completion_tokens=10\n"
           "  system system `Sort tickets.`\n"
           "  messages[0] user `{{q}}`\n");
}

static void role_lines_cut_a_text(void **state) {
    (void)state;
    expect("prompts/chat.md",
           "---\nname: x\nmodel: gpt-6-sol\n---\nsystem:\nBe kind.\n\nuser:\n{{q}}\n",
           "text template openai gpt-6-sol\n"
           "  system system `Be kind.\\u{0a}\\u{0a}`\n"
           "  messages[0] user `{{q}}\\u{0a}`\n");
}

static void front_matter_with_a_placeholder_is_prompt_text(void **state) {
    (void)state;
    expect("planner.md", "---\nCURRENT_TIME: {{ CURRENT_TIME }}\n---\nYou plan.\n",
           "text template unknown\n"
           "  system system `---\\u{0a}CURRENT_TIME: {{ CUR`\n");
}

static void agent_documents_are_static(void **state) {
    (void)state;
    expect("skills/x/SKILL.md", "---\nname: x\ndescription: y\n---\nUse {{date}} here.\n",
           "document static unknown\n"
           "  system system `x`\n"
           "  system system `y`\n"
           "  system system `Use {{date}} here.\\u{0a}`\n");
}

static void other_documents_hold_no_prompt(void **state) {
    (void)state;
    expect("package-data.json", "{\"name\":\"a\",\"template\":\"x\",\"items\":[1,2]}", "");
    expect("deploy.yaml", "kind: Deployment\nspec:\n  template:\n    spec: {containers: []}\n", "");
    expect("README.md", "# Title\n\nUse {{ now }}.\n", "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(anthropic_segments_stand_in_cache_order),
        cmocka_unit_test(a_request_nested_in_anything_is_found),
        cmocka_unit_test(chat_keeps_later_system_messages_in_place),
        cmocka_unit_test(responses_take_instructions_and_input),
        cmocka_unit_test(bedrock_marks_stand_on_what_is_before_them),
        cmocka_unit_test(gemini_in_both_spellings),
        cmocka_unit_test(the_address_of_a_recorded_request_tells_the_platform),
        cmocka_unit_test(lines_are_requests_or_nothing),
        cmocka_unit_test(comments_are_read_where_the_name_allows_them),
        cmocka_unit_test(the_seed_shape_is_read_structurally),
        cmocka_unit_test(prompts_under_any_parent_are_separate_calls),
        cmocka_unit_test(the_model_decides_the_api_of_a_prompt_file),
        cmocka_unit_test(role_lines_cut_a_text),
        cmocka_unit_test(front_matter_with_a_placeholder_is_prompt_text),
        cmocka_unit_test(agent_documents_are_static),
        cmocka_unit_test(other_documents_hold_no_prompt),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
