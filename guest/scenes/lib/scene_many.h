/* SPDX-License-Identifier: GPL-2.0-only */
/* scene_many.h - events among many regions, pages and processes */
#ifndef SCENE_MANY_H
#define SCENE_MANY_H

#include "guest/scenes/lib/scene.h"

/*
 * Punch a page of a file of @n pages with a region each, @nr times. The process
 * that punches owns them, so the policy must not wait for a release. All of
 * these return 0 or -errno.
 */
int scene_many_regions(const struct scene_cell *cell, uint64_t n,
		       uint64_t *ticks, size_t nr);

/* Truncate under one region of @n pages, mapped again after 131,072 */
int scene_many_pages(const struct scene_cell *cell, uint64_t n, uint64_t *ticks,
		     size_t nr);

/* Truncate 64 pages in @n processes at once; @nr ticks for each */
int scene_many_threads(const struct scene_cell *cell, uint64_t n,
		       uint64_t *ticks, size_t nr);

/*
 * Kernel memory that a region takes, in bytes for each of its @n pages. They stay
 * for the next call, as filling them takes longer than pinning, until the end.
 */
int scene_many_memory(const struct scene_cell *cell, uint64_t n, double *bytes);
void scene_many_memory_end(void);

#endif /* SCENE_MANY_H */
