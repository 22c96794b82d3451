// SPDX-License-Identifier: GPL-2.0-only
/* run_ended.c - what a cell left when it ended, and what that means for its run */
#include "host/results/run_frame.h"
#include "host/run/run.h"
#include "lib/rvb_array.h"
#include "lib/rvb_digest.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_file.h"
#include "lib/rvb_text.h"

/* Load cell.json and result.json; non-zero if the frame is malformed. */
int run_ended_load(struct run_cell *cell)
{
	rvb_auto char *path = rvb_text("%s/cell.json", cell->folder);
	rvb_auto char *result = rvb_text("%s/result.json", cell->folder);
	char why[640];

	if (rvb_json_load(path, &cell->cell, why, sizeof(why)))
		cell->cell = json_pack("{s:s, s:s, s:s}", "status", "MISS",
				       "reason", "no-result", "detail", why);
	if (!rvb_json_load(result, &cell->guest, why, sizeof(why)))
		rvb_sha256(result, cell->sha256);
	if (run_frame_check(cell, why, sizeof(why)))
		return RVB_EXIT_OK;
	return rvb_fail(RVB_EXIT_HARNESS, "%s: malformed: %s", result, why);
}

/* The order of exit codes: a guest's failure outranks one of the harness. */
static int rank(int rc)
{
	static const int order[] = {
		RVB_EXIT_OK,	  RVB_EXIT_USAGE, RVB_EXIT_HARNESS,
		RVB_EXIT_TIMEOUT, RVB_EXIT_GUEST, RVB_EXIT_INTERRUPTED,
	};
	int i, n = ARRAY_SIZE(order);

	for (i = 0; i < n; i++) {
		if (order[i] == rc)
			return i;
	}
	return rank(RVB_EXIT_HARNESS);
}

/* After a cell that fails, no further one of its run is started. */
void run_ended_with(struct run *run, int rc)
{
	if (rank(rc) > rank(run->rc))
		run->rc = rc;
	if (rc)
		run->stop = true;
}

/* Load all kept cells before any boot: a malformed one stops its run. */
void run_ended_kept(const struct run_queue *q)
{
	int i;

	for (i = 0; i < q->nr_cells; i++) {
		if (q->cell[i]->kept)
			run_ended_with(q->cell[i]->run,
				       run_ended_load(q->cell[i]));
	}
}

/* How many cells of a queue run now */
int run_ended_running(const struct run_queue *q)
{
	int i, n = 0;

	for (i = 0; i < q->nr_cells; i++)
		n += q->cell[i]->running;
	return n;
}
