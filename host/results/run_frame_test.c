// SPDX-License-Identifier: GPL-2.0-only
/* run_frame_test.c - what is taken from a guest, and what is not */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "host/results/run_frame.h"
#include "lib/rvb_array.h"
#include "lib/rvb_file.h"

static const char frame[] =
	"{'schema': 'revokebench/scene-1', 'guest': {'release': '6.1'},"
	" 'distributions': [{'name': 'a', 'policy': 'block', 'mode': 'exact',"
	"  'unit': 'vns', 'phase': 'return', 'status': 'DONE', 'n': 3,"
	"  'min': 10, 'p50': 10.4, 'max': 30, 'histogram': [[10, 2], [30, 1]],"
	"  'samples': [10, 30, 10], 'counts': {'faults': 0}}],"
	" 'throughput': [], 'ledger': [], 'scaling': []}";

static struct run_cell cell;
static char why[640];

/* The frame with the member @key of its row changed, judged. */
static bool judged(const char *key, const char *value)
{
	char text[sizeof(frame)];
	json_t *changed;
	char *c;

	json_decref(cell.guest);
	json_decref(cell.cell);
	strcpy(text, frame);
	for (c = text; *c; c++)
		*c = *c == '\'' ? '"' : *c;
	cell = (struct run_cell){
		.id = "c",
		.program = "kb_scene",
		.mode = "exact",
		.sha256 = "sum",
		.cell = json_pack("{s:s}", "status", "DONE"),
		.guest = json_loads(text, 0, NULL),
	};
	changed = json_loads(value, JSON_DECODE_ANY, NULL);
	assert_non_null(changed);
	json_object_set_new(
		json_array_get(json_object_get(cell.guest, "distributions"), 0),
		key, changed);
	return run_frame_check(&cell, why, sizeof(why));
}

static json_t *row(size_t i)
{
	return json_array_get(json_object_get(cell.guest, "distributions"), i);
}

static void test_a_frame_stays_as_it_is(void **state)
{
	assert_true(judged("owner", "\"answers\""));
	assert_string_equal(rvb_json_text(row(0), "status"), "DONE");
	assert_int_equal(json_array_size(json_object_get(row(0), "samples")),
			 3);
	assert_string_equal(rvb_json_text(cell.cell, "status"), "DONE");
}

/* The row is there with a reason and no figure; the cell is an ERROR. */
static void test_figures_that_cannot_be_are_an_error_of_the_row(void **state)
{
	static const struct {
		const char *key, *value, *why;
	} cases[] = {
		{ "histogram", "[[10, 5], [20, -3], [30, 1]]", "[1]" },
		{ "histogram", "[[10, 2], [10, 1]]", "does not rise" },
		{ "histogram", "[[10, 2], [30, 9007199254740993]]", "2^50" },
		{ "histogram", "[[10, 2], [30]]", "pair of numbers" },
		{ "histogram", "[[10, 1], [30, 1]]", "2 of 3" },
		{ "histogram", "[[11, 2], [30, 1]]", "min and max" },
		{ "n", "1000000000", "1..1000000" },
		{ "n", "\"3\"", "whole number" },
		{ "min", "-1", "below zero" },
		{ "max", "9", "max is below min" },
		{ "p50", "null", "null" },
		{ "p50", "1e300", "2^50" },
		{ "samples", "[10, 30, 10, 10]", "more than n" },
		{ "samples", "[10, 31]", "31 is outside" },
		{ "samples", "[[[[1]]]]", "nested" },
		{ "counts", "{\"faults\": -1}", "below zero" },
		{ "pairs", "[[1, 2], [1]]", "pair of numbers" },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		assert_false(judged(cases[i].key, cases[i].value));
		assert_string_equal(rvb_json_text(row(0), "status"), "ERROR");
		assert_string_equal(rvb_json_text(row(0), "policy"), "block");
		assert_non_null(
			strstr(rvb_json_text(row(0), "reason"), cases[i].why));
		assert_null(json_object_get(row(0), "p50"));
		assert_string_equal(rvb_json_text(cell.cell, "reason"),
				    "bad-result");
		assert_string_equal(rvb_json_text(cell.cell, "detail"), why);
	}
}

