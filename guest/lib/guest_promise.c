// SPDX-License-Identifier: GPL-2.0-only
/* guest_promise.c - the guarantee of each policy */
#include <errno.h>
#include <string.h>

#include "guest/lib/guest_promise.h"
#include "kbench/kb_uapi.h"
#include "lib/rvb_array.h"

static const struct guest_promise promises[] = {
	{
		.name = "none",
		.known = true,
		.stale = true,
	},
	{
		.name = "block",
		.known = true,
		.waits = true,
		.grace = "timeout_ms",
		.own = -EDEADLK,
	},
	{
		.name = "delay",
		.known = true,
		.needs = KB_CAN_REDIRECT,
		.waits = true,
		.grace = "grace_ms",
		.takes = GUEST_TAKES_PAGES,
		.fallback = "scratch",
		.evicts = true,
	},
	{
		.name = "kill",
		.known = true,
		.kills = true,
		.own = -EINTR,
	},
	{
		.name = "scratch",
		.known = true,
		.needs = KB_CAN_REDIRECT,
		.takes = GUEST_TAKES_PAGES,
		.unmaps = true,
		.evicts = true,
	},
	{
		.name = "fence",
		.known = true,
		.needs = KB_CAN_FENCE,
		.takes = GUEST_TAKES_REGION,
		.unmaps = true,
		.evicts = true,
	},
	{
		.name = "odp",
		.known = true,
		.needs = KB_CAN_FAULT,
		.faults = true,
		.takes = GUEST_TAKES_PAGES,
		.unmaps = true,
		.evicts = true,
	},
	{
		.name = "deny",
		.known = true,
		.refuses = true,
	},
	{
		.name = "broken",
		.broken = true,
	},
	{
		.name = "slow",
		.known = true,
		.broken = true,
		.needs = KB_CAN_REDIRECT,
		.takes = GUEST_TAKES_PAGES,
		.unmaps = true,
		.evicts = true,
	},
	/* For --promise: delay, loaded with another fallback */
	{
		.name = "delay_fence",
		.known = true,
		.needs = KB_CAN_FENCE,
		.waits = true,
		.grace = "grace_ms",
		.takes = GUEST_TAKES_REGION,
		.fallback = "fence",
	},
	{
		.name = "delay_kill",
		.known = true,
		.waits = true,
		.grace = "grace_ms",
		.fallback = "kill",
	},
};

const struct guest_promise *guest_promise_of(const char *policy)
{
	static const struct guest_promise any = { .name = "any" };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(promises); i++)
		if (!strcmp(promises[i].name, policy))
			return &promises[i];
	return &any;
}
