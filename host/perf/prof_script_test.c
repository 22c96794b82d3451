// SPDX-License-Identifier: GPL-2.0-only
/* prof_script_test.c - lines as perf 6.1 prints them, and broken ones */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <string.h>

#include "host/perf/prof_script.h"

static const char script[] =
	"ubench    97\x20\n"
	"\tffffffff8121c7a0 try_grab_folio ([kernel.kallsyms])\n"
	"\tffffffffc0401234 pin_pin ([kernel.kallsyms])\n"
	"\tffffffffc0501234 rvk_redirect (/lib/modules/6.1.0/extra/rvk.ko)\n"
	"\t    7f00deadbeef ioctl (/lib/x86_64-linux-gnu/libc.so.6)\n"
	"\n"
	"ubench    97\x20\n"
	"\tffffffff8121c7a0 try_grab_folio ([kernel.kallsyms])\n"
	"\tffffffffc0401234 pin_pin ([kernel.kallsyms])\n"
	"\tffffffffc0501234 rvk_redirect (/lib/modules/6.1.0/extra/rvk.ko)\n"
	"\t    7f00deadbeef ioctl (/lib/x86_64-linux-gnu/libc.so.6)\n"
	"\t               0 [unknown] ([unknown])\n"
	"\n"
	"swapper     0\x20\n"
	"\tffffffff81c00000 default_idle ([kernel.kallsyms])\n"
	"\n"
	"kworker/0:1-a b    12\x20\n"
	"\t               0 [unknown] ([unknown])\n";

static const char modules[] =
	"kbench 65536 0 - Live 0xffffffffc0400000 (OE)\n"
	"rvk 65536 1 kbench, Live 0xffffffffc0500000 (OE)\n";

#define STACK "ubench;ioctl;rvk_redirect [rvk];pin_pin [kbench];try_grab_folio"

/* Return: the node of a stack, 0 if there is none. */
static uint32_t find(const struct prof_tree *tree, const char *stack)
{
	char *copy = strdup(stack), *rest = copy, *name;
	uint32_t at = 0;

	while ((name = strsep(&rest, ";"))) {
		at = prof_tree_find(tree, at, name);
		if (!at)
			break;
	}
	free(copy);
	return at;
}

static void test_script(void **state)
{
	struct prof_samples s;
	struct prof_tree tree;
	uint32_t at;

	prof_tree_init(&tree);
	assert_int_equal(prof_script_read(&tree, 0, &s, script,
					  sizeof(script) - 1, modules),
			 0);
	assert_int_equal(s.nr, 4);
	assert_int_equal(s.nr_left_out, 1);
	assert_int_equal(s.nr_unknown, 1);
	assert_int_equal(prof_tree_sum(&tree), 3);
	at = find(&tree, STACK);
	assert_int_not_equal(at, 0);
	assert_int_equal(tree.node[at].self, 2);
	assert_int_not_equal(find(&tree, "kworker/0:1-a b;[unknown]"), 0);
	prof_tree_free(&tree);
}

/* A text cut anywhere must neither crash nor invent a function. */
static void test_cut_off(void **state)
{
	struct prof_samples s;
	struct prof_tree tree;
	size_t n;

	for (n = 0; n < sizeof(script); n++) {
		prof_tree_init(&tree);
		prof_script_read(&tree, 0, &s, script, n, NULL);
		assert_true(prof_tree_sum(&tree) <= 3);
		prof_tree_free(&tree);
	}
	prof_tree_init(&tree);
	assert_int_equal(prof_script_read(&tree, 0, &s, "\t\n\t\x20\n\n\n", 7,
					  NULL),
			 -ENODATA);
	prof_tree_free(&tree);
}

static void test_stat(void **state)
{
	static const char text[] =
		"# started on Tue Nov 24 22:00:00 2026\n\n"
		"1234.56,msec,task-clock,1234560000,100.00,0.9,CPUs utilized\n"
		"42,,page-faults,1234560000,100.00,0.034,K/sec\n"
		"1000,,instructions:k,600000000,48.60,,\n"
		"<not supported>,,cycles:k,0,100.00,,\n"
		"1,,,\n";
	json_t *list = prof_stat_read(text, sizeof(text) - 1), *stat;

	assert_int_equal(json_array_size(list), 4);
	stat = json_array_get(list, 0);
	assert_true(json_number_value(json_object_get(stat, "value")) ==
		    1234.56);
	assert_null(json_object_get(stat, "scaled"));
	assert_non_null(json_object_get(json_array_get(list, 2), "scaled"));
	stat = json_array_get(list, 3);
	assert_null(json_object_get(stat, "value"));
	assert_string_equal(json_string_value(json_object_get(stat, "reason")),
			    "not supported here: no PMU");
	json_decref(list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_script),
		cmocka_unit_test(test_cut_off),
		cmocka_unit_test(test_stat),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
