// SPDX-License-Identifier: GPL-2.0-only
/* throughput.c - what is left of both sides' work while pages are revoked */

/*
 * Three at work beside each other: a device that goes round its region; a process
 * that writes single pages to a file of its own on the same filesystem, and
 * between two writes truncates, fills and hands over the device's file so many
 * times a second; and a victim that does nothing wrong, reads by O_DIRECT from a
 * null_blk device into mapped pages of a third file.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "guest/lib/guest_clock.h"
#include "guest/lib/guest_promise.h"
#include "guest/scenes/lib/scene_accesses.h"
#include "guest/scenes/lib/scene_dio.h"
#include "guest/scenes/lib/scene_hist.h"
#include "guest/scenes/lib/scene_row.h"

#define UNBOUNDED (-1)
#define NR_PAGES 16

/* Revokes a second, and how long that is looked at in each mode */
struct rate {
	int per_second;
	unsigned int exact_ms;
	unsigned int timed_ms;
	enum ks_preset least;
};

static const struct rate rates[] = {
	{ 0, 10, 60, KS_QUICK },   { 100, 40, 100, KS_DEFAULT },
	{ 300, 20, 60, KS_FULL },  { 1000, 10, 60, KS_QUICK },
	{ 3000, 10, 60, KS_FULL }, { UNBOUNDED, 10, 60, KS_QUICK },
};

/**
 * struct point - one rate, while it is looked at
 * @stage:	the device's file
 * @own:	the file that the process writes to
 * @hold_ns:	how long an owner that nobody tells keeps its region
 * @device_bytes: right ones, of regions that are closed
 * @nr_ops:	of the filesystem
 * @nr_revokes:	events
 * @error:	-errno of an event that was refused
 */
struct point {
	struct ks_stage *stage;
	struct ks_file *own;
	uint64_t hold_ns;
	uint64_t device_bytes;
	uint64_t nr_ops;
	uint64_t nr_revokes;
	int error;
};

static void missing(const struct ks_cell *cell, const char *why)
{
	json_t *row = ks_row(cell, NULL);

	ks_row_missing(row, "SKIP", "n/a: %s", why);
	ks_row_add(KS_THROUGHPUT, row);
}

static uint64_t ticks_of_ms(double ms)
{
	return ms * ub_clock_khz();
}

static void count_device(struct point *p)
{
	struct kb_ledger ledger;

	if (p->stage->region < 0)
		return;
	if (kb_client_ledger(p->stage->region, &ledger))
		ks_die("KB_IOC_LEDGER", -EIO);
	p->device_bytes += ledger.right_bytes;
}

/* One operation of the filesystem: a page is written in place */
static void operate(struct point *p)
{
	static const char page[KS_PAGE];

	if (pwrite(p->own->fd, page, KS_PAGE, p->nr_ops % NR_PAGES * KS_PAGE) !=
	    KS_PAGE)
		ks_die(p->own->path, -errno);
	p->nr_ops++;
}

/* Truncate, fill anew, hand over anew; a table that faults needs no hand-over */
static void revoke_once(struct point *p)
{
	const struct kb_promise *promise = kb_promise_of(p->stage->cell.policy);
	struct ks_stage *stage = p->stage;
	bool holds = stage->region >= 0 && p->hold_ns;
	uint64_t ticks[2], let_go;

	if (holds)
		ks_owner_hold(&stage->owner, p->hold_ns);
	p->error = ks_stage_event(stage, ticks);
	if (holds)
		ks_owner_held(&stage->owner, &let_go);
	p->nr_revokes++;
	if (promise->faults && stage->region >= 0) {
		if (ks_file_fill(&stage->file, ++stage->generation))
			ks_die(stage->file.path, -EIO);
		return;
	}
	count_device(p);
	ks_stage_close(stage);
	ks_stage_open(stage, 0);
}

static void work(struct point *p, int per_second, uint64_t begin, uint64_t end)
{
	uint64_t now, next = begin;
	uint64_t every = per_second > 0 ? ticks_of_ms(1000.0 / per_second) : 0;

	next += every / 2;
	while (!p->error && (now = ub_clock_read()) < end) {
		if (per_second && now >= next) {
			revoke_once(p);
			next += every;
		}
		operate(p);
	}
}

/* Who waits for a stranger waits for as long as the stranger likes: a model */
static uint64_t hold_ns(const struct ks_cell *cell)
{
	const struct kb_promise *promise = kb_promise_of(cell->policy);
	bool told = !strcmp(cell->policy, "delay");
	bool fs_waits = !strcmp(cell->fs, "fsdax") && promise->stale;

	if ((promise->waits && !told) || !promise->known || fs_waits)
		return ks_hold_ns(cell);
	return 0;
}

