// SPDX-License-Identifier: GPL-2.0-only
/* scene_series.c - series of samples of one cell, or of two cells in turns */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "guest/scenes/lib/scene_hist.h"
#include "guest/scenes/lib/scene_row.h"
#include "guest/scenes/lib/scene_sample.h"

#define WARMUPS 2
#define NR_PARTED (SCENE_UNPIN + 1) /* phases that pairs are made of */

/* Samples of each phase of a cell */
struct series {
	struct scene_sample stage;
	uint64_t *ticks[SCENE_PHASES];
	unsigned int nr[SCENE_PHASES];
	unsigned int max;
	int error;
	struct scene_times last;
	json_t *counts;
};

static void begin(struct series *s, const struct scene_cell *cell,
		  unsigned int max)
{
	unsigned int phase;

	memset(s, 0, sizeof(*s));
	s->max = max;
	for (phase = 0; phase < SCENE_PHASES; phase++) {
		s->ticks[phase] = calloc(max, sizeof(*s->ticks[phase]));
		if (!s->ticks[phase])
			scene_die("samples", -ENOMEM);
	}
	scene_sample_begin(&s->stage, cell);
}

static void end(struct series *s)
{
	unsigned int phase;

	scene_sample_end(&s->stage);
	for (phase = 0; phase < SCENE_PHASES; phase++)
		free(s->ticks[phase]);
	json_decref(s->counts);
}

/* Take one sample; a refused event ends the series */
static void take(struct series *s, bool keep)
{
	unsigned int phase;

	if (s->error)
		return;
	s->error = scene_sample_take(&s->stage, &s->last);
	for (phase = 0; !s->error && keep && phase < SCENE_PHASES; phase++)
		if (s->last.has & 1U << phase && s->nr[phase] < s->max)
			s->ticks[phase][s->nr[phase]++] = s->last.ticks[phase];
}

/* The reason why a phase has no figure although the event succeeded */
static void say_missing(const struct series *s, json_t *row)
{
	if (!strcmp(s->stage.cell.policy, "empty"))
		scene_row_missing(row, "SKIP", "no device has the file");
	else if (s->stage.refused)
		scene_row_missing(row, "SKIP",
				  "no device has the file: refused with %s",
				  strerrorname_np(-s->stage.refused));
	else if (s->stage.cell.event->by_owner)
		scene_row_missing(
			row, "SKIP",
			"not an event of the file: only its return is timed");
	else if (!s->stage.cell.depth)
		scene_row_missing(row, "SKIP", "the device is idle");
	else if (!s->last.ledger.nr_events)
		scene_row_missing(row, "SKIP",
				  "the policy does not act on this event");
	else
		scene_row_missing(row, "SKIP", "nothing is pinned any more");
}

/* Count in an extra sample: open tracepoints would slow down the timed ones */
static void count(struct series *s)
{
	const struct kb_ledger *l = &s->last.ledger;
	struct scene_counts counts;

	scene_counts_open(&counts, !strncmp(s->stage.cell.device, "edu", 3));
	s->stage.counts = &counts;
	take(s, false);
	s->stage.counts = NULL;
	s->counts = scene_counts_close(&counts);
	json_object_update_new(
		s->counts,
		json_pack("{s:I, s:I, s:I, s:I}", "notifier_calls",
			  (json_int_t)s->last.notifier_calls, "device_faults",
			  (json_int_t)l->nr_faults, "dma_unmaps",
			  (json_int_t)l->revoked_pages, "quarantine_max",
			  (json_int_t)l->quarantine_max));
}

static void add_row(struct series *s, enum scene_phase phase, json_t *pairs,
		    unsigned long seed)
{
	json_t *row = scene_row(&s->stage.cell, scene_phase_names[phase]);

	if (s->error && phase == SCENE_RETURN)
		json_object_set_new(row, "refused",
				    json_string(strerrorname_np(-s->error)));
	else if (!s->nr[phase])
		say_missing(s, row);
	else
		scene_row_samples(row, s->ticks[phase], s->nr[phase],
				  phase >= SCENE_NOTIFIED);
	if (phase == SCENE_RETURN && s->counts)
		json_object_set(row, "counts", s->counts);
	if (pairs) {
		json_object_set_new(row, "pairs", pairs);
		json_object_set_new(row, "blocks_seed", json_integer(seed));
	}
	scene_row_add(SCENE_DISTRIBUTIONS, row);
}

/* A part that takes no time in any sample is not a step of this policy */
static bool is_there(const struct series *s, enum scene_phase phase)
{
	unsigned int i;

	if (phase < SCENE_NOTIFIED)
		return !s->error || phase == SCENE_RETURN;
	if (!s->stage.cell.parts)
		return false;
	for (i = 0; i < s->nr[phase]; i++)
		if (s->ticks[phase][i])
			return true;
	return false;
}

