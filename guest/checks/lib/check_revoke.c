// SPDX-License-Identifier: GPL-2.0-only
/* check_revoke.c - an event on a region in use: the steps that checks share */
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "guest/checks/lib/check_revoke.h"

/*
 * On persistent memory XFS waits until no page of the file is pinned, also for
 * pages outside of the range that the policy leaves pinned.
 */
static bool fs_waits(const struct check *k)
{
	const struct guest_promise *p = k->promise;

	if (strcmp(k->fs, "fsdax") || p->kills || p->faults)
		return false;
	return p->takes == GUEST_TAKES_NOTHING ||
	       (p->takes == GUEST_TAKES_PAGES && k->hit.nr < k->nr_pages);
}

bool check_needs_release(const struct check *k)
{
	return k->promise->waits || k->promise->refuses;
}

/* How many pages the device keeps after a release of kc.hit */
static long kept(const struct check *k)
{
	return guest_region_in_parts(k->can) ? (long)(k->nr_pages - k->hit.nr) :
					       0;
}

void check_release(struct check *k, struct check_range hit)
{
	int ret;

	if (!strcmp(k->fs, "fsdax"))
		hit = (struct check_range){ 0, k->nr_pages };
	ret = guest_region_release(k->region, hit.first, hit.nr);

	if (!guest_region_in_parts(k->can) && hit.nr < k->nr_pages) {
		check_want(k, ret == -EOPNOTSUPP,
			   "%s, release of a part: %s, expected EOPNOTSUPP",
			   k->device, strerror(-ret));
		ret = guest_region_release(k->region, 0, k->nr_pages);
	}
	check_ok(k, ret, "KB_IOC_ANSWER: %m");
}

/* An owner that may release before the deadline reads range and deadline */
static void expect_notice(struct check *k)
{
	struct pollfd poller = { .fd = k->region, .events = POLLIN };
	struct kb_event event;

	check_want(k, poll(&poller, 1, 3000) == 1 && poller.revents & POLLIN,
		   "the owner got no event within 3 s");
	check_want(k, read(k->region, &event, sizeof(event)) == sizeof(event),
		   "reading the event: %m");
	check_want(k, event.cause == k->event->op->cause,
		   "event with cause %u, expected %u", event.cause,
		   k->event->op->cause);
	check_want(k,
		   event.first == k->hit.first && event.nr_pages == k->hit.nr,
		   "event of pages %llu+%llu instead of %llu+%llu", event.first,
		   event.nr_pages, (unsigned long long)k->hit.first,
		   (unsigned long long)k->hit.nr);
	if (*k->promise->raw.grace)
		check_want(k,
			   event.deadline_ms ==
				   strtoul(CHECK_GRACE_MS, NULL, 10),
			   "deadline %u ms instead of " CHECK_GRACE_MS,
			   event.deadline_ms);
	check_want(k, event.seq == 1, "first event: seq %llu, expected 1",
		   event.seq);
}

/* While the event waits, or after it was refused, nothing has changed */
static void expect_untouched(struct check *k)
{
	struct kb_ledger before, after;

	check_ledger(k, k->region, &before);
	check_rounds(k, k->region, 1, &after);
	check_want(k, check_is_untouched(&after),
		   "pages were revoked while the event was blocked");
	check_want(k, after.right_bytes > before.right_bytes,
		   "device issued no command while the event was blocked");
	check_want(k, check_file_pages(k) == k->nr_words,
		   "the file was cut while the event was blocked");
}

void check_expect_refused(struct check *k, const char *what, int ret)
{
	check_want(k, guest_promise_allows(k->promise, ret),
		   "%s returned %s, expected an error that the policy promises",
		   what, ret ? strerrorname_np(-ret) : "0");
}

/* The event that task 0 ran is refused; run it again after a release */
static void expect_refused(struct check *k)
{
	check_expect_refused(k, k->event->name, check_task_wait(k, 0));
	expect_untouched(k);
	check_want(k, k->shared->task[0].pins == (long)k->nr_pages,
		   "%ld pages pinned after the refused event, expected %llu",
		   k->shared->task[0].pins, (unsigned long long)k->nr_pages);
	check_release(k, k->hit);
	check_task_start(k, 0, check_event_run);
}

static long pins_promised(const struct check *k)
{
	const struct guest_promise *p = k->promise;

	if (p->faults || p->kills || !strcmp(k->fs, "fsdax"))
		return 0;
	if (check_needs_release(k))
		return kept(k);
	if (p->takes == GUEST_TAKES_REGION)
		return 0;
	return p->stale ? (long)k->nr_pages : (long)(k->nr_pages - k->hit.nr);
}

void check_event_done(struct check *k, struct kb_ledger *ledger)
{
	volatile struct check_task *task = &k->shared->task[0];
	bool fs_waited = false;

	if (k->promise->refuses) {
		expect_refused(k);
	} else if (k->promise->waits) {
		check_task_asleep(k, 0);
		if (k->promise->notifies)
			expect_notice(k);
		expect_untouched(k);
		check_release(k, k->hit);
	} else if (fs_waits(k)) {
		check_task_asleep(k, 0);
		check_release(k, k->hit);
		fs_waited = true;
	}
	check_ok(k, check_task_wait(k, 0), "%s returned %m", k->event->name);
	if (k->promise->kills)
		check_owner_killed(k, 0);
	/* XFS waits for the pages of one file: others are unpinned later */
	if (fs_waited)
		check_expect_pins(k, pins_promised(k));
	else
		check_want(k, task->pins == pins_promised(k),
			   "%ld pages pinned on return, expected %ld",
			   task->pins, pins_promised(k));
	memcpy(ledger, (void *)&task->ledger, sizeof(*ledger));
	check_want(k,
		   k->promise->stale ||
			   ledger->stale_ticks <= ledger->end_ticks,
		   "the device accessed an old page after the event returned");
}

