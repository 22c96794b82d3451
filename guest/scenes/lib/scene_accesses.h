/* SPDX-License-Identifier: GPL-2.0-only */
/* scene_accesses.h - the log of a device, command by command */
#ifndef SCENE_ACCESSES_H
#define SCENE_ACCESSES_H

#include <stddef.h>
#include <stdint.h>

#include "kbench/kb_uapi.h"

/**
 * struct scene_sums - bytes of commands by outcome
 * @issued_bytes: of all commands
 * @bytes:	by KB_MOVED_*, the outcome that the device logged
 */
struct scene_sums {
	uint64_t issued_bytes;
	uint64_t bytes[KB_MOVED_REFUSED + 1];
};

/**
 * struct scene_era - what commands had to find, and until when
 * @generation:	content of the file before the event
 * @event_ticks: start of the event
 * @release_ticks: when the owner released by itself; 0: it did not
 */
struct scene_era {
	uint32_t generation;
	uint64_t event_ticks;
	uint64_t release_ticks;
};

/**
 * scene_accesses_read() - read a region's log
 * @region:	its descriptor
 * @moves:	filled in
 * @max:	its size; ends the program if the log lost a command
 *
 * Return: the number of commands.
 */
size_t scene_accesses_read(int region, struct kb_move *moves, size_t max);

/**
 * scene_accesses_add() - add the bytes of commands to sums
 * @sums:	added to
 * @moves:	the commands
 * @nr:		their number
 * @era:	commands refused after @release_ticks are not counted: the owner
 *		wanted that
 */
void scene_accesses_add(struct scene_sums *sums, const struct kb_move *moves,
			size_t nr, const struct scene_era *era);

/**
 * scene_accesses_check() - compare what a device read with what it had to find
 * @moves:	commands of a reading device
 * @nr:		their number
 * @era:	content of the file
 *
 * Return: NULL, or one line that names the first mismatch.
 */
const char *scene_accesses_check(const struct kb_move *moves, size_t nr,
				 const struct scene_era *era);

/**
 * scene_accesses_recovery() - time until a device is back at its rate before
 * @moves:	commands in order of time
 * @nr:		their number
 * @event_ticks: start of the event; the two windows before it are the reference
 * @window_ticks: length of a window
 *
 * A window with 95 % of the reference ends 95 % of its length after the device
 * resumed, so that much is subtracted.
 *
 * Return: ticks from the event to the end of the last window with fewer than 95 %
 * of the right commands, less the above; UINT64_MAX if the rate stays lower.
 */
uint64_t scene_accesses_recovery(const struct kb_move *moves, size_t nr,
				 uint64_t event_ticks, uint64_t window_ticks);

#endif /* SCENE_ACCESSES_H */
