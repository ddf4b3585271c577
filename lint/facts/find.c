/* From a model id as people write it to a row of the table.
 *
 * Rules, each to an exact id; nothing else is tried, and in particular no prefix:
 *   1. the text as it stands
 *   2. prefixes of routers, SDKs and test tools, separated by '/' (LiteLLM, OpenRouter) or ':'
 *      (promptfoo, LangChain, pydantic-ai): anthropic/..., bedrock/converse/..., openai:chat:...
 *   3. resource paths: arn:aws:bedrock:.../ID, projects/.../models/ID, publishers/.../models/ID
 *   4. Bedrock: geography "us." "eu." "apac." ... and a context suffix ":200k"; the row of the
 *      vendor behind "anthropic.ID-v1:0"; a bare Claude id with "anthropic." put in front
 *   5. Google Cloud: ID@20251001 is ID-20251001, ID@default is ID
 *   6. OpenRouter: ":free"-like variants; Claude versions with a dot; an undated old Claude id
 *      stands for its -latest
 *   7. Claude Code: a trailing "[1m]"
 * Sources: LiteLLM, OpenRouter, promptfoo, AWS and Google Cloud documentation as of 2026-11. */
#include "lint/facts/facts.h"
#include "lint/facts/facts_table.h"
#include "lint/facts/spelling.h"

/* ---- the name index ----------------------------------------------------------------------- */