void scene_series_take(const struct scene_cell *cell, unsigned int nr)
{
	struct series s;
	unsigned int i;

	begin(&s, cell, nr);
	for (i = 0; i < WARMUPS + nr; i++)
		take(&s, i >= WARMUPS);
	if (cell->parts && !cell->event->by_owner)
		count(&s);
	for (i = 0; i < SCENE_PHASES; i++)
		if (is_there(&s, i))
			add_row(&s, i, NULL, 0);
	end(&s);
}

#define HALF 3 /* samples that a median of a block is made of */
#define BLOCKS 10
#define STEADY_TRIES 8

/* Medians of the next few samples of each phase; NaN if there is none */
static void take_half(struct series *s, double median[NR_PARTED])
{
	unsigned int from[NR_PARTED], phase, i;
	uint64_t ticks[HALF];

	for (phase = 0; phase < NR_PARTED; phase++)
		from[phase] = s->nr[phase];
	for (i = 0; i < HALF; i++)
		take(s, true);
	for (phase = 0; phase < NR_PARTED; phase++) {
		if (s->nr[phase] < from[phase] + HALF) {
			median[phase] = -1;
			continue;
		}
		memcpy(ticks, s->ticks[phase] + from[phase], sizeof(ticks));
		scene_sort(ticks, HALF);
		median[phase] = scene_median(ticks, HALF);
	}
}

static void forget(struct series *s)
{
	memset(s->nr, 0, sizeof(s->nr));
}

/* Warm up until two successive medians of the return are close */
static bool warm_up(struct series *s)
{
	double median[NR_PARTED], last = -1;
	int i;

	for (i = 0; i < STEADY_TRIES; i++) {
		take_half(s, median);
		forget(s);
		if (s->error)
			return true;
		if (last > 0 && median[SCENE_RETURN] < 1.25 * last &&
		    last < 1.25 * median[SCENE_RETURN])
			return true;
		last = median[SCENE_RETURN];
	}
	return false;
}

static void take_block(struct series *base, struct series *new,
		       json_t *pairs[NR_PARTED])
{
	double m[4][NR_PARTED];
	bool new_first = scene_random(2);
	unsigned int phase;

	take_half(new_first ? new : base, m[0]);
	take_half(new_first ? base : new, m[1]);
	take_half(new_first ? base : new, m[2]);
	take_half(new_first ? new : base, m[3]);
	for (phase = 0; phase < NR_PARTED; phase++) {
		double outer = scene_ns_of(m[0][phase] + m[3][phase]) / 2;
		double inner = scene_ns_of(m[1][phase] + m[2][phase]) / 2;

		if (m[0][phase] < 0 || m[1][phase] < 0)
			continue;
		json_array_append_new(pairs[phase],
				      json_pack("[f, f]",
						new_first ? inner : outer,
						new_first ? outer : inner));
	}
}

static void add_pair_rows(struct series *new, json_t *pairs[NR_PARTED],
			  unsigned long seed, bool steady)
{
	unsigned int phase;
	json_t *row;

	if (!steady) {
		row = scene_row(&new->stage.cell,
				scene_phase_names[SCENE_RETURN]);
		scene_row_missing(row, "SKIP", "no steady state in %d warm-ups",
				  STEADY_TRIES);
		scene_row_add(SCENE_DISTRIBUTIONS, row);
		return;
	}
	for (phase = 0; phase < SCENE_PHASES; phase++)
		if (is_there(new, phase))
			add_row(new, phase,
				phase < NR_PARTED &&
						json_array_size(pairs[phase]) ?
					json_incref(pairs[phase]) :
					NULL,
				seed);
}

void scene_series_pairs(const struct scene_plan *plan,
			const struct scene_cell *cell)
{
	struct scene_cell none = *cell;
	struct series base, new;
	json_t *pairs[NR_PARTED];
	unsigned int i;
	bool steady;

	none.policy = "none";
	none.promise = guest_promise_of(none.policy);
	begin(&base, &none, 2 * HALF * BLOCKS);
	begin(&new, cell, 2 * HALF * BLOCKS);
	for (i = 0; i < NR_PARTED; i++)
		pairs[i] = json_array();
	steady = warm_up(&base) && warm_up(&new);
	for (i = 0; steady && i < BLOCKS; i++)
		take_block(&base, &new, pairs);
	add_pair_rows(&new, pairs, plan->seed, steady);
	for (i = 0; i < NR_PARTED; i++)
		json_decref(pairs[i]);
	end(&new);
	end(&base);
}
