/* SPDX-License-Identifier: GPL-2.0-only */
/* scene_owner_child.h - an owner from inside, and what it is told */
#ifndef SCENE_OWNER_CHILD_H
#define SCENE_OWNER_CHILD_H

#include "guest/scenes/lib/scene.h"
#include "guest/scenes/lib/scene_event.h"

enum scene_word_of_command { SCENE_OPEN, SCENE_HOLD, SCENE_RUN, SCENE_CLOSE };

/* Between an owner and who gives it orders; a message each */
struct scene_order {
	enum scene_word_of_command word;
	unsigned int nr_log;
	uint64_t hold_ns;
};

struct scene_answer {
	int ret;
	uint64_t ticks[2];
};

/**
 * scene_owner_child() - be an owner
 * @cell:	what is given to the device
 * @file:	the file
 * @sock:	orders come here
 *
 * For a child of its own; ends with it when nobody is there to give orders.
 */
void scene_owner_child(const struct scene_cell *cell,
		       const struct guest_file *file, int sock)
	__attribute__((noreturn));

#endif /* SCENE_OWNER_CHILD_H */
