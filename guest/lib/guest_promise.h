/* SPDX-License-Identifier: GPL-2.0-only */
/* guest_promise.h - the guarantee of each policy */
#ifndef GUEST_PROMISE_H
#define GUEST_PROMISE_H

#include <stdbool.h>

/* What the device has lost once the policy returns */
enum guest_takes {
	GUEST_TAKES_NOTHING,
	GUEST_TAKES_PAGES, /* the pages of the event */
	GUEST_TAKES_REGION, /* the whole region */
};

/**
 * struct guest_promise - "Guarantee" and "Fails when" of a policy
 * @name:	the policy
 * @needs:	KB_CAN_* that a device must have
 * @known:	false: a new policy, held only to the guarantee of all: no access
 *		to an old page after the event returned
 * @broken:	breaks its guarantee on purpose; runs only if it is named
 * @stale:	has no guarantee: stale accesses must be seen
 * @refuses:	refuses regions on files
 * @waits:	the event waits for a release by the owner
 * @grace:	parameter that bounds the wait, in ms
 * @kills:	kills the owner
 * @faults:	pins nothing, the device faults
 * @takes:	what the device loses; with @waits, if the owner does not release
 * @fallback:	policy whose guarantee holds if the owner does not release
 * @unmaps:	also acts on munmap()
 * @evicts:	also acts when the file is evicted
 * @own:	what an owner gets that truncates its own pages: 0 or -errno
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
 * guest_promise_of() - look up the guarantee of a policy
 * @policy:	its name
 *
 * Return: its guarantee; that of an unknown policy has @known false. Never NULL.
 */
const struct guest_promise *guest_promise_of(const char *policy);

#endif /* GUEST_PROMISE_H */
