/* SPDX-License-Identifier: GPL-2.0-only */
/* guest_system.h - what may be done to the machine, and running its programs */
#ifndef GUEST_SYSTEM_H
#define GUEST_SYSTEM_H

#include <stdbool.h>

/**
 * guest_is_ours() - whether this is the guest
 *
 * Only there are filesystems made and mounted, huge pages reserved and modules
 * loaded; elsewhere what is not there already is left out.
 *
 * Return: true in the guest.
 */
bool guest_is_ours(void);

/**
 * guest_run() - run a program to its end
 * @argv:	looked up in PATH, NULL at the end; its stdout is dropped
 *
 * Return: 0, or -errno; -ECHILD when it ended with another status than 0.
 */
int guest_run(const char *const argv[]);

#endif /* GUEST_SYSTEM_H */
