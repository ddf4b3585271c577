#include "lint/facts/spelling.h"

/* What a word before '/' or ':' says. A platform serves other vendors' models; a vendor serves its
 * own; a manner ("chat", "converse") says nothing of either. */
typedef enum { WORD_PLATFORM, WORD_VENDOR, WORD_MANNER } WordKind;

typedef struct {
    char text[24];
    WordKind kind;
    Provider provider;
} Word;

static const Word WORDS[] = {
    {"anthropic", WORD_VENDOR, PROVIDER_ANTHROPIC},
    {"openai", WORD_VENDOR, PROVIDER_OPENAI},
    {"openai-chat", WORD_VENDOR, PROVIDER_OPENAI},
    {"openai-responses", WORD_VENDOR, PROVIDER_OPENAI},
    {"text-completion-openai", WORD_VENDOR, PROVIDER_OPENAI},
    {"google", WORD_VENDOR, PROVIDER_GOOGLE},
    {"gemini", WORD_VENDOR, PROVIDER_GOOGLE},
    {"google-gla", WORD_VENDOR, PROVIDER_GOOGLE},
    {"google_genai", WORD_VENDOR, PROVIDER_GOOGLE},
    {"googleai", WORD_VENDOR, PROVIDER_GOOGLE},
    {"bedrock", WORD_PLATFORM, PROVIDER_BEDROCK},
    {"bedrock_converse", WORD_PLATFORM, PROVIDER_BEDROCK},
    {"bedrock_mantle", WORD_PLATFORM, PROVIDER_BEDROCK},
    {"amazon-bedrock", WORD_PLATFORM, PROVIDER_BEDROCK},
    {"aws-bedrock", WORD_PLATFORM, PROVIDER_BEDROCK},
    {"vertex", WORD_PLATFORM, PROVIDER_VERTEX},
    {"vertex_ai", WORD_PLATFORM, PROVIDER_VERTEX},
    {"vertex_ai_beta", WORD_PLATFORM, PROVIDER_VERTEX},
    {"vertexai", WORD_PLATFORM, PROVIDER_VERTEX},
    {"google-vertex", WORD_PLATFORM, PROVIDER_VERTEX},
    {"google_vertexai", WORD_PLATFORM, PROVIDER_VERTEX},
    {"google_anthropic_vertex", WORD_PLATFORM, PROVIDER_VERTEX},
    {"azure", WORD_PLATFORM, PROVIDER_AZURE},
    {"azure_ai", WORD_PLATFORM, PROVIDER_AZURE},
    {"azure_openai", WORD_PLATFORM, PROVIDER_AZURE},
    {"azureopenai", WORD_PLATFORM, PROVIDER_AZURE},
    {"foundry", WORD_PLATFORM, PROVIDER_AZURE},
    {"openrouter", WORD_PLATFORM, PROVIDER_OPENROUTER},
    {"deepseek", WORD_VENDOR, PROVIDER_DEEPSEEK},
    {"deepseek-ai", WORD_VENDOR, PROVIDER_DEEPSEEK},
    {"xai", WORD_VENDOR, PROVIDER_XAI},
    {"x-ai", WORD_VENDOR, PROVIDER_XAI},
    {"mistral", WORD_VENDOR, PROVIDER_MISTRAL},
    {"mistralai", WORD_VENDOR, PROVIDER_MISTRAL},
    {"moonshot", WORD_VENDOR, PROVIDER_MOONSHOT},
    {"moonshotai", WORD_VENDOR, PROVIDER_MOONSHOT},
    {"alibaba", WORD_VENDOR, PROVIDER_ALIBABA},
    {"dashscope", WORD_VENDOR, PROVIDER_ALIBABA},
    {"qwen", WORD_VENDOR, PROVIDER_ALIBABA},
    {"zai", WORD_VENDOR, PROVIDER_ZAI},
    {"z-ai", WORD_VENDOR, PROVIDER_ZAI},
    {"minimax", WORD_VENDOR, PROVIDER_MINIMAX},
    {"meta", WORD_VENDOR, PROVIDER_META},
    {"meta-llama", WORD_VENDOR, PROVIDER_META},
    {"meta_llama", WORD_VENDOR, PROVIDER_META},
    {"groq", WORD_PLATFORM, PROVIDER_GROQ},
    {"fireworks", WORD_PLATFORM, PROVIDER_FIREWORKS},
    {"fireworks_ai", WORD_PLATFORM, PROVIDER_FIREWORKS},
    {"cerebras", WORD_PLATFORM, PROVIDER_CEREBRAS},
    {"messages", WORD_MANNER, PROVIDER_UNKNOWN},
    {"chat", WORD_MANNER, PROVIDER_UNKNOWN},
    {"responses", WORD_MANNER, PROVIDER_UNKNOWN},
    {"completion", WORD_MANNER, PROVIDER_UNKNOWN},
    {"converse", WORD_MANNER, PROVIDER_UNKNOWN},
    {"invoke", WORD_MANNER, PROVIDER_UNKNOWN},
    {"models", WORD_MANNER, PROVIDER_UNKNOWN},
};

