// SPDX-License-Identifier: GPL-2.0-only
/* rvb_grow.c - arrays that grow as they are filled */
#include <obstack.h>
#include <stdlib.h>

#include "lib/rvb_grow.h"

void *rvb_grow(void *array, size_t nr, size_t size)
{
	if (nr & (nr - 1))
		return array;
	array = reallocarray(array, nr ? 2 * nr : 1, size);
	if (!array)
		obstack_alloc_failed_handler();
	return array;
}
