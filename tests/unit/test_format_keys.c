/* Requests, as files and as recordings: told by their keys, and what odd values in them come to. */
#include "tests/unit/lowered.h"

static void gemini_in_both_spellings(void **state) {
    (void)state;
    static const Case cases[] = {
        {"a.json", "{\"model\":\"gemini-3-pro\",\"contents\":[]}",
         "gemini rendered google gemini-3-pro\n"},
        {"a.json",
         "{\"model\":\"gemini-3-pro\",\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"U\"}]"
         "}],\"tools\":[{\"functionDeclarations\":[{\"name\":\"f\"},{\"name\":\"g\"}]},{"
         "\"googleSearch\":{}},5]}",
         "gemini rendered google gemini-3-pro\n"
         "  tools[0] tool `{\"name\":\"f\"}`\n"
         "  tools[1] tool `{\"name\":\"g\"}`\n"
         "  tools[2] tool `{\"googleSearch\":{}}`\n"
         "  tools[3] tool `5`\n"
         "  contents[0].parts[0] user `U`\n"},
        {"a.json", "{\"contents\":{\"parts\":[{\"text\":\"U\"}]},\"system_instruction\":\"S\"}",
         "gemini rendered google\n"
         "  systemInstruction.parts[0] system `S`\n"
         "  contents[0].parts[0] user `U`\n"},
        {"a.json",
         "{\"contents\":\"U\",\"config\":{\"system_instruction\":{\"parts\":[{\"text\":\"S\"},{"
         "\"text\":\"T\"}]},\"max_output_tokens\":9}}",
         "gemini rendered google max_output_tokens=9\n"
         "  systemInstruction.parts[0] system `S`\n"
         "  systemInstruction.parts[1] system `T`\n"
         "  contents[0].parts[0] user `U`\n"},
        {"a.json",
         "{\"contents\":\"U\",\"systemInstruction\":null,\"generationConfig\":{\"maxOutputTokens\":"
         "9}}",
         "gemini rendered google maxOutputTokens=9\n"
         "  contents[0].parts[0] user `U`\n"},
        {"a.json", "{\"contents\":\"U\"}", ""},
        {"a.json", "{\"contents\":[{\"text\":\"U\"}]}", ""},
        {"a.json",
         "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"U\"}]},{\"role\":\"model\","
         "\"parts\":[{\"functionCall\":{\"name\":\"f\"}},{\"thought\":true}]},{\"role\":\"user\","
         "\"parts\":[{\"function_response\":{\"name\":\"f\"}},{\"inlineData\":{}}]}]}",
         "gemini rendered google\n"
         "  contents[0].parts[0] user `U`\n"
         "  contents[1].parts[0] assistant `{\"functionCall\":{\"name\":`\n"
         "  contents[1].parts[1] assistant `{\"thought\":true}`\n"
         "  contents[2].parts[0] tool-result `{\"function_response\":{\"n`\n"
         "  contents[2].parts[1] user `{\"inlineData\":{}}`\n"},
        {"a.json",
         "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"U\"}]},{\"role\":\"model\","
         "\"parts\":[{\"text\":\"A\"}]}],\"generationConfig\":{\"maxOutputTokens\":9}}",
         "gemini rendered google maxOutputTokens=9\n"
         "  contents[0].parts[0] user `U`\n"
         "  contents[1].parts[0] assistant `A`\n"},
        {"a.json",
         "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"U\"}]}],\"cachedContent\":"
         "\"cachedContents/1\"}",
         "gemini rendered google\n"
         "  tools system `\"cachedContents/1\"`\n"
         "  contents[0].parts[0] user `U`\n"},
        {"a.json",
         "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"U\"}]}],\"config\":{\"cached_"
         "content\":\"cachedContents/"
         "1\",\"tools\":[{\"function_declarations\":[{\"name\":\"f\"}]}]}}",
         "gemini rendered google\n"
         "  tools system `\"cachedContents/1\"`\n"
         "  tools[0] tool `{\"name\":\"f\"}`\n"
         "  contents[0].parts[0] user `U`\n"},
        {"a.json",
         "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"U\"}]}],\"cachedContent\":\"\"}",
         "gemini rendered google\n"
         "  contents[0].parts[0] user `U`\n"},
        {"a.json",
         "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"U\"}]}],\"cachedContent\":5}",
         "gemini rendered google\n"
         "  contents[0].parts[0] user `U`\n"},
        {"c.json",
         "{\"model\":\"models/"
         "gemini-3-pro\",\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"U\"}]}],\"ttl\":"
         "\"300s\"}",
         "gemini-cache rendered google models/gemini-3-pro\n"
         "  contents[0].parts[0] user mark=300s `U`\n"},
        {"c.json",
         "{\"model\":\"m\",\"systemInstruction\":{\"parts\":[{\"text\":\"S\"}]},\"ttl\":\"3600."
         "5s\"}",
         "gemini-cache rendered google m\n"
         "  systemInstruction.parts[0] system mark=3600s `S`\n"},
        {"c.json",
         "{\"model\":\"m\",\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"U\"}]}],"
         "\"expireTime\":\"2026-12-01T00:00:00Z\"}",
         "gemini-cache rendered google m\n"
         "  contents[0].parts[0] user mark=0s `U`\n"},
        {"c.json",
         "{\"model\":\"m\",\"config\":{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"U\"}"
         "]}],\"system_instruction\":\"S\",\"ttl\":\"300\"}}",
         "gemini-cache rendered google m\n"
         "  systemInstruction.parts[0] system `S`\n"
         "  contents[0].parts[0] user mark=0s `U`\n"},
        {"c.json",
         "{\"model\":\"m\",\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"U\"}]}],"
         "\"config\":{\"expire_time\":\"x\"}}",
         "gemini-cache rendered google m\n"
         "  contents[0].parts[0] user mark=0s `U`\n"},
        {"c.json",
         "{\"model\":\"m\",\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"U\"}]}],\"ttl\":"
         "\"0s\"}",
         "gemini-cache rendered google m\n"
         "  contents[0].parts[0] user mark=0s `U`\n"},
        {"c.json",
         "{\"model\":\"m\",\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"U\"}]}],\"ttl\":"
         "\"xs\"}",
         "gemini-cache rendered google m\n"
         "  contents[0].parts[0] user mark=0s `U`\n"},
        {"c.json",
         "{\"model\":\"m\",\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"U\"}]}],\"ttl\":"
         "\"9999999999s\"}",
         "gemini-cache rendered google m\n"
         "  contents[0].parts[0] user mark=0s `U`\n"},
        {"c.json", "{\"model\":\"m\",\"contents\":[],\"ttl\":\"300s\"}",
         "gemini-cache rendered google m\n"},
    };
    EXPECT(cases);
}

