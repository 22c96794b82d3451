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

enum ub_gb_unit {
	UB_GB_NS,
	UB_GB_US,
	UB_GB_MS,
	UB_GB_S,
};

/* A benchmark to register */
struct ub_gb_bench {
	/* its name; Google Benchmark appends /manual_time and the like */
	const char *name;
	/* called for each repetition; loops on ub_gb_keep_running_batch() */
	void (*fn)(struct ub_gb_state *state, void *user);
	void *user; /* passed to @fn */
	bool manual; /* the time is set by ub_gb_set_iteration_time() */
	/* 0: by the size of the batches and --benchmark_min_time */
	int64_t iterations;
	/* unit of times in Google Benchmark's own output */
	enum ub_gb_unit unit;
};

/* A line of the result, passed to a reporter */
struct ub_gb_run {
	const char *name; /* with all suffixes of Google Benchmark */
	/* mean, median, stddev, cv; NULL for a single run */
	const char *aggregate;
	const char *label; /* from ub_gb_set_label(), or "" */
	const char *error; /* from ub_gb_skip_error(), or NULL */
	int64_t repetition; /* counted from 0, -1 for an aggregate */
	int64_t iterations; /* number of iterations */
	double real_time; /* of one iteration, in the benchmark's unit */
	const void *impl; /* for ub_gb_run_counter() */
};

/* Prints results as they arrive */
struct ub_gb_reporter {
	/*
	 * called once before the first run, with the length of the longest
	 * name; may be NULL
	 */
	void (*context)(size_t name_width, void *user);
	/* called for each line */
	void (*run)(const struct ub_gb_run *run, void *user);
	/* called once after the last run; may be NULL */
	void (*finish)(void *user);
	void *user; /* passed to all of them */
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

/* Add a benchmark: 0 or -ENOMEM */
int ub_gb_register(const struct ub_gb_bench *bench);

/* Number of benchmarks that --benchmark_filter selects */
size_t ub_gb_nr_matches(void);

/*
 * Run or list the benchmarks that --benchmark_filter selects: their number, or
 * -errno. @reporter prints the results unless --benchmark_format was given;
 * NULL: that of Google Benchmark, which also writes --benchmark_out.
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

/* Set the time of the whole batch, in manual benchmarks */
void ub_gb_set_iteration_time(struct ub_gb_state *state, double seconds);
void ub_gb_counter(struct ub_gb_state *state, const char *name, double value);
void ub_gb_set_label(struct ub_gb_state *state, const char *label);
void ub_gb_skip_error(struct ub_gb_state *state, const char *why);

#ifdef __cplusplus
}
#endif

#endif /* UB_GBENCH_H */
