// SPDX-License-Identifier: GPL-2.0-only
/* ub_job_test.c - one run serves all phases, once each */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <string.h>

#include "lib/rvb_array.h"
#include "ubench/ub_job.h"

static const struct guest_memory memory = { .name = "anon" };
static const struct ub_case ucase = {
	.name = "case",
	.phase = { { .name = "pin" }, { .name = "hold" }, { .name = "unpin" } },
};

static const struct ub_case no_memory = {
	.name = "empty",
	.flags = KB_CASE_NO_MEMORY,
	.phase = { { .name = "acquire" } },
};

static unsigned int nr_runs;
static int answer;

/* Samples that say which run and which phase they are of. */
static void fake_run(struct ub_job *job)
{
	unsigned int i;

	nr_runs++;
	for (i = 0; i < job->nr_phases * job->nr_loops; i++)
		job->samples[i] = nr_runs * 100 + i / job->nr_loops;
	ub_job_end_errno(job, answer);
}

static void init(struct ub_job *job)
{
	const struct ub_plan plan = { .loops = 4, .warmups = 2 };

	nr_runs = 0;
	answer = 0;
	ub_job_init(job, &ucase, &memory, 8, &plan);
	job->run = fake_run;
}

static void assert_taken(struct ub_job *job, unsigned int phase,
			 unsigned int run)
{
	const uint64_t *samples = ub_job_take(job, phase);
	unsigned int i;

	assert_non_null(samples);
	for (i = 0; i < job->nr_loops; i++)
		assert_int_equal(samples[i], run * 100 + phase);
	assert_int_equal(nr_runs, run);
}

static void test_one_run_serves_all_phases(void **state)
{
	struct ub_job job;

	init(&job);
	assert_int_equal(job.nr_phases, 3);
	assert_int_equal(job.nr_loops, 4);
	assert_int_equal(job.nr_warmups, 2);
	assert_taken(&job, 0, 1);
	assert_taken(&job, 1, 1);
	assert_taken(&job, 2, 1);
	assert_int_equal(job.fresh, 0);
	ub_job_free(&job);
}

/* --benchmark_repetitions: a phase comes again before the next one. */
static void test_what_is_taken_runs_anew(void **state)
{
	struct ub_job job;

	init(&job);
	assert_taken(&job, 0, 1);
	assert_taken(&job, 0, 2);
	assert_taken(&job, 0, 3);
	assert_taken(&job, 1, 3);
	assert_taken(&job, 1, 4);
	assert_taken(&job, 2, 4);
	assert_taken(&job, 2, 5);
	ub_job_free(&job);
}

/* --benchmark_filter: the first phase need not be among them. */
static void test_a_later_phase_alone(void **state)
{
	struct ub_job job;

	init(&job);
	assert_taken(&job, 2, 1);
	ub_job_free(&job);
	assert_taken(&job, 2, 2);
	ub_job_free(&job);
}

static void test_a_refusal_serves_all_phases(void **state)
{
	struct ub_job job;

	init(&job);
	answer = -EOPNOTSUPP;
	assert_null(ub_job_take(&job, 0));
	assert_null(ub_job_take(&job, 2));
	assert_int_equal(nr_runs, 1);
	assert_int_equal(job.outcome, UB_REFUSED);
	assert_string_equal(job.why, "EOPNOTSUPP");

	answer = 0;
	assert_taken(&job, 0, 2);
	ub_job_free(&job);
}

static void test_outcomes(void **state)
{
	static const struct {
		int error;
		enum ub_outcome outcome;
	} all[] = {
		{ 0, UB_DONE },		 { -EOPNOTSUPP, UB_REFUSED },
		{ -EFAULT, UB_REFUSED }, { -EINVAL, UB_REFUSED },
		{ -ENOMEM, UB_SKIPPED }, { -EINTR, UB_FAILED },
		{ -ENOENT, UB_FAILED },	 { -EBUSY, UB_FAILED },
	};
	struct ub_job job;
	size_t i;

	init(&job);
	for (i = 0; i < ARRAY_SIZE(all); i++) {
		ub_job_end_errno(&job, all[i].error);
		assert_int_equal(job.outcome, all[i].outcome);
		assert_int_equal(!*job.why, !all[i].error);
	}
}

/* No pin, so nothing that could be refused: it is an error of ours. */
static void test_no_memory_no_refusal(void **state)
{
	const struct ub_plan plan = { .warmups = 2 };
	struct ub_job job;

	ub_job_init(&job, &no_memory, &memory, 512, &plan);
	assert_null(job.memory);
	assert_int_equal(job.nr_pages, 0);
	ub_job_end_errno(&job, -EINVAL);
	assert_int_equal(job.outcome, UB_FAILED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_run_serves_all_phases),
		cmocka_unit_test(test_what_is_taken_runs_anew),
		cmocka_unit_test(test_a_later_phase_alone),
		cmocka_unit_test(test_a_refusal_serves_all_phases),
		cmocka_unit_test(test_outcomes),
		cmocka_unit_test(test_no_memory_no_refusal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
