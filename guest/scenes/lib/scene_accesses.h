/* SPDX-License-Identifier: GPL-2.0-only */
/* scene_accesses.h - the log of a device, command by command */
#ifndef SCENE_ACCESSES_H
#define SCENE_ACCESSES_H

#include <stddef.h>
#include <stdint.h>

#include "kbench/kb_uapi.h"

/* Bytes of commands by outcome */
struct scene_sums {
	uint64_t issued_bytes; /* of all commands */
	/* by KB_MOVED_*, the outcome that the device logged */
	uint64_t bytes[KB_MOVED_REFUSED + 1];
};

/* What commands had to find, and until when */
struct scene_era {
	uint32_t generation; /* content of the file before the event */
	uint64_t first; /* page of the file where the region begins */
	uint64_t event_ticks; /* start of the event */
	/* when the owner released by itself; 0: it did not */
	uint64_t release_ticks;
};

/* Read a region's log of at most @max commands, without a lost one */
size_t scene_accesses_read(int region, struct kb_move *moves, size_t max);

/* Add the bytes of commands, but not those refused after the release */
void scene_accesses_add(struct scene_sums *sums, const struct kb_move *moves,
			size_t nr, const struct scene_era *era);

/* Compare what a device read with @era: the first mismatch, or NULL */
const char *scene_accesses_check(const struct kb_move *moves, size_t nr,
				 const struct scene_era *era);

/*
 * Ticks from the event until a device is back at 95 % of its rate before, in
 * windows of @window_ticks; UINT64_MAX if it stays lower. A window with 95 % of
 * the reference ends 95 % of its length after the device resumed, so that much
 * is subtracted.
 */
uint64_t scene_accesses_recovery(const struct kb_move *moves, size_t nr,
				 uint64_t event_ticks, uint64_t window_ticks);

#endif /* SCENE_ACCESSES_H */
