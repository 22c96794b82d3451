// SPDX-License-Identifier: GPL-2.0-only
/* guest_promise.c - the promise of a policy, as its module declares it */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "guest/lib/guest_client.h"
#include "guest/lib/guest_promise.h"
#include "lib/rvb_array.h"

static struct guest_promise read_bits(const struct kb_promise *raw)
{
	unsigned int does = raw->does;
	bool waits = does & KB_PROMISE_WAITS;

	return (struct guest_promise){
		.raw = *raw,
		.stale = does & KB_PROMISE_STALE,
		.denies = does & KB_PROMISE_DENIES,
		.waits = waits,
		.notifies = does & KB_PROMISE_NOTIFIES,
		.refuses = !waits && raw->refuses[0],
		.kills = !waits && does & KB_PROMISE_KILLS,
		.faults = raw->needs & KB_CAN_FAULT,
		.takes = does & KB_PROMISE_TAKES_REGION ? GUEST_TAKES_REGION :
			 does & KB_PROMISE_TAKES_PAGES	? GUEST_TAKES_PAGES :
							  GUEST_TAKES_NOTHING,
		.unmaps = does & KB_PROMISE_ON_UNMAP,
		.evicts = does & KB_PROMISE_ON_EVICT,
		.falls_back = waits && does & (KB_PROMISE_TAKES_PAGES |
					       KB_PROMISE_TAKES_REGION |
					       KB_PROMISE_KILLS),
	};
}

const struct guest_promise *guest_promise_of(const char *policy)
{
	static struct guest_promise known[GUEST_CLIENT_NAMES_MAX];
	struct kb_promise raw = { .abi = KB_ABI };
	unsigned int i;
	int fd, ret;

	for (i = 0; i < ARRAY_SIZE(known) && *known[i].raw.policy; i++)
		if (!strcmp(known[i].raw.policy, policy))
			return &known[i];
	fd = i < ARRAY_SIZE(known) ? guest_client_open(policy) : -1;
	if (fd < 0)
		return NULL;
	ret = guest_client_call(fd, KB_IOC_PROMISE, &raw);
	close(fd);
	if (ret)
		return NULL;
	known[i] = read_bits(&raw);
	return &known[i];
}

struct guest_promise guest_promise_fallback(const struct guest_promise *p)
{
	struct kb_promise raw = p->raw;

	raw.does &= ~(KB_PROMISE_WAITS | KB_PROMISE_NOTIFIES);
	memset(raw.refuses, 0, sizeof(raw.refuses));
	return read_bits(&raw);
}

bool guest_promise_allows(const struct guest_promise *p, int error)
{
	unsigned int i;

	for (i = 0; i < KB_REFUSES_MAX; i++)
		if (error && p->raw.refuses[i] == error)
			return true;
	return false;
}

void guest_promise_text(const struct guest_promise *p, char *text, size_t size)
{
	/* The names of the bits in rvk.h, which list reads there */
	static const char *const words[] = {
		"stale", "waits",    "notifies", "takes pages", "takes region",
		"kills", "on unmap", "on evict", "denies",
	};
	const char *before = p->raw.does ? ", refuses " : "refuses ";
	size_t i, n = 0;

	*text = '\0';
	for (i = 0; i < ARRAY_SIZE(words); i++)
		if (p->raw.does & 1U << i && n < size)
			n += snprintf(text + n, size - n, "%s%s", n ? ", " : "",
				      words[i]);
	for (i = 0; i < KB_REFUSES_MAX && p->raw.refuses[i] && n < size; i++) {
		n += snprintf(text + n, size - n, "%s%s", before,
			      strerrorname_np(-p->raw.refuses[i]));
		before = " ";
	}
}
