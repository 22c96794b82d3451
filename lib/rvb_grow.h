/* SPDX-License-Identifier: GPL-2.0-only */
/* rvb_grow.h - arrays that grow as they are filled */
#ifndef RVB_GROW_H
#define RVB_GROW_H

#include <stddef.h>

/**
 * rvb_grow() - room for one more
 * @array:	of malloc()'s, or NULL when it is empty
 * @nr:		how many are in it
 * @size:	bytes of one
 *
 * It doubles: a default run has thousands of rows. Without memory it ends the
 * program, as obstacks do.
 *
 * Return: the array, which may have moved.
 */
void *rvb_grow(void *array, size_t nr, size_t size);

#endif /* RVB_GROW_H */
