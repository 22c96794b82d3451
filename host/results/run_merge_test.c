// SPDX-License-Identifier: GPL-2.0-only
/* run_merge_test.c - what three seeds and a twin come to */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/results/run_merge.h"

#define NR_CELLS 4

#define ROW "{s:s, s:s, s:s, s:i, s:s, s:b, s:s, s:i, s:i, s:f, s:[i, i, i]}"

static json_t *row(const char *name, int min, double p50)
{
	return json_pack(ROW, "name", name, "case", "pin", "memory", "tmpfs",
			 "pages", 10, "phase", "pin", "write", 1, "status",
			 "DONE", "loops", 3, "min", min, "p50", p50, "samples",
			 min, min + 1, min + 2);
}

static json_t *refusal(const char *name, const char *errname)
{
	json_t *r = json_pack("{s:s, s:s, s:s}", "name", name, "status", "DONE",
			      "refused", errname);
	return r;
}

/* Seed 1 twice, then seeds 2 and 3, with figures that differ by seed. */
static void fill(struct run *run)
{
	static const int min[NR_CELLS] = { 100, 100, 90, 120 };
	static const double p50[NR_CELLS] = { 110, 110, 130, 125 };
	static const int seed[NR_CELLS] = { 1, 1, 2, 3 };
	int i;

	memset(run, 0, sizeof(*run));
	run->out = "/out";
	run->command = "./revokebench run";
	run->top = "/";
	run->kernel_dir = "/nowhere";
	run->modules = "/nowhere";
	run->initrd = "/nowhere";
	run->nr_cells = NR_CELLS;
	run->cell = calloc(NR_CELLS, sizeof(*run->cell));
	run->plan = json_pack("{s:s, s:s}", "kernel", "6.1", "mode", "exact");
	for (i = 0; i < NR_CELLS; i++) {
		struct run_cell *c = &run->cell[i];

		c->id = "cell";
		c->program = "ubench";
		c->mode = "exact";
		c->twin = i == 1;
		snprintf(c->sha256, sizeof(c->sha256), "hash%d", seed[i]);
		c->seed = seed[i];
		c->folder = "/out/cells/x";
		c->cell = json_pack("{s:s, s:s}", "status", "DONE", "reason",
				    "ok");
		c->guest = json_pack("{s:{}, s:[o, o]}", "guest", "rows",
				     row("a", min[i], p50[i]),
				     refusal("b", "EOPNOTSUPP"));
	}
}

static void release(struct run *run)
{
	int i;

	for (i = 0; i < run->nr_cells; i++) {
		json_decref(run->cell[i].cell);
		json_decref(run->cell[i].guest);
	}
	json_decref(run->plan);
	free(run->cell);
}

static double number(json_t *results, const char *list, int i, const char *key)
{
	json_t *row = json_array_get(json_object_get(results, list), i);

	return json_number_value(json_object_get(row, key));
}

static void test_figures_over_seeds(void **state)
{
	struct run run;
	json_t *r;

	fill(&run);
	r = run_merge(&run);
	assert_non_null(r);
	assert_true(number(r, "summary", 0, "min") == 90);
	assert_true(number(r, "summary", 0, "p50") == 125);
	assert_true(number(r, "summary", 0, "p50_low") == 110);
	assert_true(number(r, "summary", 0, "p50_high") == 130);
	assert_true(number(r, "summary", 0, "per_page") == 12.5);

	/* A row a seed, none for the twin, none for what was refused. */
	assert_int_equal(json_array_size(json_object_get(r, "benchmarks")), 3);
	assert_true(number(r, "benchmarks", 1, "real_time") == 130);
	assert_true(number(r, "benchmarks", 2, "repetition_index") == 2);
	assert_int_equal(json_array_size(json_object_get(r, "samples")), 3);
	json_decref(r);
	release(&run);
}

static void test_refusal_is_a_result(void **state)
{
	struct run run;
	json_t *r, *row;

	fill(&run);
	r = run_merge(&run);
	row = json_array_get(json_object_get(r, "summary"), 1);
	assert_string_equal(json_string_value(json_object_get(row, "refused")),
			    "EOPNOTSUPP");
	assert_null(json_object_get(row, "p50"));
	json_decref(r);
	release(&run);
}

