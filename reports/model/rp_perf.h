/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_perf.h - counters of rows, and profiles that `perf` added to a result */
#ifndef RP_PERF_H
#define RP_PERF_H

#include "reports/model/rp_check.h"

/**
 * struct rp_counter - the count of one event, per loop or of a program
 * @row:	the row that it belongs to, NULL for that of a profile
 * @event:	libpfm4's name, with modifiers
 * @value:	NAN without one
 * @scaled:	estimated: the part of the time that it was counted; NAN: all
 * @reason:	why there is no value, NULL with one
 */
struct rp_counter {
	const char *row;
	const char *event;
	double value;
	double scaled;
	const char *reason;
};

/**
 * struct rp_function - the cost of a function
 * @name:	of it
 * @self:	in it
 * @total:	in it and in what it called
 * @calls:	0 where that is not known
 * @old_self:	@self before, in a difference
 * @old_total:	@total before, in a difference
 */
struct rp_function {
	const char *name;
	double self;
	double total;
	double calls;
	double old_self;
	double old_total;
};

/**
 * struct rp_part - a part of a cell: a phase, or all of it
 * @name:	of it
 * @total:	what its functions took
 * @measured:	its cost without the profiler, NAN if not known
 * @old_total:	@total before, in a difference
 * @functions:	those that cost, or changed, most
 * @nr_functions: how many
 */
struct rp_part {
	const char *name;
	double total;
	double measured;
	double old_total;
	struct rp_function *functions;
	size_t nr_functions;
};

/**
 * struct rp_profile - one cell
 * @kind:	exact or samples
 * @policy:	of it
 * @ucase:	of it
 * @memory:	of it
 * @pages:	of it
 * @release:	of its kernel
 * @unit:	of its figures
 * @note:	how it was taken, or NULL
 * @flame:	its picture, a file beside the result, or NULL
 * @old:	what it is compared with, or NULL
 * @parts:	of it
 * @nr_parts:	how many
 * @stat:	totals of the program
 * @nr_stat:	how many
 */
struct rp_profile {
	const char *kind;
	const char *policy;
	const char *ucase;
	const char *memory;
	long long pages;
	const char *release;
	const char *unit;
	const char *note;
	const char *flame;
	const char *old;
	struct rp_part *parts;
	size_t nr_parts;
	struct rp_counter *stat;
	size_t nr_stat;
};

/**
 * struct rp_perf - counters and profiles of a result
 * @profiles:	"perf"
 * @nr_profiles: how many
 * @counters:	"counters" of the rows of "summary"
 * @nr_counters: how many
 */
struct rp_perf {
	struct rp_profile *profiles;
	size_t nr_profiles;
	struct rp_counter *counters;
	size_t nr_counters;
};

/**
 * rp_perf_load() - check and load counters and profiles of a result
 * @ck:		the file
 * @root:	its value; the strings below stay in there
 * @perf:	zeroed; empty where the file has none
 */
void rp_perf_load(struct rp_check *ck, const json_t *root,
		  struct rp_perf *perf);
void rp_perf_free(struct rp_perf *perf);

#endif /* RP_PERF_H */
