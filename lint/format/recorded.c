/* What recordings of HTTP traffic have in common: bodies that are JSON in a string, and addresses
 * that tell the platform and the model. */
#include "lint/base/limits.h"
#include "lint/format/lower.h"

/* Through YAML aliases one string may be a body many times. */
static bool is_over_limit(Lowering *l, const Node *body) {
    size_t most = l->source->bytes.len * LIMIT_BODY_TIMES;
    if (most < LIMIT_BODY_BYTES) most = LIMIT_BODY_BYTES;
    if (most > LIMIT_FILE_BYTES) most = LIMIT_FILE_BYTES;
    if (lower_is_full(l, body->span, "bodies")) return true;
    bool was = l->embedded_bytes > LIMIT_FILE_BYTES;
    l->embedded_bytes += body->text.len;
    if (l->embedded_nodes <= LIMIT_NODES && l->embedded_bytes <= most) return false;
    if (!was)
        vec_push(
            l->arena, l->problems,
            (Problem){PROBLEM_LIMIT, body->span,
                      str_printf(l->arena, "bodies in strings hold more than %zu MiB or %d values",
                                 most >> 20, LIMIT_NODES),
                      STR("split the file")});
    l->embedded_bytes = LIMIT_FILE_BYTES + 1u;
    return true;
}

const Node *lower_embedded(Lowering *l, const Node *body) {
    if (!node_is_string(body)) return body;
    Str text = str_trim(body->text);
    if (!str_starts(text, STR("{")) && !str_starts(text, STR("["))) return NULL;
    if (is_over_limit(l, body)) return NULL;
    return json_read_embedded(l->arena, l->source, body, &l->embedded_nodes, l->problems);
}

/* The host name of an address, without user, port and scheme. */
static Str host_of(Str url) {
    size_t scheme = str_find(url, STR("://"), 0);
    if (scheme != STR_NOT_FOUND) url = str_slice(url, scheme + 3, url.len);
    size_t end = 0;
    while (end < url.len && url.ptr[end] != '/' && url.ptr[end] != ':' && url.ptr[end] != '?')
        end++;
    return str_slice(url, 0, end);
}

/* `.googleapis.com` and the host itself, or what stands below it. */
static bool is_below(Str host, const char *domain) {
    Str d = str_from_c(domain);
    if (!str_ends_nocase(host, d)) return false;
    return host.len == d.len || host.ptr[host.len - d.len - 1] == '.' ||
           host.ptr[host.len - d.len - 1] == '-';
}

static Provider provider_of(Str host) {
    static const struct {
        const char *domain;
        Provider provider;
    } hosts[] = {{"api.anthropic.com", PROVIDER_ANTHROPIC},
                 {"api.openai.com", PROVIDER_OPENAI},
                 {"openai.azure.com", PROVIDER_AZURE},
                 {"services.ai.azure.com", PROVIDER_AZURE},
                 {"cognitiveservices.azure.com", PROVIDER_AZURE},
                 {"openrouter.ai", PROVIDER_OPENROUTER},
                 {"generativelanguage.googleapis.com", PROVIDER_GOOGLE},
                 {"aiplatform.googleapis.com", PROVIDER_VERTEX},
                 {"api.deepseek.com", PROVIDER_DEEPSEEK},
                 {"api.x.ai", PROVIDER_XAI},
                 {"api.mistral.ai", PROVIDER_MISTRAL},
                 {"api.groq.com", PROVIDER_GROQ},
                 {"api.fireworks.ai", PROVIDER_FIREWORKS},
                 {"api.cerebras.ai", PROVIDER_CEREBRAS}};
    if (str_starts(host, STR("bedrock-runtime")) && str_ends(host, STR(".amazonaws.com")))
        return PROVIDER_BEDROCK;
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++)
        if (is_below(host, hosts[i].domain)) return hosts[i].provider;
    return PROVIDER_UNKNOWN;
}

