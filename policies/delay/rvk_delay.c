// SPDX-License-Identifier: GPL-2.0-only
/* rvk_delay.c - notify the owner, wait, then revoke by the fallback */

/*
 * Idea. The owner reads from the region's descriptor which pages are revoked
 *	and by when, stops its transfer cleanly and releases the pages. If it
 *	does not do so in time, the fallback revokes them.
 * Guarantee. When the system call returns, no old page is used or pinned: the
 *	owner released it or the fallback revoked it. The call returns after
 *	grace_ms and the time of the fallback at the latest.
 * Cost. Paid by the truncate, at most grace_ms; then by the owner as with the
 *	fallback.
 * Fails when. The owner truncates its own pages, or the last link of a file
 *	goes: waiting is impossible, so the fallback revokes at once. An owner
 *	that never reads makes every truncate wait for grace_ms.
 * Seen in. "S2: notify userspace program through device/sub-system specific API
 *	and delay ftruncate. After a while if there is no answer just be mean",
 *	Jerome Glisse, linux-mm, 12 Dec 2018; leases and fs.lease-break-time;
 *	pNFS layout recall and fencing.
 */
#include "policies/rvk.h"

static unsigned int grace_ms = 1000;
module_param(grace_ms, uint, 0644);
MODULE_PARM_DESC(grace_ms, "time for the owner to release (at least 1)");

static char *fallback = "scratch";
module_param(fallback, charp, 0444);
MODULE_PARM_DESC(fallback, "what revokes after that: scratch, fence or kill");

static int rvk_delay_kill(struct rvk_event *ev)
{
	if (ev->cause == RVK_EVICT)
		return 0;
	rvk_signal_owners(ev, SIGKILL);
	return rvk_wait_released(ev, 0);
}

/* scripts/registry.sh reads the rows: list names the fallbacks that fit */
static const struct {
	const char *fallback;
	unsigned int needs;
	unsigned int does;
	int (*revoke)(struct rvk_event *ev);
} rvk_delay_fallbacks[] = {
	{ .fallback = "scratch",
	  .needs = RVK_REDIRECT,
	  .does = RVK_WAITS | RVK_NOTIFIES | RVK_TAKES_PAGES | RVK_ON_EVICT,
	  .revoke = rvk_redirect },
	{ .fallback = "fence",
	  .needs = RVK_FENCE,
	  .does = RVK_WAITS | RVK_NOTIFIES | RVK_TAKES_REGION | RVK_ON_EVICT,
	  .revoke = rvk_fence },
	{ .fallback = "kill",
	  .needs = 0,
	  .does = RVK_WAITS | RVK_NOTIFIES | RVK_KILLS,
	  .revoke = rvk_delay_kill },
};

static int (*rvk_delay_fallback)(struct rvk_event *ev);

static int rvk_delay_revoke(struct rvk_event *ev)
{
	unsigned int grace = max(READ_ONCE(grace_ms), 1U);
	int ret;

	rvk_notify(ev, grace);
	ret = rvk_wait_released(ev, grace);
	if (!ret || ret == -EINTR)
		return ret;
	return rvk_delay_fallback(ev);
}

static struct rvk_policy rvk_delay = {
	.name = "delay",
	.owner = THIS_MODULE,
	/* Needs and promise are set at load to those of the fallback */
	.needs = RVK_REDIRECT,
	.promise = {
		.does = RVK_WAITS | RVK_NOTIFIES | RVK_TAKES_PAGES | RVK_ON_EVICT,
		.grace = "grace_ms",
	},
	.revoke = rvk_delay_revoke,
};

static int __init rvk_delay_init(void)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(rvk_delay_fallbacks); i++) {
		if (strcmp(rvk_delay_fallbacks[i].fallback, fallback))
			continue;
		rvk_delay_fallback = rvk_delay_fallbacks[i].revoke;
		rvk_delay.needs = rvk_delay_fallbacks[i].needs;
		rvk_delay.promise.does = rvk_delay_fallbacks[i].does;
		return rvk_register_policy(&rvk_delay);
	}
	pr_err("rvk_delay: fallback=%s: expected scratch, fence or kill\n",
	       fallback);
	return -EINVAL;
}

static void __exit rvk_delay_exit(void)
{
	rvk_unregister_policy(&rvk_delay);
}

module_init(rvk_delay_init);
module_exit(rvk_delay_exit);

MODULE_DESCRIPTION("Revoke policy: notify the owner, wait, then the fallback");
MODULE_LICENSE("GPL");
MODULE_VERSION("0.1.0");
MODULE_INFO(test, "Y");
