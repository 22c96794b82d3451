// SPDX-License-Identifier: GPL-2.0-only
/* latency.c - how long an event takes until its return, last access and unpin */
#include <stdio.h>
#include <string.h>

#include "guest/lib/guest_kernel.h"
#include "guest/scenes/lib/scene_row.h"
#include "guest/scenes/lib/scene_sample.h"
#include "lib/rvb_array.h"

/* One size to measure */
struct shot {
	const char *fs; /* list of globs: filesystems */
	uint64_t nr_pages; /* size of region and file */
	unsigned int depth; /* commands in flight */
	unsigned int nr_regions; /* regions on the file */
	/* samples with each preset; 0: left out */
	unsigned int nr[SCENE_FULL + 1];
	bool card; /* used for scorecards; the parts of its waits have rows */
};

/* 340 samples on tmpfs: three boots suffice for a 99th percentile */
static const struct shot shots[] = {
	{ "tmpfs", 64, 8, 1, { 15, 340, 340 }, true },
	{ "ext4,xfs,fsdax", 64, 8, 1, { 15, 15, 340 }, true },
	{ "tmpfs", 1, 8, 1, { 0, 9, 25 }, false },
	{ "tmpfs", 512, 8, 1, { 0, 9, 25 }, false },
	{ "tmpfs", 4096, 8, 1, { 0, 3, 9 }, false },
	{ "tmpfs", 65536, 8, 1, { 0, 0, 3 }, false },
	{ "tmpfs", 64, 0, 1, { 3, 9, 25 }, false },
	{ "tmpfs", 64, 32, 1, { 0, 9, 25 }, false },
	{ "tmpfs", 64, 8, 16, { 0, 5, 15 }, false },
};

static const struct shot *shot; /* the one being measured */

static void take(const struct scene_plan *plan, const struct scene_cell *cell)
{
	scene_series_take(cell, shot->nr[plan->preset]);
}

/* Without a region: the cost of the system call and of this program */
static void take_empty(const struct scene_plan *plan,
		       const struct scene_cell *cell)
{
	struct scene_cell empty = *cell;

	empty.policy = "empty";
	empty.device = "-";
	if (!cell->event->by_owner)
		take(plan, &empty);
}

/* The owner reads the event and does not release: the fallback acts */
static void take_silent(const struct scene_plan *plan,
			const struct scene_cell *cell)
{
	struct scene_cell silent = *cell;

	const char *grace = cell->promise->raw.grace;
	char module[KB_NAME_MAX + 8], before[32];
	int ret;

	if (!cell->promise->falls_back || !*grace ||
	    plan->preset == SCENE_QUICK || !shot->card ||
	    strcmp(cell->event->name, "truncate"))
		return;
	silent.silent = true;
	snprintf(module, sizeof(module), "rvk_%s", cell->policy);
	ret = guest_parameter_read(module, grace, before, sizeof(before));
	if (ret)
		scene_die(grace, ret);
	scene_parameter(module, grace, "4");
	scene_series_take(&silent, shot->nr[SCENE_QUICK]);
	scene_parameter(module, grace, before);
}

static void take_pair(const struct scene_plan *plan,
		      const struct scene_cell *cell)
{
	if (plan->timed) {
		scene_series_pairs(plan, cell);
		return;
	}
	take(plan, cell);
	take_silent(plan, cell);
}

static bool is_asked(const struct scene_plan *plan,
		     const struct scene_event *event)
{
	if (plan->events)
		return guest_listed(plan->events, event->name);
	if (event == scene_events)
		return true;
	return !plan->timed && plan->preset != SCENE_QUICK &&
	       (!event->more || plan->preset == SCENE_FULL);
}

static void take_shot(const struct scene_plan *plan,
		      const struct scene_cell *stage,
		      const struct scene_event *event)
{
	struct scene_cell cell = *stage;

	cell.event = event;
	cell.nr_pages = shot->nr_pages;
	cell.depth = shot->depth;
	cell.nr_regions = shot->nr_regions;
	/* An idle device shows what its own instructions add to each part */
	cell.parts = plan->preset == SCENE_FULL || shot->card || !shot->depth;
	take_empty(plan, &cell);
	scene_each_pair(plan, &cell, SCENE_DISTRIBUTIONS, take_pair);
}

/* Truncate in each size; other events in the first size, with fewer samples */
static void play(const struct scene_plan *plan, const struct scene_cell *stage)
{
	static struct shot few = { "*", 64, 8, 1, { 5, 9, 45 }, false };
	const struct scene_event *event;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(shots); i++) {
		shot = &shots[i];
		if (shot->nr[plan->preset] && is_asked(plan, scene_events) &&
		    guest_listed(shot->fs, stage->fs) &&
		    (!plan->timed || shot->card))
			take_shot(plan, stage, scene_events);
	}
	shot = &few;
	for (event = scene_events + 1; event->name; event++)
		if (is_asked(plan, event) &&
		    guest_listed(event->fs, stage->fs) &&
		    (plan->events || plan->preset == SCENE_FULL ||
		     !strcmp(stage->fs, "tmpfs")))
			take_shot(plan, stage, event);
}

const struct scene scene_latency = {
	.name = "latency",
	.title = "how long an event takes until return, last access and unpin",
	.play = play,
};
