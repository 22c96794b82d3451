// SPDX-License-Identifier: GPL-2.0-only
/* run_queue.c - the order in which cells start, and how long all of them take */
#include <math.h>

#include "host/run/run.h"
#include "host/vm/vm_speed.h"
#include "lib/rvb_compiler.h"
#include "lib/rvb_grow.h"

/* Does @a start before @b: what is long and late would leave CPUs idle */
static bool before(const struct run_cell *a, const struct run_cell *b)
{
	if (a->alone != b->alone)
		return b->alone;
	return a->estimate_s > b->estimate_s;
}

/* Insert a cell behind those that start before it or in the same place. */
static void insert(struct run_queue *q, struct run_cell *cell)
{
	int i = q->nr_cells++;

	for (; i && before(cell, q->cell[i - 1]); i--)
		q->cell[i] = q->cell[i - 1];
	q->cell[i] = cell;
}

/*
 * Queue the cells of @runs, in an order that depends on nothing but their plans;
 * @at_once: 0 for what this machine has room for.
 */
void run_queue_make(struct run_queue *q, struct run *runs, int nr, int at_once)
{
	int i, k, n = 0;

	for (k = 0; k < nr; k++)
		n += runs[k].nr_cells;
	*q = (struct run_queue){ .at_once = at_once ? at_once : run_at_once() };
	q->cell = rvb_alloc(n, sizeof(*q->cell));
	for (k = 0; k < nr; k++) {
		for (i = 0; i < runs[k].nr_cells; i++)
			insert(q, &runs[k].cell[i]);
	}
}

/* Seconds that the cells which have ended took, over those estimated */
static double pace(const struct run_queue *q)
{
	double took = 0, estimated = 0;
	int i;

	for (i = 0; i < q->nr_cells; i++) {
		const struct run_cell *cell = q->cell[i];

		if (cell->kept || !cell->cell)
			continue;
		took += json_number_value(
			json_object_get(cell->cell, "seconds"));
		estimated += cell->estimate_s;
	}
	return estimated > 0 ? took / estimated : 1;
}

/* A cell that runs longer than @whole seconds has a tenth of them left. */
static double left_of(const struct run_cell *cell, double whole)
{
	if (cell->kept || cell->cell)
		return 0;
	if (!cell->running)
		return whole;
	return fmax(whole - (vm_now() - cell->started_s), whole / 10);
}

static int least(const double *busy, int nr)
{
	int i, at = 0;

	for (i = 1; i < nr; i++)
		if (busy[i] < busy[at])
			at = i;
	return at;
}

/*
 * Seconds that the rest of a queue takes, by the pace of the cells so far;
 * @core, unless NULL, is set to the core of each cell, from 0, or -1: alone.
 */
double run_left_s(const struct run_queue *q, int *core)
{
	rvb_auto double *busy = rvb_alloc(q->at_once, sizeof(*busy));
	double alone = 0, end = 0, speed = pace(q), left;
	int i, at;

	for (i = 0; i < q->nr_cells; i++) {
		left = left_of(q->cell[i], q->cell[i]->estimate_s * speed);
		at = q->cell[i]->alone ? -1 : least(busy, q->at_once);
		if (core)
			core[i] = at;
		if (at < 0)
			alone += left;
		else
			end = fmax(end, busy[at] += left);
	}
	return end + alone;
}
