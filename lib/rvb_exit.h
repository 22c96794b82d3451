/* SPDX-License-Identifier: GPL-2.0-only */
/* rvb_exit.h - the exit codes of every command; other people script them */
#ifndef RVB_EXIT_H
#define RVB_EXIT_H

enum rp_exit {
	RP_EXIT_OK = 0,
	RP_EXIT_REGRESSED = 1,
	RP_EXIT_USAGE = 2, /* usage or configuration */
	RP_EXIT_UNSURE = 3,
	RP_EXIT_NOTHING = 4, /* not comparable, or nothing ran */
	RP_EXIT_GUEST = 5, /* panic, splat, leak, broken invariant */
	RP_EXIT_HARNESS = 6,
	RP_EXIT_TIMEOUT = 124,
	RP_EXIT_INTERRUPTED = 130,
};

#endif /* RVB_EXIT_H */
