// SPDX-License-Identifier: GPL-2.0-only
/* longterm.c - a pin of unbounded duration, as RDMA and VFIO take it */
#include "kbench/kb_case.h"

static void longterm_pin(struct kb_buf *buf)
{
	buf->nr_pinned = pin_user_pages_fast(buf->addr, buf->nr_pages,
					     kb_gup_flags(buf) | FOLL_LONGTERM,
					     buf->pages);
}

static void longterm_unpin(struct kb_buf *buf)
{
	unpin_user_pages(buf->pages, buf->nr_pinned);
}

const struct kb_case kb_case_longterm = {
	.name = "longterm",
	.title = "pin_user_pages_fast with FOLL_LONGTERM and unpin_user_pages",
	.phase = {
		{ "pin", longterm_pin },
		{ "unpin", longterm_unpin },
	},
};
