/* SPDX-License-Identifier: GPL-2.0-only */
/* scene_accesses.h - the commands of a device, one by one */
#ifndef SCENE_ACCESSES_H
#define SCENE_ACCESSES_H

#include <stddef.h>
#include <stdint.h>

#include "kbench/kb_uapi.h"

/**
 * struct scene_sums - what became of bytes
 * @issued_bytes: of all commands
 * @bytes:	by KB_MOVED_*; what the device itself says of them
 */
struct scene_sums {
	uint64_t issued_bytes;
	uint64_t bytes[KB_MOVED_REFUSED + 1];
};

/**
 * struct scene_era - what the data had to look like
 * @generation:	of what was in the file until the event
 * @event_ticks: when that began
 * @let_go_ticks: when the owner let go by itself; 0: it did not
 */
struct scene_era {
	uint32_t generation;
	uint64_t event_ticks;
	uint64_t let_go_ticks;
};

/**
 * scene_accesses_read() - read a region's log
 * @region:	its descriptor
 * @moves:	filled in
 * @max:	room there; ends the program where the log has lost a command
 *
 * Return: how many.
 */
size_t scene_accesses_read(int region, struct kb_move *moves, size_t max);

/**
 * scene_accesses_add() - add commands up
 * @sums:	so far
 * @moves:	the commands
 * @nr:		how many
 * @era:	what is refused after the owner has let go is no loss of its, and
 *		left out
 */
void scene_accesses_add(struct scene_sums *sums, const struct kb_move *moves,
			size_t nr, const struct scene_era *era);

/**
 * scene_accesses_check() - hold what a device read against the patterns
 * @moves:	of a device that reads
 * @nr:		how many
 * @era:	what it had to find
 *
 * Return: NULL, or in one line what does not fit.
 */
const char *scene_accesses_check(const struct kb_move *moves, size_t nr,
				 const struct scene_era *era);

/**
 * scene_accesses_recovery() - how long until a device is back at its old rate
 * @moves:	in the order of time
 * @nr:		how many
 * @event_ticks: when the event began; at least two windows before that were
 *		undisturbed
 * @window_ticks: length of the windows that are looked at
 *
 * A device that was idle and then is as fast as ever fills 95 % of a window when
 * as much of it is over: that much is taken off.
 *
 * Return: ticks from the event to when the last window after it with fewer than
 * 95 % of the right commands of the time before began to fill; UINT64_MAX when
 * it is never back.
 */
uint64_t scene_accesses_recovery(const struct kb_move *moves, size_t nr,
				 uint64_t event_ticks, uint64_t window_ticks);

#endif /* SCENE_ACCESSES_H */
