/* SPDX-License-Identifier: GPL-2.0-only */
/* guest_owner.h - the process that registered a region, seen from its parent */
#ifndef GUEST_OWNER_H
#define GUEST_OWNER_H

#include <stdbool.h>
#include <sys/types.h>

/* fork(2) with stdout flushed, so that no line is printed twice */
pid_t guest_owner_fork(void);

/* A descriptor of our own for descriptor @fd of a child, or -1 and errno */
int guest_owner_fetch(pid_t pid, int fd);

/* Whether a child has ended; a zombie has, its memory is gone */
bool guest_owner_ended(pid_t pid);

#endif /* GUEST_OWNER_H */
