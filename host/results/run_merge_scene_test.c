// SPDX-License-Identifier: GPL-2.0-only
/* run_merge_scene_test.c - what the seeds' events come to */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "host/results/run_merge.h"
#include "lib/rvb_file.h"

#define NR_CELLS 4

static json_t *results; /* of the last merge */

/* Seed 1 twice, then 2 and 3; their frames hold nothing yet. */
static int set_up(void **state)
{
	static const int seed[NR_CELLS] = { 1, 1, 2, 3 };
	struct run *run = calloc(1, sizeof(*run));
	int i;

	run->nr_cells = NR_CELLS;
	run->cell = calloc(NR_CELLS, sizeof(*run->cell));
	for (i = 0; i < NR_CELLS; i++) {
		struct run_cell *cell = &run->cell[i];

		cell->program = "kb_scene";
		cell->mode = "exact";
		cell->twin = i == 1;
		cell->seed = seed[i];
		cell->plan = json_object();
		cell->guest = json_pack("{s:[], s:[], s:[], s:[]}",
					"distributions", "throughput", "ledger",
					"scaling");
	}
	*state = run;
	return 0;
}

static int tear_down(void **state)
{
	struct run *run = *state;
	int i;

	for (i = 0; i < NR_CELLS; i++) {
		json_decref(run->cell[i].plan);
		json_decref(run->cell[i].guest);
	}
	json_decref(results);
	results = NULL;
	free(run->cell);
	free(run);
	return 0;
}

/* A row for the boot number @i, whatever it says of itself. */
static json_t *add(struct run *run, int i, const char *array, const char *name,
		   json_t *row)
{
	json_object_update_new(row, json_pack("{s:s, s:s, s:s}", "name", name,
					      "mode", "exact", "unit", "vns"));
	if (!json_object_get(row, "status"))
		json_object_set_new(row, "status", json_string("DONE"));
	json_array_append_new(json_object_get(run->cell[i].guest, array), row);
	return row;
}

static json_t *merged(struct run *run, const char *array, size_t i)
{
	json_decref(results);
	results = json_object();
	run_merge_scene(run, results);
	return json_array_get(json_object_get(results, array), i);
}

static double get(const json_t *row, const char *key)
{
	return json_number_value(json_object_get(row, key));
}

static json_t *distribution(double p50, int low, int high)
{
	return json_pack("{s:i, s:i, s:f, s:i, s:[[i, i], [i, i]], s:[i, i]}",
			 "n", 20, "min", low, "p50", p50, "max", high,
			 "histogram", low, 15, high, 5, "samples", low, high);
}

static void add_distributions(struct run *run)
{
	add(run, 0, "distributions", "a", distribution(100, 90, 200));
	add(run, 1, "distributions", "a", distribution(100, 90, 200));
	add(run, 2, "distributions", "a", distribution(104, 90, 300));
	add(run, 3, "distributions", "a", distribution(102, 80, 200));
}

/* The row of add_distributions() in the boot number @i. */
static json_t *row_in(void *run, int i)
{
	const json_t *guest = ((struct run *)run)->cell[i].guest;

	return json_array_get(json_object_get(guest, "distributions"), 0);
}

static void test_histograms_add_up(void **state)
{
	json_t *row, *want;

	add_distributions(*state);
	row = merged(*state, "distributions", 0);
	assert_true(get(row, "n") == 60); /* the twin counts nowhere */
	assert_true(get(row, "min") == 80);
	assert_true(get(row, "max") == 300 && get(row, "p50") == 102);
	assert_true(get(row, "p50_low") == 100);
	assert_true(get(row, "p50_high") == 104);
	want = json_pack("[[i, i], [i, i], [i, i], [i, i]]", 80, 15, 90, 30,
			 200, 10, 300, 5);
	assert_true(json_equal(json_object_get(row, "histogram"), want));
	json_decref(want);
	assert_int_equal(json_array_size(json_object_get(row, "samples")), 6);
	assert_true(json_is_false(json_object_get(row, "emulated")));
}

/* Of 60 samples six are beyond p90: too few. Of 3,000 more are, of p99 too. */
static void test_quantiles_need_ten_beyond(void **state)
{
	json_t *row;
	int i;

	add_distributions(*state);
	row = merged(*state, "distributions", 0);
	assert_null(json_object_get(row, "p90"));
	row = json_object_get(row, "p50_ci");
	assert_true(json_number_value(json_array_get(row, 0)) <= 102);
	assert_true(json_number_value(json_array_get(row, 1)) >= 102);

	for (i = 0; i < NR_CELLS; i++) {
		row = row_in(*state, i);
		json_object_set_new(row, "n", json_integer(1000));
		json_object_set_new(row, "histogram",
				    json_pack("[[i, i], [i, i]]", 90, 970, 200,
					      30));
	}
	row = merged(*state, "distributions", 0);
	/* Nine of ten are in the lowest bucket, whose edge is below p50. */
	assert_true(get(row, "p90") == get(row, "p50"));
	assert_true(get(row, "p99") == 200);
	assert_null(json_object_get(row, "p999"));
	row = json_object_get(row, "p99_ci");
	assert_true(json_number_value(json_array_get(row, 1)) == 200);
}

