// SPDX-License-Identifier: GPL-2.0-only
/* torture_owner.c - one region from open to close, and the check of its ledger */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guest/lib/guest_client.h"
#include "guest/lib/guest_file.h"
#include "guest/lib/guest_owner.h"
#include "guest/lib/guest_region.h"
#include "guest/lib/guest_time.h"
#include "guest/torture/torture.h"

#define LIVES_MS 120

/* Register a region, in one case of four under the policy that a switcher set */
static int make_region(struct torture_worker *w, gsl_rng *r, void *addr,
		       bool tmpfs)
{
	unsigned int policy = torture_below(r, torture->nr_policies);
	struct kb_region arg = {
		.flags = torture_below(r, 2) |
			 (tmpfs && torture_below(r, 2) ? KB_REGION_LONGTERM :
							 0) |
			 (torture_below(r, 4) ? 0 : KB_REGION_NOWAIT),
		.addr = (uintptr_t)addr,
		.nr_pages = 1 + torture_below(r, TORTURE_PAGES),
		.depth = torture_below(r, 16),
		.latency_ns = 20000 + torture_below(r, 2000000),
		.cookie = 1,
	};
	bool any = !torture_below(r, 4);
	int node = any ? torture->node :
			 open("/dev/kbench", O_RDWR | O_CLOEXEC);
	const char *engine;
	int ret;

	w->device = torture_below(r, torture->nr_devices);
	engine = torture_below(r, 2) ? "timer" : "thread";
	if (node < 0)
		return -errno;
	ret = any ? 0 : guest_client_select(node, torture->policy[policy]);
	if (!ret)
		ret = guest_region_register(node, torture->device[w->device],
					    engine, &arg);
	if (!any)
		close(node);
	w->policy = any ? -1 : (int)policy;
	return ret;
}

/* Read an event; release its range in every second case */
static void answer(int region, gsl_rng *r)
{
	struct kb_event event;

	if (read(region, &event, sizeof(event)) != sizeof(event))
		return;
	if (torture_below(r, 2))
		guest_region_release(region, event.first, event.nr_pages);
}

static void live(int region, char *addr, gsl_rng *r)
{
	uint64_t end = guest_now_ns() + torture_below(r, LIVES_MS) * 1000000ULL;
	struct pollfd fd = { .fd = region, .events = POLLIN };

	while (guest_now_ns() < end && !torture->stop) {
		if (poll(&fd, 1, 5) == 1 && fd.revents & POLLIN)
			answer(region, r);
		switch (torture_below(r, 40)) {
		case 0:
			munmap(addr + torture_below(r, TORTURE_PAGES) *
					       TORTURE_PAGE,
			       TORTURE_PAGE);
			break;
		case 1:
			madvise(addr, TORTURE_PAGES * TORTURE_PAGE,
				MADV_DONTNEED);
			break;
		case 2: /* the child keeps the descriptor after the owner's end */
			if (!fork()) {
				guest_sleep_ms(torture_below(r, LIVES_MS));
				_exit(0);
			}
		}
	}
}

static void owner(struct torture_worker *w, gsl_rng *r)
{
	const char *path =
		torture->path[w->file = torture_below(r, torture->nr_files)];
	const struct guest_file file = { .fd = open(path, O_RDWR | O_CLOEXEC) };
	char *addr = guest_file_map(&file, TORTURE_PAGES);
	int region;

	region = make_region(w, r, addr, strstr(path, "tmp"));
	w->region = region < 0 ? TORTURE_REFUSED : region;
	if (region < 0)
		_exit(0);
	live(region, addr, r);
	if (torture_below(r, 2))
		close(region);
	_exit(0); /* in half of the cases with the region open */
}

/* No stale byte is allowed, except under none or an unknown policy */
static void judge(const struct torture_worker *w, const struct kb_ledger *l)
{
	int policy = w->policy;
	const char *name = policy < 0 ? "any" : torture->policy[policy];
	uint64_t moved = l->right_bytes + l->stale_bytes + l->scratch_bytes +
			 l->refused_bytes;

	if (moved != l->nr_commands * TORTURE_PAGE)
		torture_fail("%s: %llu bytes for %llu commands", name,
			     (unsigned long long)moved,
			     (unsigned long long)l->nr_commands);
	if (l->quarantine_pages)
		torture_fail("%s: %llu pages in quarantine of a closed region",
			     name, (unsigned long long)l->quarantine_pages);
	if (l->escaped_pages)
		torture_fail("%s: %llu pinned pages left %s unseen", name,
			     (unsigned long long)l->escaped_pages,
			     torture->path[w->file]);
	if (policy < 0)
		return;
	if (l->stale_bytes && (torture->strict || strcmp(name, "none")))
		torture_fail("%s on %s, %s: %llu stale bytes after %llu events",
			     name, torture->device[w->device],
			     torture->path[w->file],
			     (unsigned long long)l->stale_bytes,
			     (unsigned long long)l->nr_events);
	__atomic_fetch_add(&torture->counts[policy].regions, 1,
			   __ATOMIC_RELAXED);
	__atomic_fetch_add(&torture->counts[policy].events, l->nr_events,
			   __ATOMIC_RELAXED);
	__atomic_fetch_add(&torture->counts[policy].right,
			   l->right_bytes / TORTURE_PAGE, __ATOMIC_RELAXED);
	__atomic_fetch_add(&torture->counts[policy].stale,
			   l->stale_bytes / TORTURE_PAGE, __ATOMIC_RELAXED);
}

/* The end of the owner must close the region: then its ledger is final */
static void see_the_end(struct torture_worker *w, int ours, int status)
{
	struct kb_ledger l;
	struct pollfd fd = { .fd = ours };
	int ret;

	if (!guest_until(poll(&fd, 1, 0) == 1 && fd.revents & POLLHUP,
			 TORTURE_STUCK_S * 1000)) {
		torture_fail("a region stays open after its owner's end");
		return;
	}
	ret = guest_region_ledger(ours, &l);
	if (ret) {
		torture_fail("KB_IOC_LEDGER: %s", strerror(-ret));
		return;
	}
	judge(w, &l);
	if (w->policy >= 0 && WIFSIGNALED(status))
		__atomic_fetch_add(&torture->counts[w->policy].killed, 1,
				   __ATOMIC_RELAXED);
}

void torture_own(struct torture_worker *w, gsl_rng *r)
{
	unsigned long seed = gsl_rng_get(r);
	int status, ours = -1;
	pid_t pid;

	w->region = TORTURE_NO_REGION;
	pid = fork();
	if (!pid) {
		gsl_rng_set(r, seed);
		owner(w, r);
	}
	if (pid < 0) {
		guest_sleep_ms(10);
		return;
	}
	while (w->region == TORTURE_NO_REGION && !guest_owner_ended(pid))
		guest_sleep_ms(1);
	if (w->region >= 0)
		ours = guest_owner_fetch(pid, w->region);
	waitpid(pid, &status, 0);
	if (ours < 0)
		return;
	see_the_end(w, ours, status);
	close(ours);
}
