// SPDX-License-Identifier: GPL-2.0-only
/* ub_row_test.c - minimum and median, and what a row says */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "ubench/ub_row.h"

static const struct guest_memory memory = { .name = "tmpfs" };
static const struct ub_case ucase = {
	.name = "pin",
	.write = true,
	.phase = { { .name = "pin" }, { .name = "unpin" } },
};

static void fake_run(struct ub_job *job)
{
	unsigned int i;

	for (i = 0; i < job->nr_phases * job->nr_loops; i++)
		job->samples[i] = 1000 + i;
	ub_job_end_errno(job, 0);
}

static void init(struct ub_job *job, unsigned int loops)
{
	const struct ub_plan plan = { .loops = loops, .warmups = 2 };

	ub_job_init(job, &ucase, &memory, 512, &plan);
	job->run = fake_run;
}

static json_t *row_of(struct ub_job *job, unsigned int phase)
{
	const uint64_t *samples = ub_job_take(job, phase);
	struct ub_figures figures;
	json_t *row;

	if (samples)
		assert_int_equal(ub_figures(samples, job->nr_loops, &figures),
				 0);
	row = ub_row(job, phase, samples, &figures);
	assert_non_null(row);
	return row;
}

static const char *text(json_t *row, const char *key)
{
	const char *value = json_string_value(json_object_get(row, key));

	return value ? value : "(none)";
}

static json_int_t number(json_t *row, const char *key)
{
	return json_integer_value(json_object_get(row, key));
}

static void test_figures(void **state)
{
	const uint64_t odd[] = { 9, 1000000, 7 }, even[] = { 4, 1, 3, 2 };
	struct ub_figures f;

	assert_int_equal(ub_figures(odd, 3, &f), 0);
	assert_int_equal(f.min, 7);
	assert_true(f.p50 == 9);
	assert_int_equal(ub_figures(even, 4, &f), 0);
	assert_int_equal(f.min, 1);
	assert_true(f.p50 == 2.5);
	assert_int_equal(odd[0], 9);
}

static void test_row_of_figures(void **state)
{
	struct ub_job job;
	json_t *row;

	init(&job, 5);
	row = row_of(&job, 1);
	assert_string_equal(text(row, "name"), "pin/tmpfs/pages:512/unpin");
	assert_string_equal(text(row, "case"), "pin");
	assert_string_equal(text(row, "memory"), "tmpfs");
	assert_string_equal(text(row, "phase"), "unpin");
	assert_string_equal(text(row, "status"), "DONE");
	assert_true(json_is_true(json_object_get(row, "write")));
	assert_int_equal(number(row, "pages"), 512);
	assert_int_equal(number(row, "loops"), 5);
	assert_int_equal(number(row, "warmups"), 2);
	assert_int_equal(number(row, "min"), 1005);
	assert_true(json_number_value(json_object_get(row, "p50")) == 1007);
	assert_int_equal(json_array_size(json_object_get(row, "samples")), 5);
	assert_null(json_object_get(row, "refused"));
	assert_null(json_object_get(row, "waits"));
	json_decref(row);
	ub_job_free(&job);
}

static void test_first_samples_only(void **state)
{
	json_t *row, *samples;
	struct ub_job job;

	init(&job, UB_SAMPLES_MAX + 5);
	row = row_of(&job, 0);
	samples = json_object_get(row, "samples");
	assert_int_equal(json_array_size(samples), UB_SAMPLES_MAX);
	assert_int_equal(json_integer_value(json_array_get(samples, 0)), 1000);
	assert_int_equal(number(row, "loops"), UB_SAMPLES_MAX + 5);
	json_decref(row);
	ub_job_free(&job);
}

static void test_a_phase_that_waits_says_so(void **state)
{
	struct ub_job job;
	json_t *row;

	init(&job, 5);
	job.waits = 1U << 1;
	row = row_of(&job, 0);
	assert_null(json_object_get(row, "waits"));
	json_decref(row);
	row = row_of(&job, 1);
	assert_true(json_is_true(json_object_get(row, "waits")));
	json_decref(row);
	ub_job_free(&job);
}

static void refuse(struct ub_job *job)
{
	ub_job_end_errno(job, -EFAULT);
}

static void leave_out(struct ub_job *job)
{
	ub_job_end(job, UB_SKIPPED, "no \"x\" here");
}

static void test_row_without_figures(void **state)
{
	struct ub_job job;
	json_t *row;

	init(&job, 5);
	job.run = refuse;
	row = row_of(&job, 0);
	assert_string_equal(text(row, "status"), "DONE");
	assert_string_equal(text(row, "refused"), "EFAULT");
	assert_null(json_object_get(row, "p50"));
	json_decref(row);

	ub_job_free(&job);
	job.run = leave_out;
	row = row_of(&job, 0);
	assert_string_equal(text(row, "status"), "SKIP");
	assert_string_equal(text(row, "reason"), "no \"x\" here");
	assert_null(json_object_get(row, "samples"));
	json_decref(row);
	ub_job_free(&job);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_figures),
		cmocka_unit_test(test_row_of_figures),
		cmocka_unit_test(test_first_samples_only),
		cmocka_unit_test(test_a_phase_that_waits_says_so),
		cmocka_unit_test(test_row_without_figures),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
