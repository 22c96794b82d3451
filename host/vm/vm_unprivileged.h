/* SPDX-License-Identifier: GPL-2.0-only */
/* vm_unprivileged.h - QEMU as a user who owns nothing, where the runner is root */
#ifndef VM_UNPRIVILEGED_H
#define VM_UNPRIVILEGED_H

/**
 * vm_unprivileged_drop() - become nobody, for good
 *
 * For a child before it runs QEMU, whose exit code says when it fails: there
 * is nobody else to say it.
 *
 * Return: 0 or -errno.
 */
int vm_unprivileged_drop(void);

/**
 * vm_unprivileged_copy() - a file that only root may read, for one who may not
 * @path:	of it
 *
 * Return: a descriptor of a file in memory with the same bytes, or -errno.
 */
int vm_unprivileged_copy(const char *path);

#endif /* VM_UNPRIVILEGED_H */