static void test_seeds_that_disagree_are_an_error(void **state)
{
	struct run run;
	json_t *r, *row;

	fill(&run);
	row = json_array_get(json_object_get(run.cell[3].guest, "rows"), 1);
	json_object_set_new(row, "refused", json_string("EFAULT"));
	r = run_merge(&run);
	row = json_array_get(json_object_get(r, "summary"), 1);
	assert_string_equal(json_string_value(json_object_get(row, "status")),
			    "ERROR");
	json_decref(r);
	release(&run);
}

/* In exact mode idle time passes in no instructions at all. */
static void test_what_sleeps_has_no_figure(void **state)
{
	struct run run;
	json_t *r, *row;

	fill(&run);
	row = json_array_get(json_object_get(run.cell[2].guest, "rows"), 0);
	json_object_set_new(row, "waits", json_true());
	r = run_merge(&run);
	row = json_array_get(json_object_get(r, "summary"), 0);
	assert_string_equal(json_string_value(json_object_get(row, "status")),
			    "SKIP");
	assert_null(json_object_get(row, "p50"));
	assert_int_equal(json_array_size(json_object_get(r, "benchmarks")), 0);
	json_decref(r);
	release(&run);
}

static void test_exact_only_when_the_twin_agrees(void **state)
{
	struct run run;
	json_t *r;

	fill(&run);
	r = run_merge(&run);
	assert_true(json_is_true(
		json_object_get(json_object_get(r, "exact"), "exact")));
	json_decref(r);

	strcpy(run.cell[1].sha256, "other");
	r = run_merge(&run);
	assert_true(json_is_false(
		json_object_get(json_object_get(r, "exact"), "exact")));
	json_decref(r);
	release(&run);
}

/* Both programs ran, or only the one that is not usually first. */
static void test_exact_only_when_every_twin_agrees(void **state)
{
	struct run run;
	json_t *r, *exact;
	int i;

	fill(&run);
	run.cell[2].program = "kb_scene";
	run.cell[3].program = "kb_scene";
	run.cell[3].twin = true;
	r = run_merge(&run);
	exact = json_object_get(r, "exact");
	assert_true(json_is_false(json_object_get(exact, "exact")));
	assert_int_equal(
		json_array_size(json_object_get(exact, "scene_sha256")), 2);
	json_decref(r);

	strcpy(run.cell[3].sha256, run.cell[2].sha256);
	for (i = 0; i < 2; i++)
		run.cell[i].program = "kb_check";
	r = run_merge(&run);
	exact = json_object_get(r, "exact");
	assert_true(json_is_true(json_object_get(exact, "exact")));
	assert_true(json_equal(json_object_get(exact, "sha256"),
			       json_object_get(exact, "scene_sha256")));
	json_decref(r);
	release(&run);
}

static void test_nothing_exact_is_said(void **state)
{
	struct run run;
	json_t *r, *exact;
	int i;

	fill(&run);
	for (i = 0; i < run.nr_cells; i++)
		run.cell[i].mode = "timed";
	r = run_merge(&run);
	exact = json_object_get(r, "exact");
	assert_true(json_is_false(json_object_get(exact, "exact")));
	assert_int_equal(json_array_size(json_object_get(exact, "seeds")), 0);
	json_decref(r);
	release(&run);
}

static void test_worst_cell_is_the_status(void **state)
{
	struct run run;
	json_t *r;

	fill(&run);
	json_object_set_new(run.cell[2].cell, "status", json_string("FAIL"));
	json_decref(run.cell[3].cell);
	run.cell[3].cell = NULL;
	r = run_merge(&run);
	assert_string_equal(json_string_value(json_object_get(r, "status")),
			    "FAIL");
	json_decref(r);
	release(&run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_figures_over_seeds),
		cmocka_unit_test(test_refusal_is_a_result),
		cmocka_unit_test(test_seeds_that_disagree_are_an_error),
		cmocka_unit_test(test_what_sleeps_has_no_figure),
		cmocka_unit_test(test_exact_only_when_the_twin_agrees),
		cmocka_unit_test(test_exact_only_when_every_twin_agrees),
		cmocka_unit_test(test_nothing_exact_is_said),
		cmocka_unit_test(test_worst_cell_is_the_status),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