static void bedrock_converse_and_its_points(void **state) {
    (void)state;
    static const Case cases[] = {
        {"a.json",
         "{\"modelId\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"U\"}]}]}",
         "bedrock-converse rendered bedrock m\n"
         "  messages[0].content[0] user `U`\n"},
        {"a.json",
         "{\"inferenceConfig\":{\"maxTokens\":9},\"messages\":[{\"role\":\"user\",\"content\":[{"
         "\"text\":\"U\"}]}]}",
         "bedrock-converse rendered bedrock maxTokens=9\n"
         "  messages[0].content[0] user `U`\n"},
        {"a.json",
         "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"U\"}]}],\"toolConfig\":{"
         "\"tools\":[{\"toolSpec\":{\"name\":\"f\"}},{\"cachePoint\":{\"type\":\"default\"}},{"
         "\"x\":1}]}}",
         "bedrock-converse rendered bedrock\n"
         "  tools[0] tool mark=0s `{\"toolSpec\":{\"name\":\"f\"}`\n"
         "  tools[2] tool `{\"x\":1}`\n"
         "  messages[0].content[0] user `U`\n"},
        {"a.json",
         "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"U\"}]}],\"system\":[{\"text\":"
         "\"S\"},{\"cachePoint\":{\"type\":\"default\",\"ttl\":\"1h\"}}]}",
         "bedrock-converse rendered bedrock\n"
         "  system[0] system mark=3600s `S`\n"
         "  messages[0].content[0] user `U`\n"},
        {"a.json",
         "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"U\"}]}],\"system\":[{\"text\":"
         "\"S\"}]}",
         "anthropic-messages rendered anthropic\n"
         "  system[0] system `S`\n"
         "  messages[0].content[0] user `U`\n"},
        {"a.json", "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"U\"}]}]}",
         "openai-chat rendered openai\n"
         "  messages[0].content[0] user `U`\n"},
        {"a.json",
         "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"U\"},{\"cachePoint\":{"
         "\"type\":\"default\"}}]},{\"role\":\"assistant\",\"content\":\"A\"},5]}",
         "bedrock-converse rendered bedrock\n"
         "  messages[0].content[0] user mark=0s `U`\n"
         "  messages[1] assistant `A`\n"},
        {"a.json",
         "{\"system\":\"S\",\"messages\":[{\"role\":\"user\",\"content\":\"U\"}],"
         "\"inferenceConfig\":{}}",
         "bedrock-converse rendered bedrock\n"
         "  system system `S`\n"
         "  messages[0] user `U`\n"},
        {"a.json",
         "{\"modelId\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"cachePoint\":{"
         "\"type\":\"default\"}},{\"text\":\"U\"},{\"text\":\"V\",\"cachePoint\":{\"type\":"
         "\"default\"}}]}]}",
         "bedrock-converse rendered bedrock m\n"
         "  messages[0].content[1] user `U`\n"
         "  messages[0].content[2] user `V`\n"},
        {"a.json",
         "{\"modelId\":\"m\",\"messages\":[{\"content\":[{\"image\":{}}]},{\"role\":\"assistant\","
         "\"content\":[{\"toolUse\":{\"name\":\"f\"}},{\"reasoningContent\":{}}]},{\"role\":"
         "\"user\",\"content\":[{\"toolResult\":{\"content\":[]}},{\"guardContent\":{\"text\":{"
         "\"text\":\"G\"}}}]}]}",
         "bedrock-converse rendered bedrock m\n"
         "  messages[0].content[0] - `{\"image\":{}}`\n"
         "  messages[1].content[0] assistant `{\"toolUse\":{\"name\":\"f\"}}`\n"
         "  messages[1].content[1] assistant `{\"reasoningContent\":{}}`\n"
         "  messages[2].content[0] tool-result `{\"toolResult\":{\"content\"`\n"
         "  messages[2].content[1] user `G`\n"},
        {"a.json",
         "{\"modelId\":\"arn:aws:bedrock:eu-west-1:1:prompt/"
         "P1\",\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"U\"}]}]}",
         "bedrock-converse rendered bedrock arn:aws:bedrock:eu-west-1:1:prompt/P1\n"
         "  messages[0].content[0] user `U`\n"},
        {"a.json",
         "{\"modelId\":\"arn:aws:bedrock:eu-west-1:1:prompt/P1:prompt/"
         "x\",\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"U\"}]}]}",
         "bedrock-converse rendered bedrock arn:aws:bedrock:eu-west-1:1:prompt/P1:prompt/x\n"
         "  messages[0].content[0] user `U`\n"},
        {"a.json",
         "{\"modelId\":\"m\",\"system\":[{\"cachePoint\":{\"type\":\"default\"}}],\"messages\":[{"
         "\"role\":\"user\",\"content\":[{\"text\":\"U\"}]}]}",
         "bedrock-converse rendered bedrock m\n"
         "  messages[0].content[0] user `U`\n"},
        {"a.json",
         "{\"modelId\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\","
         "\"text\":\"U\"}]}]}",
         "openai-chat rendered openai\n"
         "  messages[0].content[0] user `U`\n"},
        {"i.json",
         "{\"modelId\":\"anthropic.claude-sonnet-5-v1:0\",\"body\":\"{\\\"max_tokens\\\":9,"
         "\\\"messages\\\":[{\\\"role\\\":\\\"user\\\",\\\"content\\\":\\\"U\\\"}]}\"}",
         "openai-chat rendered bedrock anthropic.claude-sonnet-5-v1:0 max_tokens=9\n"
         "  body.messages[0] user `U`\n"},
        {"i.json",
         "{\"modelId\":\"anthropic.claude-sonnet-5-v1:0\",\"body\":{\"anthropic_version\":"
         "\"bedrock-2023-05-31\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":"
         "\"U\"}]}}",
         "anthropic-messages rendered bedrock anthropic.claude-sonnet-5-v1:0 max_tokens=9\n"
         "  body.messages[0] user `U`\n"},
        {"i.json", "{\"modelId\":\"m\",\"body\":\"text\"}", ""},
        {"i.json", "{\"modelId\":\"m\",\"body\":5}", ""},
        {"i.json", "{\"modelId\":5,\"body\":{}}", ""},
    };
    EXPECT(cases);
}

