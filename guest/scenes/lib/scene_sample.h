/* SPDX-License-Identifier: GPL-2.0-only */
/* scene_sample.h - a file, an owner, a device; and one event, looked at closely */
#ifndef SCENE_SAMPLE_H
#define SCENE_SAMPLE_H

#include "guest/scenes/lib/scene.h"
#include "guest/scenes/lib/scene_counts.h"
#include "guest/scenes/lib/scene_event.h"
#include "guest/scenes/lib/scene_owner.h"

/* What is timed of an event; the words are in scene_row.c */
enum ks_phase {
	KS_RETURN, /* to the return of the system call */
	KS_ACCESS, /* to the device's last access of an old page */
	KS_UNPIN, /* to the last unpin */
	KS_NOTIFIED, /* from here on: parts, see KB_STEP_* */
	KS_WAITED,
	KS_REDIRECTED,
	KS_DRAINED,
	KS_FLUSHED,
	KS_UNPINNED,
	KS_FS, /* the filesystem's own work */
	KS_PHASES,
};

/**
 * struct ks_times - one event
 * @ticks:	each phase
 * @has:	bit for each phase that there is
 * @ledger:	of the region, after it was let go; zero without one
 * @notifier_calls: MMU notifier calls for the region in the event
 */
struct ks_times {
	uint64_t ticks[KS_PHASES];
	unsigned int has;
	struct kb_ledger ledger;
	uint64_t notifier_calls;
};

/**
 * struct ks_stage - what a cell is played on
 * @cell:	the cell
 * @file:	its file
 * @owner:	its owner
 * @region:	descriptor of the region, -1 for none
 * @generation:	of what is in the file
 * @refused:	-errno of the last region that was refused, or 0
 * @counts:	running while the system call does, or NULL
 */
struct ks_stage {
	struct ks_cell cell;
	struct ks_file file;
	struct ks_owner owner;
	int region;
	uint32_t generation;
	int refused;
	const struct ks_counts *counts;
};

/* Make the file; ends the program where that fails */
void ks_stage_begin(struct ks_stage *stage, const struct ks_cell *cell);
void ks_stage_end(struct ks_stage *stage);

/**
 * ks_stage_open() - fill the file, give it to the device
 * @stage:	without a region
 * @nr_log:	see kb_region
 *
 * Where the policy refuses the region there is none: @stage->refused.
 */
void ks_stage_open(struct ks_stage *stage, unsigned int nr_log);

/* Take it back; who holds it longer is waited for */
void ks_stage_close(struct ks_stage *stage);

/* Let the device run for a while: commands are under way when the event comes */
void ks_stage_nap(const struct ks_stage *stage, uint64_t least_ns);

/**
 * ks_stage_event() - the system call
 * @stage:	the stage
 * @ticks:	set to when it began and when it had returned
 *
 * Return: 0, or -errno.
 */
int ks_stage_event(struct ks_stage *stage, uint64_t ticks[2]);

/**
 * ks_stage_take() - one sample
 * @stage:	as it was after ks_stage_begin(), or after the last sample
 * @times:	filled in
 *
 * The owner lets go ks_hold_ns() after the event began, if nobody has told it
 * to, or has taken its pages, or has killed it by then.
 *
 * Return: 0, or -errno of the event.
 */
int ks_stage_take(struct ks_stage *stage, struct ks_times *times);

#endif /* SCENE_SAMPLE_H */
