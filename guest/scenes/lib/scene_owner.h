/* SPDX-License-Identifier: GPL-2.0-only */
/* scene_owner.h - the process that a device got its memory from */
#ifndef SCENE_OWNER_H
#define SCENE_OWNER_H

#include <sys/types.h>

#include "guest/scenes/lib/scene.h"
#include "guest/scenes/lib/scene_event.h"

/**
 * struct scene_owner - an owner, as who gives it orders sees it
 * @pid:	of it, 0 if there is none
 * @sock:	orders go and answers come here
 * @nr_killed:	how many of its predecessors were killed
 */
struct scene_owner {
	pid_t pid;
	int sock;
	unsigned int nr_killed;
};

/* How long after the start of the event an owner without an event to read releases */
uint64_t scene_hold_ns(const struct scene_cell *cell);

/**
 * scene_owner_start() - fork an owner
 * @owner:	filled in, but for @nr_killed
 * @cell:	what it gives to the device
 * @file:	it maps this one, shared
 *
 * It answers events at once where a policy tells it of them, unless
 * @cell->silent.
 */
void scene_owner_start(struct scene_owner *owner, const struct scene_cell *cell,
		       const struct guest_file *file);

/**
 * scene_owner_open() - have it touch its mapping and register the region
 * @owner:	without a region; one that was killed is replaced
 * @cell:	as in scene_owner_start()
 * @file:	the same
 * @nr_log:	see kb_region
 *
 * Return: a descriptor of the first region, the caller's to close, or -errno.
 */
int scene_owner_open(struct scene_owner *owner, const struct scene_cell *cell,
		     const struct guest_file *file, unsigned int nr_log);

/* It lets go of its region @hold_ns from now on; told from inside by nobody */
void scene_owner_hold(struct scene_owner *owner, uint64_t hold_ns);

/**
 * scene_owner_held() - wait until that is over
 * @owner:	told to hold
 * @let_go_ticks: set to when it began to let go, by itself or told by a policy
 *
 * Return: false when it was killed meanwhile.
 */
bool scene_owner_held(struct scene_owner *owner, uint64_t *let_go_ticks);

/**
 * scene_owner_run() - an event that is the owner's own doing
 * @owner:	with a region
 * @ticks:	set to when the system call began and when it had returned
 *
 * Return: what the event returned.
 */
int scene_owner_run(struct scene_owner *owner, uint64_t ticks[2]);

/* Close its regions. Returns false when it was killed. */
bool scene_owner_close(struct scene_owner *owner);

/* End it. */
void scene_owner_end(struct scene_owner *owner);

#endif /* SCENE_OWNER_H */
