// SPDX-License-Identifier: GPL-2.0-only
/* empty.c - the baseline: the cost of the loop and the clock */
#include "kbench/kb_case.h"

static void empty_acquire(struct kb_buf *buf)
{
	buf->nr_pinned = 0;
}

static void empty_release(struct kb_buf *buf)
{
}

const struct kb_case kb_case_empty = {
	.name = "empty",
	.title = "nothing but the loop and the clock",
	.flags = KB_CASE_NO_MEMORY,
	.phase = {
		{ "acquire", empty_acquire },
		{ "release", empty_release },
	},
};
