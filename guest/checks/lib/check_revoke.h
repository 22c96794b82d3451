/* SPDX-License-Identifier: GPL-2.0-only */
/* check_revoke.h - an event hits a region in use: what all such checks share */
#ifndef CHECK_REVOKE_H
#define CHECK_REVOKE_H

#include "guest/checks/lib/check.h"

/* A range of pages of a region, the part of it that is lost */
struct kc_range {
	uint64_t first;
	uint64_t nr;
};

/* What the event of the check takes from a region that is the whole file */
struct kc_range kc_event_range(const struct kc *k);

/* Whether the event waits for the owner: by the policy, or in fsdax by XFS */
bool kc_waits(const struct kc *k);

/* How many pages the device keeps when an owner lets go of @hit */
long kc_kept(const struct kc *k, struct kc_range hit);

/**
 * kc_answer() - let go in place of the owner, as much as the device can
 * @k:		the check
 * @hit:	pages of kc.region that are asked for
 */
void kc_answer(struct kc *k, struct kc_range hit);

/**
 * kc_see_through() - task 0 has begun an event: bring it to its end
 * @k:		the check; fails unless policy and event do as they promise up to
 *		the moment when the system call returns
 * @hit:	pages of kc.region
 * @ledger:	of that moment
 */
void kc_see_through(struct kc *k, struct kc_range hit,
		    struct kb_ledger *ledger);

/**
 * kc_expect_quiet() - fail if the device still uses pages that are lost
 * @k:		the check; with kb_promise.stale it fails if it does not
 * @hit:	pages of kc.region, which the file has anew with other words
 * @then:	ledger when the event was over
 */
void kc_expect_quiet(struct kc *k, struct kc_range hit,
		     const struct kb_ledger *then);

/**
 * kc_expect_over() - kc_expect_quiet(), then the owner ends
 * @k:		the check; fails as well if that does not, or a page stays pinned
 * @hit:	as above
 * @then:	as above
 */
void kc_expect_over(struct kc *k, struct kc_range hit,
		    const struct kb_ledger *then);

/**
 * kc_see_off() - kc_see_through(), other words in what is lost, kc_expect_over()
 * @k:		the check
 * @hit:	pages of kc.region
 */
void kc_see_off(struct kc *k, struct kc_range hit);

/* The whole of it, from the file to the last pin: revoke/ and write/ */
void kc_revoke(struct kc *k);

#endif /* CHECK_REVOKE_H */
