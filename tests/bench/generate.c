/* Makes inputs of one kind and a wished size, for measuring: work is to grow in step with the bytes
 * for every kind.
 *
 *     generate                  the file names of all kinds, one a line
 *     generate KIND BYTES       one input on standard output
 *
 * A kind is a head, a unit that is repeated, a part in the middle, a second unit that is repeated
 * as often as the first, and a tail. In a unit `@` is its number, from 1, and `^` a sentence of
 * words that are drawn, always the same way: what people write says few things twice. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const char *name; /* also the file name, which decides how warmlint reads it */
    const char *head, *unit, *middle, *again, *tail;
    const char *between; /* units */
} Kind;

#define YOU     "You are the support assistant of a shop.\n"
#define RULE    "Rule @: at {{current_time}} say so.\n"
#define SONNET  "model: claude-sonnet-5\n"
#define REQUEST "{\"model\": \"claude-sonnet-5\", \"max_tokens\": 100, "
#define MESSAGE "{\"model\":\"gpt-5\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]"
#define HELLO   "\"messages\": [{\"role\": \"user\", \"content\": \"hi\"}], "
#define ITEM                                                                                       \
    "{\"type\": \"text\", \"text\": \"answer @\", \"cache_control\": {\"type\": \"ephemeral\"}}"
#define DEEP5  "{\"a\":[{\"a\":[{\"a\":[{\"a\":[{\"a\":["
#define CLOSE5 "]}]}]}]}]}"
#define DEEP50                                                                                     \
    DEEP5 DEEP5 DEEP5 DEEP5 DEEP5 DEEP5 DEEP5 DEEP5 DEEP5 DEEP5                                    \
        "@" CLOSE5 CLOSE5 CLOSE5 CLOSE5 CLOSE5 CLOSE5 CLOSE5 CLOSE5 CLOSE5 CLOSE5

/* A block of prose between blank lines, for YAML at six columns. */
#define PARAGRAPH "      ^ ^\n      ^ ^\n      ^\n\n      - ^\n      - ^\n\n"