static void test_a_histogram_that_lacks_samples_is_an_error(void **state)
{
	json_t *row;

	add_distributions(*state);
	json_object_set_new(row_in(*state, 2), "n", json_integer(21));
	row = merged(*state, "distributions", 0);
	assert_string_equal(rvb_json_text(row, "status"), "ERROR");
	assert_non_null(strstr(rvb_json_text(row, "reason"), "60 of 61"));
}

/* Parts of an event have a median only. */
static void test_no_histogram_no_quantile(void **state)
{
	json_t *row;
	int i;

	add_distributions(*state);
	for (i = 0; i < NR_CELLS; i++) {
		row = row_in(*state, i);
		json_object_del(row, "histogram");
		json_object_del(row, "samples");
	}
	row = merged(*state, "distributions", 0);
	assert_string_equal(rvb_json_text(row, "status"), "DONE");
	assert_true(get(row, "p50") == 102);
	assert_null(json_object_get(row, "p50_ci"));
	assert_null(json_object_get(row, "samples"));
}

static void test_seeds_that_disagree_are_an_error(void **state)
{
	struct run *run = *state;
	json_t *row;
	int i;

	/* One seed lacks "b", another refuses "a". */
	add_distributions(run);
	json_object_set_new(row_in(*state, 3), "refused",
			    json_string("EFAULT"));
	add(run, 2, "distributions", "b", distribution(1, 1, 2));
	for (i = 0; i < 2; i++) {
		row = merged(run, "distributions", i);
		assert_string_equal(rvb_json_text(row, "status"), "ERROR");
		assert_true(*rvb_json_text(row, "reason"));
		assert_null(json_object_get(row, "p50"));
	}
}

/* One sample of one seed waited: all samples of the others took no time */
static void test_a_part_that_seeds_lack_took_no_time(void **state)
{
	json_t *row = json_pack("{s:i, s:i, s:i, s:i}", "n", 3, "min", 0, "p50",
				0, "max", 7);

	add(*state, 2, "distributions", "a", row);
	row = merged(*state, "distributions", 0);
	assert_true(get(row, "n") == 9 && get(row, "max") == 7);
}

/* What all seeds refuse or leave out is as they say it, with no figures. */
static void test_a_refusal_is_a_result(void **state)
{
	json_t *row;
	int i;

	for (i = 0; i < NR_CELLS; i++)
		add(*state, i, "distributions", "a",
		    json_pack("{s:s, s:s}", "status", "SKIP", "reason",
			      "n/a: fixed cannot redirect"));
	row = merged(*state, "distributions", 0);
	assert_string_equal(rvb_json_text(row, "status"), "SKIP");
	assert_string_equal(rvb_json_text(row, "reason"),
			    "n/a: fixed cannot redirect");
}

static void test_rates_add(void **state)
{
	json_t *row, *point;
	int i;

	for (i = 0; i < NR_CELLS; i++)
		add(*state, i, "throughput", "t",
		    json_pack("{s:[{s:i, s:i, s:i}], s:{s:i, s:i, s:i}}",
			      "points", "rate", -1, "duration", 10 + i,
			      "device_bytes", 1000 * i, "recovery", "n", 2,
			      "p50", 5 + i, "max", 9 - i));
	row = merged(*state, "throughput", 0);
	point = json_array_get(json_object_get(row, "points"), 0);
	assert_true(get(point, "rate") == -1);
	assert_true(get(point, "duration") == 10 + 12 + 13);
	assert_true(get(point, "device_bytes") == 5000);
	point = json_object_get(row, "recovery");
	assert_true(get(point, "n") == 6 && get(point, "p50") == 7);
	assert_true(get(point, "max") == 9);
}

static void test_a_refused_event_has_no_rates(void **state)
{
	json_t *row;
	int i;

	for (i = 0; i < NR_CELLS; i++)
		add(*state, i, "throughput", "t",
		    json_pack("{s:[{s:s}], s:{s:i, s:s}}", "points", "refused",
			      "ETXTBSY", "recovery", "n", 0, "reason",
			      "never back"));
	row = merged(*state, "throughput", 0);
	assert_string_equal(rvb_json_text(row, "refused"), "ETXTBSY");
	assert_int_equal(json_array_size(json_object_get(row, "points")), 0);
	row = json_object_get(row, "recovery");
	assert_string_equal(rvb_json_text(row, "reason"), "never back");
}

static json_t *ledger(int issued, int right, int stale)
{
	return json_pack("{s:i, s:i, s:i, s:i, s:i, s:i, s:i, s:i}",
			 "issued_bytes", issued, "right_bytes", right,
			 "stale_bytes", stale, "scratch_bytes", 0, "lost_bytes",
			 0, "refused_bytes", 0, "errors", 1, "killed", 0);
}

