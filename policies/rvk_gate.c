// SPDX-License-Identifier: GPL-2.0-only
/* rvk_gate.c - catch events before any filesystem lock is taken */

/*
 * ftrace redirects functions of the kernel to those of rvk_call.c. Each counts
 * its call, so that a region that is opened can wait for the calls that passed
 * before its file was in the index, and rvk.ko for all of them before it goes.
 */
#include <linux/module.h>

#include "policies/rvk_gate.h"

static bool rvk_gate_enable = true;
module_param_named(gate, rvk_gate_enable, bool, 0444);
MODULE_PARM_DESC(gate, "catch events of files (0: to measure what that costs)");

/* Calls in progress that are events */
static atomic_t rvk_gate_users = ATOMIC_INIT(0);

static bool rvk_gate_is_drained(const struct rvk_bucket *bucket)
{
	return !(atomic64_read(&bucket->passing) & (RVK_DRAIN - 1));
}

/**
 * rvk_gate_wake() - a call has passed that a task may wait for
 * @bucket:	of its file
 * @ret:	result of the call
 *
 * Return: @ret, so that the gate need not save it.
 */
long rvk_gate_wake(struct rvk_bucket *bucket, long ret)
{
	if (rvk_gate_is_drained(bucket))
		wake_up_var(bucket);
	return ret;
}

/**
 * rvk_gate_drain() - wait for calls that passed before a region was known
 * @inode:	a file that is in the index
 *
 * After that, every call that removes pages of the file first calls the
 * policies.
 *
 * Context: may sleep; no lock held that a truncate takes.
 * Return: 0, or -EINTR when killed.
 */
int rvk_gate_drain(const struct inode *inode)
{
	struct rvk_bucket *bucket = rvk_bucket_of(inode);
	int ret;

	atomic64_sub(RVK_DRAIN, &bucket->passing);
	smp_mb__after_atomic(); /* index before count; pairs with rvk_gate_hit() */
	ret = wait_var_event_killable(bucket, rvk_gate_is_drained(bucket));
	atomic64_add(RVK_DRAIN, &bucket->passing);
	return ret ? -EINTR : 0;
}

/**
 * rvk_gate_try_drain() - rvk_gate_drain() for who must not wait
 * @inode:	a file that is in the index
 *
 * Context: any.
 * Return: 0 if no call is in progress that passed, else -EAGAIN.
 */
int rvk_gate_try_drain(const struct inode *inode)
{
	smp_mb(); /* index before count; pairs with rvk_gate_hit() */
	return rvk_gate_is_drained(rvk_bucket_of(inode)) ? 0 : -EAGAIN;
}

/**
 * rvk_gate_upper() - the file of overlayfs that has the pages
 * @inode:	of overlayfs; the call is counted for it
 * @dentry:	of overlayfs
 *
 * Moves the count to the file that it returns. That is the upper one, or, before
 * it is copied up, the lower one, which loses nothing; only truncate(2) comes
 * here so early.
 *
 * Context: may sleep.
 * Return: the file.
 */
struct inode *rvk_gate_upper(struct inode *inode, const struct dentry *dentry)
{
	struct inode *real = d_real_inode(dentry);

	if (real == inode)
		return inode;
	atomic64_inc(&rvk_bucket_of(real)->passing);
	smp_mb__after_atomic(); /* as in rvk_gate_hit() */
	rvk_gate_passed(rvk_bucket_of(inode), 0);
	return real;
}

static bool rvk_gate_is_busy(void)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(rvk_buckets); i++)
		if (!rvk_gate_is_drained(&rvk_buckets[i]))
			return true;
	return atomic_read(&rvk_gate_users);
}

/**
 * rvk_gate_put_user() - the original of a call that was an event has returned
 */
void rvk_gate_put_user(void)
{
	if (atomic_dec_and_test(&rvk_gate_users))
		wake_up_var(&rvk_gate_users);
}

/**
 * rvk_gate_leave() - end the event of a call, if it is one
 * @ev:		from rvk_gate_enter()
 * @inode:	the file
 */