/* Nobody can tell what such a row is of: none of that frame counts. */
static void test_a_frame_of_nothing_known_is_dropped(void **state)
{
	static const struct {
		const char *key, *value, *why;
	} cases[] = {
		{ "name", "7", "[0]: name: must be a string" },
		{ "name", "\"\"", "is empty" },
		{ "policy", "null", "holds null" },
		{ "pages", "-1", "pages: is below zero" },
		{ "mode", "\"timed\"", "the cell's is exact" },
		{ "status", "\"FINE\"", "not a status" },
		{ "status", "\"SKIP\"", "reason: missing" },
		{ "event", "\"a\\nb\"", "control" },
		{ "event", "\"\\u009b2J\"", "control" },
		{ "more", "{\"is\": 1}", "nested" },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		assert_false(judged(cases[i].key, cases[i].value));
		assert_non_null(strstr(why, cases[i].why));
		assert_null(strchr(why, '\n'));
		assert_null(cell.guest);
		assert_string_equal(cell.sha256, "");
		assert_string_equal(rvb_json_text(cell.cell, "status"),
				    "ERROR");
	}
}

/* A check's row has no figures but numbers by name, which are taken as they are. */
static void test_a_check_may_have_marks(void **state)
{
	static const struct {
		const char *marks, *why;
	} cases[] = {
		{ "{\"old\": 6, \"returned_ms\": 0.25}", NULL },
		{ "{\"old\": {\"is\": 6}}", "nested" },
		{ "{\"old\": 1e300}", "2^50" },
		{ "[6]", "marks: must be an object" },
	};
	json_t *marks, *row;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		json_decref(cell.guest);
		json_decref(cell.cell);
		marks = json_loads(cases[i].marks, 0, NULL);
		row = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:o}",
				"check", "window/trust", "policy", "fence",
				"device", "edu-vtd-lazy", "engine", "timer",
				"fs", "tmpfs", "status", "PASS", "reason", "",
				"marks", marks);
		cell = (struct run_cell){
			.id = "checks",
			.program = "kb_check",
			.mode = "exact",
			.sha256 = "sum",
			.cell = json_pack("{s:s}", "status", "DONE"),
			.guest = json_pack("{s:s, s:{}, s:[o]}", "schema",
					   "revokebench/checks-1", "guest",
					   "rows", row),
		};
		assert_int_equal(run_frame_check(&cell, why, sizeof(why)),
				 !cases[i].why);
		if (cases[i].why)
			assert_non_null(strstr(why, cases[i].why));
	}
}

static void test_a_name_that_is_there_twice_is_an_error(void **state)
{
	json_t *rows;

	assert_true(judged("owner", "\"answers\""));
	rows = json_object_get(cell.guest, "distributions");
	json_array_append_new(rows, json_deep_copy(row(0)));
	assert_false(run_frame_check(&cell, why, sizeof(why)));
	rows = json_object_get(cell.guest, "distributions");
	assert_int_equal(json_array_size(rows), 1);
	assert_string_equal(rvb_json_text(row(0), "reason"),
			    "two rows have this name");
	assert_null(json_object_get(row(0), "p50"));
}

/* What the boot itself came to is worse, and stays. */
static void test_a_boot_that_failed_stays_failed(void **state)
{
	assert_true(judged("owner", "\"answers\""));
	json_object_set_new(cell.cell, "status", json_string("FAIL"));
	json_object_set_new(row(0), "n", json_integer(-1));
	assert_false(run_frame_check(&cell, why, sizeof(why)));
	assert_string_equal(rvb_json_text(cell.cell, "status"), "FAIL");
}

static int release(void **state)
{
	json_decref(cell.guest);
	json_decref(cell.cell);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_frame_stays_as_it_is),
		cmocka_unit_test(
			test_figures_that_cannot_be_are_an_error_of_the_row),
		cmocka_unit_test(test_a_frame_of_nothing_known_is_dropped),
		cmocka_unit_test(test_a_check_may_have_marks),
		cmocka_unit_test(test_a_name_that_is_there_twice_is_an_error),
		cmocka_unit_test(test_a_boot_that_failed_stays_failed),
	};

	return cmocka_run_group_tests(tests, NULL, release);
}
