/* SPDX-License-Identifier: GPL-2.0-only */
/* scene_many.h - events among many regions, pages and processes */
#ifndef SCENE_MANY_H
#define SCENE_MANY_H

#include "guest/scenes/lib/scene.h"

/**
 * scene_many_regions() - punch one page of a file with a region on each page
 * @cell:	policy, device and filesystem
 * @n:		number of regions
 * @ticks:	set to the time of each punch
 * @nr:		number of samples
 *
 * The process that punches owns the regions, so the policy must not wait for a
 * release.
 *
 * Return: 0 or -errno.
 */
int scene_many_regions(const struct scene_cell *cell, uint64_t n,
		       uint64_t *ticks, size_t nr);

/**
 * scene_many_pages() - truncate a file with one region
 * @cell:	as above
 * @n:		pages of the region; the file has at most 131,072 and is mapped
 *		several times for more
 * @ticks:	set to the time of each truncate
 * @nr:		number of samples
 *
 * Return: 0 or -errno.
 */
int scene_many_pages(const struct scene_cell *cell, uint64_t n, uint64_t *ticks,
		     size_t nr);

/**
 * scene_many_threads() - truncate in several processes at once
 * @cell:	as above
 * @n:		processes, each with its own file and region of 64 pages
 * @ticks:	set to the time of each truncate, @nr for each process
 * @nr:		samples of one process
 *
 * Return: 0 or -errno.
 */
int scene_many_threads(const struct scene_cell *cell, uint64_t n,
		       uint64_t *ticks, size_t nr);

/**
 * scene_many_memory() - kernel memory that a region takes
 * @cell:	as above
 * @n:		pages of the region
 * @bytes:	set to bytes for each page of the region
 *
 * Return: 0 or -errno.
 */
int scene_many_memory(const struct scene_cell *cell, uint64_t n, double *bytes);

#endif /* SCENE_MANY_H */
