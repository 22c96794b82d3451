/* SPDX-License-Identifier: GPL-2.0-only */
/* kb_case.h - what a case in kbench/cases/ has to bring */
#ifndef KB_CASE_H
#define KB_CASE_H

#include <linux/mm.h>

#include "kbench/kb_uapi.h"

/**
 * struct kb_buf - the memory that a case works on
 * @addr:	page-aligned address in the caller's memory
 * @nr_pages:	base pages from @addr on, 0 for KB_CASE_NO_MEMORY
 * @write:	whether the device is to write to it
 * @pages:	room for @nr_pages
 * @run_pages:	room for @nr_pages; a case's own, for lengths of runs
 * @nr_runs:	a case's own
 * @nr_pinned:	set by the first phase: pages it got, or -errno
 * @policy:	name of the one that the open file has selected
 * @dev:	what DMA is mapped for
 * @priv:	a case's own, from setup to teardown
 */
struct kb_buf {
	unsigned long addr;
	int nr_pages;
	bool write;
	struct page **pages;
	unsigned int *run_pages;
	int nr_runs;
	int nr_pinned;
	const char *policy;
	struct device *dev;
	void *priv;
};

/**
 * struct kb_phase - a part of a case that is timed apart
 * @name:	the word in the results; NULL ends the list
 * @run:	the part itself, in the caller's context; may sleep
 */
struct kb_phase {
	const char *name;
	void (*run)(struct kb_buf *buf);
};

/**
 * struct kb_case - one case; kbench/cases/NAME.c defines kb_case_NAME
 * @name:	NAME
 * @title:	one line
 * @flags:	KB_CASE_*
 * @setup:	optional; before the first loop, 0 or -errno
 * @teardown:	undoes it after the last
 * @phase:	in order; the first one takes pages and sets kb_buf.nr_pinned,
 *		the last one gives back the kb_buf.nr_pinned pages, and none
 *		but the first can fail
 *
 * When the first phase gets fewer pages than asked the others run on those;
 * when it gets none or an error they do not run.
 */
struct kb_case {
	const char *name;
	const char *title;
	u32 flags;
	int (*setup)(struct kb_buf *buf);
	void (*teardown)(struct kb_buf *buf);
	struct kb_phase phase[KB_PHASES_MAX];
};

/* What the first phase hands to the gup calls */
static inline unsigned int kb_gup_flags(const struct kb_buf *buf)
{
	return buf->write ? FOLL_WRITE : 0;
}

const struct kb_case *kb_case_at(u32 index);
const struct kb_case *kb_case_find(const char *name);
u32 kb_case_count(void);
u32 kb_case_phases(const struct kb_case *c);

/* Made by Kbuild from kbench/cases/: all kb_case_NAME, and KB_CASES */
#include "kb_cases.h"

#endif /* KB_CASE_H */