static void openai_requests_by_their_keys(void **state) {
    (void)state;
    static const Case cases[] = {
        {"a.json", "{\"input\":\"U\",\"previous_response_id\":\"r\",\"model\":\"gpt-6-sol\"}",
         "openai-responses rendered openai gpt-6-sol\n"
         "  input[0] user `U`\n"},
        {"a.json",
         "{\"model\":\"gpt-6-sol\",\"input\":\"U\",\"tools\":[{\"type\":\"function\",\"name\":"
         "\"f\"}]}",
         "openai-responses rendered openai gpt-6-sol\n"
         "  tools[0] tool `{\"type\":\"function\",\"name`\n"
         "  input[0] user `U`\n"},
        {"a.json",
         "{\"model\":\"gpt-6-sol\",\"input\":\"U\",\"instructions\":\"S\",\"max_output_tokens\":9}",
         "openai-responses rendered openai gpt-6-sol max_output_tokens=9\n"
         "  instructions system `S`\n"
         "  input[0] user `U`\n"},
        {"a.json", "{\"model\":\"gpt-6-sol\",\"input\":\"U\"}",
         "openai-responses rendered openai gpt-6-sol\n"
         "  input[0] user `U`\n"},
        {"a.json", "{\"model\":\"gpt-6-sol\",\"input\":\"U\",\"text\":{}}",
         "openai-responses rendered openai gpt-6-sol\n"
         "  input[0] user `U`\n"},
        {"a.json", "{\"model\":\"gpt-6-sol\",\"input\":[{\"role\":\"user\",\"content\":\"U\"}]}",
         "openai-responses rendered openai gpt-6-sol\n"
         "  input[0] user `U`\n"},
        {"a.json",
         "{\"model\":\"gpt-6-sol\",\"input\":[{\"type\":\"message\",\"role\":\"developer\","
         "\"content\":[{\"type\":\"input_text\",\"text\":\"S\"}]},{\"type\":\"function_call\","
         "\"name\":\"f\"},{\"type\":\"function_call_output\",\"output\":\"x\"},{\"type\":"
         "\"reasoning\"}]}",
         "openai-responses rendered openai gpt-6-sol\n"
         "  input[0].content[0] developer `S`\n"
         "  input[1].content[0] - `{\"type\":\"function_call\",`\n"
         "  input[2].content[0] - `{\"type\":\"function_call_o`\n"
         "  input[3].content[0] - `{\"type\":\"reasoning\"}`\n"},
        {"a.json", "{\"model\":\"text-embedding-3\",\"input\":[\"U\",\"V\"]}", ""},
        {"a.json", "{\"model\":\"gpt-6-sol\",\"input\":{\"a\":1},\"instructions\":\"S\"}",
         "openai-responses rendered openai gpt-6-sol\n"
         "  instructions system `S`\n"},
        {"a.json",
         "{\"model\":\"gpt-6-sol\",\"instructions\":\"S\",\"prompt\":{\"id\":\"p1\",\"version\":"
         "\"2\"},\"input\":\"U\"}",
         "openai-responses rendered openai gpt-6-sol\n"
         "  instructions system `S`\n"
         "  instructions system `{\"id\":\"p1\",\"version\":\"2\"`\n"
         "  input[0] user `U`\n"},
        {"a.json",
         "{\"model\":\"gpt-6-sol\",\"prompt\":{\"id\":\"p1\"},\"input\":[{\"role\":\"user\","
         "\"content\":\"U\"}]}",
         "openai-responses rendered openai gpt-6-sol\n"
         "  instructions system `{\"id\":\"p1\"}`\n"
         "  input[0] user `U`\n"},
        {"a.json",
         "{\"model\":\"a/"
         "b\",\"messages\":[{\"role\":\"user\",\"content\":\"U\"}],\"provider\":{\"order\":[\"x\"]}"
         "}",
         "openai-chat rendered openrouter a/b\n"
         "  messages[0] user `U`\n"},
        {"a.json", "{\"models\":[\"a/b\"],\"messages\":[{\"role\":\"user\",\"content\":\"U\"}]}",
         "openai-chat rendered openrouter\n"
         "  messages[0] user `U`\n"},
        {"a.json",
         "{\"model\":\"a/"
         "b\",\"messages\":[{\"role\":\"user\",\"content\":\"U\"}],\"transforms\":[],\"route\":"
         "\"fallback\"}",
         "openai-chat rendered openrouter a/b\n"
         "  messages[0] user `U`\n"},
        {"a.json",
         "{\"model\":\"${MODEL}\",\"messages\":[{\"role\":\"developer\",\"content\":\"D\"},{"
         "\"role\":\"tool\",\"content\":\"T\"},{\"role\":\"assistant\",\"content\":null,\"tool_"
         "calls\":[{\"id\":\"c\"}]},{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":"
         "\"U\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\"u\"}}]}]}",
         "openai-chat template openai ${MODEL}\n"
         "  messages[0] developer `D`\n"
         "  messages[1] tool-result `T`\n"
         "  messages[2].content[0] assistant `{\"role\":\"assistant\",\"con`\n"
         "  messages[3].content[0] user `U`\n"
         "  messages[3].content[1] user `{\"type\":\"image_url\",\"ima`\n"},
        {"a.json",
         "{\"model\":\"gpt-6-sol\",\"cache_control\":{\"type\":\"ephemeral\"},\"messages\":[{"
         "\"role\":\"user\",\"content\":\"U\"}]}",
         "openai-chat rendered openai gpt-6-sol\n"
         "  messages[0] user `U`\n"},
        {"a.json", "{\"model\":\"gpt-6-sol\",\"max_tokens\":9,\"messages\":[]}", ""},
    };
    EXPECT(cases);
}

