// SPDX-License-Identifier: GPL-2.0-only
/* scene_accesses.c - the log of a device, command by command */
#include <errno.h>

#include "guest/scenes/lib/scene.h"
#include "guest/scenes/lib/scene_accesses.h"
#include "guest/scenes/lib/scene_event.h"

size_t scene_accesses_read(int region, struct kb_move *moves, size_t max)
{
	struct kb_log log = { .abi = KB_ABI };
	size_t nr = 0;
	int ret;

	do {
		log.moves = (uintptr_t)(moves + nr);
		log.nr_moves = max - nr;
		ret = guest_client_call(region, KB_IOC_LOG, &log);
		if (ret || log.nr_lost)
			scene_die("KB_IOC_LOG", ret ? ret : -ENOSPC);
		nr += log.nr_moves;
	} while (log.nr_moves && nr < max);
	return nr;
}

void scene_accesses_add(struct scene_sums *sums, const struct kb_move *moves,
			size_t nr, const struct scene_era *era)
{
	size_t i;

	for (i = 0; i < nr; i++) {
		if (moves[i].outcome == KB_MOVED_REFUSED &&
		    era->release_ticks && moves[i].ticks > era->release_ticks)
			continue;
		sums->issued_bytes += SCENE_PAGE;
		sums->bytes[moves[i].outcome] += SCENE_PAGE;
	}
}

static const char *check(const struct kb_move *move,
			 const struct scene_era *era)
{
	uint64_t data = scene_word(era->generation, era->first + move->page);

	switch (move->outcome) {
	case KB_MOVED_RIGHT:
		return move->word == data ?
			       NULL :
			       "a command logged as right read other data";
	case KB_MOVED_STALE:
		if (move->ticks < era->event_ticks)
			return "a command is logged as stale before the event";
		return move->word == data ?
			       NULL :
			       "a command logged as stale read other data";
	case KB_MOVED_SCRATCH:
		return move->word ? "a scratch page had data" : NULL;
	default:
		return move->word ? "a refused command read data" : NULL;
	}
}

const char *scene_accesses_check(const struct kb_move *moves, size_t nr,
				 const struct scene_era *era)
{
	const char *why;
	size_t i;

	for (i = 0; i < nr; i++) {
		why = check(&moves[i], era);
		if (why)
			return why;
	}
	return NULL;
}

/* Number of right commands in the window that ends at @until */
static size_t count_right(const struct kb_move *moves, size_t nr,
			  uint64_t until, uint64_t window)
{
	size_t i, right = 0;

	for (i = 0; i < nr; i++)
		right += moves[i].ticks <= until &&
			 moves[i].ticks + window > until &&
			 moves[i].outcome == KB_MOVED_RIGHT;
	return right;
}

uint64_t scene_accesses_recovery(const struct kb_move *moves, size_t nr,
				 uint64_t event_ticks, uint64_t window_ticks)
{
	uint64_t least = 0.95 * window_ticks;
	double rate = count_right(moves, nr, event_ticks, 2 * window_ticks) / 2;
	uint64_t until, low = event_ticks, step = window_ticks / 50;
	uint64_t end = nr ? moves[nr - 1].ticks : 0;

	for (until = event_ticks + step; until <= end; until += step)
		if (count_right(moves, nr, until, window_ticks) < 0.95 * rate)
			low = until;
	if (end < low + 2 * window_ticks)
		return UINT64_MAX;
	return low - event_ticks > least ? low - event_ticks - least : 0;
}
