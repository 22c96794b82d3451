/* SPDX-License-Identifier: GPL-2.0-only */
/* scene_counts.h - what an event makes the kernel do, counted exactly */
#ifndef SCENE_COUNTS_H
#define SCENE_COUNTS_H

#include <jansson.h>

#define SCENE_COUNTERS 3

/**
 * struct scene_counts - counters of tracepoints, for the whole guest
 * @fd:		of each; -1: this kernel has it not, or lets nobody see it
 */
struct scene_counts {
	int fd[SCENE_COUNTERS];
};

/* Opens them, stopped. While they are open the tracepoints cost something. */
void scene_counts_open(struct scene_counts *counts);
void scene_counts_begin(const struct scene_counts *counts);
void scene_counts_end(const struct scene_counts *counts);

/**
 * scene_counts_close() - read and close them
 * @counts:	from scene_counts_open()
 *
 * Return: an object {faults, tlb_flushes, wakeups}; what could not be counted
 * is not in it.
 */
json_t *scene_counts_close(struct scene_counts *counts);

#endif /* SCENE_COUNTS_H */
