/* SPDX-License-Identifier: GPL-2.0-only */
/* guest_promise.h - the promise of a policy, as its module declares it */
#ifndef GUEST_PROMISE_H
#define GUEST_PROMISE_H

#include <stdbool.h>
#include <stddef.h>

#include "kbench/kb_uapi.h"

/* What the device has lost once the policy returns */
enum guest_takes {
	GUEST_TAKES_NOTHING,
	GUEST_TAKES_PAGES, /* the pages of the event */
	GUEST_TAKES_REGION, /* the whole region */
};

/**
 * struct guest_promise - what a policy promises
 * @raw:	as the kernel has it; the bits below are made from it
 * @stale:	nothing: stale accesses must be seen
 * @denies:	no region gets pages of a file
 * @waits:	the event waits for a release by the owner
 * @notifies:	before that, the owner can read the event and its deadline
 * @refuses:	the event is refused at once while pages are pinned
 * @kills:	kills the owner
 * @faults:	pins nothing, the device faults
 * @takes:	what the device loses; with @waits, if the owner does not release
 * @unmaps:	also acts on munmap()
 * @evicts:	also acts when the file is evicted
 * @falls_back:	with @waits: guest_promise_fallback() holds after the wait
 */
struct guest_promise {
	struct kb_promise raw;
	bool stale;
	bool denies;
	bool waits;
	bool notifies;
	bool refuses;
	bool kills;
	bool faults;
	enum guest_takes takes;
	bool unmaps;
	bool evicts;
	bool falls_back;
};

/**
 * guest_promise_of() - ask the kernel for the promise of a policy
 * @policy:	its name; the module is loaded if need be
 *
 * Asks once, so later changes of the module are not seen.
 *
 * Return: its promise, or NULL if there is no such policy.
 */
const struct guest_promise *guest_promise_of(const char *policy);

/* What holds for an owner that does not release while the event waits */
struct guest_promise guest_promise_fallback(const struct guest_promise *p);

/* Whether @error, an -errno, is among those with which events are refused */
bool guest_promise_allows(const struct guest_promise *p, int error);

/* Print a promise as `revokebench list policies` does: "waits; refuses EAGAIN" */
void guest_promise_text(const struct guest_promise *p, char *text, size_t size);

#endif /* GUEST_PROMISE_H */
