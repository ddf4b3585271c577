#include "lint/config/prices.h"

#include "lint/config/read.h"

/* --- reading -------------------------------------------------------------------------------------
 */

/* In the order of keys_price. */
static const size_t offsets[] = {
    offsetof(PriceChange, set.in),         offsetof(PriceChange, set.out),
    offsetof(PriceChange, set.read),       offsetof(PriceChange, set.write_short),
    offsetof(PriceChange, set.write_long), offsetof(PriceChange, batch),
    offsetof(PriceChange, storage)};
enum { FIELDS = sizeof offsets / sizeof *offsets };

static const PriceChange nothing_stated = {
    .set = {PRICE_UNKNOWN, PRICE_UNKNOWN, PRICE_UNKNOWN, PRICE_UNKNOWN, PRICE_UNKNOWN},
    .batch = PRICE_UNKNOWN,
    .storage = PRICE_UNKNOWN};

static double *field_at(PriceChange *change, size_t field) {
    return (double *)((char *)change + offsets[field]);
}

static void read_change(const SettingsReader *reader, const Node *map, PriceChangeVec *prices) {
    PriceChange change = nothing_stated;
    change.model = map->key->text;
    if (map->kind != NODE_MAP) {
        read_strict(reader, map, "the prices of a model must be a map such as {in: 3, out: 15}");
        return;
    }
    read_known_keys(reader, map, "price", keys_price);
    for (const Node *member = map->first; member; member = member->next)
        for (size_t i = 0; i < FIELDS; i++)
            if (key_is(member, keys_price[i].name) && member->kind != NODE_NULL)
                read_number(reader, member, keys_price[i].name, field_at(&change, i));
    vec_push(reader->arena, prices, change);
}

void prices_read(const SettingsReader *reader, const Node *node, PriceChangeVec *prices) {
    if (node_is_nothing(node)) return;
    if (node->kind != NODE_MAP) {
        read_strict(reader, node, "prices must be a map of model ids to prices");
        return;
    }
    for (const Node *member = node->first; member; member = member->next)
        if (member->kind != NODE_NULL) read_change(reader, member, prices);
}

static bool parse_field(Str part, PriceChange *change) {
    size_t equals = str_find_char(part, '=', 0);
    if (equals == STR_NOT_FOUND) return false;
    Str name = str_trim(str_slice(part, 0, equals));
    Str value = str_trim(str_slice(part, equals + 1, part.len));
    if (str_is(name, "write-long")) name = STR("write_long");
    if (str_starts(value, STR("$"))) value = str_slice(value, 1, value.len);
    for (size_t i = 0; i < FIELDS; i++) {
        double number;
        if (!str_is(name, keys_price[i].name)) continue;
        if (!str_to_number(value, &number) || !(number >= 0 && number <= 1e9)) return false;
        *field_at(change, i) = number;
        return true;
    }
    return false;
}

bool prices_parse(Str text, PriceChange *change, Str *offending) {
    *change = nothing_stated;
    for (size_t from = 0; from <= text.len;) {
        size_t comma = str_find_char(text, ',', from);
        if (comma == STR_NOT_FOUND) comma = text.len;
        *offending = str_trim(str_slice(text, from, comma));
        if (!parse_field(*offending, change)) return false;
        from = comma + 1;
    }
    return true;
}

/* --- laying over ---------------------------------------------------------------------------------
 */

enum { PRICE_FIELDS = 5 };

static double *price_at(PriceSet *set, size_t i) {
    double *at[PRICE_FIELDS] = {&set->in, &set->out, &set->read, &set->write_short,
                                &set->write_long};
    return at[i];
}

static bool stated(double value) {
    return value >= 0;
}

/* The long-context tier keeps its factor over the normal price. */
static void change_price(Prices *prices, size_t field, double value) {
    double *base = price_at(&prices->base, field), *above = price_at(&prices->above, field);
    if (stated(*above)) *above = *base > 0 ? value * *above / *base : value;
    *base = value;
}

/* In parts of the input price, in the order of price_at; and of batch mode. */
static const double usual[PRICE_FIELDS] = {1, 0, 0.1, 1.25, 2};
#define USUAL_BATCH 0.5

static void change_prices(Prices *prices, PriceChange change) {
    double old_in = prices->base.in, new_in = change.set.in;
    for (size_t i = 0; i < PRICE_FIELDS; i++) {
        double old = *price_at(&prices->base, i), value = *price_at(&change.set, i);
        if (!stated(value) && stated(new_in) && i != 1) {
            if (stated(old) && old_in > 0)
                value = old * new_in / old_in;
            else if (!prices->known)
                value = usual[i] * new_in;
        }
        if (stated(value)) change_price(prices, i, value);
    }
    if (!prices->known) prices->batch = USUAL_BATCH;
    if (stated(change.batch)) prices->batch = change.batch;
    if (stated(change.storage)) prices->storage = change.storage;
    prices->known = stated(prices->base.in);
}

static bool concerns(const PriceChange *change, const ModelMatch *match, Str id) {
    return change->model.len == 0 || str_eq(change->model, id) ||
           (match->model && (str_eq(change->model, match->name) ||
                             str_eq(change->model, facts_text(match->model->id))));
}

Prices prices_resolve(const Settings *settings, const ModelMatch *match, Str id) {
    Prices prices = facts_match_prices(match, settings->today);
    for (size_t i = 0; i < settings->prices.len; i++)
        if (concerns(&settings->prices.items[i], match, id))
            change_prices(&prices, settings->prices.items[i]);
    return prices;
}
