// SPDX-License-Identifier: GPL-2.0-only
/* run_resume.c - the results folder, and the cells of an earlier run in it */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/run/run.h"
#include "host/run/run_cmdline.h"
#include "lib/rvb_file.h"

static int same_plan(struct run *run, const char *path)
{
	char why[512];
	json_t *old;
	int ret;

	ret = rvb_json_load(path, &old, why, sizeof(why));
	if (ret == -ENOENT) {
		ret = rvb_json_save(path, run->plan);
		if (ret)
			fprintf(stderr, "revokebench: %s: %s\n", path,
				strerror(-ret));
		return ret;
	}
	if (ret) {
		fprintf(stderr, "revokebench: %s; choose another -o\n", why);
		return ret;
	}
	if (!json_equal(old, run->plan)) {
		fprintf(stderr,
			"revokebench: %s holds another run (other options, kernel or build); choose another -o\n",
			run->out);
		ret = -EEXIST;
	}
	json_decref(old);
	return ret;
}

/* Keep a cell that an earlier, interrupted run has finished. */
static void keep_done(struct run_cell *cell)
{
	char *path = rvb_path("%s/cell.json", cell->folder), why[512];
	json_t *old = NULL;

	if (path && !rvb_json_load(path, &old, why, sizeof(why)))
		cell->kept = !strcmp(rvb_json_text(old, "status"), "DONE");
	json_decref(old);
	free(path);
}

/* Allocate the cells of the plan: 0 or -ENOMEM */
int run_cells_set(struct run *run)
{
	json_t *cells = json_object_get(run->plan, "cells"), *plan;
	size_t i;

	run->nr_cells = json_array_size(cells);
	run->cell = calloc(run->nr_cells + 1, sizeof(*run->cell));
	if (!run->cell)
		return -ENOMEM;
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
		cell->folder = rvb_path("%s/cells/%s", run->out, cell->id);
		cell->label =
			run->one_of_many ?
				rvb_path("%s/%s", run->one_of_many, cell->id) :
				strdup(cell->id);
		if (!cell->folder || !cell->label)
			return -ENOMEM;
	}
	return 0;
}

/*
 * Prepare the results folder: one that holds the same plan is resumed, one with
 * another is refused. 0, or -errno after a line on stderr.
 */
int run_resume(struct run *run)
{
	char *path;
	int i, ret;

	ret = run_cmdline_make_folder(run->out);
	if (!ret)
		ret = run_cmdline_lock_folder(run->out);
	if (ret)
		return ret;

	path = rvb_path("%s/plan.json", run->out);
	ret = path ? same_plan(run, path) : -ENOMEM;
	free(path);

	for (i = 0; i < run->nr_cells && !ret; i++) {
		ret = run_cmdline_make_folder(run->cell[i].folder);
		if (!ret)
			keep_done(&run->cell[i]);
	}
	return ret;
}
