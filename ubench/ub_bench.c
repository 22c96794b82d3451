// SPDX-License-Identifier: GPL-2.0-only
/* ub_bench.c - the jobs of a plan as benchmarks of Google Benchmark */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "guest/lib/guest_clock.h"
#include "guest/lib/guest_kernel.h"
#include "guest/lib/guest_list.h"
#include "guest/lib/guest_system.h"
#include "lib/rvb_exit.h"
#include "ubench/ub_bench.h"
#include "ubench/ub_count.h"
#include "ubench/ub_gbench.h"
#include "ubench/ub_job.h"
#include "ubench/ub_kbench.h"
#include "ubench/ub_pfm.h"
#include "ubench/ub_row.h"

/* One benchmark: a phase of a job */
struct bench {
	struct ub_job *job; /* shared with the other phases */
	unsigned int phase; /* counted from 0 */
	char *name; /* ub_job_name() */
	/* repetitions done, see --benchmark_repetitions */
	unsigned int nr_runs;
};

static json_t *rows;
static unsigned int nr_outcomes[UB_FAILED + 1];
static struct ub_job *last_job;
static unsigned int nr_jobs;

/* Report each benchmark to the host, which kills a silent guest */
static void say_progress(const struct bench *bench)
{
	const char *fd = getenv("RVB_CONTROL_FD");
	static unsigned int step;
	static size_t nr;

	if (!fd || bench->nr_runs)
		return;
	/* Once: it matches every name, which takes longer than a benchmark */
	if (!nr)
		nr = ub_gb_nr_matches();
	dprintf(atoi(fd), "at %u %zu %s\n", ++step, nr, bench->name);
}

/* Report the median as the time of one iteration */
static void report_figures(struct ub_gb_state *state, const struct ub_job *job,
			   unsigned int phase, const struct ub_figures *figures)
{
	double tick_s = 1 / (1000.0 * guest_clock_khz());

	while (ub_gb_keep_running_batch(state, job->nr_loops))
		ub_gb_set_iteration_time(state,
					 figures->p50 * tick_s * job->nr_loops);
	if (job->waits & 1U << phase)
		ub_gb_set_label(state, "waits");
	ub_gb_counter(state, "min", figures->min);
	ub_gb_counter(state, "p50", figures->p50);
	if (job->nr_pages)
		ub_gb_counter(state, "per_page", figures->p50 / job->nr_pages);
}

static void report_outcome(struct ub_gb_state *state, const struct ub_job *job)
{
	static const char *const words[] = {
		[UB_REFUSED] = "refused",
		[UB_SKIPPED] = "SKIP",
		[UB_FAILED] = "ERROR",
	};
	char why[sizeof(job->why) + 16];

	snprintf(why, sizeof(why), "%s: %s", words[job->outcome], job->why);
	ub_gb_skip_error(state, why);
}

/* The counters of a phase, NULL without --events */
static json_t *counts_of(const struct bench *bench)
{
	static struct ub_counts counts;
	static const struct ub_job *counted;

	if (!ub_pfm_nr() || bench->job->outcome != UB_DONE)
		return NULL;
	if (counted != bench->job) {
		ub_count_free(&counts);
		ub_count(bench->job, &counts);
		counted = bench->job;
	}
	return counts.phase[bench->phase];
}

static int add_row(struct bench *bench, const uint64_t *samples,
		   const struct ub_figures *figures, json_t *counts)
{
	json_t *row;

	row = ub_row(bench->job, bench->phase, samples, figures);
	if (bench->nr_runs)
		json_object_set_new(row, "repetition",
				    json_integer(bench->nr_runs));
	if (counts)
		json_object_set(row, "counters", counts);
	return json_array_append_new(rows, row) ? -ENOMEM : 0;
}

static void run_bench(struct ub_gb_state *state, void *user)
{
	struct bench *bench = user;
	struct ub_job *job = bench->job;
	struct ub_figures figures = {};
	const uint64_t *samples;
	json_t *counts;

	say_progress(bench);
	samples = ub_job_take(job, bench->phase);
	if (samples && ub_figures(samples, job->nr_loops, &figures)) {
		ub_job_end(job, UB_FAILED, "no memory for the median");
		samples = NULL;
	}
	counts = counts_of(bench);
	if (add_row(bench, samples, &figures, counts)) {
		ub_job_end(job, UB_FAILED, "no memory for the result");
		samples = NULL;
	}

	nr_outcomes[job->outcome]++;
	if (samples) {
		report_figures(state, job, bench->phase, &figures);
		ub_count_report(state, counts);
	} else {
		report_outcome(state, job);
	}
	bench->nr_runs++;
	if (!job->fresh)
		ub_job_free(job);
}