/* One boot's surplus does not make up for another's loss. */
static void test_ledgers_add_up_or_are_an_error(void **state)
{
	static const int right[NR_CELLS] = { 90, 90, 91, 89 };
	json_t *row;
	int i;

	for (i = 0; i < NR_CELLS; i++) {
		add(*state, i, "ledger", "good", ledger(100, 90, 10));
		add(*state, i, "ledger", "bad", ledger(100, right[i], 10));
	}
	row = merged(*state, "ledger", 0);
	assert_string_equal(rvb_json_text(row, "status"), "DONE");
	assert_true(get(row, "issued_bytes") == 300);
	assert_true(get(row, "stale_bytes") == 30 && get(row, "errors") == 3);
	row = merged(*state, "ledger", 1);
	assert_string_equal(rvb_json_text(row, "status"), "ERROR");
	assert_non_null(strstr(rvb_json_text(row, "reason"), "seed 2"));
}

static void test_scaling_is_the_median_of_each_point(void **state)
{
	json_t *points, *row;
	int i;

	for (i = 0; i < NR_CELLS; i++)
		add(*state, i, "scaling", "s",
		    json_pack(
			    "{s:[{s:i, s:i, s:i, s:s}, {s:i, s:s, s:s}, {s:i, s:i, s:s}]}",
			    "points", "n", 1, "p50", 10 + i, "min", 9 - i,
			    "status", "DONE", "n", 10, "status", "SKIP",
			    "reason", "no memory", "n", 100, "p50", 1, "status",
			    i == 3 ? "SKIP" : "DONE"));
	points = json_object_get(merged(*state, "scaling", 0), "points");
	assert_true(get(json_array_get(points, 0), "p50") == 12);
	assert_true(get(json_array_get(points, 0), "min") == 6);
	row = json_array_get(points, 1);
	assert_string_equal(rvb_json_text(row, "reason"), "no memory");
	row = json_array_get(points, 2);
	assert_string_equal(rvb_json_text(row, "status"), "ERROR");
	assert_null(json_object_get(row, "p50"));
}

static void test_timed_boots_stand_beside_exact_ones(void **state)
{
	struct run *run = *state;
	json_t *row;
	int i;

	add_distributions(run);
	for (i = 2; i < NR_CELLS; i++) {
		run->cell[i].mode = "timed";
		json_object_set_new(run->cell[i].plan, "accel",
				    json_string("tcg"));
		row = row_in(*state, i);
		json_object_update_new(
			row,
			json_pack("{s:[[i, i], [i, i]], s:i, s:b}", "pairs", 1,
				  2, 3, 4, "blocks_seed", i, "steady", i == 2));
	}
	row = merged(run, "distributions", 0);
	assert_string_equal(rvb_json_text(row, "name"), "a");
	assert_null(json_object_get(row, "pairs"));
	row = merged(run, "distributions", 1);
	assert_string_equal(rvb_json_text(row, "name"), "a");
	assert_true(json_is_true(json_object_get(row, "emulated")));
	assert_true(json_is_false(json_object_get(row, "steady")));
	assert_int_equal(json_array_size(json_object_get(row, "pairs")), 4);
	assert_true(json_is_array(json_object_get(row, "blocks_seed")));
	json_object_set_new(run->cell[2].plan, "accel", json_string("kvm"));
	row = merged(run, "distributions", 1);
	assert_true(json_is_false(json_object_get(row, "emulated")));
}

/* Of two boots one gave nothing: the other's figures are no run's. */
static void test_a_boot_without_a_frame_leaves_no_rows(void **state)
{
	struct run *run = *state;

	add_distributions(run);
	json_decref(run->cell[3].guest);
	run->cell[3].guest = NULL;
	assert_null(merged(run, "distributions", 0));
}

static void test_few_samples_where_there_are_many_rows(void **state)
{
	json_t *row;
	char name[16];
	size_t i;

	for (i = 0; i < RUN_SAMPLES / 3 * NR_CELLS; i++) {
		snprintf(name, sizeof(name), "%zu", i / NR_CELLS);
		add(*state, i % NR_CELLS, "distributions", name,
		    distribution(1, 1, 2));
	}
	row = json_object_get(merged(*state, "distributions", 0), "samples");
	assert_int_equal(json_array_size(row), 3);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_histograms_add_up),
		TEST(test_quantiles_need_ten_beyond),
		TEST(test_a_histogram_that_lacks_samples_is_an_error),
		TEST(test_no_histogram_no_quantile),
		TEST(test_a_refused_event_has_no_rates),
		TEST(test_seeds_that_disagree_are_an_error),
		TEST(test_a_part_that_seeds_lack_took_no_time),
		TEST(test_a_refusal_is_a_result),
		TEST(test_rates_add),
		TEST(test_ledgers_add_up_or_are_an_error),
		TEST(test_scaling_is_the_median_of_each_point),
		TEST(test_timed_boots_stand_beside_exact_ones),
		TEST(test_a_boot_without_a_frame_leaves_no_rows),
		TEST(test_few_samples_where_there_are_many_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
