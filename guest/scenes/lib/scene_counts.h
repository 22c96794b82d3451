/* SPDX-License-Identifier: GPL-2.0-only */
/* scene_counts.h - faults, flushes and wakeups during an event */
#ifndef SCENE_COUNTS_H
#define SCENE_COUNTS_H

#include <jansson.h>
#include <stdbool.h>

#define SCENE_COUNTERS 16

/* Counters of tracepoints and of calls of functions, on CPU 0 */
struct scene_counts {
	/* of each; -1: the kernel lacks it, or does not permit it */
	int fd[SCENE_COUNTERS];
};

/*
 * Open all, stopped, those of an IOMMU if @iommu. Open ones slow down what they
 * trace.
 */
void scene_counts_open(struct scene_counts *counts, bool iommu);
void scene_counts_begin(const struct scene_counts *counts);
void scene_counts_end(const struct scene_counts *counts);

/* Read and close: {faults, tlb_flushes, wakeups, ...}, if they were open */
json_t *scene_counts_close(struct scene_counts *counts);

#endif /* SCENE_COUNTS_H */
