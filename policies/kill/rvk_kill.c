// SPDX-License-Identifier: GPL-2.0-only
/* rvk_kill.c - the owner is killed, the truncate waits for its pins to go */

/*
 * Idea. Who pins pages of a file that others may shrink lives dangerously.
 * Guarantee. When the system call returns, no page of the range is pinned, and
 *	no process got wrong data: it got a SIGKILL.
 * Cost. Paid by the owner's process, all of it. The truncate waits until the
 *	owner's memory is gone and its device has stopped.
 * Fails when. The owner truncates its own pages: it is killed, its truncate does
 *	not happen (-EINTR). An owner that hangs in the kernel hangs the truncate
 *	as well, until that is signalled. Nobody is killed when the last name of
 *	a file goes, nor for an munmap: that is the owner's own doing.
 * Seen in. mf_dax_kill_procs(). "the remedy here is to kill the process, not
 *	provide corrupt data", and against it "you can't have random unpriv users
 *	calling ftruncate and causing smbd to be killed", Jason Gunthorpe,
 *	linux-mm, Dec 2018.
 */
#include <linux/sched/signal.h>

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
	.revoke = rvk_kill_revoke,
};
module_rvk_policy(rvk_kill);

MODULE_DESCRIPTION("Revoke policy: the owner of the pins is killed");
MODULE_LICENSE("GPL");
MODULE_VERSION("0.1.0");
MODULE_INFO(test, "Y");
