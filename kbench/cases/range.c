// SPDX-License-Identifier: GPL-2.0-only
/* range.c - unpin runs of contiguous pages, as RDMA does */
#include "kbench/kb_case.h"

static void range_pin(struct kb_buf *buf)
{
	buf->nr_pinned = pin_user_pages_fast(buf->addr, buf->nr_pages,
					     kb_gup_flags(buf), buf->pages);
}

/* A driver merges pages once, when it fills its scatter list */
static void range_merge(struct kb_buf *buf)
{
	int i, run = -1;

	for (i = 0; i < buf->nr_pinned; i++) {
		if (i && page_to_pfn(buf->pages[i]) ==
				 page_to_pfn(buf->pages[i - 1]) + 1)
			buf->run_pages[run]++;
		else
			buf->run_pages[++run] = 1;
	}
	buf->nr_runs = run + 1;
}

static void range_unpin(struct kb_buf *buf)
{
	struct page **first = buf->pages;
	int run;

	for (run = 0; run < buf->nr_runs; run++) {
		unpin_user_page_range_dirty_lock(*first, buf->run_pages[run],
						 buf->write);
		first += buf->run_pages[run];
	}
}

const struct kb_case kb_case_range = {
	.name = "range",
	.title = "pin_user_pages_fast and unpin_user_page_range_dirty_lock",
	.phase = {
		{ "pin", range_pin },
		{ "merge", range_merge },
		{ "unpin", range_unpin },
	},
};