/* The first entry that is not before `text`: several platforms may follow one another. */
static size_t name_lower_bound(Str text) {
    size_t low = 0, high = facts_names_len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_cmp(facts_text(facts_names[middle].text), text) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool name_is(size_t at, Str text) {
    return at < facts_names_len && str_eq(facts_text(facts_names[at].text), text);
}

static Provider name_provider(size_t at) {
    return facts_models[facts_names[at].model].provider;
}

static bool take(size_t at, Provider platform, ModelMatch *match) {
    const FactName *name = &facts_names[at];
    const Model *model = &facts_models[name->model];
    *match = (ModelMatch){.model = model,
                          .platform = platform,
                          .name = facts_text(name->text),
                          .form = (IdForm)name->form,
                          .platform_row = platform == model->provider,
                          .prices_apply = true,
                          .price_factor = 1};
    return true;
}

/* An exact name in a row of this very platform. */
static bool exact_own(Provider platform, Str text, ModelMatch *match) {
    for (size_t at = name_lower_bound(text); name_is(at, text); at++)
        if (name_provider(at) == platform) return take(at, platform, match);
    return false;
}

/* An exact name: the platform's own row, else the vendor's. A vendor hint that does not hold (a
 * Chat Completions body that names a Claude) gives way to the row's provider. */
static bool exact(Provider platform, Str text, ModelMatch *match) {
    if (exact_own(platform, text, match)) return true;
    for (size_t at = name_lower_bound(text); name_is(at, text); at++) {
        Provider provider = name_provider(at);
        if (spelling_is_host(provider)) continue;
        return take(at, spelling_is_host(platform) ? platform : provider, match);
    }
    return false;
}

/* A row that only hosts have, when no host was named: Bedrock and Fireworks ids are unmistakable,
 * open models could run anywhere, so their prices do not count. */
static bool exact_on_any_host(Str text, ModelMatch *match) {
    size_t at = name_lower_bound(text);
    if (!name_is(at, text)) return false;
    Provider provider = name_provider(at);
    bool certain = provider == PROVIDER_BEDROCK || provider == PROVIDER_FIREWORKS;
    take(at, certain ? provider : PROVIDER_UNKNOWN, match);
    match->prices_apply = certain;
    return true;
}

/* ---- spellings ---------------------------------------------------------------------------- */

typedef struct {
    char bytes[SPELLING_MAX_ID + 32];
    size_t len;
} Scratch;

static Str joined(Scratch *scratch, Str a, Str b, Str c) {
    Str parts[] = {a, b, c};
    scratch->len = 0;
    for (size_t i = 0; i < 3; i++) {
        if (parts[i].len > sizeof scratch->bytes - scratch->len) return (Str){scratch->bytes, 0};
        if (parts[i].len) memcpy(scratch->bytes + scratch->len, parts[i].ptr, parts[i].len);
        scratch->len += parts[i].len;
    }
    return (Str){scratch->bytes, scratch->len};
}

static bool all_digits(Str s) {
    for (size_t i = 0; i < s.len; i++)
        if (!ascii_is_digit(s.ptr[i])) return false;
    return s.len > 0;
}

static Str drop(Str s, size_t count) {
    return str_slice(s, count, s.len);
}

/* Cuts "-v1:0", "-v1" off; false if there is none. */
static bool cut_bedrock_version(Str *id) {
    Str s = *id;
    size_t dash = s.len;
    while (dash > 0 && s.ptr[dash - 1] != '-') dash--;
    Str tail = drop(s, dash);
    if (dash < 2 || tail.len < 2 || tail.ptr[0] != 'v') return false;
    size_t colon = str_find_char(tail, ':', 0);
    Str number = str_slice(tail, 1, colon == STR_NOT_FOUND ? tail.len : colon);
    if (!all_digits(number)) return false;
    if (colon != STR_NOT_FOUND && !all_digits(drop(tail, colon + 1))) return false;
    *id = str_slice(s, 0, dash - 1);
    return true;
}

/* Cuts a context suffix such as ":200k" or ":1m" off. */
static Str without_context_suffix(Str id) {
    size_t colon = id.len;
    while (colon > 0 && id.ptr[colon - 1] != ':') colon--;
    if (colon < 2 || id.len - colon < 2) return id;
    char unit = id.ptr[id.len - 1];
    if ((unit != 'k' && unit != 'm') || !all_digits(str_slice(id, colon, id.len - 1))) return id;
    return str_slice(id, 0, colon - 1);
}

/* Cross-region inference profiles: the geography before the id (AWS, Bedrock user guide). */
static bool cut_geography(Str *id, bool *global) {
    static const char GEOGRAPHIES[][8] = {"us.", "eu.", "apac.",   "au.",    "jp.",
                                          "ca.", "sa.", "us-gov.", "global."};
    for (size_t i = 0; i < sizeof GEOGRAPHIES / sizeof *GEOGRAPHIES; i++) {
        size_t len = strnlen(GEOGRAPHIES[i], sizeof GEOGRAPHIES[i]);
        Str geography = {GEOGRAPHIES[i], len};
        if (!str_starts(*id, geography)) continue;
        *global = GEOGRAPHIES[i][0] == 'g';
        *id = drop(*id, len);
        return true;
    }
    return false;
}

/* The Bedrock row of an id, written with or without the vendor's name before it. */
static bool bedrock_row(Str id, ModelMatch *match) {
    Scratch scratch;
    const Str vendor = STR("anthropic."), none = STR("");
    if (exact_own(PROVIDER_BEDROCK, id, match)) return true;
    if (!str_starts(id, STR("claude-"))) return false;
    return exact_own(PROVIDER_BEDROCK, joined(&scratch, vendor, id, none), match) ||
           exact_own(PROVIDER_BEDROCK, joined(&scratch, vendor, id, STR("-v1:0")), match) ||
           exact_own(PROVIDER_BEDROCK, joined(&scratch, vendor, id, STR("-v1")), match);
}

static bool resolve_bedrock(Provider platform, Str id, ModelMatch *match) {
    bool global = false;
    const Str vendor = STR("anthropic.");
    bool profile = cut_geography(&id, &global);
    bool plain = str_starts(id, vendor) || str_starts(id, STR("amazon."));
    if (platform != PROVIDER_BEDROCK && !profile && !plain) return false;
    id = without_context_suffix(id);
    if (bedrock_row(id, match)) {
        /* In one region, or in one geography, Bedrock adds to the global price. */
        if (!global) match->price_factor = match->model->regional;
        return true;
    }
    /* No row of its own: the vendor's. */
    if (str_starts(id, vendor)) id = drop(id, vendor.len);
    return exact(PROVIDER_BEDROCK, id, match) ||
           (cut_bedrock_version(&id) && exact(PROVIDER_BEDROCK, id, match));
}

static bool resolve_vertex(Provider platform, Str id, ModelMatch *match) {
    Scratch scratch;
    size_t at = str_find_char(id, '@', 0);
    if (at == STR_NOT_FOUND) return platform == PROVIDER_VERTEX && exact(platform, id, match);
    Str name = str_slice(id, 0, at), version = drop(id, at + 1);
    if (all_digits(version) && version.len == 8)
        return exact(PROVIDER_VERTEX, joined(&scratch, name, STR("-"), version), match);
    return str_is(version, "default") && exact(PROVIDER_VERTEX, name, match);
}

/* Cuts a variant such as ":free" off; its price is not the model's. */
static bool cut_variant(Str *id) {
    static const char VARIANTS[][12] = {"free",   "batch",    "nitro", "floor",
                                        "online", "thinking", "beta",  "extended"};
    size_t colon = str_find_char(*id, ':', 0);
    if (colon == STR_NOT_FOUND) return false;
    for (size_t i = 0; i < sizeof VARIANTS / sizeof *VARIANTS; i++)
        if (str_is(drop(*id, colon + 1), VARIANTS[i])) {
            *id = str_slice(*id, 0, colon);
            return true;
        }
    return false;
}

/* claude-sonnet-4.5 for claude-sonnet-4-5, and the undated claude-3.5-haiku for its -latest. */
static bool openrouter_claude(Provider platform, Str id, ModelMatch *match) {
    Scratch dashed, latest;
    const Str none = STR("");
    if (!str_starts(id, STR("claude-"))) return false;
    Str text = joined(&dashed, id, none, none);
    for (size_t i = 0; i < text.len; i++) {
        if (dashed.bytes[i] != '.') continue;
        dashed.bytes[i] = '-';
        if (!spelling_is_host(platform)) platform = PROVIDER_OPENROUTER;
    }
    if (platform != PROVIDER_OPENROUTER) return false;
    return exact(platform, text, match) ||
           exact(platform, joined(&latest, text, STR("-latest"), none), match);
}

static bool resolve_openrouter(Provider platform, Str id, ModelMatch *match) {
    bool variant = cut_variant(&id);
    if (variant && !spelling_is_host(platform)) platform = PROVIDER_OPENROUTER;
    if (!(variant && exact(platform, id, match)) && !openrouter_claude(platform, id, match))
        return false;
    if (variant) match->prices_apply = false;
    return true;
}

/* One spelling of an id without the words before it. `whole`: no word has been cut off yet. */
static bool resolve_core(Provider platform, Str id, bool whole, ModelMatch *match) {
    if (id.len == 0) return false;
    if (platform == PROVIDER_BEDROCK && resolve_bedrock(platform, id, match)) return true;
    if (exact(platform, id, match)) return true;
    if (resolve_bedrock(platform, id, match) || resolve_vertex(platform, id, match)) return true;
    /* Only behind a vendor's name, or where OpenRouter is known, is a dot or variant its own. */
    if ((platform == PROVIDER_OPENROUTER || !whole) && resolve_openrouter(platform, id, match))
        return true;
    const Str long_context = STR("[1m]");
    return str_ends_nocase(id, long_context) &&
           exact(platform, str_slice(id, 0, id.len - long_context.len), match);
}

ModelMatch facts_resolve(Provider hint, Str id) {
    ModelMatch match = {0};
    id = str_trim(id);
    if (id.len == 0 || id.len > SPELLING_MAX_ID) return match;
    Provider platform = hint;
    Str rest = id;
    Provider owner = spelling_cut_path(&rest);
    if (owner != PROVIDER_UNKNOWN) platform = owner;
    for (int i = 0; i <= SPELLING_MAX_PREFIXES; i++) {
        if (resolve_core(platform, rest, i == 0, &match)) return match;
        if (!spelling_cut_prefix(&rest, &platform)) break;
    }
    if (!spelling_is_host(platform) &&
        (exact_on_any_host(id, &match) || exact_on_any_host(rest, &match)))
        return match;
    return (ModelMatch){0};
}

const Model *facts_find_model(Provider hint, Str id) {
    return facts_resolve(hint, id).model;
}
