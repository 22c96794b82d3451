// SPDX-License-Identifier: GPL-2.0-only
/* user_empty.c - the baseline: what loop and clock cost in userspace */
#include "ubench/ub_case.h"

static int empty(struct ub_buf *buf)
{
	return 0;
}

const struct ub_case ub_case_user_empty = {
	.name = "user_empty",
	.title = "nothing: loop and clock in userspace",
	.flags = KB_CASE_NO_MEMORY,
	.phase = {
		{ "acquire", empty },
		{ "release", empty },
	},
};
