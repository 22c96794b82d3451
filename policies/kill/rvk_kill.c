// SPDX-License-Identifier: GPL-2.0-only
/* rvk_kill.c - kill the owner, wait until its pins are gone */

/*
 * Idea. A process that pins pages of a file which others may shrink accepts the
 *	risk of being killed.
 * Guarantee. When the system call returns, no page of the range is pinned, and
 *	no process has read wrong data: it got SIGKILL instead.
 * Cost. Paid by the owner, with its whole process. The truncate waits until the
 *	owner's memory is gone and its device has stopped.
 * Fails when. The owner truncates its own pages: it is killed, its truncate
 *	does not happen (-EINTR). An owner that hangs in the kernel blocks the
 *	truncate until a signal ends the wait. No process is killed when the
 *	last link of a file goes, nor for an munmap, which the owner does
 *	itself.
 * Seen in. mf_dax_kill_procs(). "the remedy here is to kill the process, not
 *	provide corrupt data", and against it "you can't have random unpriv
 *	users calling ftruncate and causing smbd to be killed", Jason Gunthorpe,
 *	linux-mm, Dec 2018.
 */
#include "policies/rvk.h"

static int rvk_kill_revoke(struct rvk_event *ev)
{
	if (ev->cause == RVK_EVICT)
		return 0;
	rvk_signal_owners(ev, SIGKILL);
	return rvk_wait_released(ev, 0);
}

static struct rvk_policy rvk_kill = {
	.name = "kill",
	.owner = THIS_MODULE,
	.promise = {
		.does = RVK_KILLS,
		.own = -EINTR,
	},
	.revoke = rvk_kill_revoke,
};
module_rvk_policy(rvk_kill);

MODULE_DESCRIPTION("Revoke policy: kill the owner of the pins");
MODULE_LICENSE("GPL");
MODULE_VERSION("0.1.0");
MODULE_INFO(test, "Y");
