// SPDX-License-Identifier: GPL-2.0-only
/* rp_model_test.c - a result file that is not what it should be */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/rvb_array.h"
#include "lib/rvb_file.h"
#include "reports/model/rp_model.h"

static const char folder[] = "/tmp/rp_model.XXXXXX";
static char dir[sizeof(folder)];

static int leave(void **state)
{
	unlink("r.json");
	return chdir("/") || rmdir(dir);
}

/* A whole result file, ' standing for ". */
static const char *const good_lines[] = {
	"{'schema':'revokebench/results-1','status':'DONE','command':'x',",
	"'context':{'unit':'insns'},",
	"'exact':{'exact':true,'seeds':[1],'sha256':['a']},",
	"'environment':{'mode':'exact','kernel':{'release':null,'n':3}},",
	"'cells':[{'id':'a','status':'DONE','reason':'ok'}],",
	"'summary':[{'name':'n','case':'pin','memory':'anon','phase':'pin',",
	"'pages':4,'write':true,'status':'DONE',",
	"'min':8,'p50':10,'p50_low':10,'p50_high':10},",
	"{'name':'n','case':'get','memory':'tmpfs','phase':'get',",
	"'pages':512,'write':true,'status':'SKIP','reason':'r'}]}",
};

static char good[1024];

static int enter(void **state)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(good_lines); i++)
		strcat(good, good_lines[i]);
	strcpy(dir, folder);
	return mkdtemp(dir) && !chdir(dir) ? 0 : -1;
}

/* The good file with one piece replaced. */
static int load(struct rp_model *m, const char *old, const char *new, char *why,
		size_t size)
{
	const char *at = strstr(good, old);
	FILE *stream = fopen("r.json", "w");
	char text[2048], *c;

	assert_non_null(at);
	assert_non_null(stream);
	snprintf(text, sizeof(text), "%.*s%s%s", (int)(at - good), good, new,
		 at + strlen(old));
	for (c = text; *c; c++)
		if (*c == '\'')
			*c = '"';
	fputs(text, stream);
	assert_int_equal(fclose(stream), 0);
	return rp_model_load(m, "r.json", why, size);
}

static void test_good(void **state)
{
	const struct rp_case *pin;
	struct rp_model m;
	char why[256];

	assert_int_equal(load(&m, "", "", why, sizeof(why)), 0);
	assert_int_equal(m.nr_rows, 2);
	assert_string_equal(m.cases[0].name, "get");
	assert_string_equal(m.memory, "tmpfs");
	assert_int_equal(m.pages, 512);
	pin = rp_model_case(&m, "pin");
	assert_true(rp_row_per_page(rp_model_find(&m, pin, 0, "anon", 4)) ==
		    2.5);
	assert_null(rp_model_find(&m, pin, 0, "anon", 5));
	assert_null(rp_model_find(&m, pin, 1, "anon", 4));
	assert_false(rp_row_measured(&m.rows[1]));
	assert_string_equal(rp_model_setting(&m, "kernel.n"), "3");
	assert_null(rp_model_setting(&m, "kernel.release"));
	rp_model_free(&m);
}