/* Bytes that the device read or wrote, right or not */
static uint64_t copied(const struct kb_ledger *l)
{
	return l->right_bytes + l->stale_bytes + l->scratch_bytes;
}

/* Whether the device last read a word that a lost page had before the event */
static bool is_old(const struct check *k, const struct kb_ledger *now)
{
	uint64_t i;

	for (i = k->hit.first; i < k->hit.first + k->hit.nr; i++)
		if (now->last_word == CHECK_WORD(1, i))
			return true;
	return false;
}

/*
 * Poll the ledger for two rounds of the device; if old data must be seen, until
 * it is: a ledger has the last word that was read, so it shows one page.
 */
static bool watch(struct check *k, bool must, struct kb_ledger *now)
{
	uint64_t now_ns, enough, end;
	struct kb_ledger begin;
	bool old = false;

	check_rounds(k, k->region, 0, &begin);
	end = guest_now_ns() + 1000000 * check_ms(k, 5000);
	enough = begin.nr_commands + 2 * k->nr_pages + CHECK_DEPTH;
	do {
		if (k->command_ns)
			guest_sleep_ms(guest_poll_ms);
		check_ledger(k, k->region, now);
		if (copied(now) > copied(&begin) && is_old(k, now))
			old = true;
		now_ns = guest_now_ns();
		check_want(k, now_ns < end || now->nr_commands >= enough,
			   "the device issues no more commands");
	} while (now->nr_commands < enough || (must && !old && now_ns < end));
	return old;
}

/* What the device gets in place of the lost pages */
static void expect_instead(struct check *k, const struct kb_ledger *then,
			   const struct kb_ledger *now)
{
	const struct guest_promise *p = k->promise;
	bool all = k->hit.nr == k->nr_pages || p->takes == GUEST_TAKES_REGION;

	if (check_needs_release(k))
		all = !kept(k);
	if (p->takes == GUEST_TAKES_PAGES && !p->faults && !p->waits)
		check_want(k, now->scratch_bytes > then->scratch_bytes,
			   "no access was redirected to a scratch page");
	if (p->takes == GUEST_TAKES_REGION || check_needs_release(k))
		check_want(k, now->refused_bytes > then->refused_bytes,
			   "no access was refused");
	if (all && !p->faults)
		check_want(k, now->right_bytes == then->right_bytes,
			   "the device still accesses pages of the region");
	else
		check_want(k, now->right_bytes > then->right_bytes,
			   "the device lost pages that the event did not take");
}

/*
 * A device that is told of a command after its access enters those in progress
 * at the event's end later. Such an access may be old if it was made before.
 */
static void enter_begun(struct check *k, struct kb_ledger *then)
{
	if (!k->command_ns)
		return;
	check_rounds(k, k->region, 0, then);
	check_want(k, k->promise->stale || then->stale_ticks <= then->end_ticks,
		   "the device accessed an old page after the event");
}

void check_expect_quiet(struct check *k, const struct kb_ledger *ledger)
{
	bool stale = k->promise->stale && strcmp(k->fs, "fsdax");
	bool reads = !(k->flags & KB_REGION_WRITE);
	struct kb_ledger now, begun = *ledger, *then = &begun;
	bool old;

	if (k->promise->kills)
		return;
	enter_begun(k, then);
	old = watch(k, stale && reads, &now);
	if (stale) {
		check_want(k, now.stale_bytes > then->stale_bytes,
			   "no stale access under none, expected some");
		check_want(k, !reads || old,
			   "no old data was read under none, expected some");
		return;
	}
	check_want(k, now.stale_bytes == then->stale_bytes,
		   "%llu stale bytes after the event",
		   now.stale_bytes - then->stale_bytes);
	check_want(k, !reads || !old, "old data %#llx was read after the event",
		   now.last_word);
	check_want(k, !now.quarantine_pages, "%llu pages stay in quarantine",
		   now.quarantine_pages);
	if (strcmp(k->fs, "fsdax"))
		expect_instead(k, then, &now);
}

void check_expect_over(struct check *k, const struct kb_ledger *then)
{
	check_expect_quiet(k, then);
	if (!k->promise->kills)
		check_owner_end(k, 0, k->region);
	check_expect_pins(k, 0);
}

void check_finish(struct check *k)
{
	struct kb_ledger ledger;

	check_event_done(k, &ledger);
	check_event_note(k);
	check_file_write(k, 2, k->hit.first, k->hit.nr);
	check_expect_over(k, &ledger);
}

/*
 * How many pages of the range the device may write after the event: all, if it
 * faults them in again; else the first one under none, which a filesystem need
 * not drop for a collapse or an insert.
 */
static uint64_t pages_of_device(const struct check *k)
{
	uint32_t cause = k->event->op->cause;

	if (k->promise->faults)
		return k->hit.nr;
	return k->promise->stale &&
	       (cause == KB_CAUSE_COLLAPSE || cause == KB_CAUSE_INSERT);
}

void check_revoke_file(struct check *k)
{
	struct kb_ledger ledger;

	check_owner_start(k, 0, NULL);
	check_rounds(k, k->region, 2, &ledger);
	check_want(k, ledger.right_bytes && !ledger.stale_bytes,
		   "%llu bytes are stale before the event", ledger.stale_bytes);
	check_file_written(k);

	check_task_start(k, 0, check_event_run);
	check_finish(k);
	check_file_expect(k, k->hit.first, pages_of_device(k));
}

void check_revoke(struct check *k)
{
	check_event_use(k, k->variant);
	check_file_make(k, CHECK_PAGES);
	check_revoke_file(k);
}