void rvk_gate_leave(struct rvk_event *ev, const struct inode *inode)
{
	if (!ev->node) {
		rvk_gate_passed(rvk_bucket_of(inode), 0);
		return;
	}
	rvk_event_end(ev);
	rvk_gate_put_user();
}

/**
 * rvk_gate_find() - whether a call is an event
 * @ev:		as for rvk_event_find()
 * @inode:	the file; the call is counted for it
 *
 * A call that is no event, or whose file has lost its last region by now, stays
 * in rvk_bucket.passing until the original returns: a region that is opened meanwhile
 * waits for it. Any other call owns a reference on the file's node before it
 * leaves rvk_bucket.passing, so such a region finds the event or is found by it.
 *
 * Return: true if so: then call rvk_event_begin(), and rvk_gate_put_user() at the
 * end. Else call rvk_gate_passed() when the original has returned.
 */
bool rvk_gate_find(struct rvk_event *ev, const struct inode *inode)
{
	ev->node = NULL;
	if (rvk_gate_stops(inode))
		rvk_event_find(ev);
	if (!ev->node)
		return false;
	atomic_inc(&rvk_gate_users);
	rvk_gate_passed(rvk_bucket_of(inode), 0);
	return true;
}

/**
 * rvk_gate_ask() - call the policies for a call that is an event
 * @ev:		rvk_gate_find() returned true
 * @inode:	the file
 *
 * Context: may sleep; no filesystem lock held.
 * Return: 0, then call the original and rvk_gate_leave(); else the result of the
 * system call.
 */
int rvk_gate_ask(struct rvk_event *ev, const struct inode *inode)
{
	int ret;

	ret = rvk_event_begin(ev);
	if (!ret)
		ret = rvk_event_dispatch(ev);
	if (ret)
		rvk_gate_leave(ev, inode);
	/* io_uring returns -ERESTARTSYS to the user, and restarts nothing */
	if (ret == -EINTR && !ev->is_reported &&
	    !(current->flags & PF_IO_WORKER))
		ret = -ERESTARTSYS;
	return ret;
}

/**
 * rvk_gate_enter() - call the policies, if a call is an event
 * @ev:		as for rvk_event_find()
 * @inode:	the file; the call is counted for it
 *
 * Context: may sleep; no filesystem lock held.
 * Return: as rvk_gate_ask().
 */
int rvk_gate_enter(struct rvk_event *ev, const struct inode *inode)
{
	return rvk_gate_find(ev, inode) ? rvk_gate_ask(ev, inode) : 0;
}

/* No function is redirected any more; wait for the calls that were */
static void rvk_gate_wait(void)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(rvk_buckets); i++)
		atomic64_sub(RVK_DRAIN, &rvk_buckets[i].passing);
	/*
	 * In this order: a call moves from a bucket to rvk_gate_users, and on
	 * overlayfs from one bucket to another, perhaps to one that was waited for
	 */
	do {
		for (i = 0; i < ARRAY_SIZE(rvk_buckets); i++)
			wait_var_event(&rvk_buckets[i],
				       rvk_gate_is_drained(&rvk_buckets[i]));
		wait_var_event(&rvk_gate_users, !atomic_read(&rvk_gate_users));
		/* A task may be in a function here before or after it counts */
		synchronize_rcu_tasks();
	} while (rvk_gate_is_busy());
}

/**
 * rvk_gate_init() - start catching events
 *
 * Return: 0, or -errno with a line in the log that names the function.
 */
int rvk_gate_init(void)
{
	int ret;

	if (!rvk_gate_enable)
		return 0;
	ret = rvk_hooks_add(rvk_hooks, RVK_NR_HOOKS);
	if (ret)
		rvk_gate_wait();
	return ret;
}

/**
 * rvk_gate_exit() - stop catching events, wait for calls in progress
 */
void rvk_gate_exit(void)
{
	if (!rvk_gate_enable)
		return;
	rvk_hooks_remove(rvk_hooks, RVK_NR_HOOKS);
	rvk_gate_wait();
}
