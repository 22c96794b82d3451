// SPDX-License-Identifier: GPL-2.0-only
/* throughput.c - work of device, filesystem and bystander while pages are revoked */

/*
 * Three work at once: a device that accesses its region; a process that writes
 * single pages to another file on the same filesystem, and a given number of times
 * a second truncates, fills and registers the device's file; a bystander that reads
 * by O_DIRECT from a null_blk device into mapped pages of a third file.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "guest/lib/guest_clock.h"
#include "guest/scenes/lib/scene_accesses.h"
#include "guest/scenes/lib/scene_dio.h"
#include "guest/scenes/lib/scene_hist.h"
#include "guest/scenes/lib/scene_row.h"
#include "lib/rvb_array.h"

#define UNBOUNDED (-1)
#define NR_PAGES 16

/* Events a second, and for how long in each mode */
struct rate {
	int per_second;
	unsigned int exact_ms;
	unsigned int timed_ms;
	enum scene_preset least;
};

static const struct rate rates[] = {
	{ 0, 10, 60, SCENE_QUICK },   { 100, 40, 100, SCENE_DEFAULT },
	{ 300, 20, 60, SCENE_FULL },  { 1000, 10, 60, SCENE_QUICK },
	{ 3000, 10, 60, SCENE_FULL }, { UNBOUNDED, 10, 60, SCENE_QUICK },
};

/* One rate, while it is measured */
struct point {
	struct scene_sample *stage; /* the device's file */
	struct guest_file *own; /* the file that the process writes to */
	/* when the owner releases if it reads no event; 0: never */
	uint64_t hold_ns;
	uint64_t device_bytes; /* right bytes of closed regions */
	uint64_t nr_ops; /* writes of the process */
	uint64_t nr_revokes; /* events */
	int error; /* -errno of an event that failed */
};

static uint64_t ticks_of_ms(double ms)
{
	return ms * guest_clock_khz();
}

static void count_device(struct point *p)
{
	struct kb_ledger ledger;

	if (p->stage->region < 0)
		return;
	if (guest_region_ledger(p->stage->region, &ledger))
		scene_die("KB_IOC_LEDGER", -EIO);
	p->device_bytes += ledger.right_bytes;
}

/* One operation of the filesystem: write a page in place */
static void operate(struct point *p)
{
	static const char page[SCENE_PAGE];

	if (pwrite(p->own->fd, page, SCENE_PAGE,
		   p->nr_ops % NR_PAGES * SCENE_PAGE) != SCENE_PAGE)
		scene_die(p->own->path, -errno);
	p->nr_ops++;
}

/* Truncate, fill, register again; a device that faults keeps its region */
static void revoke_once(struct point *p)
{
	struct scene_sample *stage = p->stage;
	bool holds = stage->region >= 0 && p->hold_ns;
	uint64_t ticks[2], released;

	if (holds)
		scene_owner_hold(&stage->owner, p->hold_ns);
	p->error = scene_sample_event(stage, ticks);
	if (holds)
		scene_owner_held(&stage->owner, &released);
	p->nr_revokes++;
	if (stage->cell.promise->faults && stage->region >= 0) {
		if (scene_file_fill(&stage->file, ++stage->generation))
			scene_die(stage->file.path, -EIO);
		return;
	}
	count_device(p);
	scene_sample_close(stage);
	scene_sample_open(stage, 0);
}

static void work(struct point *p, int per_second, uint64_t begin, uint64_t end)
{
	uint64_t now, next = begin;
	uint64_t every = per_second > 0 ? ticks_of_ms(1000.0 / per_second) : 0;

	next += every / 2;
	while (!p->error && (now = guest_clock_read()) < end) {
		if (per_second && now >= next) {
			revoke_once(p);
			next += every;
		}
		operate(p);
	}
}

/* If the event waits and the owner reads no event, assume scene_hold_ns() */
static uint64_t hold_ns(const struct scene_cell *cell)
{
	const struct guest_promise *promise = cell->promise;
	bool fs_waits = !strcmp(cell->fs, "fsdax") && promise->stale;

	if ((promise->waits && !promise->notifies) || fs_waits)
		return scene_hold_ns(cell);
	return 0;
}

static json_t *take_point(const struct rate *rate, struct scene_sample *stage,
			  struct guest_file *own, struct scene_dio *victim)
{
	struct point p = { .stage = stage,
			   .own = own,
			   .hold_ns = hold_ns(&stage->cell) };
	uint64_t begin, end, victim_bytes;
	unsigned int ms = stage->cell.timed ? rate->timed_ms : rate->exact_ms;

