/* SPDX-License-Identifier: GPL-2.0-only */
/* scene_owner_child.h - the process of an owner, and the orders it gets */
#ifndef SCENE_OWNER_CHILD_H
#define SCENE_OWNER_CHILD_H

#include "guest/scenes/lib/scene.h"
#include "guest/scenes/lib/scene_event.h"

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

#endif /* SCENE_OWNER_CHILD_H */
