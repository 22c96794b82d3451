// SPDX-License-Identifier: GPL-2.0-only
/* dirty_lock.c - unpin pages that a device has written to */
#include "kbench/kb_case.h"

static void dirty_lock_pin(struct kb_buf *buf)
{
	buf->nr_pinned = pin_user_pages_fast(buf->addr, buf->nr_pages,
					     kb_gup_flags(buf), buf->pages);
}

static void dirty_lock_unpin(struct kb_buf *buf)
{
	unpin_user_pages_dirty_lock(buf->pages, buf->nr_pinned, buf->write);
}

const struct kb_case kb_case_dirty_lock = {
	.name = "dirty_lock",
	.title = "pin_user_pages_fast and unpin_user_pages_dirty_lock",
	.phase = {
		{ "pin", dirty_lock_pin },
		{ "unpin", dirty_lock_unpin },
	},
};
