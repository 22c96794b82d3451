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

/* One run of one benchmark, as passed by Google Benchmark */
struct ub_gb_state;

/* A line of the result, passed to a reporter */
struct ub_gb_run {
	const char *name; /* with all suffixes of Google Benchmark */
	const char *label; /* from ub_gb_set_label(), or "" */
	const char *error; /* from ub_gb_skip_error(), or NULL */
	const void *impl; /* for ub_gb_run_counter() */
};

/* Prints results as they arrive */
struct ub_gb_reporter {
	/* called once before the first run, with the length of the longest name */
	void (*context)(size_t name_width);
	/* called for each run, but not for statistics over repetitions */
	void (*run)(const struct ub_gb_run *run);
};

/*
 * Parse and remove the --benchmark_* options, before all else: 0, or -EINVAL
 * after a line on stderr. Refuses --benchmark_min_time, as the caller sets the
 * number of loops; exits with 2 for a bad value.
 */
int ub_gb_init(int *argc, char **argv);

/* Whether benchmarks are listed and not run */
bool ub_gb_lists(void);

/* Add a key, none of Google Benchmark's own, to the context: 0 or -ENOMEM */
int ub_gb_add_context(const char *key, const char *value);

/**
 * ub_gb_register() - add a benchmark whose time is set by ub_gb_set_iteration_time()
 * @name:	its name; Google Benchmark appends /manual_time and the like
 * @fn:		called for each repetition; loops on ub_gb_keep_running_batch()
 * @user:	passed to @fn
 *
 * Return: 0 or -ENOMEM.
 */
int ub_gb_register(const char *name,
		   void (*fn)(struct ub_gb_state *state, void *user),
		   void *user);

/* Number of benchmarks that --benchmark_filter selects */
size_t ub_gb_nr_matches(void);

/*
 * Run or list the benchmarks that --benchmark_filter selects: their number, or
 * -errno. @reporter prints the results unless --benchmark_format was given.
 */
long ub_gb_run_all(const struct ub_gb_reporter *reporter);

/* Get a counter of a run: 0, or -ENOENT */
int ub_gb_run_counter(const struct ub_gb_run *run, const char *name,
		      double *value);

/**
 * ub_gb_keep_running_batch() - ask whether to run the next iterations
 * @state:	the run
 * @n:		iterations until the next call
 *
 * There is no call for a single iteration: it would cost more than some cases
 * (0.61 against 0.27 ns on a 2.6 GHz Xeon).
 *
 * Return: false at the end, and after ub_gb_skip_error().
 */
bool ub_gb_keep_running_batch(struct ub_gb_state *state, int64_t n);

/* Set the time of the whole batch */
void ub_gb_set_iteration_time(struct ub_gb_state *state, double seconds);
void ub_gb_counter(struct ub_gb_state *state, const char *name, double value);
void ub_gb_set_label(struct ub_gb_state *state, const char *label);
void ub_gb_skip_error(struct ub_gb_state *state, const char *why);

#ifdef __cplusplus
}
#endif

#endif /* UB_GBENCH_H */
