/* SPDX-License-Identifier: GPL-2.0-only */
/* kb_sweep.h - calls that are made to fail at each place where they can */
#ifndef KB_SWEEP_H
#define KB_SWEEP_H

#include <stdbool.h>

#include "kbench/kb_uapi.h"

#define SWEEP_PAGES 16

/**
 * struct sweep - one call, at one place where it can fail
 * @policy:	selected before
 * @device:	one that fits it
 * @folder:	where files are made, for calls that need one
 * @nth:	allocation or user copy of the call that fails; 0 for none
 * @injected:	(out) there was such a place
 * @kbench:	an open /dev/kbench, with @policy selected
 */
struct sweep {
	const char *policy;
	const char *device;
	const char *folder;
	unsigned int nth;
	bool injected;
	int kbench;
};

/**
 * struct sweep_call - what is swept; kb_sweep_calls.c, kb_sweep_events.c
 * @name:	of the ioctl or the event
 * @each:	once for every policy that has a device, else once
 * @files:	needs a folder
 * @run:	prepare, arm, call, disarm, undo; the result of the call
 */
struct sweep_call {
	const char *name;
	bool each;
	bool files;
	int (*run)(struct sweep *s);
};

extern const struct sweep_call sweep_ioctls[];
extern const struct sweep_call sweep_events[];

/* Between the two, and in this thread only, the @nth fails. */
void sweep_arm(struct sweep *s);
void sweep_disarm(struct sweep *s);

/* -errno of an ioctl, or 0; armed when it is the one that is swept. */
int sweep_ioctl(struct sweep *s, int fd, unsigned long cmd, void *arg);

/* A good KB_IOC_REGION for @s. */
struct kb_region sweep_region(const struct sweep *s, void *addr);

#endif /* KB_SWEEP_H */