static const Word *find_word(Str text) {
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (str_eq_nocase(text, str_from_c(WORDS[i].text))) return &WORDS[i];
    return NULL;
}

static const char PROVIDER_NAMES[PROVIDER_COUNT][12] = {
    "unknown",    "anthropic", "openai",    "google",  "bedrock",  "vertex",  "azure",
    "openrouter", "deepseek",  "xai",       "mistral", "moonshot", "alibaba", "zai",
    "minimax",    "groq",      "fireworks", "meta",    "cerebras"};

const char *facts_provider_name(Provider provider) {
    return PROVIDER_NAMES[(unsigned)provider < PROVIDER_COUNT ? provider : PROVIDER_UNKNOWN];
}

Provider facts_provider_parse(Str text) {
    const Word *word = find_word(text);
    return word ? word->provider : PROVIDER_UNKNOWN;
}

bool spelling_is_host(Provider provider) {
    return provider == PROVIDER_BEDROCK || provider == PROVIDER_VERTEX ||
           provider == PROVIDER_AZURE || provider == PROVIDER_OPENROUTER ||
           provider == PROVIDER_GROQ || provider == PROVIDER_FIREWORKS ||
           provider == PROVIDER_CEREBRAS;
}

Provider spelling_cut_path(Str *id) {
    Provider owner = PROVIDER_UNKNOWN;
    if (str_starts(*id, STR("arn:aws"))) owner = PROVIDER_BEDROCK;
    if (str_starts(*id, STR("projects/")) || str_starts(*id, STR("publishers/")))
        owner = PROVIDER_VERTEX;
    if (owner == PROVIDER_UNKNOWN) return owner;
    size_t slash = id->len;
    while (slash > 0 && id->ptr[slash - 1] != '/') slash--;
    *id = str_slice(*id, slash, id->len);
    return owner;
}

/* Is this an AWS region, as LiteLLM writes it between "bedrock/" and the id? */
static bool is_region(Str s) {
    return s.len >= 8 && s.len <= 16 && ascii_is_digit(s.ptr[s.len - 1]) &&
           s.ptr[s.len - 2] == '-' && s.ptr[2] == '-';
}

bool spelling_cut_prefix(Str *id, Provider *platform) {
    size_t end = 0;
    while (end < id->len && id->ptr[end] != '/' && id->ptr[end] != ':') end++;
    if (end == 0 || end >= id->len) return false;
    Str text = str_slice(*id, 0, end);
    const Word *word = find_word(text);
    if (!word && !(*platform == PROVIDER_BEDROCK && is_region(text))) return false;
    if (word && word->kind == WORD_PLATFORM) *platform = word->provider;
    if (word && word->kind == WORD_VENDOR && !spelling_is_host(*platform))
        *platform = word->provider;
    *id = str_slice(*id, end + 1, id->len);
    return true;
}

Str spelling_core(Provider *platform, Str id) {
    Provider owner = spelling_cut_path(&id);
    if (owner != PROVIDER_UNKNOWN) *platform = owner;
    int words = 0;
    while (words < SPELLING_MAX_PREFIXES && spelling_cut_prefix(&id, platform)) words++;
    return id;
}
