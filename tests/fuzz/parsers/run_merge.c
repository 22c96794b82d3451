// SPDX-License-Identifier: GPL-2.0-only
/* run_merge.c - guests' frames with anything in them, and a run's results */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "host/results/run_frame.h"
#include "host/results/run_merge.h"
#include "lib/rvb_file.h"
#include "lib/rvb_job.h"
#include "reports/model/rp_model.h"
#include "tests/fuzz/parsers/fz_file.h"

#define CELLS_MAX 12
#define ROUNDED 1 /* as times of a frame may be */

/* In place of rvb_job.c: no child is started */
int rvb_job(const char *const argv[], char **line)
{
	return -1;
}

static const char *one_of(const json_t *cell, const char *key,
			  const char *const *words)
{
	const char *text = rvb_json_text(cell, key);

	for (; words[1]; words++) {
		if (!strcmp(text, *words))
			break;
	}
	return *words;
}

/* What the host's side of a cell says is the plan's: always well formed. */
static void fill_cell(struct run_cell *cell, const json_t *from, size_t index)
{
	static const char *const programs[] = { "ubench", "kb_check",
						"kb_scene", NULL };
	static const char *const modes[] = { "timed", "exact", NULL };
	static const char *const accels[] = { "kvm", "tcg", NULL };

	cell->id = "cell";
	cell->program = one_of(from, "program", programs);
	cell->mode = one_of(from, "mode", modes);
	cell->twin = json_is_true(json_object_get(from, "twin"));
	cell->seed = index;
	cell->folder = (char *)"/out/cells/x";
	cell->plan = json_pack("{s:s}", "accel", one_of(from, "accel", accels));
	cell->cell = json_pack("{s:s, s:s}", "status", "DONE", "reason", "ok");
	cell->guest = json_incref(json_object_get(from, "frame"));
	strcpy(cell->sha256, "sum");
}

/* As when a boot has ended; what is taken is taken again as it is. */
static void judge(struct run_cell *cell)
{
	char why[640] = "";
	json_t *was;

	if (!run_frame_check(cell, why, sizeof(why))) {
		fz_check(*why && !strchr(why, '\n'));
		fz_check(!strcmp(rvb_json_text(cell->cell, "status"), "ERROR"));
		fz_check(*rvb_json_text(cell->cell, "detail"));
	}
	was = json_deep_copy(cell->guest);
	fz_check(run_frame_check(cell, why, sizeof(why)));
	fz_check(!was || json_equal(was, cell->guest));
	json_decref(was);
}

static double get(const json_t *object, const char *key)
{
	return json_number_value(json_object_get(object, key));
}

static void check_order(const json_t *row)
{
	static const char *const keys[] = { "p50_low", "p50", "p50_high",
					    "max" };
	double last = get(row, "min") - ROUNDED;
	size_t i;

	fz_check(last >= -ROUNDED);
	for (i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		if (!json_object_get(row, keys[i]))
			continue;
		fz_check(get(row, keys[i]) >= last - (i == 3 ? ROUNDED : 0));
		last = get(row, keys[i]);
	}
}

static void check_histogram(const json_t *row)
{
	static const char *const keys[] = { "p90", "p99", "p999" };
	const json_t *pair;
	double last = -1, n = 0;
	size_t i;

	json_array_foreach(json_object_get(row, "histogram"), i, pair)
	{
		fz_check(json_number_value(json_array_get(pair, 0)) > last);
		last = json_number_value(json_array_get(pair, 0));
		n += json_integer_value(json_array_get(pair, 1));
	}
	fz_check(n == get(row, "n"));
	fz_check(last <= get(row, "max"));
	last = get(row, "p50") - ROUNDED;
	for (i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		if (!json_object_get(row, keys[i]))
			return;
		fz_check(get(row, keys[i]) >= last);
		last = get(row, keys[i]);
		fz_check(last <= get(row, "max"));
	}
}

static void check_point(const json_t *point)
{
	const char *status = rvb_json_text(point, "status");

	if (*status && strcmp(status, "DONE"))
		fz_check(*rvb_json_text(point, "reason"));
	else if (json_object_get(point, "min"))
		check_order(point);
}

static void check_row(const json_t *row)
{
	const char *status = rvb_json_text(row, "status");
	const json_t *point;
	size_t i;

	if (*status && strcmp(status, "DONE")) {
		fz_check(*rvb_json_text(row, "reason"));
		return;
	}
	json_array_foreach(json_object_get(row, "points"), i, point)
		check_point(point);
	if (json_object_get(row, "p50"))
		check_order(row);
	if (json_object_get(row, "histogram"))
		check_histogram(row);
	fz_check(json_array_size(json_object_get(row, "samples")) <=
		 RUN_ROW_SAMPLES);
}

/* In an array a name stands for a row of one mode. */
static void check_array(const json_t *results, const char *array)
{
	const json_t *rows = json_object_get(results, array), *row;
	json_t *names = json_object();
	char *name;
	size_t i;

	fz_check(json_is_array(rows));
	json_array_foreach(rows, i, row)
	{
		fz_check(asprintf(&name, "%s %s", rvb_json_text(row, "mode"),
				  rvb_json_text(row, "name")) > 0);
		fz_check(!json_object_get(names, name));
		json_object_set_new(names, name, json_true());
		free(name);
		check_row(row);
	}
	json_decref(names);
}

/* Strict JSON, and nothing in it that the report does not take. */
static void check_results(const json_t *results)
{
	static const char *const arrays[] = { "summary", "distributions",
					      "throughput", "ledger",
					      "scaling" };
	char *text = json_dumps(results, JSON_COMPACT), why[512] = "";
	struct rp_model model;
	size_t i;

	fz_check(text);
	for (i = 0; i < sizeof(arrays) / sizeof(*arrays); i++)
		check_array(results, arrays[i]);
	if (rp_model_load(&model, fz_file((uint8_t *)text, strlen(text)), why,
			  sizeof(why)))
		fz_failed(__FILE__, __LINE__, why);
	rp_model_free(&model);
	free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	json_t *root = json_loadb((const char *)data, size,
				  JSON_REJECT_DUPLICATES, NULL);
	struct run_cell cells[CELLS_MAX] = { 0 };
	struct run run = {
		.top = "/",
		.out = (char *)"/out",
		.command = (char *)"./revokebench run",
		.kernel_dir = (char *)"/nowhere",
		.modules = (char *)"/nowhere",
		.initrd = (char *)"/nowhere",
		.cell = cells,
	};
	json_t *from, *results;
	int i;

	while (run.nr_cells < CELLS_MAX &&
	       (from = json_array_get(root, run.nr_cells))) {
		fill_cell(&cells[run.nr_cells], from, run.nr_cells);
		judge(&cells[run.nr_cells++]);
	}
	if (run.nr_cells) {
		run.plan = json_pack("{s:s}", "kernel", "6.1");
		results = run_merge(&run);
		fz_check(results);
		check_results(results);
		json_decref(results);
		json_decref(run.plan);
	}
	for (i = 0; i < run.nr_cells; i++) {
		json_decref(cells[i].plan);
		json_decref(cells[i].cell);
		json_decref(cells[i].guest);
	}
	json_decref(root);
	return 0;
}
