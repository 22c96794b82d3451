// SPDX-License-Identifier: GPL-2.0-only
/* prof_flame_test.c - stacks fold with hostile names, too; tables add up */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/perf/prof_flame.h"
#include "host/perf/prof_profile.h"
#include "host/perf/prof_top.h"
#include "lib/rvb_array.h"
#include "lib/rvb_file.h"

static int load(struct prof_tree *t, const char *stacks)
{
	FILE *f = fmemopen((char *)stacks, strlen(stacks), "r");
	int ret = prof_tree_read(t, f);

	fclose(f);
	return ret;
}

/* Each stack with a figure is called once. */
static void make(struct prof_tree *t, const char *stacks)
{
	uint32_t i;

	assert_int_equal(load(t, stacks), 0);
	for (i = 0; i < t->nr; i++)
		t->node[i].calls = !!t->node[i].self;
}

static char *fold(const struct prof_flame *flame)
{
	char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);

	prof_flame_fold(flame, f);
	fclose(f);
	return text;
}

static void test_fold(void **state)
{
	struct prof_flame flame = { .unit = "samples", .scale = 2 };
	struct prof_tree t, old;
	char *text;

	make(&t, "a;<b>\"& 10\na;b;]]></script> 30\na 1\na;b 0\n");
	flame.tree = &t;
	text = fold(&flame);
	assert_string_equal(text, "a 1\na;<b>\"& 10\na;b;]]></script> 30\n");
	free(text);

	/* Stacks of both trees, of the new one only, of the old one only */
	make(&old, "a 4\na;gone 7\ngone;a 1\n");
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

	make(&t, "a;b 5\na;b;b 7\na;c 2\n");
	prof_top(&top, &t, 0);
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

	make(&old, "other;f 8\n"
		   "part;a;f.part.0 9\n"
		   "part;a;gone [rvk] 3\n"
		   "part;a;f.part.0;f.cold 1\n");
	make(&new, "part;a;f 30\npart;a;new 1\nthird;f 8");
	prof_top_diff(&top, &old, prof_tree_find(&old, 0, "part"), &new,
		      prof_tree_find(&new, 0, "part"), 1);
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

/*
 * perf.json sums up the tree that it is made from, which nobody did for samples:
 * each part has its total, and each function that calls has its callees' in it.
 */
static void test_profile(void **state)
{
	json_t *profile = json_pack("{s:[]}", "parts"), *part, *f;
	static const char *const parts[] = { "pin", "unpin" };
	struct prof_tree t;
	uint32_t at, gup, put;
	size_t i, k;

	prof_tree_init(&t);
	for (i = 0; i < ARRAY_SIZE(parts); i++) {
		at = prof_tree_child(&t, 0, parts[i]);
		at = prof_tree_child(&t, at, "ioctl");
		gup = prof_tree_child(&t, at, "gup");
		put = prof_tree_child(&t, at, "put");
		t.node[gup].self = 30 + i;
		t.node[put].self = 12;
	}
	for (i = 0; i < ARRAY_SIZE(parts); i++)
		prof_profile_add(profile, parts[i], &t, NULL);
	json_array_foreach(json_object_get(profile, "parts"), i, part)
	{
		assert_int_equal(
			json_integer_value(json_object_get(part, "total")),
			42 + i);
		json_array_foreach(json_object_get(part, "functions"), k, f)
		{
			double total =
				json_number_value(json_object_get(f, "total"));

			assert_true(total > 0);
			if (!strcmp(rvb_json_text(f, "name"), "ioctl"))
				assert_true(total == 42 + i);
		}
		assert_int_equal(k, 3);
	}
	json_decref(profile);
	prof_tree_free(&t);
}

/* The same stacks give the same picture, which refers to no other file. */
static void test_draw(void **state)
{
	const struct prof_flame flame = { .title = "pin", .unit = "samples" };
	char path[] = "/tmp/prof_flame_test.XXXXXX", *svg[2] = {};
	FILE *f = fdopen(mkstemp(path), "w");
	int i, ret;

	for (i = 0; i < 200; i++)
		fprintf(f, "a;<b>%d;c%d%s %d\n", i % 7, i, "]]></script>", i);
	fclose(f);
	ret = prof_flame_draw(&flame, path, &svg[0]);
	if (!ret)
		ret = prof_flame_draw(&flame, path, &svg[1]);
	unlink(path);
	if (ret == -ENOENT)
		skip();
	assert_int_equal(ret, 0);
	assert_string_equal(svg[0], svg[1]);
	assert_null(strstr(svg[0], "href=\""));
	assert_null(strstr(svg[0], "<b>"));
	free(svg[0]);
	free(svg[1]);
}

/* Only whole lines of printable names and a figure are stacks. */
static void test_broken(void **state)
{
	static const char *const broken[] = {
		"a;b",	  "a;b x",  "a;b -1", "a;b 1 ",
		"a;b 1x", "a\tb 1", "\n",     "a 1099511627777",
	};
	struct prof_tree t;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(broken); i++)
		assert_int_equal(load(&t, broken[i]), -EINVAL);
	make(&t, "a b;c [rvk] 7\n");
	assert_int_equal(t.node[0].total, 7);
	prof_tree_free(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fold), cmocka_unit_test(test_broken),
		cmocka_unit_test(test_draw), cmocka_unit_test(test_top),
		cmocka_unit_test(test_diff), cmocka_unit_test(test_profile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
