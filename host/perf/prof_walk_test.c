// SPDX-License-Identifier: GPL-2.0-only
/* prof_walk_test.c - hand-made traces and the calls in them */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <string.h>

#include "host/perf/prof_walk.h"
#include "lib/rvb_array.h"

static const char kallsyms[] = "0000000000001000 T work\n"
			       "0000000000001000 t alias\n"
			       "0000000000001100 t leaf\n"
			       "0000000000001200 T again\n"
			       "0000000000001300 T __x86_indirect_thunk_rax\n"
			       "0000000000001400 D data\n"
			       "0000000000001500 t work.cold\n"
			       "0000000000001600 W never\n"
			       "0000000000002000 t loop\t[kbench]\n"
			       "0000000000002100 t pin_pin\t[kbench]\n";

/* rdtsc at 0x2000, rdtscp at 0x2020 */
static uint8_t code[0x30] = { [0] = 0x0f,
			      [1] = 0x31,
			      [0x20] = 0x0f,
			      [0x21] = 0x01,
			      [0x22] = 0xf9 };

/* The same phase twice; a second leaf, a cold part and a retpoline in one. */
static const uint64_t pcs[] = {
	0x2000,
	0x2002,
	0x1300,
	0x1302,
	0x2100,
	0x2104,
	0x2010,
	0x2020,
	0x2000,
	0x2002,
	0x1300,
	0x1302,
	0x2100,
	0x2104,
	/* work calls leaf; rep at its first instruction is no call */
	0x1000,
	0x1004,
	0x1100,
	0x1100,
	0x1100,
	0x1009,
	/* again() calls itself and returns from both calls at once */
	0x1200,
	0x1204,
	0x1200,
	0x1204,
	0x1209,
	0x120a,
	0x1209,
	0x120a,
	0x100e,
	0x1500,
	0x1502,
	0x1050,
	/* return to the phase past code without a symbol */
	0x90000000,
	0x90000004,
	0x2109,
	0x2010,
	0x2020,
	/* a third call that is cut off */
	0x2000,
	0x2100,
};

static struct prof_trace trace = {
	.pc = pcs,
	.nr = ARRAY_SIZE(pcs),
	.code = code,
	.code_at = 0x2000,
	.code_bytes = sizeof(code),
};

static int read_symbols(void **state)
{
	char why[128];

	return prof_symbols_read(&trace.symbols, kallsyms, sizeof(kallsyms) - 1,
				 why, sizeof(why));
}

static int free_symbols(void **state)
{
	prof_symbols_free(&trace.symbols);
	return 0;
}

static void test_symbols(void **state)
{
	static const char hidden[] = "0000000000000000 T a\n"
				     "0000000000000000 T b\n";
	const struct prof_symbols *s = &trace.symbols;
	struct prof_symbols none;
	char why[128];

	assert_int_equal(s->nr, 8);
	assert_string_equal(s->list[prof_symbols_find(s, 0x10ff)].name, "work");
	assert_int_equal(prof_symbols_find(s, 0xfff), PROF_NO_SYMBOL);
	assert_int_equal(prof_symbols_find(s, 0x90000000), PROF_NO_SYMBOL);
	assert_int_equal(prof_symbols_find(s, 0x2100),
			 prof_symbols_named(s, "pin_pin [kbench]"));
	assert_int_equal(prof_symbols_read(&none, hidden, sizeof(hidden) - 1,
					   why, sizeof(why)),
			 -EACCES);
	assert_non_null(strstr(why, "kptr_restrict"));
	assert_int_equal(prof_symbols_read(&none, "x y", 3, why, sizeof(why)),
			 -EINVAL);
	assert_int_equal(prof_symbols_read(&none, "", 0, why, sizeof(why)),
			 -EINVAL);
}

static void test_window(void **state)
{
	struct prof_window w = {};
	size_t nr;

	assert_int_equal(
		prof_window_find(&trace, "pin_pin [kbench]", 8, &w, &nr), 0);
	assert_int_equal(nr, 2);
	assert_int_equal(w.first, 1);
	assert_int_equal(w.nr, 7);
	assert_int_equal(
		prof_window_find(&trace, "pin_pin [kbench]", 1e6, &w, &nr), 0);
	assert_int_equal(w.first, 9);
	assert_int_equal(w.nr, 28);
	assert_int_equal(prof_window_find(&trace, "never", 8, &w, &nr),
			 -ENODATA);
	assert_int_equal(prof_window_find(&trace, "gone", 8, &w, &nr), -ENOENT);
}

/* Assert the cost and the number of calls of a stack "a;b". */
static void assert_stack(const struct prof_tree *tree, const char *stack,
			 uint64_t self, uint64_t calls)
{
	char *copy = strdup(stack), *rest = copy, *name;
	uint32_t at = 0;

	while ((name = strsep(&rest, ";"))) {
		at = prof_tree_find(tree, at, name);
		assert_int_not_equal(at, 0);
	}
	assert_int_equal(tree->node[at].self, self);
	assert_int_equal(tree->node[at].calls, calls);
	free(copy);
}

#define PHASE "loop [kbench];pin_pin [kbench]"

static void test_walk(void **state)
{
	struct prof_window w = { .first = 9, .nr = 28 };
	struct prof_tree tree;

	prof_tree_init(&tree);
	prof_walk(&trace, &w, &tree, 0);
	assert_int_equal(prof_tree_sum(&tree), 28);
	assert_int_equal(tree.nr, 1 + 9);
	assert_stack(&tree, "loop [kbench]", 3, 1);
	assert_stack(&tree, "loop [kbench];__x86_indirect_thunk_rax", 2, 1);
	assert_stack(&tree, PHASE, 3, 1);
	assert_stack(&tree, PHASE ";work", 5, 1);
	assert_stack(&tree, PHASE ";work;leaf", 3, 1);
	assert_stack(&tree, PHASE ";work;again", 4, 1);
	assert_stack(&tree, PHASE ";work;again;again", 4, 1);
	assert_stack(&tree, PHASE ";work;work.cold", 2, 1);
	assert_stack(&tree, PHASE ";work;[no symbol]", 2, 1);
	prof_tree_free(&tree);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_symbols),
		cmocka_unit_test(test_window),
		cmocka_unit_test(test_walk),
	};

	return cmocka_run_group_tests(tests, read_symbols, free_symbols);
}
