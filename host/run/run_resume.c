// SPDX-License-Identifier: GPL-2.0-only
/* run_resume.c - the results folder, and the cells of an earlier run in it */
#include <errno.h>
#include <string.h>

#include "host/run/run.h"
#include "host/run/run_cmdline.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_file.h"
#include "lib/rvb_grow.h"
#include "lib/rvb_text.h"

static int same_plan(struct run *run, const char *path)
{
	json_auto_t *old = NULL;
	char why[512];
	int ret;

	ret = rvb_json_load(path, &old, why, sizeof(why));
	if (ret == -ENOENT) {
		ret = rvb_json_save(path, run->plan);
		if (ret)
			rvb_say("%s: %s", path, strerror(-ret));
		return ret;
	}
	if (ret)
		return rvb_fail(ret, "%s; choose another -o", why);
	if (!json_equal(old, run->plan))
		return rvb_fail(
			-EEXIST,
			"%s holds another run (other options, kernel or build); choose another -o",
			run->out);
	return 0;
}

/* Keep a cell that an earlier, interrupted run has finished. */
static void keep_done(struct run_cell *cell)
{
	rvb_auto char *path = rvb_text("%s/cell.json", cell->folder);
	json_auto_t *old = NULL;
	char why[512];

	if (!rvb_json_load(path, &old, why, sizeof(why)))
		cell->kept = !strcmp(rvb_json_text(old, "status"), "DONE");
}

/* Allocate the cells of the plan. */
void run_cells_set(struct run *run)
{
	json_t *cells = json_object_get(run->plan, "cells"), *plan;
	size_t i;

	run->nr_cells = json_array_size(cells);
	run->cell = rvb_alloc(run->nr_cells, sizeof(*run->cell));
	json_array_foreach(cells, i, plan)
	{
		struct run_cell *cell = &run->cell[i];

		json_unpack(plan, "{s:s, s:s, s:s, s:i}", "id", &cell->id,
			    "program", &cell->program, "mode", &cell->mode,
			    "seed", &cell->seed);
		cell->run = run;
		cell->plan = plan;
		cell->twin = json_is_true(json_object_get(plan, "twin"));
		cell->alone = json_is_true(json_object_get(plan, "alone"));
		cell->estimate_s = run_estimate_s(&run->o, plan) * run->slow;
		cell->progress = -1;
		cell->folder = rvb_text("%s/cells/%s", run->out, cell->id);
		cell->label = rvb_text("%s%s%s",
				       run->one_of_many ? run->one_of_many : "",
				       run->one_of_many ? "/" : "", cell->id);
	}
}

/*
 * Prepare the results folder: one that holds the same plan is resumed, one with
 * another is refused. 0, or -errno after a line on stderr.
 */
int run_resume(struct run *run)
{
	rvb_auto char *path = rvb_text("%s/plan.json", run->out);
	int i, ret;

	ret = run_cmdline_make_folder(run->out);
	if (!ret)
		ret = run_cmdline_lock_folder(run->out);
	if (!ret)
		ret = same_plan(run, path);
	for (i = 0; i < run->nr_cells && !ret; i++) {
		ret = run_cmdline_make_folder(run->cell[i].folder);
		if (!ret)
			keep_done(&run->cell[i]);
	}
	return ret;
}
