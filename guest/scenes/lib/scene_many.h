/* SPDX-License-Identifier: GPL-2.0-only */
/* scene_many.h - events among very many regions, pages, threads */
#ifndef SCENE_MANY_H
#define SCENE_MANY_H

#include "guest/scenes/lib/scene.h"

/**
 * scene_many_regions() - one page of a file, each page of which has a region
 * @cell:	policy, device and filesystem
 * @n:		regions
 * @ticks:	set to what each punch of one page took
 * @nr:		samples
 *
 * The process that punches has the regions as well: only for policies that wait
 * for nobody.
 *
 * Return: 0 or -errno.
 */
int scene_many_regions(const struct scene_cell *cell, uint64_t n,
		       uint64_t *ticks, size_t nr);

/**
 * scene_many_pages() - a truncate of the file of one region
 * @cell:	as above
 * @n:		pages of the region; the file has 131,072 at most, and is mapped
 *		as often as it takes
 * @ticks:	set to what each truncate took
 * @nr:		samples
 *
 * Return: 0 or -errno.
 */
int scene_many_pages(const struct scene_cell *cell, uint64_t n, uint64_t *ticks,
		     size_t nr);

/**
 * scene_many_threads() - truncates side by side
 * @cell:	as above
 * @n:		processes, each with a file and a region of 64 pages of its own
 * @ticks:	set to what each truncate took; @nr of each process
 * @nr:		samples of one process
 *
 * Return: 0 or -errno.
 */
int scene_many_threads(const struct scene_cell *cell, uint64_t n,
		       uint64_t *ticks, size_t nr);

/**
 * scene_many_memory() - what a pinned page costs, beside itself
 * @cell:	as above
 * @n:		pages of the region
 * @bytes:	set to bytes of the kernel's memory a page
 *
 * Return: 0 or -errno.
 */
int scene_many_memory(const struct scene_cell *cell, uint64_t n, double *bytes);

#endif /* SCENE_MANY_H */