static void anthropic_requests_by_their_keys(void **state) {
    (void)state;
    static const Case cases[] = {
        {"a.json", "{\"system\":\"S\",\"messages\":[{\"role\":\"user\",\"content\":\"U\"}]}",
         "anthropic-messages rendered anthropic\n"
         "  system system `S`\n"
         "  messages[0] user `U`\n"},
        {"a.json",
         "{\"system\":[{\"type\":\"text\",\"text\":\"S\",\"cache_control\":{\"type\":\"ephemeral\"}"
         "}],\"messages\":[{\"role\":\"user\",\"content\":\"U\"}]}",
         "anthropic-messages rendered anthropic\n"
         "  system[0] system mark=0s `S`\n"
         "  messages[0] user `U`\n"},
        {"a.json",
         "{\"system\":[{\"text\":\"S\"}],\"messages\":[{\"role\":\"user\",\"content\":\"U\"}]}",
         "anthropic-messages rendered anthropic\n"
         "  system[0] system `S`\n"
         "  messages[0] user `U`\n"},
        {"a.json", "{\"system\":[5],\"messages\":[{\"role\":\"user\",\"content\":\"U\"}]}",
         "anthropic-messages rendered anthropic\n"
         "  system system `5`\n"
         "  messages[0] user `U`\n"},
        {"a.json",
         "{\"anthropic_version\":\"bedrock-2023-05-31\",\"messages\":[{\"role\":\"user\","
         "\"content\":\"U\"}]}",
         "anthropic-messages rendered bedrock\n"
         "  messages[0] user `U`\n"},
        {"a.json",
         "{\"anthropic_version\":\"vertex-2023-10-16\",\"messages\":[{\"role\":\"user\","
         "\"content\":\"U\"}]}",
         "anthropic-messages rendered vertex\n"
         "  messages[0] user `U`\n"},
        {"a.json",
         "{\"anthropic_version\":\"2023-06-01\",\"messages\":[{\"role\":\"user\",\"content\":\"U\"}"
         "]}",
         "anthropic-messages rendered anthropic\n"
         "  messages[0] user `U`\n"},
        {"a.json", "{\"anthropic_version\":5,\"messages\":[{\"role\":\"user\",\"content\":\"U\"}]}",
         "anthropic-messages rendered anthropic\n"
         "  messages[0] user `U`\n"},
        {"a.json",
         "{\"model\":\"claude-sonnet-5\",\"max_tokens\":9,\"cache_control\":{\"type\":"
         "\"ephemeral\",\"ttl\":\"1h\"},\"messages\":[{\"role\":\"user\",\"content\":\"U\"}]}",
         "anthropic-messages rendered anthropic claude-sonnet-5 max_tokens=9\n"
         "  messages[0] user `U`\n"},
        {"a.json",
         "{\"model\":\"claude-sonnet-5\",\"max_tokens\":9,\"tools\":[{\"name\":\"f\",\"input_"
         "schema\":{},\"cache_control\":{\"type\":\"ephemeral\"}},{\"name\":\"g\",\"input_schema\":"
         "{},\"defer_loading\":true},{\"type\":\"web_search_20250305\",\"defer_loading\":false},{"
         "\"name\":\"h\",\"input_schema\":{},\"cache_control\":null}],\"messages\":[{\"role\":"
         "\"user\",\"content\":\"U\"}]}",
         "anthropic-messages rendered anthropic claude-sonnet-5 max_tokens=9\n"
         "  tools[0] tool mark=0s `{\"name\":\"f\",\"input_schem`\n"
         "  tools[1] tool deferred `{\"name\":\"g\",\"input_schem`\n"
         "  tools[2] tool `{\"type\":\"web_search_2025`\n"
         "  tools[3] tool `{\"name\":\"h\",\"input_schem`\n"
         "  messages[0] user `U`\n"},
        {"a.json",
         "{\"model\":\"claude-sonnet-5\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\","
         "\"content\":[{\"type\":\"text\",\"text\":\"U\",\"cache_control\":{\"type\":\"ephemeral\"}"
         "},{\"type\":\"image\",\"source\":{}},{\"type\":\"document\",\"source\":{}},{\"type\":"
         "\"tool_result\",\"content\":[{\"type\":\"text\",\"text\":\"R\",\"cache_control\":{"
         "\"type\":\"ephemeral\"}}]}]},{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\","
         "\"thinking\":\"T\"},{\"type\":\"redacted_thinking\",\"data\":\"x\"},{\"type\":\"tool_"
         "use\",\"id\":\"t\",\"name\":\"f\",\"input\":{}},{\"type\":\"text\",\"text\":5},{\"type\":"
         "\"text\",\"text\":[5]},{\"type\":\"text\"},{\"type\":\"other\"},7]}]}",
         "anthropic-messages rendered anthropic claude-sonnet-5 max_tokens=9\n"
         "  messages[0].content[0] user mark=0s `U`\n"
         "  messages[0].content[1] user `{\"type\":\"image\",\"source\"`\n"
         "  messages[0].content[2] user `{\"type\":\"document\",\"sour`\n"
         "  messages[0].content[3] user mark=0s `{\"type\":\"tool_result\",\"c`\n"
         "  messages[1].content[0] assistant `{\"type\":\"thinking\",\"thin`\n"
         "  messages[1].content[1] assistant `{\"type\":\"redacted_thinki`\n"
         "  messages[1].content[2] assistant `{\"type\":\"tool_use\",\"id\":`\n"
         "  messages[1].content[3] assistant `5`\n"
         "  messages[1].content[4] assistant `{\"type\":\"text\",\"text\":[5`\n"
         "  messages[1].content[5] assistant `{\"type\":\"text\"}`\n"
         "  messages[1].content[6] assistant `{\"type\":\"other\"}`\n"
         "  messages[1] assistant `7`\n"},
        {"a.json",
         "{\"model\":\"claude-sonnet-5\",\"max_tokens\":9,\"messages\":[{\"role\":\"system\","
         "\"content\":\"S\"},{\"role\":\"user\",\"content\":\"U\"}]}",
         "openai-chat rendered anthropic claude-sonnet-5 max_tokens=9\n"
         "  messages[0] system `S`\n"
         "  messages[1] user `U`\n"},
        {"a.json",
         "{\"model\":\"claude-sonnet-5\",\"max_tokens\":9,\"messages\":[5,{\"role\":\"user\"},{"
         "\"content\":\"U\"},{\"role\":5,\"content\":\"V\"},{\"role\":\"user\",\"content\":7},{"
         "\"role\":\"user\",\"content\":\"\"}]}",
         "anthropic-messages rendered anthropic claude-sonnet-5 max_tokens=9\n"
         "  messages[2] - `U`\n"
         "  messages[3] - `V`\n"
         "  messages[4] user `7`\n"
         "  messages[5] user ``\n"},
        {"a.json",
         "{\"model\":\"claude-sonnet-5\",\"max_tokens\":9,\"cache_control\":false,\"messages\":[{"
         "\"role\":\"user\",\"content\":\"U\"}]}",
         "anthropic-messages rendered anthropic claude-sonnet-5 max_tokens=9\n"
         "  messages[0] user `U`\n"},
        {"a.json",
         "{\"model\":\"claude-sonnet-5\",\"max_tokens\":9,\"cache_control\":null,\"messages\":[{"
         "\"role\":\"user\",\"content\":\"U\"}]}",
         "anthropic-messages rendered anthropic claude-sonnet-5 max_tokens=9\n"
         "  messages[0] user `U`\n"},
    };
    EXPECT(cases);
}

