/* SPDX-License-Identifier: GPL-2.0-only */
/* rvk_gate.h - what each redirected function does first and last */
#ifndef RVK_GATE_H
#define RVK_GATE_H

#include <linux/atomic.h>
#include <linux/fs.h>
#include <linux/hash.h>
#include <linux/rcupdate.h>
#include <linux/wait_bit.h>

#include "policies/rvk_hook.h"
#include "policies/rvk_private.h"

/* Calls in progress that are no event, by hash of the inode */
extern atomic_t rvk_passing[1 << RVK_HASH_BITS];

/* Tasks in rvk_gate_drain(); while zero the fast path skips the wake-up */
extern atomic_t rvk_drainers;

/* rvk_call.c: the functions that are redirected */
#define RVK_NR_HOOKS 6
extern struct rvk_hook rvk_hooks[RVK_NR_HOOKS];

struct inode *rvk_gate_upper(struct inode *inode, const struct dentry *dentry);
bool rvk_gate_find(struct rvk_event *ev, const struct inode *inode);
int rvk_gate_enter(struct rvk_event *ev, const struct inode *inode);
void rvk_gate_leave(struct rvk_event *ev, const struct inode *inode);
void rvk_gate_put_user(void);

static inline atomic_t *rvk_passing_of(const struct inode *inode)
{
	return &rvk_passing[hash_ptr(inode, RVK_HASH_BITS)];
}

static inline void rvk_gate_passed(const struct inode *inode)
{
	atomic_t *passing = rvk_passing_of(inode);

	if (atomic_dec_and_test(passing) && atomic_read(&rvk_drainers))
		wake_up_var(passing);
}

/* Whether the file may have regions; rcu_read_lock_sched() costs the least */
static inline bool rvk_gate_stops(const struct inode *inode)
{
	bool known;

	rcu_read_lock_sched();
	known = rvk_inode_find(inode);
	rcu_read_unlock_sched();
	return unlikely(known);
}

/* The file whose pages a call for @inode removes; @dentry may be of overlayfs */
static __always_inline struct inode *rvk_gate_real(struct inode *inode,
						   const struct dentry *dentry)
{
	if (unlikely(dentry->d_flags & DCACHE_OP_REAL))
		return rvk_gate_upper(inode, dentry);
	return inode;
}

static __always_inline struct inode *rvk_gate_file(const struct file *file)
{
	return rvk_gate_real(file->f_mapping->host, file->f_path.dentry);
}

#endif /* RVK_GATE_H */
