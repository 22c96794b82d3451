// SPDX-License-Identifier: GPL-2.0-only
/* rvb_text_test.c - texts put together, saved, and read again line by line */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/rvb_text.h"

static char dir[32];

static int enter(void **state)
{
	strcpy(dir, "/tmp/rvb_text.XXXXXX");
	return mkdtemp(dir) && !chdir(dir) ? 0 : -1;
}

static int leave(void **state)
{
	unlink("a.txt");
	return chdir("/") || rmdir(dir);
}

static void assert_value(const char *key, const char *expected)
{
	rvb_auto char *value = rvb_text_value("a.txt", key);

	if (expected)
		assert_string_equal(value, expected);
	else
		assert_null(value);
}

static void test_text(void **state)
{
	rvb_auto char *path = rvb_text("%s/%s.json", "dir", "cell");

	assert_string_equal(path, "dir/cell.json");
}

static void test_value(void **state)
{
	assert_int_equal(rvb_text_save("a.txt",
				       "first %d\n k=no\nk= \tx y\n"
				       "k=z\nlast:",
				       1),
			 0);
	assert_value("", "first 1");
	assert_value("k=", "x y");
	assert_value("last:", "");
	assert_value("none", NULL);
	assert_null(rvb_text_value("no.txt", ""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_value),
	};

	return cmocka_run_group_tests(tests, enter, leave);
}
