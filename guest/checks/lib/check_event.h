/* SPDX-License-Identifier: GPL-2.0-only */
/* check_event.h - the ways in which a file loses pages */
#ifndef CHECK_EVENT_H
#define CHECK_EVENT_H

#include <stdint.h>

struct kc;

/**
 * struct kc_event - one way
 * @name:	the word in the name of a check
 * @cause:	KB_CAUSE_* that an owner is told
 * @first:	first page of the file that is lost
 * @nr:		how many, in a file of KC_PAGES
 * @run:	do it to the file; 0 or -errno
 * @note:	note in kc.words what becomes of the file
 */
struct kc_event {
	const char *name;
	uint32_t cause;
	uint64_t first;
	uint64_t nr;
	int (*run)(struct kc *k);
	void (*note)(struct kc *k);
};

/* Names of all, NULL at the end: kc_check.variants */
extern const char *const kc_event_names[];

/**
 * kc_event_use() - kc.event by name
 * @k:		the check; skipped when its filesystem can't do that at all
 * @name:	of the event
 */
void kc_event_use(struct kc *k, const char *name);

#endif /* CHECK_EVENT_H */
