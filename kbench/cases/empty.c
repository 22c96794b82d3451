// SPDX-License-Identifier: GPL-2.0-only
/* empty.c - the baseline: what the loop and the clock cost by themselves */
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
	.title = "nothing: the loop and the clock by themselves",
	.flags = KB_CASE_NO_MEMORY,
	.phase = {
		{ "acquire", empty_acquire },
		{ "release", empty_release },
	},
};