static void test_fault_names_the_place(void **state)
{
	static const struct {
		const char *old;
		const char *new;
		const char *why;
	} faults[] = {
		{ "'command':'x',", "", "command: missing" },
		{ "'unit':'insns'", "'unit':1",
		  "context.unit: must be a string" },
		{ "'p50':10,", "'p50':10,'counters':[{'event':'e'}],",
		  "summary[0].counters[0]: has neither value nor reason" },
		{ "'command':'x',", "'command':'x','perf':[{}],",
		  "perf[0].kind: missing" },
		{ "'summary':[{", "'summary':[7,{",
		  "summary[0]: must be an object" },
		{ "'pages':4", "'pages':'4'",
		  "summary[0].pages: must be a whole" },
		{ "'pages':4", "'pages':-4",
		  "summary[0]: pages is below zero" },
		{ "'p50':10,", "", "summary[0].p50: missing" },
		{ ",'reason':'r'", "", "summary[1]: SKIP without a reason" },
		{ "'SKIP'", "'FINE'", "summary[1]: \"FINE\" is not a status" },
		{ "'seeds':[1]", "'seeds':['1']",
		  "exact.seeds: must hold whole" },
		{ "'exact':true", "'exact':1", "exact.exact: must be true or" },
		{ "'cells':[{'id':'a'", "'cells':[{'id':2",
		  "cells[0].id: must be" },
		{ good, "[]", "no \"schema\"; expected results.json" },
		{ "}]}", "", "not a whole JSON file" },
		{ "'min':8", "'min':NaN", "not a whole JSON file" },
	};
	struct rp_model m;
	char why[256];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(faults); i++) {
		assert_int_equal(load(&m, faults[i].old, faults[i].new, why,
				      sizeof(why)),
				 -EINVAL);
		if (!strstr(why, faults[i].why))
			fail_msg("\"%s\" lacks \"%s\"", why, faults[i].why);
		assert_null(strchr(why, '\n'));
		assert_int_equal(strncmp(why, "r.json:", 7), 0);
	}
	assert_int_equal(load(&m, "results-1", "results-2", why, sizeof(why)),
			 -EPROTONOSUPPORT);
	assert_non_null(strstr(why, "schema: \"revokebench/results-2\""));
}

/* A file cut off anywhere is refused, whatever the place. */
static void test_cut_off_anywhere(void **state)
{
	struct rp_model m;
	char why[256];
	size_t i;

	for (i = 0; good[i]; i++)
		assert_int_equal(load(&m, good + i, "", why, sizeof(why)),
				 -EINVAL);
}

static const char tail[] = "'reason':'r'}]}";

#define EVENT(array, more)                                              \
	"'reason':'r'}],'" array "':[{'name':'n','policy':'p','mode':'" \
	"exact','unit':'vns','status':'DONE'," more "}]}"
#define LEDGER(issued)                                      \
	EVENT("ledger", "'issued_bytes':" issued ","        \
			"'right_bytes':1,'stale_bytes':2,"  \
			"'scratch_bytes':3,'lost_bytes':4," \
			"'refused_bytes':5,'errors':0,'killed':0")

/* What is left is a rate over a rate, at the highest rate asked for; -1 is none. */
static void test_throughput(void **state)
{
	const char *points =
		EVENT("throughput",
		      "'points':[{'rate':0,'duration':10,'device_bytes':100},"
		      "{'rate':-1,'duration':20,'device_bytes':50},"
		      "{'rate':9,'duration':10,'device_bytes':90}]");
	struct rp_model m;
	char why[256];

	assert_int_equal(load(&m, tail, points, why, sizeof(why)), 0);
	assert_int_equal(m.scenes.nr_throughput, 1);
	assert_true(m.scenes.throughput[0].device == 0.9);
	assert_int_equal(m.scenes.throughput[0].nr_points, 3);
	assert_true(m.scenes.throughput[0].fs != m.scenes.throughput[0].fs);
	assert_int_equal(m.scenes.throughput[0].rate, 9);
	rp_model_free(&m);
}

static void test_ledger_adds_up(void **state)
{
	struct rp_model m;
	char why[256];

	assert_int_equal(load(&m, tail, LEDGER("15"), why, sizeof(why)), 0);
	assert_true(m.scenes.ledger[0].lost == 4);
	rp_model_free(&m);
	assert_int_equal(load(&m, tail, LEDGER("16"), why, sizeof(why)),
			 -EINVAL);
	assert_non_null(strstr(why, "ledger[0]"));
}

static void test_pairs(void **state)
{
	json_t *pairs =
		json_pack("[[i,i],[i,i],[i,i],[i,i]]", 2, 4, 1, 3, 0, 9, 4, 4);

	assert_true(rp_pairs_ratio(pairs) == 2);
	assert_true(rp_pairs_ratio(NULL) != rp_pairs_ratio(NULL));
	json_decref(pairs);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_fault_names_the_place),
		cmocka_unit_test(test_cut_off_anywhere),
		cmocka_unit_test(test_throughput),
		cmocka_unit_test(test_ledger_adds_up),
		cmocka_unit_test(test_pairs),
	};

	return cmocka_run_group_tests(tests, enter, leave);
}
