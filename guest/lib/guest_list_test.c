// SPDX-License-Identifier: GPL-2.0-only
/* guest_list_test.c - lists of globs */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

#include "guest/lib/guest_list.h"

static void test_list_match(void **state)
{
	assert_int_equal(guest_list_match("pin", "pin"), 1);
	assert_int_equal(guest_list_match("pin", "unpin"), 0);
	assert_int_equal(guest_list_match("get,p*", "pin"), 1);
	assert_int_equal(guest_list_match("get,range", "pin"), 0);
	assert_int_equal(guest_list_match("*", "uring_register"), 1);
	assert_int_equal(guest_list_match("uring_*", "uring_register"), 1);
	assert_int_equal(guest_list_match("", "pin"), 0);
}

static void assert_unknown(const char *list, const char *want)
{
	static const char *const names[] = { "anon", "tmpfs", "thp", NULL };
	char *word;

	assert_int_equal(guest_list_unknown(list, names, &word), 0);
	if (want)
		assert_string_equal(word, want);
	else
		assert_null(word);
	free(word);
}

static void test_list_unknown(void **state)
{
	assert_unknown("anon", NULL);
	assert_unknown("t*,anon", NULL);
	assert_unknown("anon,xfs,ext4", "xfs");
	assert_unknown("anon,", "");
	assert_unknown("x*", "x*");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_list_match),
		cmocka_unit_test(test_list_unknown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
