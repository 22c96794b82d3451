/* SPDX-License-Identifier: GPL-2.0-only */
/* scene_sample.h - a file, an owner, a device; and one event, looked at closely */
#ifndef SCENE_SAMPLE_H
#define SCENE_SAMPLE_H

#include "guest/scenes/lib/scene.h"
#include "guest/scenes/lib/scene_counts.h"
#include "guest/scenes/lib/scene_event.h"
#include "guest/scenes/lib/scene_owner.h"

/* What is timed of an event; the words are in scene_row.c */
enum scene_phase {
	SCENE_RETURN, /* to the return of the system call */
	SCENE_ACCESS, /* to the device's last access of an old page */
	SCENE_UNPIN, /* to the last unpin */
	SCENE_NOTIFIED, /* from here on: parts, see KB_STEP_* */
	SCENE_WAITED,
	SCENE_REDIRECTED,
	SCENE_DRAINED,
	SCENE_FLUSHED,
	SCENE_UNPINNED,
	SCENE_FS, /* the filesystem's own work */
	SCENE_PHASES,
};

/**
 * struct scene_times - one event
 * @ticks:	each phase
 * @has:	bit for each phase that there is
 * @ledger:	of the region, after it was let go; zero without one
 * @notifier_calls: MMU notifier calls for the region in the event
 */
struct scene_times {
	uint64_t ticks[SCENE_PHASES];
	unsigned int has;
	struct kb_ledger ledger;
	uint64_t notifier_calls;
};

/**
 * struct scene_sample - what a cell is played on
 * @cell:	the cell
 * @file:	its file
 * @owner:	its owner
 * @region:	descriptor of the region, -1 for none
 * @generation:	of what is in the file
 * @refused:	-errno of the last region that was refused, or 0
 * @counts:	running while the system call does, or NULL
 */
struct scene_sample {
	struct scene_cell cell;
	struct guest_file file;
	struct scene_owner owner;
	int region;
	uint32_t generation;
	int refused;
	const struct scene_counts *counts;
};

/* Make the file; ends the program where that fails */
void scene_sample_begin(struct scene_sample *stage,
			const struct scene_cell *cell);
void scene_sample_end(struct scene_sample *stage);

/**
 * scene_sample_open() - fill the file, give it to the device
 * @stage:	without a region
 * @nr_log:	see kb_region
 *
 * Where the policy refuses the region there is none: @stage->refused.
 */
void scene_sample_open(struct scene_sample *stage, unsigned int nr_log);

/* Take it back; who holds it longer is waited for */
void scene_sample_close(struct scene_sample *stage);

/* Let the device run for a while: commands are under way when the event comes */
void scene_sample_nap(const struct scene_sample *stage, uint64_t least_ns);

/**
 * scene_sample_event() - the system call
 * @stage:	the stage
 * @ticks:	set to when it began and when it had returned
 *
 * Return: 0, or -errno.
 */
int scene_sample_event(struct scene_sample *stage, uint64_t ticks[2]);

/**
 * scene_sample_take() - one sample
 * @stage:	as it was after scene_sample_begin(), or after the last sample
 * @times:	filled in
 *
 * The owner lets go scene_hold_ns() after the event began, if nobody has told it
 * to, or has taken its pages, or has killed it by then.
 *
 * Return: 0, or -errno of the event.
 */
int scene_sample_take(struct scene_sample *stage, struct scene_times *times);

#endif /* SCENE_SAMPLE_H */
