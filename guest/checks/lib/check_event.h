/* SPDX-License-Identifier: GPL-2.0-only */
/* check_event.h - events on the file of a check, and what a region loses by them */
#ifndef CHECK_EVENT_H
#define CHECK_EVENT_H

#include "guest/lib/guest_event.h"

struct check;

/**
 * struct check_event - one event on a file of a known size
 * @name:	the VARIANT in the name of a check
 * @op:		the system call
 * @from:	its first byte
 * @bytes:	its number of bytes
 * @first:	first page that a region over the whole file loses
 * @nr:		number of pages that it loses
 * @only_on:	the one filesystem where this is an event, or NULL
 */
struct check_event {
	const char *name;
	const struct guest_event *op;
	uint64_t from;
	uint64_t bytes;
	uint64_t first;
	uint64_t nr;
	const char *only_on;
};

/* Names of all events on a file of CHECK_PAGES: check_case.variants */
extern const char *const check_event_names[];

/* Set kc.event, and kc.hit, by name; fail if there is no such event */
void check_event_find(struct check *k, const struct check_event *events,
		      const char *name);

/*
 * Set kc.event to one of check_event_names; skip the check if its filesystem
 * has no such event, which is tried on a file without a region.
 */
void check_event_use(struct check *k, const char *name);

/* Run kc.event on kc.file: 0 or -errno */
int check_event_run(struct check *k);

/* Make kc.words what the file has after kc.event */
void check_event_note(struct check *k);

#endif /* CHECK_EVENT_H */
