/* SPDX-License-Identifier: GPL-2.0-only */
/* scene_counts.h - what an event makes the kernel do, counted exactly */
#ifndef SCENE_COUNTS_H
#define SCENE_COUNTS_H

#include <jansson.h>

#define KS_COUNTERS 3

/**
 * struct ks_counts - counters of tracepoints, for the whole guest
 * @fd:		of each; -1: this kernel has it not, or lets nobody see it
 */
struct ks_counts {
	int fd[KS_COUNTERS];
};

/* Opens them, stopped. While they are open the tracepoints cost something. */
void ks_counts_open(struct ks_counts *counts);
void ks_counts_begin(const struct ks_counts *counts);
void ks_counts_end(const struct ks_counts *counts);

/**
 * ks_counts_close() - read and close them
 * @counts:	from ks_counts_open()
 *
 * Return: an object {faults, tlb_flushes, wakeups}; what could not be counted
 * is not in it.
 */
json_t *ks_counts_close(struct ks_counts *counts);

#endif /* SCENE_COUNTS_H */
