/* SPDX-License-Identifier: GPL-2.0-only */
/* ub_gbench.h - Google Benchmark for C */
#ifndef UB_GBENCH_H
#define UB_GBENCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One run of one benchmark, as Google Benchmark hands it over */
struct ub_gb_state;

enum ub_gb_unit {
	UB_GB_NS,
	UB_GB_US,
	UB_GB_MS,
	UB_GB_S,
};

/**
 * struct ub_gb_bench - a benchmark to register
 * @name:	its name; Google Benchmark appends /manual_time and the like
 * @fn:		called once a repetition; loops on ub_gb_keep_running_batch()
 * @user:	handed to @fn
 * @manual:	the time is what ub_gb_set_iteration_time() says
 * @iterations:	0: by the size of the batches and --benchmark_min_time
 * @unit:	of the times in Google Benchmark's own output
 */
struct ub_gb_bench {
	const char *name;
	void (*fn)(struct ub_gb_state *state, void *user);
	void *user;
	bool manual;
	int64_t iterations;
	enum ub_gb_unit unit;
};

/**
 * struct ub_gb_run - a line of the result, handed to a reporter
 * @name:	with everything that Google Benchmark appends
 * @aggregate:	mean, median, stddev, cv; NULL for a run proper
 * @label:	from ub_gb_set_label(), or ""
 * @error:	from ub_gb_skip_error(), or NULL
 * @repetition:	counted from 0, -1 for an aggregate
 * @iterations:	how many
 * @real_time:	of one iteration, in the benchmark's unit
 * @impl:	for ub_gb_run_counter()
 */
struct ub_gb_run {
	const char *name;
	const char *aggregate;
	const char *label;
	const char *error;
	int64_t repetition;
	int64_t iterations;
	double real_time;
	const void *impl;
};

/**
 * struct ub_gb_reporter - shows results while they come in
 * @context:	called once before the first run, with the length of the
 *		longest name; may be NULL
 * @run:	called for each line
 * @finish:	called once after the last run; may be NULL
 * @user:	handed to all of them
 */
struct ub_gb_reporter {
	void (*context)(size_t name_width, void *user);
	void (*run)(const struct ub_gb_run *run, void *user);
	void (*finish)(void *user);
	void *user;
};

/**
 * ub_gb_init() - take the --benchmark_* options out of the command line
 * @argc:	changed to what is left
 * @argv:	the same
 *
 * To be called once, before all else. The loops of a run are the caller's, so
 * --benchmark_min_time is not taken; exits with 2 for a bad value.
 *
 * Return: 0, or -EINVAL after one line on stderr.
 */
int ub_gb_init(int *argc, char **argv);

/**
 * ub_gb_lists() - whether --benchmark_list_tests was given
 *
 * Return: true if benchmarks are listed and not run.
 */
bool ub_gb_lists(void);

/**
 * ub_gb_add_context() - one more key in the context of the result
 * @key:	not one that Google Benchmark has itself
 * @value:	any text
 *
 * Return: 0, or -ENOMEM.
 */
int ub_gb_add_context(const char *key, const char *value);

/**
 * ub_gb_register() - add a benchmark
 * @bench:	copied
 *
 * Return: 0, or -ENOMEM.
 */
int ub_gb_register(const struct ub_gb_bench *bench);

/**
 * ub_gb_nr_matches() - registered benchmarks that --benchmark_filter leaves
 *
 * Return: how many.
 */
size_t ub_gb_nr_matches(void);

/**
 * ub_gb_run_all() - run, or list, what --benchmark_filter leaves
 * @reporter:	shows the results unless --benchmark_format was given; NULL:
 *		Google Benchmark's own, which also writes --benchmark_out
 *
 * Return: number of benchmarks, or -errno.
 */
long ub_gb_run_all(const struct ub_gb_reporter *reporter);

/**
 * ub_gb_run_counter() - a counter of a run
 * @run:	what the reporter was called with
 * @name:	as in ub_gb_counter()
 * @value:	set if there is one
 *
 * Return: 0, or -ENOENT.
 */
int ub_gb_run_counter(const struct ub_gb_run *run, const char *name,
		      double *value);

/**
 * ub_gb_keep_running_batch() - whether to run the next iterations
 * @state:	the run
 * @n:		iterations that the caller runs before it asks again
 *
 * There is no call for one iteration: it would cost more than many a thing
 * that is measured (0.61 against 0.27 ns on a 2.6 GHz Xeon).
 *
 * Return: false at the end, and after ub_gb_skip_error().
 */
bool ub_gb_keep_running_batch(struct ub_gb_state *state, int64_t n);

/* Time of the whole batch; manual benchmarks only */
void ub_gb_set_iteration_time(struct ub_gb_state *state, double seconds);
void ub_gb_counter(struct ub_gb_state *state, const char *name, double value);
void ub_gb_set_label(struct ub_gb_state *state, const char *label);
void ub_gb_skip_error(struct ub_gb_state *state, const char *why);

#ifdef __cplusplus
}
#endif

#endif /* UB_GBENCH_H */
