// SPDX-License-Identifier: GPL-2.0-only
/* rvb_grow.c - memory; without it the program ends, as with obstacks */
#include <obstack.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/rvb_grow.h"

#define obstack_chunk_alloc malloc
#define obstack_chunk_free free

void *rvb_grow(void *array, size_t nr, size_t size)
{
	if (nr & (nr - 1))
		return array;
	array = reallocarray(array, nr ? 2 * nr : 1, size);
	if (!array)
		rvb_no_memory();
	return array;
}

void *rvb_alloc(size_t nr, size_t size)
{
	void *array = calloc(nr ? nr : 1, size);

	if (!array)
		rvb_no_memory();
	return array;
}

const char *rvb_text_in(struct obstack *memory, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	obstack_vprintf(memory, fmt, ap);
	va_end(ap);
	obstack_1grow(memory, '\0');
	return obstack_finish(memory);
}
