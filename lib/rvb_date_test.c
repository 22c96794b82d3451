// SPDX-License-Identifier: GPL-2.0-only
/* rvb_date_test.c - one time has many texts, and some texts are none */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <stdlib.h>
#include <time.h>

#include "lib/rvb_array.h"
#include "lib/rvb_date.h"

/* The zone of the reader does not matter. */
static void test_same(void **state)
{
	static const char *const same[] = {
		"2026-10-25T02:30:00+0200",  "2026-10-25T02:30:00+02:00",
		"2026-10-25T01:30:00+01:00", "2026-10-25T00:30:00Z",
		"2026-10-24T19:30:00-05:00", "2026-10-25T06:15:00.5+0545",
	};
	long long at = 0;
	size_t i;

	setenv("TZ", "Pacific/Auckland", 1);
	tzset();
	for (i = 0; i < ARRAY_SIZE(same); i++) {
		assert_int_equal(rvb_date(same[i], &at), 0);
		assert_int_equal(at, 1792888200);
	}
	assert_int_equal(rvb_date("2026-10-25", &at), 0);
	assert_int_equal(at, 1792888200 - 1800);
}

static void test_none(void **state)
{
	static const char *const none[] = {
		"",
		"unknown",
		"25.10.2026",
		"2026-10",
		"2026-10-25T",
		"2026-13-01",
		"2026-10-25x",
		"2026-10-25T02:30:00+",
		"2026-10-25T02:30:00 ",
	};
	long long at = 7;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(none); i++)
		assert_int_equal(rvb_date(none[i], &at), -EINVAL);
	assert_int_equal(at, 7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same),
		cmocka_unit_test(test_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