static void times_to_live_as_written(void **state) {
    (void)state;
    static const Case cases[] = {
        {"a.json",
         "{\"model\":\"claude-sonnet-5\",\"max_tokens\":9,\"system\":[{\"type\":\"text\",\"text\":"
         "\"S\",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"5m\"}}],\"messages\":[{"
         "\"role\":\"user\",\"content\":\"U\"}]}",
         "anthropic-messages rendered anthropic claude-sonnet-5 max_tokens=9\n"
         "  system[0] system mark=300s `S`\n"
         "  messages[0] user `U`\n"},
        {"a.json",
         "{\"model\":\"claude-sonnet-5\",\"max_tokens\":9,\"system\":[{\"type\":\"text\",\"text\":"
         "\"S\",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}}],\"messages\":[{"
         "\"role\":\"user\",\"content\":\"U\"}]}",
         "anthropic-messages rendered anthropic claude-sonnet-5 max_tokens=9\n"
         "  system[0] system mark=3600s `S`\n"
         "  messages[0] user `U`\n"},
        {"a.json",
         "{\"model\":\"claude-sonnet-5\",\"max_tokens\":9,\"system\":[{\"type\":\"text\",\"text\":"
         "\"S\",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"300s\"}}],\"messages\":[{"
         "\"role\":\"user\",\"content\":\"U\"}]}",
         "anthropic-messages rendered anthropic claude-sonnet-5 max_tokens=9\n"
         "  system[0] system mark=300s `S`\n"
         "  messages[0] user `U`\n"},
        {"a.json",
         "{\"model\":\"claude-sonnet-5\",\"max_tokens\":9,\"system\":[{\"type\":\"text\",\"text\":"
         "\"S\",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"90\"}}],\"messages\":[{"
         "\"role\":\"user\",\"content\":\"U\"}]}",
         "anthropic-messages rendered anthropic claude-sonnet-5 max_tokens=9\n"
         "  system[0] system mark=0s `S`\n"
         "  messages[0] user `U`\n"},
        {"a.json",
         "{\"model\":\"claude-sonnet-5\",\"max_tokens\":9,\"system\":[{\"type\":\"text\",\"text\":"
         "\"S\",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"m\"}}],\"messages\":[{\"role\":"
         "\"user\",\"content\":\"U\"}]}",
         "anthropic-messages rendered anthropic claude-sonnet-5 max_tokens=9\n"
         "  system[0] system mark=0s `S`\n"
         "  messages[0] user `U`\n"},
        {"a.json",
         "{\"model\":\"claude-sonnet-5\",\"max_tokens\":9,\"system\":[{\"type\":\"text\",\"text\":"
         "\"S\",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"\"}}],\"messages\":[{\"role\":"
         "\"user\",\"content\":\"U\"}]}",
         "anthropic-messages rendered anthropic claude-sonnet-5 max_tokens=9\n"
         "  system[0] system mark=0s `S`\n"
         "  messages[0] user `U`\n"},
        {"a.json",
         "{\"model\":\"claude-sonnet-5\",\"max_tokens\":9,\"system\":[{\"type\":\"text\",\"text\":"
         "\"S\",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"0m\"}}],\"messages\":[{"
         "\"role\":\"user\",\"content\":\"U\"}]}",
         "anthropic-messages rendered anthropic claude-sonnet-5 max_tokens=9\n"
         "  system[0] system mark=0s `S`\n"
         "  messages[0] user `U`\n"},
        {"a.json",
         "{\"model\":\"claude-sonnet-5\",\"max_tokens\":9,\"system\":[{\"type\":\"text\",\"text\":"
         "\"S\",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"-5m\"}}],\"messages\":[{"
         "\"role\":\"user\",\"content\":\"U\"}]}",
         "anthropic-messages rendered anthropic claude-sonnet-5 max_tokens=9\n"
         "  system[0] system mark=0s `S`\n"
         "  messages[0] user `U`\n"},
        {"a.json",
         "{\"model\":\"claude-sonnet-5\",\"max_tokens\":9,\"system\":[{\"type\":\"text\",\"text\":"
         "\"S\",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"x5m\"}}],\"messages\":[{"
         "\"role\":\"user\",\"content\":\"U\"}]}",
         "anthropic-messages rendered anthropic claude-sonnet-5 max_tokens=9\n"
         "  system[0] system mark=0s `S`\n"
         "  messages[0] user `U`\n"},
        {"a.json",
         "{\"model\":\"claude-sonnet-5\",\"max_tokens\":9,\"system\":[{\"type\":\"text\",\"text\":"
         "\"S\",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"9999999m\"}}],\"messages\":[{"
         "\"role\":\"user\",\"content\":\"U\"}]}",
         "anthropic-messages rendered anthropic claude-sonnet-5 max_tokens=9\n"
         "  system[0] system mark=0s `S`\n"
         "  messages[0] user `U`\n"},
        {"a.json",
         "{\"model\":\"claude-sonnet-5\",\"max_tokens\":9,\"system\":[{\"type\":\"text\",\"text\":"
         "\"S\",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"5d\"}}],\"messages\":[{"
         "\"role\":\"user\",\"content\":\"U\"}]}",
         "anthropic-messages rendered anthropic claude-sonnet-5 max_tokens=9\n"
         "  system[0] system mark=0s `S`\n"
         "  messages[0] user `U`\n"},
        {"a.json",
         "{\"model\":\"claude-sonnet-5\",\"max_tokens\":9,\"system\":[{\"type\":\"text\",\"text\":"
         "\"S\",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":300}}],\"messages\":[{\"role\":"
         "\"user\",\"content\":\"U\"}]}",
         "anthropic-messages rendered anthropic claude-sonnet-5 max_tokens=9\n"
         "  system[0] system mark=0s `S`\n"
         "  messages[0] user `U`\n"},
        {"a.json",
         "{\"model\":\"claude-sonnet-5\",\"max_tokens\":9,\"system\":[{\"type\":\"text\",\"text\":"
         "\"S\",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":null}}],\"messages\":[{\"role\":"
         "\"user\",\"content\":\"U\"}]}",
         "anthropic-messages rendered anthropic claude-sonnet-5 max_tokens=9\n"
         "  system[0] system mark=0s `S`\n"
         "  messages[0] user `U`\n"},
        {"a.json",
         "{\"model\":\"claude-sonnet-5\",\"max_tokens\":9,\"system\":[{\"type\":\"text\",\"text\":"
         "\"S\",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":[1]}}],\"messages\":[{\"role\":"
         "\"user\",\"content\":\"U\"}]}",
         "anthropic-messages rendered anthropic claude-sonnet-5 max_tokens=9\n"
         "  system[0] system mark=0s `S`\n"
         "  messages[0] user `U`\n"},
    };
    EXPECT(cases);
}

