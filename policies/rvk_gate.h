/* SPDX-License-Identifier: GPL-2.0-only */
/* rvk_gate.h - what each redirected function does first and last */
#ifndef RVK_GATE_H
#define RVK_GATE_H

#include <linux/atomic.h>
#include <linux/fs.h>
#include <linux/rcupdate.h>
#include <linux/wait_bit.h>

#include "policies/rvk_hook.h"
#include "policies/rvk_private.h"

/* rvk_call.c: the functions that are redirected */
#define RVK_NR_HOOKS 7
extern struct rvk_hook rvk_hooks[RVK_NR_HOOKS];

struct inode *rvk_gate_upper(struct inode *inode, const struct dentry *dentry);
bool rvk_gate_find(struct rvk_event *ev, const struct inode *inode);
int rvk_gate_ask(struct rvk_event *ev, const struct inode *inode);
int rvk_gate_enter(struct rvk_event *ev, const struct inode *inode);
void rvk_gate_leave(struct rvk_event *ev, const struct inode *inode);
void rvk_gate_put_user(void);
long rvk_gate_wake(struct rvk_bucket *bucket, long ret);

/*
 * Count a call as passing, then look at the index: whether the file, or one with
 * its hash, may have regions.
 */
static __always_inline bool rvk_gate_hit(struct rvk_bucket *bucket)
{
	atomic64_inc(&bucket->passing);
	smp_mb__after_atomic(); /* pairs with rvk_gate_drain() */
	return data_race(bucket->files.first);
}

/* The same for a call on the file of a dentry, which overlayfs may replace */
static __always_inline bool rvk_gate_hit_at(struct rvk_bucket *bucket,
					    const struct dentry *dentry)
{
	return rvk_gate_hit(bucket) || dentry->d_flags & DCACHE_OP_REAL;
}

/* The original has returned; below zero a task waits for calls that pass */
static __always_inline long rvk_gate_passed(struct rvk_bucket *bucket, long ret)
{
	if (unlikely(atomic64_add_negative(-1, &bucket->passing)))
		return rvk_gate_wake(bucket, ret);
	return ret;
}

/* Whether the file may have regions; rcu_read_lock_sched() costs the least */
static inline bool rvk_gate_stops(const struct inode *inode)
{
	bool known;

	rcu_read_lock_sched();
	known = rvk_inode_find(inode);
	rcu_read_unlock_sched();
	return known;
}

/* The file whose pages a call removes that is counted for @inode */
static inline struct inode *rvk_gate_real(struct inode *inode,
					  const struct dentry *dentry)
{
	if (unlikely(dentry->d_flags & DCACHE_OP_REAL))
		return rvk_gate_upper(inode, dentry);
	return inode;
}

static inline struct inode *rvk_gate_file(const struct file *file)
{
	return rvk_gate_real(file->f_mapping->host, file->f_path.dentry);
}

#endif /* RVK_GATE_H */
