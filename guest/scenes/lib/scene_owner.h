/* SPDX-License-Identifier: GPL-2.0-only */
/* scene_owner.h - the process that a device got its memory from */
#ifndef SCENE_OWNER_H
#define SCENE_OWNER_H

#include <sys/types.h>

#include "guest/scenes/lib/scene.h"
#include "guest/scenes/lib/scene_event.h"

/**
 * struct ks_owner - an owner, as who gives it orders sees it
 * @pid:	of it, 0 if there is none
 * @sock:	orders go and answers come here
 * @nr_killed:	how many of its predecessors were killed
 */
struct ks_owner {
	pid_t pid;
	int sock;
	unsigned int nr_killed;
};

/**
 * ks_owner_start() - fork an owner
 * @owner:	filled in, but for @nr_killed
 * @cell:	what it gives to the device
 * @file:	it maps this one, shared
 *
 * It answers events at once where a policy tells it of them, unless
 * @cell->silent.
 */
void ks_owner_start(struct ks_owner *owner, const struct ks_cell *cell,
		    const struct ks_file *file);

/**
 * ks_owner_open() - have it touch its mapping and register the region
 * @owner:	without a region; one that was killed is replaced
 * @cell:	as in ks_owner_start()
 * @file:	the same
 * @nr_log:	see kb_region
 *
 * Return: a descriptor of the first region, the caller's to close, or -errno.
 */
int ks_owner_open(struct ks_owner *owner, const struct ks_cell *cell,
		  const struct ks_file *file, unsigned int nr_log);

/* It lets go of its region @hold_ns from now on; told from inside by nobody */
void ks_owner_hold(struct ks_owner *owner, uint64_t hold_ns);

/**
 * ks_owner_held() - wait until that is over
 * @owner:	told to hold
 * @let_go_ticks: set to when it began to let go, by itself or told by a policy
 *
 * Return: false when it was killed meanwhile.
 */
bool ks_owner_held(struct ks_owner *owner, uint64_t *let_go_ticks);

/**
 * ks_owner_run() - an event that is the owner's own doing
 * @owner:	with a region
 * @ticks:	set to when the system call began and when it had returned
 *
 * Return: what the event returned.
 */
int ks_owner_run(struct ks_owner *owner, uint64_t ticks[2]);

/* Close its regions. Returns false when it was killed. */
bool ks_owner_close(struct ks_owner *owner);

/* End it. */
void ks_owner_end(struct ks_owner *owner);

#endif /* SCENE_OWNER_H */
