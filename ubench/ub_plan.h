/* SPDX-License-Identifier: GPL-2.0-only */
/* ub_plan.h - the options of a run: cases, page counts, loops */
#ifndef UB_PLAN_H
#define UB_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UB_PAGES_LIST_MAX 32

/* A list of page counts */
struct ub_pages {
	size_t nr;
	/* each between 1 and KB_PAGES_MAX, in the order of the option */
	uint64_t pages[UB_PAGES_LIST_MAX];
};

/* The options of one run */
struct ub_plan {
	/* list of globs of names of cases; NULL: all of them */
	const char *cases;
	const char *memory; /* list of globs of kinds of memory */
	struct ub_pages pages; /* numbers of pages */
	unsigned int loops; /* loops with samples; 0: see ub_loops() */
	unsigned int warmups; /* loops before them */
	const char *policy; /* NULL: the default of /dev/kbench */
	/* seconds to sleep before measuring, and after each mount */
	unsigned int settle;
	const char *result; /* file for the result, or NULL */
	const char *events; /* list of counters, or NULL */
	bool trace; /* let the host trace the only job */
};

/*
 * Parse "1,8,64-512,4096": A-B doubles from A on, A-B*F multiplies by F, B is
 * always the last. -EINVAL (not a list), -ERANGE, -E2BIG (over
 * UB_PAGES_LIST_MAX).
 */
int ub_pages_parse(const char *text, struct ub_pages *list);

/* @asked, or 51, fewer above 512 pages: odd, the median is a sample */
unsigned int ub_loops(unsigned int asked, uint64_t nr_pages);

/*
 * Parse the command line: 0, or -EINVAL after a line on stderr. Passes
 * --benchmark_* to Google Benchmark; --help exits.
 */
int ub_options_parse(int argc, char **argv, struct ub_plan *plan);

#endif /* UB_PLAN_H */
