// SPDX-License-Identifier: GPL-2.0-only
/* kb_lease.c - a layout lease, as pNFS takes it: the kernel's own delay */

/*
 * A truncate breaks the lease: it calls kb_lease_break() and waits until the
 * holder drops the lease, at most fs.lease-break-time. Of the filesystems here
 * only XFS breaks layouts.
 */
#include <linux/err.h>
#include <linux/file.h>
#include <linux/fs.h>

#include "kbench/kb_lease.h"
#include "policies/rvk_compat.h"

/* Called under a spinlock of the file; this holder does not drop the lease */
static bool kb_lease_break(struct rvk_lease *lease)
{
	return false;
}

static int kb_lease_change(struct rvk_lease *lease, int arg,
			   struct list_head *dispose)
{
	return lease_modify(lease, arg, dispose);
}

static const struct rvk_lease_ops kb_lease_ops = {
	.lm_break = kb_lease_break,
	.lm_change = kb_lease_change,
	RVK_LEASE_OPEN_CONFLICT,
};

/**
 * kb_lease_take() - take a layout lease
 * @fd:		file descriptor of the calling process
 * @owner:	unique for each lease
 *
 * Return: the file, for kb_lease_drop(), or ERR_PTR(-errno).
 */
struct file *kb_lease_take(int fd, void *owner)
{
	struct file *file = fget(fd);
	struct rvk_lease *lease;
	int ret;

	if (!file)
		return ERR_PTR(-EBADF);
	lease = rvk_layout_lease(file, owner, &kb_lease_ops);
	ret = lease ? vfs_setlease(file, F_RDLCK, &lease, NULL) : -ENOMEM;
	if (lease)
		rvk_lease_free(lease);
	if (!ret)
		return file;
	fput(file);
	return ERR_PTR(ret);
}

/**
 * kb_lease_drop() - drop a lease, unless it was broken
 * @file:	from kb_lease_take()
 * @owner:	the same as there
 */
void kb_lease_drop(struct file *file, void *owner)
{
	vfs_setlease(file, F_UNLCK, NULL, &owner);
	fput(file);
}
