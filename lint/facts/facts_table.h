/* Layout of the generated tables (build/gen/facts_table.c, made by facts_table.awk). Internal to
 * lint/facts; everybody else reads them through facts.h. */
#ifndef WARMLINT_FACTS_FACTS_TABLE_H
#define WARMLINT_FACTS_FACTS_TABLE_H

#include "lint/facts/facts.h"

/* Every id and alias, sorted by bytes, then by provider: what a look-up searches. */
typedef struct {
    FactText text;
    uint16_t model;
    uint16_t form; /* IdForm */
} FactName;

/* Aliases again in table order, for listing. */
typedef struct {
    FactText text;
    IdForm form;
} FactAlias;

typedef struct {
    Date from;
    int32_t long_over;
    PriceSet base, above;
    double storage;
    Date verified;
    FactText source;
} FactPrice;

extern const Date facts_table_date;
extern const char facts_pool[];
extern const Model facts_models[];
extern const size_t facts_models_len;
extern const FactName facts_names[];
extern const size_t facts_names_len;
extern const FactAlias facts_aliases[];
extern const FactPrice facts_price_rows[];

#endif
