/* SPDX-License-Identifier: GPL-2.0-only */
/* scene_event.h - events on the whole file of a scene, and that file */
#ifndef SCENE_EVENT_H
#define SCENE_EVENT_H

#include <stdbool.h>
#include <stdint.h>

#include "guest/lib/guest_event.h"
#include "guest/lib/guest_file.h"

struct scene_cell;

/* One event on all pages of the region */
struct scene_event {
	const char *name; /* the word a user types */
	const struct guest_event *op; /* the system call */
	const char *fs; /* list of globs: the filesystems that have it */
	bool by_owner; /* the owner makes the call, on its own mapping */
	/* the file is gone afterwards: each sample creates a new one */
	bool ends_file;
	bool unmapped; /* the owner unmaps the file before the event */
	bool more; /* left out unless asked for by name or with --preset=full */
};

/* The first is truncate; ends with a name of NULL */
extern const struct scene_event scene_events[];

/*
 * What the event of a cell acts on, with the file mapped at @addr; built before
 * the call is timed
 */
struct guest_span scene_event_span(const struct scene_cell *cell,
				   struct guest_file *file, void *addr);

/* Create a file in @folder and fill it with generation 0: 0 or -errno */
int scene_file_make(struct guest_file *file, const char *folder,
		    uint64_t nr_pages);

/* The word that fills a page */
uint64_t scene_word(uint32_t generation, uint64_t page);

/* Write all pages again, in a file that may have been cut: 0 or -errno */
int scene_file_fill(struct guest_file *file, uint32_t generation);

#endif /* SCENE_EVENT_H */
