// SPDX-License-Identifier: GPL-2.0-only
/* rvb_argp_test.c - each kind of option is stored, and refused by its name */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/rvb_argp.h"
#include "lib/rvb_array.h"

struct opts {
	const char *text;
	const char *preset;
	const char *mode;
	const char *kinds;
	char before;
	bool dry;
	char after;
	int full;
	unsigned int seed;
	unsigned long most;
	bool is_exact;
	int nr_calls;
	const char *word;
};

static error_t call(char *arg, struct argp_state *state)
{
	struct opts *o = state->input;

	o->nr_calls += !strcmp(arg, "yes");
	return 0;
}

static error_t rest(int key, char *arg, struct argp_state *state)
{
	struct opts *o = state->input;

	if (key != ARGP_KEY_ARG)
		return ARGP_ERR_UNKNOWN;
	o->word = arg;
	return 0;
}

static const struct rvb_option options[] = {
	{ "text", RVB_STRING(struct opts, text), "TEXT", "a text", 't' },
	{ "quick", RVB_SET(struct opts, preset, "quick"), NULL, "few" },
	{ "mode", RVB_ONE_OF(struct opts, mode, "exact,timed,both"), "MODE",
	  "how" },
	{ "kinds", RVB_LIST_OF(struct opts, kinds, "a,b,none"), "KIND,...",
	  "which ones" },
	{ "clock", RVB_INDEX_OF(struct opts, is_exact, "timed,exact"), "CLOCK",
	  "which" },
	{ "dry-run", RVB_FLAG(struct opts, dry), NULL, "nothing", 'n' },
	{ "full", RVB_FLAG(struct opts, full), NULL, "all" },
	{ "seed", RVB_NUMBER(struct opts, seed, 1, 26), "N", "the first" },
	{ "most", RVB_NUMBER(struct opts, most, 0, 1L << 40), "N", "at most" },
	{ "call", RVB_CALL(call), "WORD", "odd", .group = 2 },
	{ "secret", RVB_FLAG(struct opts, full), NULL, "x", .hidden = true },
	{ 0 },
};

static const struct rvb_argp argp = {
	.options = options,
	.rest = rest,
	.name = "test",
	.flags = ARGP_NO_EXIT,
};

/* Return: what argp returns; what it prints is in @why. */
static error_t parse(struct opts *o, char *why, size_t size, char *a, char *b)
{
	char *argv[] = { "argv0", a, b, NULL };
	FILE *old = stderr;
	error_t ret;

	*o = (struct opts){ .before = 7, .after = 7 };
	memset(why, 0, size);
	stderr = fmemopen(why, size, "w");
	assert_non_null(stderr);
	ret = rvb_argp_parse(&argp, b ? 3 : 2, argv, o);
	fclose(stderr);
	stderr = old;
	return ret;
}

static void test_stored(void **state)
{
	char why[200];
	struct opts o;

	assert_int_equal(parse(&o, why, sizeof(why), "-tx", "--quick"), 0);
	assert_string_equal(o.text, "x");
	assert_string_equal(o.preset, "quick");
	assert_int_equal(parse(&o, why, sizeof(why), "-n", "--full"), 0);
	assert_true(o.dry);
	assert_int_equal(o.before + o.after, 14);
	assert_int_equal(o.full, 1);
	assert_int_equal(parse(&o, why, sizeof(why), "--seed=26",
			       "--most=1099511627776"),
			 0);
	assert_int_equal(o.seed, 26);
	assert_true(o.most == 1UL << 40);
	assert_int_equal(
		parse(&o, why, sizeof(why), "--mode=both", "--clock=exact"), 0);
	assert_string_equal(o.mode, "both");
	assert_true(o.is_exact);
	assert_int_equal(parse(&o, why, sizeof(why), "--kinds=none,a", NULL),
			 0);
	assert_string_equal(o.kinds, "none,a");
	assert_int_equal(parse(&o, why, sizeof(why), "--call=yes", "word"), 0);
	assert_int_equal(o.nr_calls, 1);
	assert_string_equal(o.word, "word");
	assert_string_equal(why, "");
}

static void test_refused(void **state)
{
	static const struct {
		char *arg;
		const char *why;
	} wrong[] = {
		{ "--mode=x", "test: --mode=x: expected exact, timed or both" },
		{ "--mode=exact,timed", "expected exact, timed or both" },
		{ "--mode=", "--mode=: expected exact, timed or both" },
		{ "--kinds=a,c", "--kinds=c: expected a, b or none" },
		{ "--kinds=a,", "--kinds=: expected a, b or none" },
		{ "--kinds=a,b,a", "--kinds=a,b,a: 'a' twice" },
		{ "--clock=ex", "--clock=ex: expected timed or exact" },
		{ "--seed=27", "--seed=27: expected a number from 1 to 26" },
		{ "--seed=0", "expected a number from 1 to 26" },
		{ "--seed=-1", "expected a number from 1 to 26" },
		{ "--seed= 1", "expected a number from 1 to 26" },
		{ "--seed=1k", "expected a number from 1 to 26" },
		{ "--seed=", "expected a number from 1 to 26" },
		{ "--seed=99999999999999999999", "expected a number from 1" },
		{ "--nothing", "unrecognized option" },
		{ "--full=1", "doesn't allow an argument" },
	};
	char why[400];
	struct opts o;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(wrong); i++) {
		assert_int_not_equal(
			parse(&o, why, sizeof(why), wrong[i].arg, NULL), 0);
		assert_non_null(strstr(why, wrong[i].why));
		assert_int_equal(o.seed, 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_stored),
		cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
