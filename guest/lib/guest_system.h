/* SPDX-License-Identifier: GPL-2.0-only */
/* guest_system.h - whether this is the guest, and running a program */
#ifndef GUEST_SYSTEM_H
#define GUEST_SYSTEM_H

#include <stdbool.h>

/*
 * Whether this program runs in the guest: only there it may change the system.
 */
bool guest_is_ours(void);

/**
 * guest_run() - run a program and wait for its end
 * @argv:	its command line, NULL at the end; its stdout is dropped
 *
 * Return: 0, or -errno; -ECHILD if it exited with another status than 0.
 */
int guest_run(const char *const argv[]);

/**
 * guest_run_all() - run shell commands, each whatever came of those before
 * @commands:	NULL at the end; or NULL
 */
void guest_run_all(const char *const commands[]);

#endif /* GUEST_SYSTEM_H */
