/* SPDX-License-Identifier: GPL-2.0-only */
/* ub_pfm.h - counters of the kernel and the CPU, by libpfm4's names */
#ifndef UB_PFM_H
#define UB_PFM_H

#include <perfmon/perf_event.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#define UB_PFM_MAX 32 /* events of one list */

/* Stands for a list: the most telling events of this machine */
#define UB_PFM_DEFAULT "default"

/* One event of the list */
struct ub_pfm_event {
	char name[96]; /* as the user wrote it, "instructions:k" */
	int fd;
	bool leads; /* it is the leader of a group */
	char why[128]; /* the reason if it could not be opened, or "" */
};

/* The count of one event */
struct ub_pfm_count {
	/* while it was enabled; scaled up if it did not always run */
	double value;
	uint64_t enabled_ns; /* how long it was enabled */
	/* how long it counted; less if the PMU has too few counters */
	uint64_t running_ns;
};

/*
 * Check a list of libpfm4's names with modifiers such as :k, or UB_PFM_DEFAULT:
 * 0, or -EINVAL after a line on stderr.
 */
int ub_pfm_check(const char *list);

/*
 * Open the checked events of a list for this thread, stopped; one that cannot
 * be opened has a reason in ub_pfm_event.why. Each counts in user and kernel
 * mode, unless its modifiers select one. Events that fit into the PMU together
 * form a group, which counts at the same times. No group is pinned to the PMU:
 * without a free counter it is scaled, not lost.
 */
void ub_pfm_open(const char *list);
void ub_pfm_close(void);

/* Number of events, open or not */
unsigned int ub_pfm_nr(void);

/* Event @i of ub_pfm_nr() */
const struct ub_pfm_event *ub_pfm_event(unsigned int i);

/* Start and stop all counters; counts accumulate */
void ub_pfm_start(void);
void ub_pfm_stop(void);

/* Read the counts since the last call, zero for an event that is not open */
int ub_pfm_read(struct ub_pfm_count *counts);

/* Print a line an event: name, tab, yes or why this kernel cannot open it */
void ub_pfm_print(FILE *out);

/* Translate a name for perf_event_open(): 0 or -EINVAL */
int ub_pfm_encode(const char *name, struct perf_event_attr *attr);

/*
 * 0 if libpfm4 knows the name on this machine; else -EINVAL after a line on
 * stderr that suggests the event with the longest beginning in common.
 */
int ub_pfm_name_check(const char *name);

#endif /* UB_PFM_H */
