/* SPDX-License-Identifier: GPL-2.0-only */
/* torture.h - all at once: owners, truncaters, switchers */
#ifndef TORTURE_H
#define TORTURE_H

#include <gsl/gsl_rng.h>
#include <stdbool.h>
#include <stdint.h>

#include "kbench/kb_uapi.h"

#define TORTURE_PAGE 4096UL
#define TORTURE_PAGES 32U /* of a file, at most */
#define TORTURE_FILES 9
#define TORTURE_WORKERS 16
#define TORTURE_NAMES 32
#define TORTURE_STUCK_S 60 /* what one system call may take on a busy machine */

/**
 * struct torture_worker - one process that goes on until the end
 * @name:	what it is
 * @run:	one round, again and again
 * @pid:	of it
 * @rounds:	done
 * @since_ns:	when the round under way began
 * @region:	(owner to keeper) descriptor, TORTURE_NO_REGION, TORTURE_REFUSED
 * @policy:	of that region, -1 where somebody may have switched it
 * @device:	of it, in torture_shared.device
 * @file:	that it is of, in torture_shared.path
 */
struct torture_worker {
	const char *name;
	void (*run)(struct torture_worker *w, gsl_rng *r);
	volatile int pid;
	volatile uint64_t rounds;
	volatile uint64_t since_ns;
	volatile int region;
	volatile int policy;
	volatile unsigned int device;
	volatile unsigned int file;
};

#define TORTURE_NO_REGION -1
#define TORTURE_REFUSED -2

/**
 * struct torture_counts - what a policy has seen
 * @regions:	that came into being
 * @events:	that hit them
 * @right:	pages moved
 * @stale:	pages of nobody moved
 * @killed:	owners that did not end by themselves
 */
struct torture_counts {
	uint64_t regions;
	uint64_t events;
	uint64_t right;
	uint64_t stale;
	uint64_t killed;
};

/**
 * struct torture_shared - what all processes have in common
 * @stop:	end your round and go
 * @failed:	by whoever finds something first
 * @reason:	what that is
 * @strict:	none is held to the promise, too: that has to fail
 * @node:	of /dev/kbench; all have it, anybody may switch its policy
 * @path:	of the files
 * @nr_files:	of these
 * @policy:	names
 * @nr_policies: of these
 * @device:	names
 * @nr_devices:	of these
 * @counts:	by policy
 * @worker:	all of them
 * @nr_workers:	of these
 */
struct torture_shared {
	volatile bool stop;
	volatile int failed;
	char reason[512];
	bool strict;
	int node;
	char path[TORTURE_FILES][128];
	unsigned int nr_files;
	char policy[TORTURE_NAMES][KB_NAME_MAX];
	unsigned int nr_policies;
	char device[TORTURE_NAMES][KB_NAME_MAX];
	unsigned int nr_devices;
	struct torture_counts counts[TORTURE_NAMES];
	struct torture_worker worker[TORTURE_WORKERS];
	unsigned int nr_workers;
};

extern struct torture_shared *torture;

/* The first one to find something says what */
void torture_fail(const char *format, ...)
	__attribute__((format(printf, 1, 2)));

/* A number below @n */
unsigned int torture_below(gsl_rng *r, unsigned int n);

/* torture_owner.c: one region from open to close, watched by whoever forked it */
void torture_own(struct torture_worker *w, gsl_rng *r);

/* torture_change.c */
void torture_truncate(struct torture_worker *w, gsl_rng *r);
void torture_switch(struct torture_worker *w, gsl_rng *r);

/* torture_setup.c: names, files, node; 0, or -errno with a line on stderr */
int torture_setup(const char *policies, const char *fs);

#endif /* TORTURE_H */
