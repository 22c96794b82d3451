// SPDX-License-Identifier: GPL-2.0-only
/* scene_event.c - events on the whole file of a scene, and that file */
#include <stdio.h>

#include "guest/scenes/lib/scene.h"
#include "guest/scenes/lib/scene_event.h"

#define OP(id) .op = &guest_events[id]

const struct scene_event scene_events[] = {
	{ .name = "truncate", OP(GUEST_TRUNCATE), .fs = "*" },
	{ .name = "punch", OP(GUEST_PUNCH), .fs = "*" },
	{ .name = "zero", OP(GUEST_ZERO), .fs = "ext4,xfs", .more = true },
	{ .name = "collapse",
	  OP(GUEST_COLLAPSE),
	  .fs = "ext4,xfs",
	  .more = true },
	{ .name = "remove",
	  OP(GUEST_MADV_REMOVE),
	  .fs = "*",
	  .by_owner = true,
	  .more = true },
	{ .name = "munmap", OP(GUEST_MUNMAP), .fs = "*", .by_owner = true },
	{ .name = "evict",
	  OP(GUEST_EVICT),
	  .fs = "tmpfs,ext4,xfs",
	  .ends_file = true,
	  .unmapped = true },
	{ 0 },
};

/* A collapse may not reach the end of the file: it removes the first half */
struct guest_span scene_event_span(const struct scene_cell *cell,
				   struct guest_file *file, void *addr)
{
	struct guest_span span = {
		.file = file,
		.addr = addr,
		.from = cell->nr_beside * SCENE_PAGE,
		.bytes = cell->nr_pages * SCENE_PAGE,
	};

	if (cell->event->op == &guest_events[GUEST_COLLAPSE])
		span.bytes = cell->nr_pages / 2 * SCENE_PAGE;
	if (cell->event->op == &guest_events[GUEST_MUNMAP])
		span.addr = (char *)addr + span.from;
	return span;
}

int scene_file_make(struct guest_file *file, const char *folder,
		    uint64_t nr_pages)
{
	static unsigned int serial;
	int ret;

	snprintf(file->path, sizeof(file->path), "%s/scene.%u", folder,
		 ++serial);
	file->nr_pages = nr_pages;
	ret = guest_file_create(file);
	return ret ? ret : scene_file_fill(file, 0);
}

uint64_t scene_word(uint32_t generation, uint64_t page)
{
	return 0x5ce0ULL << 48 | (uint64_t)generation << 24 | page;
}

int scene_file_fill(struct guest_file *file, uint32_t generation)
{
	return guest_file_write(file, 0, file->nr_pages,
				scene_word(generation, 0));
}
