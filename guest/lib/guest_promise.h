/* SPDX-License-Identifier: GPL-2.0-only */
/* guest_promise.h - what each policy is held to */
#ifndef GUEST_PROMISE_H
#define GUEST_PROMISE_H

#include <stdbool.h>

/* What the device has lost when the policy itself is done */
enum guest_takes {
	GUEST_TAKES_NOTHING,
	GUEST_TAKES_PAGES, /* those that are hit */
	GUEST_TAKES_REGION, /* all of it */
};

/**
 * struct guest_promise - "Guarantee" and "Fails when" of a policy
 * @name:	the policy
 * @needs:	KB_CAN_*
 * @known:	whether we know it; a new one is only held to what all promise:
 *		when the event is over no old page is used
 * @broken:	for tests, on purpose: only run when asked for by name
 * @stale:	not even that: old pages must be seen in use
 * @refuses:	there is no region on a file
 * @waits:	the event waits for the owner to let go
 * @grace:	parameter that bounds the wait, in ms
 * @kills:	the owner does not survive
 * @faults:	nothing is pinned
 * @takes:	see there; with @waits, if the owner does not answer
 * @fallback:	policy whose promises count when the owner does not answer
 * @unmaps:	acts on munmap() as well
 * @evicts:	and when the last name of a file goes
 * @own:	what an owner that truncates its own pages gets
 */
struct guest_promise {
	const char *name;
	unsigned int needs;
	bool known;
	bool broken;
	bool stale;
	bool refuses;
	bool waits;
	const char *grace;
	bool kills;
	bool faults;
	enum guest_takes takes;
	const char *fallback;
	bool unmaps;
	bool evicts;
	int own;
};

/**
 * guest_promise_of() - what to hold a policy to
 * @policy:	its name
 *
 * Return: never NULL.
 */
const struct guest_promise *guest_promise_of(const char *policy);

#endif /* GUEST_PROMISE_H */
