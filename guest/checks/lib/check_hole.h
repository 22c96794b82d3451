/* SPDX-License-Identifier: GPL-2.0-only */
/* check_hole.h - a page of memory whose first fault waits, by userfaultfd */
#ifndef CHECK_HOLE_H
#define CHECK_HOLE_H

#include <stdbool.h>

struct check;

/**
 * struct check_hole - shared by all processes of a check
 * @fd:		the userfaultfd, a descriptor of the process with the memory
 * @addr:	of the page there
 * @faulted:	a task waits for the page
 * @serve:	set by the check: fill the page with zeroes
 */
struct check_hole {
	int fd;
	char *addr;
	volatile bool faulted;
	volatile bool serve;
};

/* Call before the process that has the memory is forked */
struct check_hole *check_hole_new(struct check *k);

/**
 * check_hole_at() - have the first fault of a page wait
 * @k:		the check
 * @hole:	from check_hole_new(), unused
 * @addr:	of a page without content: of anonymous memory or of tmpfs
 */
void check_hole_at(struct check *k, struct check_hole *hole, void *addr);

#endif /* CHECK_HOLE_H */
