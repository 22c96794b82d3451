// SPDX-License-Identifier: GPL-2.0-only
/* rp_downsample_test.c - thinned, a line keeps its ends, its peaks and its tail */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "reports/doc/rp_downsample.h"

#define MANY 10000

static struct rp_point made[MANY];
static const struct rp_point *line[MANY];

static int kept(const struct rp_point *p, size_t nr)
{
	size_t i;

	for (i = 0; i < nr; i++)
		if (line[i] == p)
			return 1;
	return 0;
}

static void check_order(size_t nr)
{
	size_t i;

	assert_in_range(nr, 2, RP_THIN_MOST);
	assert_ptr_equal(line[0], &made[0]);
	assert_ptr_equal(line[nr - 1], &made[MANY - 1]);
	for (i = 1; i < nr; i++)
		assert_true(line[i - 1]->x < line[i]->x);
}

/* "One in so many": most points lie where most samples are. */
static void test_tail(void **state)
{
	size_t i, nr;

	for (i = 0; i < MANY; i++) {
		made[i].x = (double)MANY / (MANY - i);
		made[i].y = i;
		line[i] = &made[i];
	}
	nr = rp_thin(line, MANY);
	check_order(nr);
	for (i = MANY - 10; i < MANY; i++)
		assert_true(kept(&made[i], nr));
}

static void test_peak(void **state)
{
	size_t i, nr;

	for (i = 0; i < MANY; i++) {
		made[i].x = i;
		made[i].y = i == 4321 ? 9 : i == 7777 ? -9 : (int)(i % 7);
		line[i] = &made[i];
	}
	nr = rp_thin(line, MANY);
	check_order(nr);
	assert_true(nr > RP_THIN_MOST / 2);
	assert_true(kept(&made[4321], nr));
	assert_true(kept(&made[7777], nr));
}

static void test_few(void **state)
{
	size_t i;

	for (i = 0; i < MANY; i++) {
		made[i].x = 5;
		line[i] = &made[i];
	}
	assert_int_equal(rp_thin(line, 0), 0);
	assert_int_equal(rp_thin(line, RP_THIN_MOST), RP_THIN_MOST);
	assert_in_range(rp_thin(line, MANY), 2, RP_THIN_MOST);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tail),
		cmocka_unit_test(test_peak),
		cmocka_unit_test(test_few),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
