// SPDX-License-Identifier: GPL-2.0-only
/* scene_hist_test.c - buckets and medians */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "guest/scenes/lib/scene_hist.h"

static void small_values_are_kept(void **state)
{
	uint64_t i;

	for (i = 0; i < 2048; i++)
		assert_int_equal(scene_hist_edge(i), i);
	assert_int_equal(scene_hist_edge(2049), 2048);
}

/* From small to large: never above the value, never 0.1 % below it */
static void large_values_keep_three_digits(void **state)
{
	uint64_t value, edge, last = 0;

	for (value = 1; value < UINT64_MAX / 2; value += value / 7 + 1) {
		edge = scene_hist_edge(value);
		assert_true(edge <= value && edge >= last);
		assert_true(value - edge <= value / 1024);
		assert_int_equal(scene_hist_edge(edge), edge);
		last = edge;
	}
}

static void medians(void **state)
{
	uint64_t some[] = { 9, 1, 5, 3 };

	scene_sort(some, 4);
	assert_int_equal(some[0], 1);
	assert_int_equal(some[3], 9);
	assert_true(scene_median(some, 4) == 4);
	assert_true(scene_median(some, 3) == 3);
	assert_true(scene_median(some, 1) == 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(small_values_are_kept),
		cmocka_unit_test(large_values_keep_three_digits),
		cmocka_unit_test(medians),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
