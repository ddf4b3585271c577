/* Completion in configurations and in prompt files: keys, and values that are one of some words.
 * The words come from the tables that the readers check against. */
#include "lint/format/format.h"
#include "lint/server/place_in_keys.h"
#include "lint/server/view.h"
#include "rules/rule.h"

enum { ITEM_PROPERTY = 10, ITEM_VALUE = 12, ITEM_ENUM_MEMBER = 20 };

typedef struct {
    const Server *server;
    const Source *source;
    Date today;
    Buf *out;
    Span range; /* to be replaced */
    size_t count;
} Completion;

/* The table that a level of keys follows: one of keys.h, or one that is asked by number. */
typedef struct {
    const Key *keys;
    const Key *(*at)(size_t index);
} Table;

static const Key *config_key(size_t index) {
    return keys_config_at(index, false);
}
static const Key *files_key(size_t index) {
    return keys_config_at(index, true);
}

static const Key *key_at(const Table *level, size_t index) {
    if (level->at) return level->at(index);
    return level->keys && level->keys[index].name ? &level->keys[index] : NULL;
}

static const Key *find_key(const Table *level, Str name) {
    for (size_t i = 0; key_at(level, i); i++)
        if (key_named(name, key_at(level, i)->name)) return key_at(level, i);
    return NULL;
}

/* --- items --- */

static void add_item(Completion *c, Str label, int kind, Str detail, const char *help,
                     const char *behind) {
    if (c->count++) buf_add_char(c->out, ',');
    buf_add_c(c->out, "{\"label\":");
    buf_add_json(c->out, label);
    buf_printf(c->out, ",\"kind\":%d", kind);
    if (detail.len) {
        buf_add_c(c->out, ",\"detail\":");
        buf_add_json(c->out, detail);
    }
    if (help && help[0]) {
        buf_add_c(c->out, ",\"documentation\":");
        buf_add_json(c->out, str_from_c(help));
    }
    Buf text = {0};
    buf_add(&text, label);
    buf_add_c(&text, behind);
    buf_add_c(c->out, ",\"textEdit\":{\"range\":");
    position_range(c->out, c->source, c->server->encoding, c->range);
    buf_add_c(c->out, ",\"newText\":");
    buf_add_json(c->out, buf_str(&text));
    buf_add_c(c->out, "}}");
    buf_free(&text);
}

static void add_keys(Completion *c, const Table *level) {
    const Key *key;
    for (size_t i = 0; (key = key_at(level, i)); i++)
        add_item(c, str_from_c(key->name), ITEM_PROPERTY, (Str){0}, key->help, ": ");
}

static void add_models(Completion *c, const char *behind) {
    const Model *model;
    for (size_t i = 0; (model = facts_model_at(i)); i++) {
        Buf detail = {0};
        bool gone = model->state == STATE_RETIRED || (model->retires && model->retires <= c->today);
        if (!gone) {
            view_model(&detail, model, c->today);
            add_item(c, facts_text(model->id), ITEM_VALUE, buf_str(&detail), NULL, behind);
        }
        buf_free(&detail);
    }
}

static void add_rules(Completion *c, const char *behind) {
    for (size_t i = 0; i < rule_count; i++) {
        const Rule *rule = &rule_table[i];
        add_item(c, str_from_c(rule->code), ITEM_ENUM_MEMBER, str_from_c(rule->name), rule->summary,
                 behind);
        add_item(c, str_from_c(rule->name), ITEM_ENUM_MEMBER, str_from_c(rule->code), rule->summary,
                 behind);
    }
}

static const char *word_help(Words words, const char *word) {
    Volatility volatility;
    if (words != WORDS_VOLATILITY || !volatility_from_name(str_from_c(word), &volatility))
        return NULL;
    return volatility_phrase((VolatilityVerdict){.volatility = volatility});
}

static void add_words(Completion *c, Words words, const char *behind) {
    const char *word;
    if (words == WORDS_MODEL) add_models(c, behind);
    if (words == WORDS_RULE) add_rules(c, behind);
    for (size_t i = 0; words == WORDS_FORMAT && format_table[i]; i++)
        add_item(c, str_from_c(format_table[i]->name), ITEM_ENUM_MEMBER, (Str){0},
                 format_table[i]->summary, behind);
    for (size_t i = 0; (word = keys_word_at(words, i)); i++)
        add_item(c, str_from_c(word), ITEM_ENUM_MEMBER, (Str){0}, word_help(words, word), behind);
}

/* --- the place in the tables --- */

/* Follows the path from `level`; adds what can stand at its end. */
static void complete_at(Completion *c, Table level, const KeyPlace *place, size_t from) {
    for (size_t i = from; i < place->depth; i++) {
        bool last = i + 1 == place->depth;
        const Key *key = find_key(&level, place->path[i]);
        if (!key) return;
        level = (Table){.keys = key->members};
        if (str_is(str_from_c(key->name), "files")) level.at = files_key;
        if (key->shape != KEY_NAMED) {
            if (last && (place->value || place->item) && !level.keys && !level.at) {
                add_words(c, key->words, "");
                return;
            }
            if (last && place->value) return;
            continue;
        }
        if (last && !place->value) add_words(c, key->names, ": ");
        if (last) return;
        if (++i + 1 == place->depth && place->value) { /* the value of a free name */
            add_words(c, key->words, "");
            return;
        }
    }
    add_keys(c, &level);
}

static void complete_config(Completion *c, const KeyPlace *place) {
    complete_at(c, (Table){.at = config_key}, place, 0);
}

/* The header of a prompt may stand below other keys: the outermost one that it knows begins it. */
static void complete_prompt(Completion *c, const KeyPlace *place) {
    Table header = {.at = format_header_key_at};
    size_t from = 0;
    while (from < place->depth && !find_key(&header, place->path[from])) from++;
    if (from < place->depth || place->depth == 0) complete_at(c, header, place, from);
}

/* Documents of keys, and front matter. */
static bool holds_keys(const Document *document, const Source *source, uint32_t offset) {
    static const Str endings[] = {STR_IN(".yaml"), STR_IN(".yml"), STR_IN(".json"),
                                  STR_IN(".jsonc")};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (str_ends_nocase(document->path, endings[i])) return true;
    size_t end = str_find(source->bytes, STR("\n---"), 3);
    return str_starts(source->bytes, STR("---")) && end != STR_NOT_FOUND && offset <= end &&
           offset > str_find_char(source->bytes, '\n', 0);
}

void on_completion(Server *server, const Message *message) {
    Document *document = document_find(server, rpc_text(message->params, "textDocument.uri"));
    Arena arena = {0};
    Source source = {0};
    KeyPlace place;
    Spot spot;
    Buf *out = rpc_reply(server, message);
    buf_add_c(out, "{\"isIncomplete\":false,\"items\":[");
    if (document && rpc_spot(rpc_get(message->params, "position"), &spot)) {
        document_source(document, &arena, &source);
        uint32_t offset = position_offset(&source, server->encoding, spot);
        Completion c = {.server = server, .source = &source, .out = out};
        c.today = project_today(server);
        if (holds_keys(document, &source, offset) && key_place_find(&source, offset, &place)) {
            c.range = place.word;
            if (document->is_config)
                complete_config(&c, &place);
            else
                complete_prompt(&c, &place);
        }
    }
    buf_add_c(out, "]}");
    rpc_end(server);
    arena_free(&arena);
}
