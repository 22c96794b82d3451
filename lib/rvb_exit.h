/* SPDX-License-Identifier: GPL-2.0-only */
/* rvb_exit.h - the exit codes of every command; other people script them */
#ifndef RVB_EXIT_H
#define RVB_EXIT_H

#include "lib/rvb_compiler.h"

enum rvb_exit {
	RVB_EXIT_OK = 0,
	RVB_EXIT_REGRESSED = 1,
	RVB_EXIT_USAGE = 2, /* usage or configuration */
	RVB_EXIT_UNSURE = 3,
	RVB_EXIT_NOTHING = 4, /* not comparable, or nothing ran */
	RVB_EXIT_GUEST = 5, /* panic, splat, leak, broken invariant */
	RVB_EXIT_HARNESS = 6,
	RVB_EXIT_TIMEOUT = 124,
	RVB_EXIT_INTERRUPTED = 130,
};

/* Print "revokebench: TEXT" as one line on stderr */
void rvb_say(const char *format, ...) __printf(1, 2);

/* The same; returns @code, an exit code or -errno */
int rvb_fail(int code, const char *format, ...) __printf(2, 3);

#endif /* RVB_EXIT_H */
