// SPDX-License-Identifier: GPL-2.0-only
/* scaling.c - cost against regions, pages and processes; memory of a pin */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "guest/scenes/lib/scene_hist.h"
#include "guest/scenes/lib/scene_many.h"
#include "guest/scenes/lib/scene_row.h"

#define SAMPLES 7

/* Whether the policy acts by itself: with the others the owner is measured */
static bool acts_alone(const struct guest_promise *p)
{
	return !p->waits && !p->refuses && !p->kills && !p->denies;
}

struct size {
	uint64_t n;
	enum scene_preset least;
};

static const struct size regions[] = {
	{ 1, SCENE_QUICK },	  { 100, SCENE_DEFAULT }, { 1000, SCENE_QUICK },
	{ 10000, SCENE_DEFAULT }, { 100000, SCENE_FULL }, { 0 },
};

/* Sizes beyond the memory of the guest map the same pages several times */
static const struct size pages[] = {
	{ 1, SCENE_QUICK },	 { 64, SCENE_DEFAULT },
	{ 4096, SCENE_QUICK },	 { 65536, SCENE_DEFAULT },
	{ 1048576, SCENE_FULL }, { 0 },
};

static const struct size threads[] = { { 1, SCENE_QUICK },
				       { 2, SCENE_QUICK },
				       { 4, SCENE_FULL },
				       { 0 } };
static const struct size memory[] = { { 65536, SCENE_QUICK }, { 0 } };

static json_t *point_missing(uint64_t n, const char *why)
{
	return json_pack("{s:I, s:s, s:s}", "n", (json_int_t)n, "status",
			 "SKIP", "reason", why);
}

static json_t *point(uint64_t n, uint64_t *ticks, size_t nr)
{
	scene_sort(ticks, nr);
	return json_pack("{s:I, s:s, s:o, s:f}", "n", (json_int_t)n, "status",
			 "DONE", "min", scene_ns(ticks[0]), "p50",
			 scene_ns_of(scene_median(ticks, nr)));
}

/* Add a row with one point for each size of the preset */
static void add_row(const struct scene_plan *plan,
		    const struct scene_cell *cell, const char *what,
		    const char *unit, const struct size *sizes,
		    json_t *(*take)(const struct scene_cell *cell, uint64_t n))
{
	json_t *row = scene_row(cell, what), *points = json_array();

	for (; sizes->n; sizes++)
		if (sizes->least <= plan->preset)
			json_array_append_new(points, take(cell, sizes->n));
	json_object_set_new(row, "what", json_string(what));
	json_object_set_new(row, "points", points);
	if (unit)
		json_object_set_new(row, "unit", json_string(unit));
	scene_row_add(SCENE_SCALING, row);
}

/* Punch one page of a file that has a region on each page */
static json_t *take_regions(const struct scene_cell *cell, uint64_t n)
{
	uint64_t ticks[SAMPLES];
	int ret = scene_many_regions(cell, n, ticks, SAMPLES);

	return ret ? point_missing(n, strerror(-ret)) :
		     point(n, ticks, SAMPLES);
}

/* Truncate a file with one region */
static json_t *take_pages(const struct scene_cell *cell, uint64_t n)
{
	uint64_t ticks[SAMPLES];
	size_t nr = n > 100000 ? 1 : n > 1000 ? 3 : SAMPLES;
	int ret = scene_many_pages(cell, n, ticks, nr);

	return ret ? point_missing(n, strerror(-ret)) : point(n, ticks, nr);
}

/* Truncate one file in each of @n processes at once */
static json_t *take_threads(const struct scene_cell *cell, uint64_t n)
{
	uint64_t ticks[SAMPLES * 4];
	int ret;

	if (!cell->timed && n > 1)
		return point_missing(n, "one virtual CPU runs them in turns");
	if (n > (uint64_t)sysconf(_SC_NPROCESSORS_ONLN))
		return point_missing(n, "fewer CPUs than threads");
	ret = scene_many_threads(cell, n, ticks, SAMPLES);
	return ret ? point_missing(n, strerror(-ret)) :
		     point(n, ticks, SAMPLES * n);
}

static json_t *take_memory(const struct scene_cell *cell, uint64_t n)
{
	double bytes;
	int ret = scene_many_memory(cell, n, &bytes);

	if (ret)
		return point_missing(n, strerror(-ret));
	return json_pack("{s:I, s:s, s:f}", "n", (json_int_t)n, "status",
			 "DONE", "p50", bytes);
}

/* What rvk.timeline costs an event: point 0 is off, 1 is on */
static void add_timeline(const struct scene_cell *cell)
{
	json_t *row = scene_row(cell, "timeline"), *points = json_array();
	uint64_t ticks[SAMPLES];
	int on;

	for (on = 0; on <= 1; on++) {
		scene_parameter("rvk", "timeline", on ? "1" : "0");
		if (scene_many_pages(cell, 64, ticks, SAMPLES))
			scene_die("a truncate without a time line", -EIO);
		json_array_append_new(points, point(on, ticks, SAMPLES));
	}
	json_object_set_new(row, "what", json_string("timeline"));
	json_object_set_new(row, "points", points);
	scene_row_add(SCENE_SCALING, row);
}

static bool is_asked(const struct scene_cell *cell)
{
	return acts_alone(cell->promise) && !strcmp(cell->device, "gpu");
}

static void play_pair(const struct scene_plan *plan,
		      const struct scene_cell *cell)
{
	if (!is_asked(cell))
		return;
	if (!cell->timed) {
		add_row(plan, cell, "regions", NULL, regions, take_regions);
		add_row(plan, cell, "pages", NULL, pages, take_pages);
		add_timeline(cell);
	}
	add_row(plan, cell, "threads", NULL, threads, take_threads);
}

static void play_memory(const struct scene_plan *plan,
			const struct scene_cell *cell)
{
	if (is_asked(cell) && !cell->timed)
		add_row(plan, cell, "memory", "bytes a page", memory,
			take_memory);
}

/* The device is idle: only the work of core and policy grows */
static void play(const struct scene_plan *plan, const struct scene_cell *stage)
{
	struct scene_cell cell = *stage;

	if (!guest_listed(plan->events, cell.event->name) ||
	    strcmp(cell.fs, "tmpfs"))
		return;
	cell.depth = 0;
	cell.nr_pages = 1;
	scene_each_pair(plan, &cell, SCENE_SCALING, play_pair);
	/* Apart, so that one file serves all policies */
	scene_each_pair(plan, &cell, SCENE_SCALING, play_memory);
	scene_many_memory_end();
}

const struct scene scene_scaling = {
	.name = "scaling",
	.title = "cost against regions, pages and processes; memory of a pin",
	.play = play,
};
