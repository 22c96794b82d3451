// SPDX-License-Identifier: GPL-2.0-only
/* prof_flame_test.c - stacks fold with hostile names, too; tables add up */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "host/perf/prof_flame.h"
#include "host/perf/prof_top.h"

static void make(struct prof_tree *t, json_t *stacks)
{
	assert_int_equal(prof_tree_init(t), 0);
	assert_int_equal(prof_tree_load(t, 0, stacks), 0);
	prof_tree_sum(t);
	json_decref(stacks);
}

static char *fold(const struct prof_flame *flame)
{
	char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);

	assert_int_equal(prof_flame_fold(flame, f), 0);
	fclose(f);
	return text;
}

static void test_fold(void **state)
{
	struct prof_flame flame = { .unit = "samples", .scale = 2 };
	struct prof_tree t, old;
	char *text;

	make(&t, json_pack("{s:[i, i], s:[i, i], s:[i, i], s:[i, i]}",
			   "a;<b>\"&", 10, 1, "a;b;]]></script>", 30, 2, "a", 1,
			   1, "a;b", 0, 1));
	flame.tree = &t;
	text = fold(&flame);
	assert_string_equal(text, "a 1\na;<b>\"& 10\na;b;]]></script> 30\n");
	free(text);

	/* Stacks of both trees, of the new one only, of the old one only */
	make(&old, json_pack("{s:[i, i], s:[i, i], s:[i, i]}", "a", 4, 1,
			     "a;gone", 7, 1, "gone;a", 1, 1));
	flame.old = &old;
	text = fold(&flame);
	assert_string_equal(text, "a;gone 14 0\n"
				  "gone;a 2 0\n"
				  "a 8 1\n"
				  "a;<b>\"& 0 10\n"
				  "a;b;]]></script> 0 30\n");
	free(text);
	prof_tree_free(&t);
	prof_tree_free(&old);
}

static const struct prof_function *named(const struct prof_top *top,
					 const char *name)
{
	size_t i;

	for (i = 0; i < top->nr; i++)
		if (!strcmp(top->list[i].name, name))
			return &top->list[i];
	fail_msg("no %s", name);
	return NULL;
}

/* A recursive function counts once in its total. */
static void test_top(void **state)
{
	struct prof_tree t;
	struct prof_top top;

	make(&t, json_pack("{s:[i, i], s:[i, i], s:[i, i]}", "a;b", 5, 1,
			   "a;b;b", 7, 1, "a;c", 2, 1));
	assert_int_equal(prof_top(&top, &t), 0);
	assert_int_equal(top.nr, 3);
	assert_string_equal(top.list[0].name, "b");
	assert_true(top.list[0].self == 12 && top.list[0].total == 12);
	assert_true(top.list[0].calls == 2);
	assert_true(named(&top, "a")->self == 0);
	assert_true(named(&top, "a")->total == 14);
	prof_top_free(&top);
	prof_tree_free(&t);
}

static void test_diff(void **state)
{
	struct prof_tree old, new;
	struct prof_top top;
	double change = 0;
	size_t i;

	make(&old,
	     json_pack("{s:[i, i], s:[i, i], s:[i, i]}", "a;f.part.0", 9, 1,
		       "a;gone [rvk]", 3, 1, "a;f.part.0;f.cold", 1, 1));
	make(&new,
	     json_pack("{s:[i, i], s:[i, i]}", "a;f", 30, 1, "a;new", 1, 1));
	assert_int_equal(prof_top_diff(&top, &old, &new, 1), 0);
	assert_string_equal(top.list[0].name, "f");
	assert_true(top.list[0].old_self == 10 && top.list[0].self == 30);
	assert_true(top.list[0].old_total == 10);
	assert_true(named(&top, "gone [rvk]")->old_self == 3);
	assert_true(named(&top, "new")->old_total == 0);
	for (i = 0; i < top.nr; i++)
		change += top.list[i].self - top.list[i].old_self;
	assert_true(change == 31 - 13);
	prof_top_free(&top);
	prof_tree_free(&old);
	prof_tree_free(&new);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fold),
		cmocka_unit_test(test_top),
		cmocka_unit_test(test_diff),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