static void recorded_calls_and_their_addresses(void **state) {
    (void)state;
    static const Case cases[] = {
        {"b.yaml",
         "interactions:\n"
         "- request:\n"
         "    uri: "
         "https://generativelanguage.googleapis.com/v1beta/models/gemini-3-pro:generateContent\n"
         "    body: '{\"contents\":[{\"parts\":[{\"text\":\"U\"}]}]}'\n",
         "gemini rendered google gemini-3-pro\n"
         "  interactions[0].request.body.contents[0].parts[0] user `U`\n"},
        {"b.yaml",
         "interactions:\n"
         "- request:\n"
         "    uri: "
         "https://x-aiplatform.googleapis.com/v1/models/gemini-3-pro:generateContent?key=1\n"
         "    body: '{\"contents\":[{\"parts\":[{\"text\":\"U\"}]}]}'\n",
         "gemini rendered vertex gemini-3-pro\n"
         "  interactions[0].request.body.contents[0].parts[0] user `U`\n"},
        {"b.yaml",
         "interactions:\n"
         "- request:\n"
         "    uri: https://aiplatform.googleapis.com/v1/models/:generateContent\n"
         "    body: '{\"contents\":[{\"parts\":[{\"text\":\"U\"}]}]}'\n",
         "gemini rendered vertex\n"
         "  interactions[0].request.body.contents[0].parts[0] user `U`\n"},
        {"b.yaml",
         "interactions:\n"
         "- request:\n"
         "    uri: https://evilaiplatform.googleapis.com/models/m:generate\n"
         "    body: '{\"contents\":[{\"parts\":[{\"text\":\"U\"}]}]}'\n",
         "gemini rendered google\n"
         "  interactions[0].request.body.contents[0].parts[0] user `U`\n"},
        {"b.yaml",
         "interactions:\n"
         "- request:\n"
         "    uri: aiplatform.googleapis.com:443/models/m\n"
         "    body: '{\"contents\":[{\"parts\":[{\"text\":\"U\"}]}]}'\n",
         "gemini rendered vertex m\n"
         "  interactions[0].request.body.contents[0].parts[0] user `U`\n"},
        {"b.yaml",
         "interactions:\n"
         "- request:\n"
         "    uri: https://a/models/gemini-3-pro:countTokens\n"
         "    body: '{\"contents\":[{\"parts\":[{\"text\":\"U\"}]}]}'\n",
         "gemini rendered google\n"
         "  interactions[0].request.body.contents[0].parts[0] user `U`\n"},
        {"b.yaml",
         "interactions:\n"
         "- request:\n"
         "    uri: https://a/models/m/\n"
         "    body: '{\"contents\":[{\"parts\":[{\"text\":\"U\"}]}]}'\n",
         "gemini rendered google\n"
         "  interactions[0].request.body.contents[0].parts[0] user `U`\n"},
        {"b.yaml",
         "interactions:\n- request:\n    uri: [x]\n    body: "
         "'{\"contents\":[{\"parts\":[{\"text\":\"U\"}]}]}'\n",
         "gemini rendered google\n"
         "  interactions[0].request.body.contents[0].parts[0] user `U`\n"},
        {"b.yaml",
         "interactions:\n"
         "- request:\n"
         "    uri: "
         "https://bedrock-runtime.eu-west-1.amazonaws.com/model/anthropic.claude-sonnet-5-v1%3A0/"
         "converse\n"
         "    body: '{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"U\"}]}]}'\n",
         "bedrock-converse rendered bedrock anthropic.claude-sonnet-5-v1:0\n"
         "  interactions[0].request.body.messages[0].content[0] user `U`\n"},
        {"b.yaml",
         "interactions:\n"
         "- request:\n"
         "    uri: https://bedrock-runtime.eu-west-1.amazonaws.com/model/a%zz%4/converse?x\n"
         "    body: '{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"U\"}]}]}'\n",
         "bedrock-converse rendered bedrock a%zz%4\n"
         "  interactions[0].request.body.messages[0].content[0] user `U`\n"},
        {"b.yaml",
         "interactions:\n"
         "- request:\n"
         "    uri: https://bedrock-runtime.x.example/model/a/converse\n"
         "    body: '{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"U\"}]}]}'\n",
         "openai-chat rendered openai\n"
         "  interactions[0].request.body.messages[0].content[0] user `U`\n"},
        {"b.yaml",
         "interactions:\n"
         "- request:\n"
         "    uri: https://bedrock-runtime.eu-west-1.amazonaws.com/model//converse\n"
         "    body: '{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"U\"}]}]}'\n",
         "bedrock-converse rendered bedrock\n"
         "  interactions[0].request.body.messages[0].content[0] user `U`\n"},
        {"b.yaml",
         "interactions:\n"
         "- request:\n"
         "    uri: https://api.openai.com/v1/chat/completions\n"
         "    body: '{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"U\"}]}'\n"
         "  response: {status: {code: 200}}\n",
         "openai-chat rendered openai m\n"
         "  interactions[0].request.body.messages[0] user `U`\n"},
        {"b.yaml",
         "interactions:\n"
         "- request:\n"
         "    uri: https://api.openai.com/v1/chat/completions\n"
         "    body: '{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"U\"}]}'\n"
         "  response: {status: 404}\n",
         "openai-chat rendered openai m\n"
         "  interactions[0].request.body.messages[0] user `U`\n"},
        {"b.yaml",
         "interactions:\n"
         "- request:\n"
         "    uri: https://API.OPENAI.COM/x\n"
         "    body: '{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"U\"}]}'\n"
         "  response: {code: 200}\n",
         "openai-chat rendered openai m\n"
         "  interactions[0].request.body.messages[0] user `U`\n"},
        {"b.yaml",
         "interactions:\n"
         "- request:\n"
         "    uri: https://myapi.openai.com/x\n"
         "    body: '{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"U\"}]}'\n"
         "  response: 5\n",
         "openai-chat rendered openai m\n"
         "  interactions[0].request.body.messages[0] user `U`\n"},
        {"b.yaml",
         "interactions:\n"
         "- request:\n"
         "    uri: https://my.openai.azure.com/x\n"
         "    body: '{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"U\"}]}'\n"
         "  response: {status: 200 OK}\n",
         "openai-chat rendered azure m\n"
         "  interactions[0].request.body.messages[0] user `U`\n"},
        {"b.yaml",
         "interactions:\n"
         "- request:\n"
         "    uri: https://api.openai.com/v1/responses/input_tokens?x=1\n"
         "    body: '{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"U\"}]}'\n"
         "  response: {}\n",
         "openai-chat rendered openai m\n"
         "  interactions[0].request.body.messages[0] user `U`\n"},
        {"b.yaml",
         "interactions:\n"
         "- request:\n"
         "    uri: https://api.anthropic.com/v1/messages/count_tokens\n"
         "    body: '{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"U\"}]}'\n"
         "  response: {}\n",
         "openai-chat rendered anthropic m\n"
         "  interactions[0].request.body.messages[0] user `U`\n"},
        {"b.yaml",
         "interactions:\n"
         "- request:\n"
         "    uri: https://api.groq.com\n"
         "    body: '{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"U\"}]}'\n"
         "  response: {}\n",
         "openai-chat rendered groq m\n"
         "  interactions[0].request.body.messages[0] user `U`\n"},
        {"b.yaml",
         "interactions:\n"
         "- request:\n"
         "    uri: api.x.ai?x\n"
         "    body: '{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"U\"}]}'\n"
         "  response: {}\n",
         "openai-chat rendered xai m\n"
         "  interactions[0].request.body.messages[0] user `U`\n"},
        {"b.yaml",
         "interactions:\n"
         "- request: {uri: \"https://api.openai.com/v1\", body: text}\n"
         "- request: {uri: \"https://api.openai.com/v1\", body: \"{\"}\n"
         "- request: {uri: \"https://api.openai.com/v1\"}\n"
         "- 5\n"
         "- {}\n",
         ""},
    };
    EXPECT(cases);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gemini_in_both_spellings),
        cmocka_unit_test(bedrock_converse_and_its_points),
        cmocka_unit_test(openai_requests_by_their_keys),
        cmocka_unit_test(anthropic_requests_by_their_keys),
        cmocka_unit_test(times_to_live_as_written),
        cmocka_unit_test(recorded_calls_and_their_addresses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
