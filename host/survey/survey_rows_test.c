// SPDX-License-Identifier: GPL-2.0-only
/* survey_rows_test.c - rows of a guest that ends, dies, or sends what is no row */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "host/survey/survey.h"
#include "lib/rvb_file.h"

#define ROW(nr, rest)                         \
	"{\"access\":\"write\",\"cell\":" #nr \
	",\"event\":\"punch\",\"fs\":\"ext4\",\"user\":\"rdma\"" rest "}\n"
#define WORD(word) ",\"word\":\"" word "\",\"why\":\"as seen\""

static int rows(struct survey *s, const char *text, const char *died)
{
	char copy[4096];

	s->rows = json_array();
	snprintf(copy, sizeof(copy), "%s", text);
	return survey_rows(s, copy, "6.1", "6.1.0-56-amd64", died);
}

static const char *word(const struct survey *s, size_t i)
{
	return rvb_json_text(json_array_get(s->rows, i), "word");
}

static void test_whole(void **state)
{
	struct survey s;

	assert_int_equal(rows(&s,
			      "losetup: noise\n" ROW(1, "")
				      ROW(1, WORD("stale")) ROW(2, "")
					      ROW(2, WORD("right")),
			      "dead"),
			 2);
	assert_int_equal(json_array_size(s.rows), 2);
	assert_string_equal(word(&s, 0), "stale");
	assert_string_equal(word(&s, 1), "right");
	assert_string_equal(rvb_json_text(json_array_get(s.rows, 1), "kernel"),
			    "6.1");
	json_decref(s.rows);
}

/* The guest that died costs the cell that it was at, no more */
static void test_died(void **state)
{
	struct survey s;

	assert_int_equal(rows(&s,
			      ROW(7, "") ROW(7, WORD("lost"))
				      ROW(8, "") "{\"access\":\"wri",
			      "the guest: guest-panic: Oops"),
			 8);
	assert_int_equal(json_array_size(s.rows), 2);
	assert_string_equal(word(&s, 1), "oops");
	assert_string_equal(rvb_json_text(json_array_get(s.rows, 1), "why"),
			    "the guest: guest-panic: Oops");
	json_decref(s.rows);
	/* without a reason it is left out: this machine's own survey was killed */
	assert_int_equal(rows(&s, ROW(7, WORD("lost")) ROW(8, ""), NULL), 8);
	assert_int_equal(json_array_size(s.rows), 1);
	json_decref(s.rows);
}

static void test_hostile(void **state)
{
	struct survey s;

	assert_true(rows(&s, ROW(1, WORD("perfect")), "") < 0);
	json_decref(s.rows);
	assert_true(rows(&s, ROW(1, ",\"word\":\"stale\",\"why\":[1]"), "") <
		    0);
	json_decref(s.rows);
	assert_int_equal(rows(&s, "{}\n[1]\n{\"cell\":\"x\"}\n", NULL), 0);
	assert_int_equal(json_array_size(s.rows), 0);
	json_decref(s.rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whole),
		cmocka_unit_test(test_died),
		cmocka_unit_test(test_hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
