/* SPDX-License-Identifier: GPL-2.0-only */
/* kb_sweep.h - calls that fail at each place where they allocate or copy */
#ifndef KB_SWEEP_H
#define KB_SWEEP_H

#include <stdbool.h>

#include "kbench/kb_uapi.h"

#define SWEEP_PAGES 16

/**
 * struct sweep - one call, at one place where it can fail
 * @policy:	selected before
 * @device:	one that fits it
 * @folder:	for files, if the call needs one
 * @nth:	allocation or user copy of the call to fail; 0 for none
 * @injected:	(out) there was such a place
 * @leaked_pins:	(out) pages that the kernel itself leaves pinned
 * @kbench:	an open /dev/kbench, with @policy selected
 */
struct sweep {
	const char *policy;
	const char *device;
	const char *folder;
	unsigned int nth;
	bool injected;
	long leaked_pins;
	int kbench;
};

/**
 * struct sweep_call - a call to sweep; kb_sweep_{calls,events,users}.c
 * @name:	of the ioctl or the event
 * @each:	sweep it for each policy that has a device, else once
 * @files:	needs a folder
 * @run:	prepare, arm, call, disarm, undo; the result of the call
 * @works:	that is 0 where nothing fails
 */
struct sweep_call {
	const char *name;
	bool each;
	bool files;
	int (*run)(struct sweep *s);
	bool works;
};

extern const struct sweep_call sweep_ioctls[];
extern const struct sweep_call sweep_events[];
extern const struct sweep_call sweep_users[];

/* Open the next real user of pinned pages for sweep_users[]; false after the last */
bool sweep_users_next(struct sweep *s);

/* Between these two the @nth place fails, in this thread only */
void sweep_arm(struct sweep *s);
void sweep_disarm(struct sweep *s);

/* Call ioctl(2), armed if it is the one to sweep: 0 or -errno */
int sweep_ioctl(struct sweep *s, int fd, unsigned long cmd, void *arg);

/* A valid KB_IOC_REGION for @s */
struct kb_region sweep_region(const struct sweep *s, void *addr);

#endif /* KB_SWEEP_H */
