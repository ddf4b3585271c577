/* What the readers of declarations share: keys, values of one kind, problems with their place and
 * the nearest known word. Private to lint/config. */
#ifndef WARMLINT_CONFIG_READ_H
#define WARMLINT_CONFIG_READ_H

#include "lint/config/keys.h"
#include "lint/config/settings.h"

/* Key and name are the same but for '-' and '_'. */
bool key_is(const Node *member, const char *name);

/* Reports a problem at the node. */
void read_problem(const SettingsReader *reader, const Node *node, Str help, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* The same, but only when all must be understood. */
void read_strict(const SettingsReader *reader, const Node *node, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* `unknown WHAT "word"`, with the nearest of the names `name_at` lists (NULL at its end). */
void read_unknown(const SettingsReader *reader, const Node *node, const char *what, Str word,
                  const char *(*name_at)(size_t index));
/* The same with the nearest name already known; NULL when there is none. */
void read_unknown_near(const SettingsReader *reader, const Node *node, const char *what, Str word,
                       const char *nearest);

/* The text of a string, number or boolean; anything else is a problem. */
bool read_text(const SettingsReader *reader, const Node *node, const char *what, Str *out);
/* A number from 0 up; also written as text with '_' or ',' between digits or a '$' before them. */
bool read_number(const SettingsReader *reader, const Node *node, const char *what, double *out);
bool read_volatility(const SettingsReader *reader, const Node *node, Volatility *out);

/* Reports the keys of a map that are not in the table, when strict. */
void read_known_keys(const SettingsReader *reader, const Node *map, const char *what,
                     const Key *keys);

static inline bool node_is_nothing(const Node *node) {
    return !node || node->kind == NODE_NULL;
}

#endif
