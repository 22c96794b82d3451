/* SPDX-License-Identifier: GPL-2.0-only */
/* scene_event.h - events on the whole file of a scene, and that file */
#ifndef SCENE_EVENT_H
#define SCENE_EVENT_H

#include <stdbool.h>
#include <stdint.h>

#include "guest/lib/guest_event.h"
#include "guest/lib/guest_file.h"

/**
 * struct scene_event - one event on all pages of the file
 * @name:	the word a user types
 * @op:		the system call
 * @fs:		list of globs: the filesystems that have it
 * @by_owner:	the owner makes the call, on its own mapping
 * @ends_file:	the file is gone afterwards: each sample creates a new one
 * @unmapped:	the owner unmaps the file before the event
 * @more:	left out unless asked for by name or with --preset=full
 */
struct scene_event {
	const char *name;
	const struct guest_event *op;
	const char *fs;
	bool by_owner;
	bool ends_file;
	bool unmapped;
	bool more;
};

/* The first is truncate; ends with a name of NULL */
extern const struct scene_event scene_events[];

/* What the event acts on; built before the call is timed */
struct guest_span scene_event_span(const struct scene_event *event,
				   struct guest_file *file, void *addr);

/* Create a file in @folder and fill it with generation 0: 0 or -errno */
int scene_file_make(struct guest_file *file, const char *folder,
		    uint64_t nr_pages);

/* The word that fills a page */
uint64_t scene_word(uint32_t generation, uint64_t page);

/* Write all pages again, in a file that may have been cut: 0 or -errno */
int scene_file_fill(struct guest_file *file, uint32_t generation);

#endif /* SCENE_EVENT_H */
