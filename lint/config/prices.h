/* Prices that a project or the command line states: a contract, a discount, a model that no table
 * has. USD per million tokens.
 *
 *     prices:
 *       claude-sonnet-5: {in: 1.8, out: 9}
 *       our-gateway-model: {in: 3, out: 15, read: 0.3, write: 3.75, write_long: 6, batch: 0.5}
 *
 * What is not stated follows the stated input price in the table's proportions, the long-context
 * tier too; for a model without prices reading costs 0.1, writing 1.25 and writing for an hour 2
 * times the input price, and batch mode half of everything, as with most models. */
#ifndef WARMLINT_CONFIG_PRICES_H
#define WARMLINT_CONFIG_PRICES_H

#include "lint/config/settings.h"

/* `prices` of the configuration. */
void prices_read(const SettingsReader *reader, const Node *node, PriceChangeVec *prices);
/* "in=3,out=15,read=0.3" of the command line; on failure false and the offending part. */
bool prices_parse(Str text, PriceChange *change, Str *offending);

/* The prices of a model on the settings' day, with what the user states laid over them. `id` as in
 * the file; a match without a model is fine. */
Prices prices_resolve(const Settings *settings, const ModelMatch *match, Str id);

#endif
