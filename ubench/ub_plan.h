/* SPDX-License-Identifier: GPL-2.0-only */
/* ub_plan.h - the options of a run: cases, page counts, loops */
#ifndef UB_PLAN_H
#define UB_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UB_PAGES_LIST_MAX 32

/**
 * struct ub_pages - a list of numbers of pages
 * @nr:		how many
 * @pages:	each between 1 and KB_PAGES_MAX, in the order asked for
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
 * @loops:	loops that are kept; 0: by the number of pages
 * @warmups:	loops before those
 * @policy:	NULL: the one that /dev/kbench comes up with
 * @settle:	seconds to sleep before measuring, and after a mount
 * @result:	file for the result, or NULL
 * @events:	list of counters, or NULL
 * @trace:	have the host trace the only job
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
 * ub_pages_parse() - read a list of numbers of pages
 * @text:	numbers and ranges with commas between them; A-B doubles from A
 *		on, A-B*F multiplies by F, B is always the last
 * @list:	filled in; what is there twice is kept once
 *
 * Return: 0, or -EINVAL (not a list), -ERANGE (a number out of range),
 * -E2BIG (more than UB_PAGES_LIST_MAX).
 */
int ub_pages_parse(const char *text, struct ub_pages *list);

/**
 * ub_loops() - loops for a number of pages
 * @asked:	what --loops said, 0 for nothing
 * @nr_pages:	pages of one loop
 *
 * Of its own it gives 51 loops, fewer from 512 pages on and 5 at least;
 * always an odd number, so that a median is a sample.
 *
 * Return: loops.
 */
unsigned int ub_loops(unsigned int asked, uint64_t nr_pages);

#endif /* UB_PLAN_H */
