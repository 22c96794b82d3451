/* SPDX-License-Identifier: GPL-2.0-only */
/* rvb_grow.h - memory; without it the program ends, as with obstacks */
#ifndef RVB_GROW_H
#define RVB_GROW_H

#include <obstack.h>
#include <stddef.h>

#include "lib/rvb_compiler.h"
#include "lib/rvb_exit.h"

/* End the program, with RVB_EXIT_HARNESS unless it has a handler of its own */
static inline void rvb_no_memory(void)
{
	obstack_exit_failure = RVB_EXIT_HARNESS;
	obstack_alloc_failed_handler();
}

/**
 * rvb_grow() - make room for one more element
 * @array:	from malloc(), or NULL if @nr is 0
 * @nr:		elements in use
 * @size:	bytes of an element
 *
 * Doubles the array each time it is full: a default run has thousands of rows.
 *
 * Return: the array, which may have moved.
 */
void *rvb_grow(void *array, size_t nr, size_t size);

/**
 * rvb_alloc() - an array of zeroes
 * @nr:		elements, may be 0
 * @size:	bytes of an element
 *
 * Return: the array, for free().
 */
void *rvb_alloc(size_t nr, size_t size);

/**
 * rvb_text_in() - a string that lives as long as an obstack
 * @memory:	the obstack
 * @fmt:	as of printf()
 *
 * Return: the string.
 */
__printf(2, 3) const
	char *rvb_text_in(struct obstack *memory, const char *fmt, ...);

#endif /* RVB_GROW_H */
