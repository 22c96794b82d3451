// SPDX-License-Identifier: GPL-2.0-only
/* ub_plan_test.c - lists of page counts, and the number of loops */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "kbench/kb_uapi.h"
#include "lib/rvb_array.h"
#include "ubench/ub_plan.h"

static void assert_pages(const char *text, const uint64_t *want, size_t nr)
{
	struct ub_pages list;

	assert_int_equal(ub_pages_parse(text, &list), 0);
	assert_int_equal(list.nr, nr);
	assert_memory_equal(list.pages, want, nr * sizeof(*want));
}

#define LIST(...) ((const uint64_t[]){ __VA_ARGS__ })
#define ASSERT_PAGES(text, ...)               \
	assert_pages(text, LIST(__VA_ARGS__), \
		     sizeof(LIST(__VA_ARGS__)) / sizeof(uint64_t))

static void test_pages(void **state)
{
	ASSERT_PAGES("512", 512);
	ASSERT_PAGES("1,8,64,512,4096,65536", 1, 8, 64, 512, 4096, 65536);
	ASSERT_PAGES("1-8", 1, 2, 4, 8);
	ASSERT_PAGES("1-5", 1, 2, 4, 5);
	ASSERT_PAGES("1-65536*16", 1, 16, 256, 4096, 65536);
	ASSERT_PAGES("7,1-4", 7, 1, 2, 4);
	ASSERT_PAGES("3-3", 3);
}

static void test_pages_are_kept_once_in_their_order(void **state)
{
	ASSERT_PAGES("8,1,8,1-8", 8, 1, 2, 4);
}

static void test_pages_up_to_the_limit(void **state)
{
	struct ub_pages list;

	ASSERT_PAGES("1048576", KB_PAGES_MAX);
	assert_int_equal(ub_pages_parse("1048577", &list), -ERANGE);
	assert_int_equal(ub_pages_parse("0", &list), -ERANGE);
	assert_int_equal(ub_pages_parse("99999999999999999999", &list),
			 -ERANGE);
	assert_int_equal(ub_pages_parse("1-1048577", &list), -ERANGE);
	assert_int_equal(ub_pages_parse("0x10", &list), -ERANGE);
}

static void test_pages_that_are_no_list(void **state)
{
	static const char *const broken[] = {
		"",	",",	"1,",	 ",1",	"a",	 "1a",
		"-1",	"+1",	" 1",	 "1 ",	"1-",	 "8-1",
		"1--2", "1-8*", "1-8*1", "1*2", "1-2-3", "1.5",
	};
	struct ub_pages list;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(broken); i++)
		if (ub_pages_parse(broken[i], &list) != -EINVAL)
			fail_msg("taken: \"%s\"", broken[i]);
}

static void test_too_many_pages(void **state)
{
	char text[UB_PAGES_LIST_MAX * 4 + 8] = "100", *at = text + 3;
	struct ub_pages list;
	int i;

	for (i = 1; i < UB_PAGES_LIST_MAX; i++)
		at += sprintf(at, ",%d", 100 + i);
	assert_int_equal(ub_pages_parse(text, &list), 0);
	assert_int_equal(list.nr, UB_PAGES_LIST_MAX);
	strcpy(at, ",99");
	assert_int_equal(ub_pages_parse(text, &list), -E2BIG);
}

static void test_loops(void **state)
{
	uint64_t pages;

	assert_int_equal(ub_loops(8, 65536), 8);
	assert_int_equal(ub_loops(0, 1), 51);
	assert_int_equal(ub_loops(0, 512), 51);
	assert_int_equal(ub_loops(0, 65536), 5);
	for (pages = 1; pages < KB_PAGES_MAX; pages *= 3) {
		assert_true(ub_loops(0, pages) & 1);
		assert_true(ub_loops(0, pages) >= ub_loops(0, pages * 2));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pages),
		cmocka_unit_test(test_pages_are_kept_once_in_their_order),
		cmocka_unit_test(test_pages_up_to_the_limit),
		cmocka_unit_test(test_pages_that_are_no_list),
		cmocka_unit_test(test_too_many_pages),
		cmocka_unit_test(test_loops),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
