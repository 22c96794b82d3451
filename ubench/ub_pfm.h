/* SPDX-License-Identifier: GPL-2.0-only */
/* ub_pfm.h - counters of the kernel and the CPU, by libpfm4's names */
#ifndef UB_PFM_H
#define UB_PFM_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#define UB_PFM_MAX 32 /* events of one list */

/* In place of a list: what says most on this machine */
#define UB_PFM_DEFAULT "default"

/**
 * struct ub_pfm_event - one event of the list
 * @name:	as the user wrote it, "instructions:k"
 * @fd:		open, or -1
 * @leads:	a group of its own begins with it
 * @why:	why it is not open: one line, or ""
 */
struct ub_pfm_event {
	char name[96];
	int fd;
	bool leads;
	char why[128];
};

/**
 * struct ub_pfm_count - what one event counted
 * @value:	over the time that it was enabled, estimated where that is scaled
 * @enabled_ns:	how long it was to count
 * @running_ns:	how long it did: less where there are too few counters
 */
struct ub_pfm_count {
	double value;
	uint64_t enabled_ns;
	uint64_t running_ns;
};

/**
 * ub_pfm_check() - whether all names of a list are known
 * @list:	names with commas between them, each with libpfm4's modifiers,
 *		such as :u and :k; or UB_PFM_DEFAULT
 *
 * Return: 0, or -EINVAL after a line on stderr that has the nearest names.
 */
int ub_pfm_check(const char *list);

/**
 * ub_pfm_open() - open the events of a list, for this thread, not counting
 * @list:	that ub_pfm_check() has passed
 *
 * Each counts in the kernel and in this program, or where its modifiers say.
 * Those that fit together are a group: they count the same moments. None is
 * pinned, so a group that does not find room is scaled, not lost.
 *
 * What cannot be opened here has a reason (ub_pfm_event.why), the others are
 * open all the same.
 */
void ub_pfm_open(const char *list);
void ub_pfm_close(void);

/**
 * ub_pfm_nr() - how many events there are, open or not
 *
 * Return: 0 before ub_pfm_open() and after ub_pfm_close().
 */
unsigned int ub_pfm_nr(void);

/* One of them */
const struct ub_pfm_event *ub_pfm_event(unsigned int i);

/* Count, and stop to; what was counted adds up */
void ub_pfm_start(void);
void ub_pfm_stop(void);

/**
 * ub_pfm_read() - what was counted so far, and begin anew
 * @counts:	[ub_pfm_nr()]; all zero for an event that is not open
 *
 * Return: 0 or -errno.
 */
int ub_pfm_read(struct ub_pfm_count *counts);

/**
 * ub_pfm_print() - the events that this kernel can open
 * @out:	a line each: name, tab, yes or the reason why not
 */
void ub_pfm_print(FILE *out);

#endif /* UB_PFM_H */
