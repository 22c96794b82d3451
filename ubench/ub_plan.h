/* SPDX-License-Identifier: GPL-2.0-only */
/* ub_plan.h - the options of a run: cases, page counts, loops */
#ifndef UB_PLAN_H
#define UB_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UB_PAGES_LIST_MAX 32

/**
 * struct ub_pages - a list of page counts
 * @nr:		entries of @pages
 * @pages:	each between 1 and KB_PAGES_MAX, in the order of the option
 */
struct ub_pages {
	size_t nr;
	uint64_t pages[UB_PAGES_LIST_MAX];
};

/**
 * struct ub_plan - the options of one run
 * @cases:	list of globs of names of cases; NULL: all of them
 * @memory:	list of globs of kinds of memory
 * @pages:	numbers of pages
 * @loops:	loops with samples; 0: see ub_loops()
 * @warmups:	loops before them
 * @policy:	NULL: the default of /dev/kbench
 * @settle:	seconds to sleep before measuring, and after each mount
 * @result:	file for the result, or NULL
 * @events:	list of counters, or NULL
 * @trace:	let the host trace the only job
 */
struct ub_plan {
	const char *cases;
	const char *memory;
	struct ub_pages pages;
	unsigned int loops;
	unsigned int warmups;
	const char *policy;
	unsigned int settle;
	const char *result;
	const char *events;
	bool trace;
};

/*
 * Parse "1,8,64-512,4096": A-B doubles from A on, A-B*F multiplies by F, B is
 * always the last. -EINVAL (not a list), -ERANGE, -E2BIG (over
 * UB_PAGES_LIST_MAX).
 */
int ub_pages_parse(const char *text, struct ub_pages *list);

/*
 * Number of loops: @asked, or without it 51, fewer above 512 pages, 5 at least;
 * odd, so that the median is a sample.
 */
unsigned int ub_loops(unsigned int asked, uint64_t nr_pages);

#endif /* UB_PLAN_H */
