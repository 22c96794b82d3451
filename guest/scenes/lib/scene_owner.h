/* SPDX-License-Identifier: GPL-2.0-only */
/* scene_owner.h - the process that registers the regions, seen from its parent */
#ifndef SCENE_OWNER_H
#define SCENE_OWNER_H

#include <sys/types.h>

#include "guest/scenes/lib/scene.h"
#include "guest/scenes/lib/scene_event.h"

/* An owner */
struct scene_owner {
	pid_t pid; /* its process, 0 if there is none */
	int sock; /* socket for orders and answers */
	/* how many owners before it were killed by the policy */
	unsigned int nr_killed;
};

/* How long after the start of the event an owner releases if it reads no event */
uint64_t scene_hold_ns(const struct scene_cell *cell);

/* Fork an owner, which releases at an event unless @cell->silent */
void scene_owner_start(struct scene_owner *owner, const struct scene_cell *cell,
		       const struct guest_file *file);

/*
 * Have it touch its mapping and register its regions, after another one is
 * forked if it was killed: a descriptor of the first region, or -errno.
 */
int scene_owner_open(struct scene_owner *owner, const struct scene_cell *cell,
		     const struct guest_file *file, unsigned int nr_log);

/* Have it release its regions in @hold_ns, unless it reads an event before */
void scene_owner_hold(struct scene_owner *owner, uint64_t hold_ns);

/*
 * Wait until the release of scene_owner_hold(); false if it was killed before.
 * @release_ticks: when it began to release, by itself or for an event.
 */
bool scene_owner_held(struct scene_owner *owner, uint64_t *release_ticks);

/* Have it run the event: 0, -errno of that, -ESRCH if it was killed */
int scene_owner_run(struct scene_owner *owner, uint64_t ticks[2]);

/* Have it close its regions; false if it was killed */
bool scene_owner_close(struct scene_owner *owner);

/* Have it exit, and reap it */
void scene_owner_end(struct scene_owner *owner);

enum scene_word_of_command { SCENE_OPEN, SCENE_HOLD, SCENE_RUN, SCENE_CLOSE };

/* One message each, from the parent to the owner and back */
struct scene_order {
	enum scene_word_of_command word;
	unsigned int nr_log;
	uint64_t hold_ns;
};

struct scene_answer {
	int ret;
	uint64_t ticks[2];
};

/* Run as an owner, in a child that exits when the parent closes its socket */
void scene_owner_child(const struct scene_cell *cell,
		       const struct guest_file *file, int sock)
	__attribute__((noreturn));

#endif /* SCENE_OWNER_H */