static const Kind kinds[] = {
    /* as people keep them */
    {.name = "handbook.yaml",
     .head = "prompts:\n",
     .unit = "  desk_@:\n    model: claude-sonnet-5\n    max_tokens: 900\n    system: |\n" PARAGRAPH
         PARAGRAPH PARAGRAPH PARAGRAPH PARAGRAPH PARAGRAPH
             "    messages:\n      - {role: user, content: \"{{question}}\"}\n"},
    {.name = "conversation.json",
     .head = REQUEST "\"system\": \"You are.\", \"messages\": [\n",
     .unit =
         "  {\n    \"role\": \"user\",\n    \"content\": \"^ ^ ^\"\n  },\n"
         "  {\n    \"role\": \"assistant\",\n    \"content\": \"^\\n\\n- ^\\n- ^ ^\\n- ^\"\n  },\n",
     .tail = "  {\"role\": \"user\", \"content\": \"^\"}\n]}\n"},
    {.name = "guide.md", .head = YOU, .unit = "## Part @\n\n^ ^ ^\n\n- ^\n- ^\n- ^\n\n"},
    /* text */
    {.name = "prose.md",
     .head = YOU,
     .unit = "## Part @\n\nWhen a customer asks about order @, look it up, answer in two "
             "sentences, and offer help.\n- be brief (at most @ words)\n- cite page @\n\n"},
    {.name = "placeholders.md", .head = YOU, .unit = "Value @: {{value_@}}, {{ user.field_@ }}.\n"},
    {.name = "same-placeholder.md", .head = YOU, .unit = RULE},
    {.name = "names.md",
     .head = YOU,
     .unit = "{{user_name_@}} {{time_@}} {{session_id_@}} {{q@}}\n"},
    {.name = "long-line.md", .head = "You are. ", .unit = "Rule @: say {{current_time}} once. "},
    {.name = "blocks.j2",
     .head = YOU,
     .unit = "{% if flag_@ %}Say @.{% else %}{% for x in list_@ %}{{ x.name }}{% endfor %}"
             "{% endif %}\n"},
    {.name = "open-blocks.j2", .head = YOU, .unit = "{% if x_@ %} say {{now}} @\n"},
    {.name = "filters.j2",
     .head = YOU,
     .unit = "{{ value_@ | default(now()) | upper | replace('a', \"}}\") }}\n"},
    {.name = "unclosed.md", .head = YOU, .unit = "Say {{ value @\n"},
    {.name = "unclosed-comments.j2", .head = YOU, .unit = "{# {{ say @ {% @\n"},
    {.name = "unclosed-raw.j2", .head = YOU, .unit = "{% raw %} {{now}} @\n"},
    {.name = "braces.md", .head = YOU, .unit = "{ {{ }{ }}} {@\n"},
    {.name = "dollars.md", .head = YOU, .unit = "${ $x ${a{ $(b @\n"},
    {.name = "angles.md", .head = YOU, .unit = "<< <a<b <<X @\n"},
    {.name = "squares.md", .head = YOU, .unit = "[[ [[a] [@\n"},
    {.name = "quotes.j2", .head = YOU, .unit = "{{ \"'@ '\" \\\" \n"},
    {.name = "fences.md", .head = YOU, .unit = "```json\n{\"at\": \"{{now}}\", \"n\": @}\n```\n"},
    {.name = "open-fences.md", .head = YOU, .unit = "~~~~ @\n``` {{x}}\n"},
    {.name = "comments.md", .head = YOU, .unit = "<!-- {{now}} @ --> {{! y }} {# z #}\n"},
    {.name = "open-comments.md", .head = YOU, .unit = "<!-- {{now}} @ {{!-- \n"},
    {.name = "ignores.md",
     .head = YOU,
     .unit = "<!-- warmlint: ignore[WL101] -- why @ -->\nIt is {{current_time_@}}.\n"},
    {.name = "examples.md", .head = YOU, .unit = "<example>\n<user>{{question}} @</user>\n"},
    {.name = "commands/SKILL.md",
     .head = "---\nname: x\ndescription: y\n---\n",
     .unit = "Status: !`git log -@` and !`date`\n"},
    {.name = "imports/AGENTS.md", .head = "", .unit = "Read @docs/@.md first.\n"},
    {.name = "roles.prompty",
     .head = "---\nname: x\nmodel:\n  api: chat\n---\n",
     .unit = "system:\nYou are @.\nuser:\n{{question_@}}\n"},
    {.name = "front-matter.md",
     .head = "---\nname: x\n",
     .unit = "key_@: {{value}} of @\n",
     .tail = "---\n" YOU},
    {.name = "open-front-matter.md", .head = "---\n", .unit = "key_@: value\n--\n"},
    {.name = "long-word.md", .head = YOU, .unit = "abcdefghijklmnopqrstuvwxyz"},
    {.name = "long-name.md", .head = YOU "{{", .unit = "some_Name.partOf@", .tail = "}}\n"},
    {.name = "digits.md", .head = YOU, .unit = "0123456789"},
    {.name = "punctuation.md", .head = YOU, .unit = "-=+*/!?"},
    {.name = "blanks.md", .head = YOU, .unit = "                "},
    {.name = "blank-lines.md", .head = YOU, .unit = "\n\n \n\r\n\t\n"},
    {.name = "chinese.md",
     .head = YOU,
     .unit = "\xe4\xbd\xa0\xe6\x98\xaf\xe4\xb8\x80\xe4\xb8\xaa {{now}} \xe3\x80\x82"},
    {.name = "emoji.md",
     .head = YOU,
     .unit = "\xf0\x9f\x98\x80\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb"},
    {.name = "combining.md", .head = YOU, .unit = "e\xcc\x81\xcc\x82\xcc\x83"},
    {.name = "base64.md", .head = YOU "data:image/png;base64,", .unit = "iVBORw0KGgoAAAA/+9k"},
    /* YAML */
    {.name = "prompts.yaml",
     .head = "prompts:\n",
     .unit = "  assistant_@:\n    model: claude-sonnet-5\n    max_tokens: @\n    system: |\n"
             "      You are assistant @.\n      It is {{current_time}}.\n      Be brief.\n"
             "    messages:\n      - {role: user, content: \"{{question}}\"}\n"},
    {.name = "home-grown.yaml", .head = "", .unit = "a@:\n  system_prompt: You are {{name_@}}.\n"},
    {.name = "block.yaml", .head = SONNET "system_prompt: |\n", .unit = "  " RULE "\n"},
    {.name = "names.yaml", .head = SONNET "system_prompt: |\n", .unit = "  Say {{value_@}} now.\n"},
    {.name = "folded.yaml",
     .head = SONNET "system_prompt: >\n",
     .unit = "  Rule @: at {{current_time}}\n  say so.\n\n"},
    {.name = "quoted.yaml",
     .head = SONNET "system_prompt: \"",
     .unit = "Rule @:\\n at \\u00e9 {{current_time}}\n  say \\\"so\\\".\n\n",
     .tail = "\"\n"},
    {.name = "single.yaml",
     .head = SONNET "system_prompt: '",
     .unit = "Rule @: it''s\n  {{current_time}}\n\n",
     .tail = "'\n"},
    {.name = "plain.yaml", .head = SONNET "system_prompt:\n", .unit = "  Rule @ says so\n\n"},
    {.name = "keys.yaml", .head = "system_prompt: You are.\n", .unit = "key_@: {a: @, b: text}\n"},
    {.name = "duplicate-keys.yaml", .head = "system_prompt: You are.\n", .unit = "key: @\n"},
    {.name = "declared.yaml",
     .head = "system_prompt: |\n",
     .unit = "  Say {{value_@}} now.\n",
     .middle = "inputs:\n",
     .again = "  value_@: {volatility: user}\n"},
    {.name = "shared-inputs.yaml",
     .head = "prompts:\n",
     .unit = "  p@: {system_prompt: 'You are {{name_@}}.'}\n",
     .middle = "inputs:\n",
     .again = "  name_@: user\n"},
    {.name = "shared-header.yaml",
     .head = "version: 1\nprompts:\n",
     .unit = "  p@: {system_prompt: 'You are {{name_@}}.'}\n",
     .middle = "workload:\n",
     .again = "  key_@: 1\n"},
    {.name = "globs.yaml",
     .head = "system_prompt: |\n",
     .unit = "  Say {{value_@}} now.\n",
     .middle = "inputs:\n",
     .again = "  'x*y@': {volatility: user}\n"},
    {.name = "unquoted.yaml", .head = "", .unit = "key_@: {{value_@}}\n"},
    {.name = "flow.yaml",
     .head = "messages: [",
     .unit = "{role: user, content: 'it is {{now}} @'}",
     .between = ", ",
     .tail = "]\nmodel: gpt-5\n"},
    {.name = "prompt-list.yaml",
     .head = "system_prompt:\n",
     .unit = "  - You are part @ at {{current_time}}.\n"},
    {.name = "aliases.yaml",
     .head = "base: &b {role: user, content: hello}\nmessages:\n",
     .unit = "  - {role: user, content: hello @}\n",
     .middle = "again:\n  - *b\nmore:\n",
     .again = "  - *b\n"},
    {.name = "anchors.yaml", .head = "list:\n", .unit = "  - &a@ text\n"},
    {.name = "ignores.yaml",
     .head = SONNET "messages: []\nsystem: |\n  You are.\n",
     .unit = "# warmlint: ignore[WL301] @\n\n"},
    {.name = "documents.yaml", .head = "", .unit = "system_prompt: You are assistant @.\n---\n"},
    {.name = "nested.yaml",
     .head = "system_prompt: You are.\n",
     .unit =
         "k@:\n a:\n  a:\n   a:\n    a:\n     a:\n      a:\n       a:\n        - - - - - - - @\n"},
    /* JSON */
    {.name = "messages.json",
     .head = REQUEST "\"system\": \"You are.\", \"messages\": [\n",
     .unit = "{\"role\": \"user\", \"content\": \"question @ at {{current_time}}\"},\n"
             "{\"role\": \"assistant\", \"content\": [" ITEM "]}",
     .between = ",\n",
     .tail = "]}\n"},
    {.name = "blocks.json",
     .head = REQUEST HELLO "\"system\": [\n",
     .unit = ITEM,
     .between = ",\n",
     .tail = "]}\n"},
    {.name = "tools.json",
     .head = REQUEST HELLO "\"tools\": [\n",
     .unit = "{\"name\": \"tool_@\", \"description\": \"Does @ at {{current_time}}.\", "
             "\"input_schema\": {\"type\": \"object\", \"properties\": {\"a\": {\"type\": "
             "\"string\"}}}}",
     .between = ",\n",
     .tail = "]}\n"},
    {.name = "marked-tools.json",
     .head = REQUEST HELLO "\"tools\": [\n",
     .unit =
         "{\"name\": \"t@\", \"input_schema\": {}, \"cache_control\": {\"type\": \"ephemeral\"}}",
     .between = ",\n",
     .tail = "]}\n"},
    {.name = "escapes.json",
     .head = REQUEST "\"messages\": [], \"system\": \"",
     .unit = "Rule @: \\\"{{current_time}}\\\"\\n\\t\\u00e9\\/",
     .tail = "\"}\n"},
    {.name = "surrogates.json",
     .head = "{\"model\": \"gpt-5\", \"messages\": [{\"role\": \"system\", \"content\": \"",
     .unit = "\\ud83d\\ude00 {{now}} ",
     .tail = "\"}]}\n"},
    {.name = "keys.json",
     .head = "{\"system_prompt\": \"You are.\"",
     .unit = ",\n\"key_@\": {\"a\": @}",
     .tail = "}\n"},
    {.name = "duplicate-keys.json",
     .head = "{\"system_prompt\": \"You are.\"",
     .unit = ",\n\"key\": @",
     .tail = "}\n"},
    {.name = "nested.json",
     .head = "{\"system_prompt\": \"You are.\", \"x\": [",
     .unit = DEEP50,
     .between = ",\n",
     .tail = "]}"},
    {.name = "prompts.json",
     .head = "[",
     .unit =
         "{\"model\": \"gpt-5\", \"messages\": [{\"role\": \"system\", \"content\": \"You are @, "
         "it is {{now}}.\"}]}",
     .between = ",\n",
     .tail = "]\n"},
    {.name = "batch.jsonl",
     .head = "",
     .unit = "{\"custom_id\": \"@\", \"method\": \"POST\", \"url\": \"/v1/chat/completions\", "
             "\"body\": {\"model\": \"gpt-5\", \"messages\": [{\"role\": \"system\", \"content\": "
             "\"You are @.\"}]}}\n"},
    {.name = "wide-request.json",
     .head = REQUEST HELLO "\"metadata\": {\"a\": 1",
     .unit = ", \"key_@\": {\"system_prompt\": \"@\"}",
     .tail = "}}\n"},
    {.name = "rendered.json",
     .head = "{\"model\": \"gpt-5\", \"messages\": [{\"role\": \"system\", \"content\": \"",
     .unit = "Today is 2026-11-03T12:00:@Z, request 6f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0. ",
     .tail = "\"}]}\n"},
    {.name = "numbers.json",
     .head = "{\"system_prompt\": \"You are.\", \"x\": [",
     .unit = "1.5e-@",
     .between = ",",
     .tail = "]}\n"},
    /* by somebody who means it */
    {.name = "one-line.md", .head = "You are. ", .unit = "say {{current_time}} and {{user_id}} "},
    {.name = "one-sentence.md", .head = "You are\n", .unit = "say {{current_time}}\nand "},
    {.name = "blank-tail.md", .head = YOU RULE RULE, .unit = " \n"},
    {.name = "letters.md", .head = YOU, .unit = "a\n"},
    {.name = "line-ends.md", .head = YOU, .unit = "\n\r\n"},
    {.name = "single-braces.md", .head = "You are {name}. ", .unit = "{a} "},
    {.name = "pairs/front-matter.md", .head = "---\n", .unit = "k@: v\n", .tail = "---\n" YOU},
    {.name = "role-lines.prompty", .head = "---\n" SONNET "---\n", .unit = "user:\na\n"},
    {.name = "role-elements.poml",
     .head = "<poml>",
     .unit = "<user-msg>a</user-msg>",
     .tail = "</poml>"},
    {.name = "functions.baml",
     .head = "client<llm> A {\n  provider openai\n}\n",
     .unit = "function F@(a: string) -> string {\n  client A\n  prompt #\"\n  a {{ a }}\n\"#\n}\n"},
    {.name = "requests.http",
     .unit = "POST https://api.openai.com/v1/chat/completions\n\n" MESSAGE "}\n\n###\n"},
    {.name = "requests.har",
     .head = "{\"log\": {\"entries\": [",
     .unit = "{\"request\": {\"url\": \"https://api.openai.com/v1/chat/completions\", "
             "\"postData\": {\"text\": "
             "\"{\\\"model\\\":\\\"gpt-5\\\",\\\"messages\\\":[{\\\"role\\\":\\\"user\\\","
             "\\\"content\\\":"
             "\\\"a\\\"}]}\"}}}",
     .between = ",",
     .tail = "]}}"},
    {.name = "escaped-messages.har",
     .head = "{\"log\": {\"entries\": [{\"request\": {\"url\": "
             "\"https://api.openai.com/v1/chat/completions\", "
             "\"postData\": {\"text\": \"{\\\"model\\\":\\\"gpt-5\\\",\\\"messages\\\":[",
     .unit = "{\\\"role\\\":\\\"user\\\",\\\"content\\\":\\\"a\\\"}",
     .between = ",",
     .tail = "]}\"}}}]}}"},
    {.name = "short-lines.json",
     .head = REQUEST "\"messages\": [{\"role\": \"user\", \"content\": \"",
     .unit = "a\\n",
     .tail = "\"}]}"},
    {.name = "short-messages.json",
     .head = REQUEST "\"messages\": [",
     .unit = "{\"role\":\"user\",\"content\":\"a\"}",
     .between = ",",
     .tail = "]}"},
    {.name = "empty-messages.json",
     .head = REQUEST "\"messages\": [",
     .unit = "{}",
     .between = ",",
     .tail = "]}"},
    {.name = "gemini.json",
     .head = "{\"model\": \"gemini-2.5-pro\", \"contents\": [",
     .unit = "{\"role\":\"user\",\"parts\":[{\"text\":\"a\"}]}",
     .between = ",",
     .tail = "]}"},
    {.name = "requests.json", .head = "[", .unit = MESSAGE "}", .between = ",", .tail = "]"},
    {.name = "agents.json",
     .head = "{\"nodes\": [",
     .unit = "{\"type\":\"@n8n/"
             "n8n-nodes-langchain.agent\",\"name\":\"a\",\"parameters\":{\"text\":\"=a {{ $json.x "
             "}}\"}}",
     .between = ",",
     .tail = "], \"connections\": {}}"},
    {.name = "scalars.yaml", .head = SONNET "system: You are.\nstop:\n", .unit = "- a\n"},
    {.name = "items.yaml", .unit = "- x: {a}\n"},
    {.name = "short-batch.jsonl",
     .unit = "{\"custom_id\":\"@\",\"method\":\"POST\",\"url\":\"/v1/chat/"
             "completions\",\"body\":" MESSAGE "}}\n"},
    {.name = "live-directives.md", .head = YOU, .unit = "!`date`"},
    {.name = "half-ignores.md", .head = YOU, .unit = "<!-- warmlint: ignore[WL101 \n"},
    {.name = "long-ignore.md",
     .head = YOU "<!-- warmlint: ignore[",
     .unit = "WL@,",
     .tail = "] -->\n"},
    {.name = "bait.md", .head = YOU, .unit = "aaaaaaaaaaaaaaaa"},
    {.name = "bait-lines.md", .head = YOU, .unit = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"},
    {.name = "deep.json", .head = "{\"system_prompt\": \"You are.\", \"x\": ", .unit = "["},
    {.name = "deep-maps.json",
     .head = "{\"system_prompt\": \"You are.\", \"x\": ",
     .unit = "{\"a\":"},
    {.name = "deep.yaml", .head = "system_prompt: You are.\nx:\n  ", .unit = "- "},
    {.name = "deep-flow.yaml", .head = "system_prompt: You are.\nx: ", .unit = "{a: "},
    {.name = "deep-keys.yaml", .head = "system_prompt: You are.\n", .unit = "? "},
    {.name = "laughs.yaml",
     .head = "a: &a [x, x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\n"
             "c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\nsystem_prompt: You are.\nall:\n",
     .unit = "  - *c\n"},
    {.name = "merges.yaml",
     .head = "base: &b {a: 1, b: 2}\nsystem_prompt: You are.\n",
     .unit = "k@: {<<: *b, c: @}\n"},
    {.name = "directives.yaml",
     .head = "",
     .unit = "%TAG !@! tag:a,2026:\n",
     .tail = "---\na: b\n"},
    {.name = "documents.yaml", .unit = "---\na: b\n"},
    {.name = "prompts-apart.yaml", .unit = "---\nsystem_prompt: It is {{now}}.\n"},
    {.name = "remarks.yaml", .head = SONNET "system_prompt: You are.\n", .unit = "# remark @\n"},
    {.name = "long-key.yaml", .head = SONNET "system_prompt: You are.\n? ", .unit = "key_@_"},
    {.name = "long-key.json",
     .head = "{\"system_prompt\": \"You are.\", \"",
     .unit = "key_@_",
     .tail = "\": 1}\n"},
    {.name = "long-number.json",
     .head = "{\"model\": \"gpt-5\", \"messages\": [], \"max_tokens\": 1",
     .unit = "0",
     .tail = "}\n"},
    {.name = "exponents.json",
     .head = "{\"system_prompt\": \"You are.\", \"x\": [",
     .unit = "-9.99e+99999@",
     .between = ",",
     .tail = "]}\n"},
    {.name = "moving-blocks.json",
     .head = REQUEST HELLO "\"system\": [\n",
     .unit = "{\"type\": \"text\", \"text\": \"It is {{current_time}}.\"}",
     .between = ",\n",
     .tail = "]}\n"},
    {.name = "moving-turns.json",
     .head = REQUEST "\"system\": \"You are.\", \"messages\": [\n",
     .unit = "{\"role\": \"user\", \"content\": \"It is {{current_time}}. Go on.\"},\n"
             "{\"role\": \"assistant\", \"content\": \"Yes.\"}",
     .between = ",\n",
     .tail = "]}\n"},
};

static size_t length(const char *text) {
    return text ? strlen(text) : 0;
}

static size_t write_sentence(void) {
    static const char *const words[] = {
        "the",      "customer", "order",    "policy",  "support",  "answer",  "never",
        "always",   "when",     "asks",     "about",   "shipping", "account", "please",
        "verify",   "before",   "you",      "respond", "with",     "short",   "polite",
        "sentence", "their",    "language", "page",    "refund",   "invoice", "a",
        "of",       "to",       "and",      "in",      "tonight",  "harbour", "ferries",
        "reserved", "window",   "deposit",  "unclear", "colleague"};
    static uint32_t state = 2463534242u;
    size_t written = 0;
    for (uint32_t i = 0, count = 0; i == 0 || i < count; i++) {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        if (i == 0) count = 7 + state % 9;
        const char *word = words[state / 16 % (sizeof words / sizeof *words)];
        written += (size_t)printf(i ? " %s" : "%s", word);
    }
    return written + (putchar('.') != EOF);
}

/* Writes the unit with its number in place of each @, and sentences; returns its length. */
static size_t write_unit(const char *unit, unsigned long number) {
    size_t written = 0;
    for (; *unit; unit++)
        if (*unit == '@')
            written += (size_t)printf("%lu", number);
        else if (*unit == '^')
            written += write_sentence();
        else
            written += putchar(*unit) != EOF;
    return written;
}

static void write_text(const char *text) {
    if (text) fputs(text, stdout);
}

static void generate(const Kind *kind, size_t bytes) {
    size_t written = length(kind->head) + length(kind->middle) + length(kind->tail);
    /* The second units are about as long as they look here. */
    size_t again = kind->again ? strlen(kind->again) + 4 : 0;
    unsigned long count = 0;
    write_text(kind->head);
    while (written < bytes) {
        if (count++) write_text(kind->between);
        written += write_unit(kind->unit, count) + length(kind->between) + again;
    }
    write_text(kind->middle);
    for (unsigned long i = 1; kind->again && i <= count; i++) write_unit(kind->again, i);
    if (kind->tail) write_unit(kind->tail, count);
}

int main(int argc, char **argv) {
    const size_t count = sizeof kinds / sizeof *kinds;
    for (size_t i = 0; i < count; i++) {
        if (argc < 3) {
            puts(kinds[i].name);
        } else if (strcmp(kinds[i].name, argv[1]) == 0) {
            generate(&kinds[i], (size_t)strtoul(argv[2], NULL, 10));
            return 0;
        }
    }
    if (argc >= 3) fprintf(stderr, "generate: no kind %s\n", argv[1]);
    return argc < 3 ? 0 : 2;
}
