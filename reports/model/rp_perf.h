/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_perf.h - counters of rows, and profiles that `perf` added to a result */
#ifndef RP_PERF_H
#define RP_PERF_H

#include "reports/model/rp_check.h"

/* The count of one event, per loop or of a program */
struct rp_counter {
	/* the row that it belongs to, NULL for that of a profile */
	const char *row;
	const char *event; /* libpfm4's name, with modifiers */
	double value; /* NAN without one */
	/* estimated: the part of the time that it was counted; NAN: all */
	double scaled;
	const char *reason; /* why there is no value, NULL with one */
};

/* The cost of a function */
struct rp_function {
	const char *name; /* of it */
	double self; /* in it */
	double total; /* in it and in what it called */
	double calls; /* 0 where that is not known */
	double old_self; /* @self before, in a difference */
	double old_total; /* @total before, in a difference */
};

/* A part of a cell: a phase, or all of it */
struct rp_part {
	const char *name; /* of it */
	double total; /* what its functions took */
	double measured; /* its cost without the profiler, NAN if not known */
	double old_total; /* @total before, in a difference */
	struct rp_function *functions; /* those that cost, or changed, most */
	size_t nr_functions;
};

/* One cell */
struct rp_profile {
	const char *kind; /* exact or samples */
	const char *policy; /* of it */
	const char *ucase; /* of it */
	const char *memory; /* of it */
	long long pages; /* of it */
	const char *release; /* of its kernel */
	const char *unit; /* of its figures */
	const char *note; /* how it was taken, or NULL */
	const char *flame; /* its picture, a file beside the result, or NULL */
	const char *old; /* what it is compared with, or NULL */
	struct rp_part *parts; /* of it */
	size_t nr_parts;
	struct rp_counter *stat; /* totals of the program */
	size_t nr_stat;
};

/* Counters and profiles of a result */
struct rp_perf {
	struct rp_profile *profiles; /* "perf" */
	size_t nr_profiles;
	struct rp_counter *counters; /* "counters" of the rows of "summary" */
	size_t nr_counters;
};

/*
 * Check and load counters and profiles of a result. @root: its value; the
 * strings below stay in there. @perf: zeroed; empty where the file has none.
 */
void rp_perf_load(struct rp_check *ck, const json_t *root,
		  struct rp_perf *perf);

#endif /* RP_PERF_H */
