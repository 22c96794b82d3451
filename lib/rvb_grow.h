/* SPDX-License-Identifier: GPL-2.0-only */
/* rvb_grow.h - arrays that grow as they are filled */
#ifndef RVB_GROW_H
#define RVB_GROW_H

#include <stddef.h>

/**
 * rvb_grow() - make room for one more element
 * @array:	from malloc(), or NULL if @nr is 0
 * @nr:		elements in use
 * @size:	bytes of an element
 *
 * Doubles the array each time it is full: a default run has thousands of rows.
 * Without memory the program ends, as with obstacks.
 *
 * Return: the array, which may have moved.
 */
void *rvb_grow(void *array, size_t nr, size_t size);

#endif /* RVB_GROW_H */