static int register_phase(struct ub_job *job, unsigned int phase)
{
	struct bench *bench = calloc(1, sizeof(*bench));

	if (!bench)
		return -ENOMEM;
	bench->job = job;
	bench->phase = phase;
	bench->name = ub_job_name(job, phase);
	if (!bench->name)
		return -ENOMEM;
	return ub_gb_register(bench->name, run_bench, bench);
}

static int register_job(const struct ub_plan *plan, const struct ub_case *ucase,
			const struct guest_memory *memory, uint64_t nr_pages)
{
	struct ub_job *job = calloc(1, sizeof(*job));
	unsigned int phase;
	int ret = 0;

	if (!job)
		return -ENOMEM;
	last_job = job;
	nr_jobs++;
	ub_job_init(job, ucase, memory, nr_pages, plan);
	job->run = ucase->kernel ? ub_kbench_run : ub_user_run;
	for (phase = 0; !ret && phase < job->nr_phases; phase++)
		ret = register_phase(job, phase);
	return ret;
}

/* Register the cases for one kind of memory; NULL: the cases without memory */
static int register_cases(const struct ub_plan *plan,
			  const struct ub_case *const *cases, size_t nr,
			  const struct guest_memory *memory, uint64_t nr_pages)
{
	size_t i;
	int ret;

	for (i = 0; i < nr; i++) {
		bool none = cases[i]->flags & KB_CASE_NO_MEMORY;

		if (none == !!memory)
			continue;
		ret = 1;
		if (plan->cases)
			ret = guest_list_match(plan->cases, cases[i]->name);
		if (ret > 0)
			ret = register_job(plan, cases[i], memory, nr_pages);
		if (ret)
			return ret;
	}
	return 0;
}

static int register_memories(const struct ub_plan *plan,
			     const struct ub_case *const *cases, size_t nr,
			     bool late)
{
	const struct guest_memory *const *memory;
	int ret = 0;
	size_t i;

	for (memory = guest_memories; !ret && *memory; memory++) {
		if ((*memory)->late != late)
			continue;
		ret = guest_list_match(plan->memory, (*memory)->name);
		if (ret < 1)
			continue;
		ret = 0;
		for (i = 0; !ret && i < plan->pages.nr; i++)
			ret = register_cases(plan, cases, nr, *memory,
					     plan->pages.pages[i]);
	}
	return ret;
}

/* Register a case again, as NAME_off, to run after rvk has lost its gate */
static int register_gate_off(const struct ub_plan *plan,
			     const struct ub_case *ucase)
{
	struct ub_case *off = malloc(sizeof(*off));
	char *name;

	if (!off || asprintf(&name, "%s_off", ucase->name) < 0) {
		free(off);
		return -ENOMEM;
	}
	*off = *ucase;
	off->name = name;
	off->gate_off = true;
	return register_job(plan, off, NULL, 0);
}

/*
 * What the gate costs is the difference to no gate. The baseline comes last, as
 * the modules are loaded again for it; not for --trace, which takes one job.
 */
static int register_baselines(const struct ub_plan *plan,
			      const struct ub_case *const *cases, size_t nr)
{
	size_t i;
	int ret;

	if (plan->trace || !guest_is_ours() || !guest_may_unload())
		return 0;
	for (i = 0; i < nr; i++) {
		if (!(cases[i]->flags & KB_CASE_GATE))
			continue;
		ret = 1;
		if (plan->cases)
			ret = guest_list_match(plan->cases, cases[i]->name);
		if (ret > 0)
			ret = register_gate_off(plan, cases[i]);
		if (ret < 0)
			return ret;
	}
	return 0;
}

int ub_bench_register(const struct ub_plan *plan,
		      const struct ub_case *const *cases, size_t nr)
{
	int ret;

	rows = json_array();
	if (!rows)
		return -ENOMEM;
	ret = register_cases(plan, cases, nr, NULL, 0);
	if (!ret)
		ret = register_memories(plan, cases, nr, false);
	if (!ret)
		ret = register_memories(plan, cases, nr, true);
	if (!ret)
		ret = register_baselines(plan, cases, nr);
	return ret;
}

json_t *ub_bench_rows(void)
{
	return json_incref(rows);
}

struct ub_job *ub_bench_only_job(void)
{
	return nr_jobs == 1 ? last_job : NULL;
}

int ub_bench_exit(void)
{
	if (nr_outcomes[UB_FAILED])
		return RVB_EXIT_HARNESS;
	if (!nr_outcomes[UB_DONE] && !nr_outcomes[UB_REFUSED])
		return RVB_EXIT_NOTHING;
	return RVB_EXIT_OK;
}
