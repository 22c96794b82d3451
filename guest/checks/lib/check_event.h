/* SPDX-License-Identifier: GPL-2.0-only */
/* check_event.h - the ways in which a file loses pages */
#ifndef CHECK_EVENT_H
#define CHECK_EVENT_H

#include <stdint.h>

struct check;

/**
 * struct check_event - one way
 * @name:	the word in the name of a check
 * @cause:	KB_CAUSE_* that an owner is told
 * @first:	first page of the file that is lost
 * @nr:		how many, in a file of CHECK_PAGES
 * @run:	do it to the file; 0 or -errno
 * @note:	note in kc.words what becomes of the file
 */
struct check_event {
	const char *name;
	uint32_t cause;
	uint64_t first;
	uint64_t nr;
	int (*run)(struct check *k);
	void (*note)(struct check *k);
};

/* Names of all, NULL at the end: check_case.variants */
extern const char *const check_event_names[];

/**
 * check_event_use() - kc.event by name
 * @k:		the check; skipped when its filesystem can't do that at all
 * @name:	of the event
 */
void check_event_use(struct check *k, const char *name);

#endif /* CHECK_EVENT_H */
