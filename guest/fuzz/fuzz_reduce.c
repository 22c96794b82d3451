// SPDX-License-Identifier: GPL-2.0-only
/* fuzz_reduce.c - finds the calls that a failure needs, by Zeller's ddmin */
#include <string.h>

#include "guest/fuzz/fuzz_program.h"

/* Copy @from without its calls [first, end) */
static void without(struct fuzz_program *to, const struct fuzz_program *from,
		    unsigned int first, unsigned int end)
{
	to->nr = from->nr - (end - first);
	memcpy(to->op, from->op, first * sizeof(to->op[0]));
	memcpy(to->op + first, from->op + end,
	       (from->nr - end) * sizeof(to->op[0]));
}

void fuzz_reduce(struct fuzz_program *p, fuzz_fails_t *fails, void *data,
		 unsigned int tries)
{
	unsigned int first, end, chunk = (p->nr + 1) / 2;
	struct fuzz_program shorter;
	bool any;

	while (p->nr > 1 && chunk) {
		any = false;
		for (first = 0; first < p->nr && p->nr > 1 && tries;) {
			end = first + chunk < p->nr ? first + chunk : p->nr;
			without(&shorter, p, first, end);
			tries--;
			if (shorter.nr && fails(&shorter, data)) {
				*p = shorter;
				any = true;
			} else {
				first = end;
			}
		}
		if (!any || chunk > p->nr)
			chunk /= 2;
	}
}