static json_t *take_point(const struct rate *rate, struct ks_stage *stage,
			  struct ks_file *own, struct ks_victim *victim)
{
	struct point p = { .stage = stage,
			   .own = own,
			   .hold_ns = hold_ns(&stage->cell) };
	uint64_t begin, end, victim_bytes;
	unsigned int ms = stage->cell.timed ? rate->timed_ms : rate->exact_ms;

	ks_stage_open(stage, 0);
	/* Several rounds: a table that is filled by faults is full by then */
	ks_stage_nap(stage, 10 * KS_LATENCY_NS);
	count_device(&p);
	p.device_bytes =
		-p.device_bytes; /* what it did before does not count */
	victim_bytes = ks_victim_bytes(victim);
	begin = ub_clock_read();
	work(&p, rate->per_second, begin, begin + ticks_of_ms(ms));
	end = ub_clock_read();
	victim_bytes = ks_victim_bytes(victim) - victim_bytes;
	count_device(&p);
	ks_stage_close(stage);
	if (p.error)
		return json_pack("{s:s}", "refused", strerrorname_np(-p.error));
	return json_pack("{s:i, s:I, s:o, s:I, s:I, s:I}", "rate",
			 rate->per_second, "revokes", (json_int_t)p.nr_revokes,
			 "duration", ks_ns(end - begin), "device_bytes",
			 (json_int_t)p.device_bytes, "fs_ops",
			 (json_int_t)p.nr_ops, "dio_bytes",
			 (json_int_t)victim_bytes);
}

/* A rate is what a full queue moves in the time of four commands */
#define WINDOW_NS (4 * KS_LATENCY_NS)
#define RECOVERIES 3

/* From the event until the device moves as much right as before */
static uint64_t recover(struct ks_stage *stage)
{
	static struct kb_move moves[32768];
	const size_t max = sizeof(moves) / sizeof(*moves);
	uint64_t ticks[2], let_go, hold = hold_ns(&stage->cell);
	size_t nr = 0;

	ks_stage_open(stage, max / 2);
	ks_stage_nap(stage, 3 * WINDOW_NS);
	if (hold)
		ks_owner_hold(&stage->owner, hold);
	ks_stage_event(stage, ticks);
	if (hold)
		ks_owner_held(&stage->owner, &let_go);
	if (kb_promise_of(stage->cell.policy)->faults) {
		ks_file_fill(&stage->file, ++stage->generation);
	} else {
		nr = ks_moves_read(stage->region, moves, max);
		ks_stage_close(stage);
		ks_stage_open(stage, max / 2);
	}
	ks_stage_nap(stage, 4 * WINDOW_NS);
	nr += ks_moves_read(stage->region, moves + nr, max - nr);
	ks_stage_close(stage);
	return ks_moves_recovery(moves, nr, ticks[0],
				 ticks_of_ms(WINDOW_NS / 1e6));
}

static json_t *recovery(struct ks_stage *stage)
{
	uint64_t ticks[RECOVERIES];
	size_t i;

	for (i = 0; i < RECOVERIES; i++) {
		ticks[i] = recover(stage);
		if (ticks[i] == UINT64_MAX)
			return json_pack("{s:i, s:s}", "n", 0, "reason",
					 "never back at the old rate");
	}
	ks_sort(ticks, RECOVERIES);
	return json_pack("{s:i, s:f, s:o}", "n", RECOVERIES, "p50",
			 ks_ns_of(ks_median(ticks, RECOVERIES)), "max",
			 ks_ns(ticks[RECOVERIES - 1]));
}

static void play_pair(const struct ks_plan *plan, const struct ks_cell *cell)
{
	json_t *row = ks_row(cell, NULL), *points = json_array();
	struct ks_victim victim;
	struct ks_stage stage;
	struct ks_file own;
	size_t i;
	int ret;

	ret = ks_file_make(&own, cell->folder, NR_PAGES);
	if (ret)
		ks_die(own.path, ret);
	ks_stage_begin(&stage, cell);
	ks_victim_begin(&victim, cell->folder);
	for (i = 0; i < sizeof(rates) / sizeof(*rates); i++)
		if (rates[i].least <= plan->preset)
			json_array_append_new(points,
					      take_point(&rates[i], &stage,
							 &own, &victim));
	ks_victim_end(&victim);
	if (!cell->timed && !stage.refused)
		json_object_set_new(row, "recovery", recovery(&stage));
	json_object_set_new(row, "points", points);
	ks_row_add(KS_THROUGHPUT, row);
	ks_stage_end(&stage);
	ks_file_remove(&own);
}

static void play(const struct ks_plan *plan, const struct ks_cell *stage)
{
	struct ks_cell cell = *stage;

	if (!ks_listed(plan->events, cell.event->name))
		return;
	cell.nr_pages = NR_PAGES;
	ks_each_pair(plan, &cell, missing, play_pair);
}

const struct ks_scene ks_scene_throughput = {
	.name = "throughput",
	.title = "what is left of both sides' work while pages are revoked",
	.play = play,
};
