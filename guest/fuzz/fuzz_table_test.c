// SPDX-License-Identifier: GPL-2.0-only
/* fuzz_table_test.c - the table agrees with kb_uapi.h; programs, text, ddmin */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

#include "guest/fuzz/fuzz_program.h"
#include "kbench/kb_uapi.h"
#include "lib/rvb_array.h"

/* No byte of a struct is in no field, none is in two, and a command fits */
static void test_fields_cover_structs(void **state)
{
	const struct fuzz_call *c;
	unsigned int i, at, commands = 0;

	for (c = fuzz_ioctls; c->name; c++) {
		for (i = 0, at = 0; i < c->nr_fields; i++) {
			assert_int_equal(c->field[i].offset, at);
			at += c->field[i].size;
		}
		assert_int_equal(at, c->size);
		assert_int_equal(c->size, _IOC_SIZE(c->cmd));
		assert_int_equal(_IOC_TYPE(c->cmd), KB_IOC_MAGIC);
		assert_false(commands & 1U << _IOC_NR(c->cmd));
		commands |= 1U << _IOC_NR(c->cmd);
	}
	/* All commands from 1 on: a new one has to be added */
	assert_int_equal(commands, (2U << _IOC_NR(KB_IOC_PROMISE)) - 2);
}

static void print(const struct fuzz_program *p, char *text, size_t size)
{
	FILE *out = fmemopen(text, size, "w");

	fuzz_print(p, out);
	fclose(out);
}

static void test_text_is_read_again(void **state)
{
	static char first[65536], second[65536];
	gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
	struct fuzz_program p, q, last = { 0 };
	char why[128] = "";
	unsigned int i;
	FILE *in;

	for (i = 0; i < 2000; i++) {
		gsl_rng_set(r, i);
		fuzz_generate(&p, r);
		if (last.nr)
			fuzz_mutate(&p, &last, r);
		print(&p, first, sizeof(first));
		in = fmemopen(first, strlen(first), "r");
		if (fuzz_parse(&q, in, why, sizeof(why)))
			fail_msg("%s in\n%s", why, first);
		fclose(in);
		print(&q, second, sizeof(second));
		assert_string_equal(first, second);
		assert_int_equal(p.nr, q.nr);
		assert_memory_equal(p.op, q.op, p.nr * sizeof(p.op[0]));
		last = p;
	}
	gsl_rng_free(r);
}

/* Each is read, as it is where it has not been asked what there is */
static void test_stories_are_programs(void **state)
{
	unsigned int i, j;

	for (i = 0; fuzz_story(i); i++) {
		assert_true(fuzz_story(i)->nr > 0);
		for (j = 0; j < fuzz_story(i)->nr; j++) {
			const struct fuzz_op *op = &fuzz_story(i)->op[j];
			const struct fuzz_call *call = fuzz_call_at(op->call);

			if (call->nr_fields && call->field[0].kind == FUZZ_ABI)
				assert_int_equal(op->v[0], KB_ABI);
		}
	}
	assert_true(i > 0);
}

static void test_text_is_refused(void **state)
{
	static char texts[][80] = {
		"0 nothing(on=0)",	  "9 info(on=0)",
		"0 info(on=77)",	  "0 info(on=0, abi)",
		"0 info(on=0, abj=1)",	  "0 info(on=0, abi=-1)",
		"0 policy(name=unheard)", "info",
	};
	struct fuzz_program p;
	char why[128];
	size_t i;
	FILE *in;

	for (i = 0; i < ARRAY_SIZE(texts); i++) {
		in = fmemopen(texts[i], strlen(texts[i]), "r");
		assert_int_not_equal(fuzz_parse(&p, in, why, sizeof(why)), 0);
		assert_string_equal(why, "line 1: not a call");
		fclose(in);
	}
}

/* Fails when it has calls with page numbers 3 and 30 in this order */
static bool has_both(const struct fuzz_program *p, void *data)
{
	unsigned int i, found = 0;

	++*(unsigned int *)data;
	for (i = 0; i < p->nr; i++)
		if (p->op[i].v[0] == (found ? 30 : 3))
			found++;
	return found == 2;
}

static void test_reduces_to_what_is_needed(void **state)
{
	struct fuzz_program p = { .nr = FUZZ_OPS_MAX };
	unsigned int i, tries = 0;

	for (i = 0; i < p.nr; i++)
		p.op[i].v[0] = i;
	fuzz_reduce(&p, has_both, &tries, 1000);
	assert_int_equal(p.nr, 2);
	assert_int_equal(p.op[0].v[0], 3);
	assert_int_equal(p.op[1].v[0], 30);
	assert_true(tries < 200);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fields_cover_structs),
		cmocka_unit_test(test_text_is_read_again),
		cmocka_unit_test(test_stories_are_programs),
		cmocka_unit_test(test_text_is_refused),
		cmocka_unit_test(test_reduces_to_what_is_needed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
