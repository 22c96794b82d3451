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

/**
 * ub_pages_parse() - parse a list of page counts
 * @text:	numbers and ranges, separated by commas; A-B doubles from A on,
 *		A-B*F multiplies by F, B is always the last
 * @list:	filled in, without duplicates
 *
 * Return: 0, or -EINVAL (not a list), -ERANGE (a number out of range),
 * -E2BIG (more than UB_PAGES_LIST_MAX).
 */
int ub_pages_parse(const char *text, struct ub_pages *list);

/**
 * ub_loops() - number of loops for a page count
 * @asked:	value of --loops, 0 without it
 * @nr_pages:	pages of one loop
 *
 * Without --loops it is 51, fewer above 512 pages, and at least 5; odd, so that the
 * median is a sample.
 *
 * Return: loops.
 */
unsigned int ub_loops(unsigned int asked, uint64_t nr_pages);

#endif /* UB_PLAN_H */
