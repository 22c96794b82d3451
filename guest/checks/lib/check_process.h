/* SPDX-License-Identifier: GPL-2.0-only */
/* check_process.h - owners of regions, and those who truncate */
#ifndef CHECK_PROCESS_H
#define CHECK_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "kbench/kb_uapi.h"

struct check;

/* What an owner does; all may be NULL */
struct check_job {
	/* map what the region is to be; check_file_map() of kc.nr_pages else */
	void *(*map)(struct check *k);
	/* what to do with the region in hand; check_owner.then_ret */
	int (*then)(struct check *k, void *addr, int region);
	/* the policy, where it is not the check's */
	const char *policy;
};

/**
 * check_owner_try() - fork a process that makes a region
 * @k:		the check
 * @i:		0 to CHECK_OWNERS - 1
 * @job:	what it does, NULL for nothing special
 *
 * Return: what KB_IOC_REGION said there: 0 or -errno.
 */
int check_owner_try(struct check *k, unsigned int i,
		    const struct check_job *job);

/**
 * check_owner_start() - the same, and have the region's descriptor as well
 * @k:		the check; it ends here where the policy refuses the region
 * @i:		as above
 * @job:	as above
 *
 * check_job.then is given time until check_owner_then() only.
 *
 * Return: our own descriptor of the region; kc.region is that of owner 0.
 */
int check_owner_start(struct check *k, unsigned int i,
		      const struct check_job *job);

/* Wait for check_job.then to come back: what it returned */
int check_owner_then(struct check *k, unsigned int i);

/**
 * check_owner_end() - the owner lets go of all that it has left, and ends
 * @k:		the check; fails unless nothing is charged and pinned any more
 * @i:		which
 * @region:	our descriptor, is closed
 */
void check_owner_end(struct check *k, unsigned int i, int region);

/* Wait until owner @i is dead: by SIGKILL, or fail */
void check_owner_killed(struct check *k, unsigned int i);

/**
 * check_task_start() - fork a process that does something
 * @k:		the check
 * @i:		0 to CHECK_TASKS - 1
 * @body:	what; its pins and the ledger of kc.region are taken right after
 */
void check_task_start(struct check *k, unsigned int i,
		      int (*body)(struct check *k));

/* Wait until a task waits in turn; fails when it comes back instead */
void check_task_asleep(struct check *k, unsigned int i);

/* Wait for a task: what its body returned; fails when that hangs */
int check_task_wait(struct check *k, unsigned int i);

/* Fail unless so many pages are pinned, in a moment at the latest */
void check_expect_pins(struct check *k, long pins);

#endif /* CHECK_PROCESS_H */
