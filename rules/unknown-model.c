#include "rules/repair.h"

/* Names that no table can hold: fine-tunes, local tags and paths, deployments, templates. */
static bool is_private(const Prompt *prompt, Str id) {
    if (prompt->provider == PROVIDER_AZURE) return true; /* deployments are named freely */
    if (str_starts(id, STR("ft:"))) return true;
    for (size_t i = 0; i < id.len; i++)
        if (ascii_is_space(id.ptr[i]) || strchr(":${}<>\\", id.ptr[i])) return true;
    size_t slash = str_find_char(id, '/', 0);
    return slash != STR_NOT_FOUND &&
           facts_provider_parse(str_slice(id, 0, slash)) == PROVIDER_UNKNOWN;
}

/* Models for speech, pictures and search carry a vendor's prefix and no text prices. */
static bool is_other_medium(Str id) {
    static const char *const words[] = {"audio", "tts",   "transcribe", "realtime", "image",
                                        "live",  "embed", "search",     "oss"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_has(id, str_from_c(words[i]))) return true;
    return false;
}

/* claude-WORD-9, claude-9, gpt-9, gemini-9: a vendor's own way of naming. */
static bool is_of_vendor(Str id) {
    static const char *const families[] = {"claude-",       "claude-opus-",  "claude-sonnet-",
                                           "claude-haiku-", "claude-fable-", "claude-mythos-",
                                           "gpt-",          "gemini-"};
    if (is_other_medium(id)) return false;
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        Str family = str_from_c(families[i]);
        if (!str_starts(id, family)) continue;
        size_t end = family.len;
        while (end < id.len && (ascii_is_digit(id.ptr[end]) || id.ptr[end] == '.')) end++;
        if (end > family.len && end < id.len && id.ptr[end] == 'o') end++; /* gpt-4o */
        if (end > family.len && (end == id.len || id.ptr[end] == '-')) return true;
    }
    return false;
}

/* "-exp", "-preview-05-20": a stage of a model's life, not part of its name. */
static Str without_stage(Str id) {
    static const char *const stages[] = {"-exp", "-experimental", "-preview", "-latest", "-beta"};
    for (size_t i = 0; i < sizeof stages / sizeof *stages; i++) {
        size_t at = str_find(id, str_from_c(stages[i]), 0);
        if (at != STR_NOT_FOUND) id = str_slice(id, 0, at);
    }
    return id;
}

/* The letters are the same: another version, not a slip of the pen. */
static bool same_letters(Str a, Str b) {
    size_t i = 0, j = 0;
    a = without_stage(a);
    b = without_stage(b);
    for (;;) {
        while (i < a.len && !ascii_is_alpha(a.ptr[i])) i++;
        while (j < b.len && !ascii_is_alpha(b.ptr[j])) j++;
        if (i == a.len || j == b.len) return i == a.len && j == b.len;
        if (ascii_lower(a.ptr[i++]) != ascii_lower(b.ptr[j++])) return false;
    }
}

/* Without a router's prefix. */
static Str bare(Str id) {
    size_t slash = str_find_char(id, '/', 0);
    return slash == STR_NOT_FOUND ? id : str_slice(id, slash + 1, id.len);
}

/* One edit per six bytes: `gpt-4` is not a misspelt `o4`. Distance 0: upper case. */
static bool is_slip(Str id, const NearModel *near) {
    return near->model && (size_t)near->distance <= id.len / 6 &&
           (near->distance == 0 || !same_letters(id, near->name));
}

/* claude-sonnet-5-20260630: Claude ids from 4.6 on take no date. The id without it, or empty. */
static Str without_date(Str id) {
    enum { DATE_LEN = 9 };
    if (id.len <= DATE_LEN || id.ptr[id.len - DATE_LEN] != '-') return (Str){0};
    for (size_t i = id.len - DATE_LEN + 1; i < id.len; i++)
        if (!ascii_is_digit(id.ptr[i])) return (Str){0};
    Str base = str_slice(id, 0, id.len - DATE_LEN);
    ModelMatch match = facts_resolve(PROVIDER_ANTHROPIC, base);
    return match.model && match.model->provider == PROVIDER_ANTHROPIC && match.form == ID_PINNED
               ? base
               : (Str){0};
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    (void)plan;
    Str id = prompt->model_id;
    if (prompt->model || prompt->model_templated || id.len == 0) return;
    if (prompt->model_span.end == prompt->model_span.start || is_private(prompt, id)) return;

    char day[DATE_TEXT];
    date_format(facts_date(), day);
    NearModel near = facts_nearest_model(id);
    Str name = bare(id);
    Str undated = without_date(name);
    Finding *f = NULL;
    if (undated.len) {
        f = sink_report(sink, LEVEL_WARNING, prompt->model_span,
                        "unknown model `" STR_FMT "`: this model's id has no date", STR_ARG(id));
        f->help = sink_text(sink, "write " STR_FMT "; it is pinned as it stands", STR_ARG(undated));
        repair_model(sink, f, undated);
    } else if (is_slip(name, &near)) {
        f = sink_report(sink, LEVEL_WARNING, prompt->model_span,
                        "unknown model `" STR_FMT "`; did you mean `" STR_FMT "`?", STR_ARG(id),
                        STR_ARG(near.name));
        repair_model(sink, f, near.name);
    } else if (is_of_vendor(name)) {
        f = sink_report(sink, LEVEL_INFO, prompt->model_span,
                        "`" STR_FMT "` is not among the models known on %s", STR_ARG(id), day);
        if (near.model)
            f->help = sink_text(sink, "the nearest known id is " STR_FMT, STR_ARG(near.name));
    }
    if (f)
        f->note = STR("prices, limits and the model's minimum are not known, so the rules that "
                      "need them did not run");
}

const RuleCheck rule_unknown_model = {.check = check};
