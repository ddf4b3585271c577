/* Memory whose pages are all asked for at once. A large block comes without its pages, and each is
 * fetched when it is first touched, which takes longer than all that is then done with it: worth
 * knowing for tables that are filled all over (a page fault costs 1 to 2.5 us, a page of many
 * fetched together a fifth of it). */
#ifndef WARMLINT_BASE_PAGES_H
#define WARMLINT_BASE_PAGES_H

#include <stddef.h>

/* Changes nothing but the time; where the system cannot do it, nothing at all. */
void pages_fetch(void *memory, size_t size);

#endif
