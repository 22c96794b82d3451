/* SPDX-License-Identifier: GPL-2.0-only */
/* check_revoke.h - an event on a region in use: the steps that checks share */
#ifndef CHECK_REVOKE_H
#define CHECK_REVOKE_H

#include "guest/checks/lib/check.h"

/* The pages of a region that an event takes from it */
struct check_range {
	uint64_t first;
	uint64_t nr;
};

/* The pages that kc.event takes from a region over the whole file */
struct check_range check_event_range(const struct check *k);

/* Whether the policy lets the event wait for a release */
bool check_waits(const struct check *k);

/* How many pages the device keeps after a release of @hit */
long check_kept(const struct check *k, struct check_range hit);

/**
 * check_release() - release pages of kc.region, as the owner would
 * @k:		the check; fails if a device without parts accepts a part
 * @hit:	the pages; all of the region if the device can't lose a part
 */
void check_release(struct check *k, struct check_range hit);

/**
 * check_event_done() - bring the event that task 0 started to its end
 * @k:		the check; fails unless the policy keeps its guarantee until the
 *		system call returns
 * @hit:	pages of kc.region that the event takes
 * @ledger:	set to the ledger when the call returned
 */
void check_event_done(struct check *k, struct check_range hit,
		      struct kb_ledger *ledger);

/**
 * check_expect_quiet() - fail if the device still accesses lost pages
 * @k:		the check; with guest_promise.stale fails if it does not
 * @hit:	the lost pages; the file has been filled with other words there
 * @then:	ledger when the event returned
 */
void check_expect_quiet(struct check *k, struct check_range hit,
			const struct kb_ledger *then);

/**
 * check_expect_over() - check_expect_quiet(), then end the owner
 * @k:		the check; also fails if the owner hangs or a page stays pinned
 * @hit:	as above
 * @then:	as above
 */
void check_expect_over(struct check *k, struct check_range hit,
		       const struct kb_ledger *then);

/**
 * check_finish() - end the event, fill the lost pages again, end the owner
 * @k:		the check; fails as check_event_done() and check_expect_over() do
 * @hit:	pages of kc.region that the event takes
 */
void check_finish(struct check *k, struct check_range hit);

/* The whole check, from creating the file to the last pin: revoke/ and write/ */
void check_revoke(struct check *k);

#endif /* CHECK_REVOKE_H */
