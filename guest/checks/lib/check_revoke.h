/* SPDX-License-Identifier: GPL-2.0-only */
/* check_revoke.h - an event on a region in use: the steps that checks share */
#ifndef CHECK_REVOKE_H
#define CHECK_REVOKE_H

#include "guest/checks/lib/check.h"

/* Whether no page is revoked: the event waits, or is refused, until a release */
bool check_needs_release(const struct check *k);

/*
 * Release pages of kc.region, as the owner would: all of it if the device can't
 * lose a part, and the check fails if it accepts one.
 */
void check_release(struct check *k, struct check_range hit);

/* Fail unless @ret is an error that the policy promises; @what names the call */
void check_expect_refused(struct check *k, const char *what, int ret);

/*
 * Bring the event that task 0 started to its end; fail unless the policy keeps
 * its promise for the pages kc.hit until the system call returns. An event that is
 * refused is run again, after a release. @ledger is of that time.
 */
void check_event_done(struct check *k, struct kb_ledger *ledger);

/*
 * Fail if the device still accesses the lost pages kc.hit, by now filled with
 * other words, later than @then; with guest_promise.stale fail if it does not.
 */
void check_expect_quiet(struct check *k, const struct kb_ledger *then);

/* check_expect_quiet(), then end the owner and wait for its unpins */
void check_expect_over(struct check *k, const struct kb_ledger *then);

/* check_event_done(), fill the lost pages again, check_expect_over() */
void check_finish(struct check *k);

/* The whole check, from creating the file to the last pin: revoke/ and write/ */
void check_revoke(struct check *k);

/* check_revoke() from when the event is known and the file created */
void check_revoke_file(struct check *k);

#endif /* CHECK_REVOKE_H */