/* /model/ID/converse, /models/ID:generateContent: the id's range in the address. */
static Span model_in(Str url) {
    static const char *const marks[] = {"/model/", "/models/"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t at = str_find(url, str_from_c(marks[i]), 0);
        if (at == STR_NOT_FOUND) continue;
        size_t start = at + strlen(marks[i]), end = start;
        while (end < url.len && url.ptr[end] != '/' && url.ptr[end] != '?') end++;
        size_t verb = end; /* the last colon: Bedrock's ids hold one themselves */
        while (verb > start && url.ptr[verb - 1] != ':') verb--;
        if (i == 1 && verb > start) end = verb - 1;
        if (end > start) return span_of(start, end);
    }
    return (Span){0};
}

/* Percent-encoded bytes, as Bedrock's ids with colons carry them. */
static Str decode_percent(Arena *arena, Str s) {
    char *out = arena_alloc(arena, s.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < s.len; i++) {
        static const char hex[] = "0123456789abcdef";
        const char *high = NULL, *low = NULL;
        if (s.ptr[i] == '%' && i + 2 < s.len && s.ptr[i + 1] && s.ptr[i + 2]) {
            high = strchr(hex, ascii_lower(s.ptr[i + 1]));
            low = strchr(hex, ascii_lower(s.ptr[i + 2]));
        }
        if (high && low) {
            out[len++] = (char)((high - hex) * 16 + (low - hex));
            i += 2;
        } else {
            out[len++] = s.ptr[i];
        }
    }
    return (Str){out, len};
}

/* /v1/messages/count_tokens, models/ID:countTokens, /v1/responses/input_tokens. */
static bool counts_tokens(Str url) {
    static const char *const ends[] = {"/count_tokens", ":countTokens", "/count-tokens",
                                       "/input_tokens"};
    url = str_slice(url, 0, str_find_char(url, '?', 0));
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (str_ends(url, str_from_c(ends[i]))) return true;
    return false;
}

void lower_host(Lowering *l, const Node *url) {
    l->host = PROVIDER_UNKNOWN;
    l->host_model = (Str){0};
    l->counts_only = false;
    if (!url || url->kind != NODE_STRING) return;
    l->counts_only = counts_tokens(url->text);
    l->host = provider_of(host_of(url->text));
    Span id = model_in(url->text);
    if (l->host == PROVIDER_UNKNOWN || id.end == id.start) return;
    TextMap map = node_map(url);
    l->host_model = decode_percent(l->arena, str_slice(url->text, id.start, id.end));
    l->host_model_span = textmap_span(&map, id);
}

/* Takes back what was said since `from`, but for limits. */
static void forget_problems(Lowering *l, size_t from) {
    size_t kept = from;
    for (size_t i = from; i < l->problems->len; i++)
        if (l->problems->items[i].kind == PROBLEM_LIMIT)
            l->problems->items[kept++] = l->problems->items[i];
    l->problems->len = kept;
}

/* `status: 200`, `status: {code: 200}`, `status: 200 OK`, `code: 200`; a response without one is
 * taken for an answer. */
static bool is_answer(const Node *response) {
    static const char *const keys[] = {"status", "status_code", "code", NULL};
    if (!node_is_map(response)) return false;
    const Node *status = node_get_any(response, keys);
    if (node_is_map(status)) status = node_get(status, "code");
    return !status || str_starts(status->text, STR("2"));
}

void lower_sent_body(Lowering *l, const Node *url, const Node *body, const Node *response,
                     Str path) {
    size_t problems = l->problems->len, prompts = l->prompts->len;
    const Node *tree = lower_embedded(l, body);
    if (!tree) return;
    lower_host(l, url);
    l->answered = is_answer(response);
    lower_search(l, tree, NULL, path);
    l->answered = false;
    lower_host(l, NULL);
    if (l->prompts->len == prompts) forget_problems(l, problems);
}

void lower_sent_text(Lowering *l, Span url, Span body, int index) {
    if (body.end == body.start) return;
    const Node *tree = lower_embedded(l, lower_range_node(l, body));
    if (!tree) return;
    lower_host(l, lower_range_node(l, url));
    bool outer = l->requests_only;
    l->requests_only = l->host == PROVIDER_UNKNOWN;
    lower_search(l, tree, NULL, str_printf(l->arena, "request[%d].body", index));
    l->requests_only = outer;
    lower_host(l, NULL);
}
