// SPDX-License-Identifier: GPL-2.0-only
/* pin.c - a short-term pin, as direct I/O takes it */
#include "kbench/kb_case.h"

static void pin_pin(struct kb_buf *buf)
{
	buf->nr_pinned = pin_user_pages_fast(buf->addr, buf->nr_pages,
					     kb_gup_flags(buf), buf->pages);
}

static void pin_unpin(struct kb_buf *buf)
{
	unpin_user_pages(buf->pages, buf->nr_pinned);
}

const struct kb_case kb_case_pin = {
	.name = "pin",
	.title = "pin_user_pages_fast and unpin_user_pages",
	.phase = {
		{ "pin", pin_pin },
		{ "unpin", pin_unpin },
	},
};