	scene_sample_open(stage, 0);
	/* Ten rounds: a table that is filled by faults is full by then */
	scene_sample_nap(stage, 10 * SCENE_LATENCY_NS);
	count_device(&p);
	p.device_bytes =
		-p.device_bytes; /* what it did before does not count */
	victim_bytes = scene_dio_bytes(victim);
	begin = guest_clock_read();
	work(&p, rate->per_second, begin, begin + ticks_of_ms(ms));
	end = guest_clock_read();
	victim_bytes = scene_dio_bytes(victim) - victim_bytes;
	count_device(&p);
	scene_sample_close(stage);
	if (p.error)
		return json_pack("{s:s}", "refused", strerrorname_np(-p.error));
	return json_pack("{s:i, s:I, s:o, s:I, s:I, s:I}", "rate",
			 rate->per_second, "revokes", (json_int_t)p.nr_revokes,
			 "duration", scene_ns(end - begin), "device_bytes",
			 (json_int_t)p.device_bytes, "fs_ops",
			 (json_int_t)p.nr_ops, "dio_bytes",
			 (json_int_t)victim_bytes);
}

/* The rate is taken over the time of four commands */
#define WINDOW_NS (4 * SCENE_LATENCY_NS)
#define RECOVERIES 3

/* Ticks from the event until the device reads as much right data as before */
static uint64_t recover(struct scene_sample *stage)
{
	/* There are some 250; the kernel clears the log, see ledger.c */
	static struct kb_move moves[8192];
	const size_t max = ARRAY_SIZE(moves);
	uint64_t ticks[2], released, hold = hold_ns(&stage->cell);
	size_t nr = 0;

	scene_sample_open(stage, max / 2);
	scene_sample_nap(stage, 3 * WINDOW_NS);
	if (hold)
		scene_owner_hold(&stage->owner, hold);
	scene_sample_event(stage, ticks);
	if (hold)
		scene_owner_held(&stage->owner, &released);
	if (stage->cell.promise->faults) {
		scene_file_fill(&stage->file, ++stage->generation);
	} else {
		nr = scene_accesses_read(stage->region, moves, max);
		scene_sample_close(stage);
		scene_sample_open(stage, max / 2);
	}
	scene_sample_nap(stage, 4 * WINDOW_NS);
	nr += scene_accesses_read(stage->region, moves + nr, max - nr);
	scene_sample_close(stage);
	return scene_accesses_recovery(moves, nr, ticks[0],
				       ticks_of_ms(WINDOW_NS / 1e6));
}

static json_t *recovery(struct scene_sample *stage)
{
	uint64_t ticks[RECOVERIES];
	size_t i;

	for (i = 0; i < RECOVERIES; i++) {
		ticks[i] = recover(stage);
		if (ticks[i] == UINT64_MAX)
			return json_pack("{s:i, s:s}", "n", 0, "reason",
					 "never back at the old rate");
	}
	scene_sort(ticks, RECOVERIES);
	return json_pack("{s:i, s:f, s:o}", "n", RECOVERIES, "p50",
			 scene_ns_of(scene_median(ticks, RECOVERIES)), "max",
			 scene_ns(ticks[RECOVERIES - 1]));
}

static void play_pair(const struct scene_plan *plan,
		      const struct scene_cell *cell)
{
	json_t *row = scene_row(cell, NULL), *points = json_array();
	struct scene_dio victim;
	struct scene_sample stage;
	struct guest_file own;
	size_t i;
	int ret;

	ret = scene_file_make(&own, cell->folder, NR_PAGES);
	if (ret)
		scene_die(own.path, ret);
	scene_sample_begin(&stage, cell);
	scene_dio_begin(&victim, cell->folder);
	for (i = 0; i < ARRAY_SIZE(rates); i++)
		if (rates[i].least <= plan->preset)
			json_array_append_new(points,
					      take_point(&rates[i], &stage,
							 &own, &victim));
	scene_dio_end(&victim);
	if (!cell->timed && !stage.refused && !cell->promise->refuses)
		json_object_set_new(row, "recovery", recovery(&stage));
	json_object_set_new(row, "points", points);
	scene_row_add(SCENE_THROUGHPUT, row);
	scene_sample_end(&stage);
	guest_file_remove(&own);
}

static void play(const struct scene_plan *plan, const struct scene_cell *stage)
{
	struct scene_cell cell = *stage;

	if (!guest_listed(plan->events, cell.event->name))
		return;
	cell.nr_pages = NR_PAGES;
	scene_each_pair(plan, &cell, SCENE_THROUGHPUT, play_pair);
}

const struct scene scene_throughput = {
	.name = "throughput",
	.title = "work of device, filesystem and bystander during revokes",
	.play = play,
};
