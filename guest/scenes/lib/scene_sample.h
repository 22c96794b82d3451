/* SPDX-License-Identifier: GPL-2.0-only */
/* scene_sample.h - one event on a file with an owner and a device, timed */
#ifndef SCENE_SAMPLE_H
#define SCENE_SAMPLE_H

#include "guest/scenes/lib/scene.h"
#include "guest/scenes/lib/scene_counts.h"
#include "guest/scenes/lib/scene_event.h"
#include "guest/scenes/lib/scene_owner.h"

/* Phases of an event, each from its start; named by scene_phase_names */
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
	SCENE_IOTLB, /* the device's flush of its IOMMU */
	SCENE_FS, /* the filesystem's own work */
	SCENE_PHASES,
};

/* The figures of one event */
struct scene_times {
	uint64_t ticks[SCENE_PHASES]; /* by enum scene_phase */
	unsigned int has; /* bit for each phase that has a figure */
	/* of the region after the event; zero without a region */
	struct kb_ledger ledger;
	/* MMU notifier calls for the region during the event */
	uint64_t notifier_calls;
};

/* What samples of a cell are taken with */
struct scene_sample {
	struct scene_cell cell;
	struct guest_file file;
	struct scene_owner owner;
	int region; /* descriptor of the first region, -1 for none */
	uint32_t generation; /* content of the file, see scene_word() */
	int refused; /* -errno if the policy refused the last region, or 0 */
	/* counters to run during the system call, or NULL */
	const struct scene_counts *counts;
};

/* Create the file; ends the program on an error */
void scene_sample_begin(struct scene_sample *stage,
			const struct scene_cell *cell);
void scene_sample_end(struct scene_sample *stage);

/* Fill and register the file; @stage->refused if the policy does not */
void scene_sample_open(struct scene_sample *stage, unsigned int nr_log);

/* Close the region here and in the owner */
void scene_sample_close(struct scene_sample *stage);

/* Sleep @least_ns and a random time, so that the event meets commands in flight */
void scene_sample_nap(const struct scene_sample *stage, uint64_t least_ns);

/* Run the event, timed from start to return: 0, or -errno */
int scene_sample_event(struct scene_sample *stage, uint64_t ticks[2]);

/*
 * Take one sample: 0, or -errno of the event. The owner releases
 * scene_hold_ns() after the start of the event, unless before that it read an
 * event, lost its pages or was killed.
 */
int scene_sample_take(struct scene_sample *stage, struct scene_times *times);

/* Take @nr samples of a cell after some warm-ups, and add its rows */
void scene_series_take(const struct scene_cell *cell, unsigned int nr);

/*
 * Take samples of a timed cell in blocks, in turns with policy none. A block is
 * ABBA or BAAB, chosen at random, so that drift affects both alike; it gives a
 * pair of medians for each phase, for none A against A.
 */
void scene_series_pairs(const struct scene_plan *plan,
			const struct scene_cell *cell);

#endif /* SCENE_SAMPLE_H */
