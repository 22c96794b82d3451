/* SPDX-License-Identifier: GPL-2.0-only */
/* check_revoke.h - an event hits a region in use: what all such checks share */
#ifndef CHECK_REVOKE_H
#define CHECK_REVOKE_H

#include "guest/checks/lib/check.h"

/* A range of pages of a region, the part of it that is lost */
struct check_range {
	uint64_t first;
	uint64_t nr;
};

/* What the event of the check takes from a region that is the whole file */
struct check_range check_event_range(const struct check *k);

/* Whether the event waits for the owner: by the policy, or in fsdax by XFS */
bool check_waits(const struct check *k);

/* How many pages the device keeps when an owner lets go of @hit */
long check_kept(const struct check *k, struct check_range hit);

/**
 * check_release() - let go in place of the owner, as much as the device can
 * @k:		the check
 * @hit:	pages of kc.region that are asked for
 */
void check_release(struct check *k, struct check_range hit);

/**
 * check_event_done() - task 0 has begun an event: bring it to its end
 * @k:		the check; fails unless policy and event do as they promise up to
 *		the moment when the system call returns
 * @hit:	pages of kc.region
 * @ledger:	of that moment
 */
void check_event_done(struct check *k, struct check_range hit,
		      struct kb_ledger *ledger);

/**
 * check_expect_quiet() - fail if the device still uses pages that are lost
 * @k:		the check; with guest_promise.stale it fails if it does not
 * @hit:	pages of kc.region, which the file has anew with other words
 * @then:	ledger when the event was over
 */
void check_expect_quiet(struct check *k, struct check_range hit,
			const struct kb_ledger *then);

/**
 * check_expect_over() - check_expect_quiet(), then the owner ends
 * @k:		the check; fails as well if that does not, or a page stays pinned
 * @hit:	as above
 * @then:	as above
 */
void check_expect_over(struct check *k, struct check_range hit,
		       const struct kb_ledger *then);

/**
 * check_finish() - check_event_done(), other words in what is lost, check_expect_over()
 * @k:		the check
 * @hit:	pages of kc.region
 */
void check_finish(struct check *k, struct check_range hit);

/* The whole of it, from the file to the last pin: revoke/ and write/ */
void check_revoke(struct check *k);

#endif /* CHECK_REVOKE_H */
