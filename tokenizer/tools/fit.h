/* What the parts of the fit tool share. */
#ifndef TOK_FIT_H
#define TOK_FIT_H

#include "../model.h"

typedef struct {
    uint8_t *body; /* 8 readable bytes after the end */
    uint32_t len;
    int32_t tokens, sum, price;
    double weight; /* how often and in how many sources: about sources^0.5 x occurrences^0.8 */
    double gain;   /* tokens by weight that an entry of the dictionary sets right */
    uint64_t hash;
    uint8_t marks, group;
    bool held, in_dict;
    int8_t fix;
} Seg;

extern Seg *fit_segs;
extern size_t fit_count;

/* Reads standard input; column: of the family among the counts of a line. */
void fit_read(bool claude, int column);

/* realloc that ends the program when there is no memory. */
void *fit_get(void *p, size_t n);
_Noreturn void fit_die(const char *what);

#endif
