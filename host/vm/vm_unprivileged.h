/* SPDX-License-Identifier: GPL-2.0-only */
/* vm_unprivileged.h - run QEMU as nobody if the runner is root */
#ifndef VM_UNPRIVILEGED_H
#define VM_UNPRIVILEGED_H

/**
 * vm_unprivileged_drop() - change to the user nobody, irrevocably
 *
 * The child calls it before it executes QEMU and reports a failure by its exit
 * code only.
 *
 * Return: 0 or -errno.
 */
int vm_unprivileged_drop(void);

/**
 * vm_unprivileged_copy() - copy a file that only root can read into memory
 * @path:	of the file
 *
 * Return: a descriptor of a file in memory with the same bytes, or -errno.
 */
int vm_unprivileged_copy(const char *path);

#endif /* VM_UNPRIVILEGED_H */
