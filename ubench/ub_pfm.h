/* SPDX-License-Identifier: GPL-2.0-only */
/* ub_pfm.h - counters of the kernel and the CPU, by libpfm4's names */
#ifndef UB_PFM_H
#define UB_PFM_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#define UB_PFM_MAX 32 /* events of one list */

/* Stands for a list: the most telling events of this machine */
#define UB_PFM_DEFAULT "default"

/**
 * struct ub_pfm_event - one event of the list
 * @name:	as the user wrote it, "instructions:k"
 * @fd:		descriptor, or -1
 * @leads:	it is the leader of a group
 * @why:	the reason if it could not be opened, or ""
 */
struct ub_pfm_event {
	char name[96];
	int fd;
	bool leads;
	char why[128];
};

/**
 * struct ub_pfm_count - the count of one event
 * @value:	while it was enabled; scaled up if it did not always run
 * @enabled_ns:	how long it was enabled
 * @running_ns:	how long it counted; less if the PMU has too few counters
 */
struct ub_pfm_count {
	double value;
	uint64_t enabled_ns;
	uint64_t running_ns;
};

/**
 * ub_pfm_check() - check the names of a list
 * @list:	names, separated by commas, each with libpfm4's modifiers such as
 *		:u and :k; or UB_PFM_DEFAULT
 *
 * Return: 0, or -EINVAL after a line on stderr.
 */
int ub_pfm_check(const char *list);

/**
 * ub_pfm_open() - open the events of a list for this thread, stopped
 * @list:	checked by ub_pfm_check()
 *
 * Each counts in user and kernel mode, unless its modifiers select one. Events
 * that fit into the PMU together form a group, which counts at the same times.
 * No group is pinned to the PMU: without a free counter it is scaled, not lost.
 *
 * An event that cannot be opened has a reason in ub_pfm_event.why.
 */
void ub_pfm_open(const char *list);
void ub_pfm_close(void);

/**
 * ub_pfm_nr() - number of events, open or not
 *
 * Return: 0 before ub_pfm_open() and after ub_pfm_close().
 */
unsigned int ub_pfm_nr(void);

/* Event @i of ub_pfm_nr() */
const struct ub_pfm_event *ub_pfm_event(unsigned int i);

/* Start and stop all counters; counts accumulate */
void ub_pfm_start(void);
void ub_pfm_stop(void);

/**
 * ub_pfm_read() - read the counts since the last call
 * @counts:	[ub_pfm_nr()]; all zero for an event that is not open
 *
 * Return: 0 or -errno.
 */
int ub_pfm_read(struct ub_pfm_count *counts);

/**
 * ub_pfm_print() - print each event and whether this kernel can open it
 * @out:	lines of name, tab, and yes or the reason
 */
void ub_pfm_print(FILE *out);

#endif /* UB_PFM_H */
