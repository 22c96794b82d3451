// SPDX-License-Identifier: GPL-2.0-only
/* latency.c - how long an event takes, to whom, and with what */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "guest/scenes/lib/scene_row.h"
#include "guest/scenes/lib/scene_series.h"

/**
 * struct shot - sizes that are looked at
 * @fs:		on which filesystems
 * @nr_pages:	of region and file
 * @depth:	of the device's queue
 * @nr_regions:	that have the file
 * @nr:		samples with each preset; 0: left out
 * @card:	scorecards are made of it; the parts of its waits have rows
 */
struct shot {
	const char *fs;
	uint64_t nr_pages;
	unsigned int depth;
	unsigned int nr_regions;
	unsigned int nr[KS_FULL + 1];
	bool card;
};

/* On tmpfs three boots together are enough for a 99th percentile */
static const struct shot shots[] = {
	{ "tmpfs", 64, 8, 1, { 15, 340, 340 }, true },
	{ "ext4,xfs,fsdax", 64, 8, 1, { 15, 15, 340 }, true },
	{ "tmpfs", 1, 8, 1, { 0, 9, 25 }, false },
	{ "tmpfs", 512, 8, 1, { 0, 9, 25 }, false },
	{ "tmpfs", 4096, 8, 1, { 0, 3, 9 }, false },
	{ "tmpfs", 65536, 8, 1, { 0, 0, 3 }, false },
	{ "tmpfs", 64, 0, 1, { 0, 9, 25 }, false },
	{ "tmpfs", 64, 32, 1, { 0, 9, 25 }, false },
	{ "tmpfs", 64, 8, 16, { 0, 5, 15 }, false },
};

static const struct shot *shot; /* the one that is being taken */

static void missing(const struct ks_cell *cell, const char *why)
{
	json_t *row = ks_row(cell, ks_phase_names[KS_RETURN]);

	ks_row_missing(row, "SKIP", "n/a: %s", why);
	ks_row_add(KS_DISTRIBUTIONS, row);
}

static void take(const struct ks_plan *plan, const struct ks_cell *cell)
{
	ks_series_take(cell, shot->nr[plan->preset]);
}

/* With nobody there: what the system call costs by itself, and we do */
static void take_empty(const struct ks_plan *plan, const struct ks_cell *cell)
{
	struct ks_cell empty = *cell;

	empty.policy = "empty";
	empty.device = "-";
	if (!cell->event->by_owner)
		take(plan, &empty);
}

/* An owner that is told and does nothing: what comes after the grace */
static void take_silent(const struct ks_plan *plan, const struct ks_cell *cell)
{
	struct ks_cell silent = *cell;

	if (strcmp(cell->policy, "delay") || plan->preset == KS_QUICK ||
	    !shot->card || strcmp(cell->event->name, "truncate"))
		return;
	silent.silent = true;
	ks_parameter("rvk_delay", "grace_ms", "4");
	ks_series_take(&silent, shot->nr[KS_QUICK]);
	ks_parameter("rvk_delay", "grace_ms", "1000");
}

static void take_pair(const struct ks_plan *plan, const struct ks_cell *cell)
{
	if (plan->timed) {
		ks_series_pairs(plan, cell);
		return;
	}
	take(plan, cell);
	take_silent(plan, cell);
}

static bool is_asked(const struct ks_plan *plan, const struct ks_event *event)
{
	if (plan->events)
		return ks_listed(plan->events, event->name);
	if (event == ks_events)
		return true;
	return !plan->timed && plan->preset != KS_QUICK &&
	       (!event->more || plan->preset == KS_FULL);
}

static void take_shot(const struct ks_plan *plan, const struct ks_cell *stage,
		      const struct ks_event *event)
{
	struct ks_cell cell = *stage;

	cell.event = event;
	cell.nr_pages = shot->nr_pages;
	cell.depth = shot->depth;
	cell.nr_regions = shot->nr_regions;
	cell.parts = plan->preset == KS_FULL || shot->card;
	take_empty(plan, &cell);
	ks_each_pair(plan, &cell, missing, take_pair);
}

/* Other sizes by truncate, other events in the first size, and fewer samples */
static void play(const struct ks_plan *plan, const struct ks_cell *stage)
{
	static struct shot few = { "*", 64, 8, 1, { 5, 9, 45 }, false };
	const struct ks_event *event;
	size_t i;

	for (i = 0; i < sizeof(shots) / sizeof(*shots); i++) {
		shot = &shots[i];
		if (shot->nr[plan->preset] && is_asked(plan, ks_events) &&
		    ks_listed(shot->fs, stage->fs) &&
		    (!plan->timed || shot->card))
			take_shot(plan, stage, ks_events);
	}
	shot = &few;
	for (event = ks_events + 1; event->name; event++)
		if (is_asked(plan, event) && ks_listed(event->fs, stage->fs) &&
		    (plan->events || plan->preset == KS_FULL ||
		     !strcmp(stage->fs, "tmpfs")))
			take_shot(plan, stage, event);
}

const struct ks_scene ks_scene_latency = {
	.name = "latency",
	.title = "how long an event takes, to whom, and with what",
	.play = play,
};
