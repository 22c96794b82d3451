/* SPDX-License-Identifier: GPL-2.0-only */
/* vm_kernel.h - a kernel image, unpacked before the guest has to */
#ifndef VM_KERNEL_H
#define VM_KERNEL_H

#include <stddef.h>

/**
 * vm_kernel_unpack() - take the vmlinux out of a bzImage
 * @path:	bzImage, or an ELF vmlinux
 * @fd:		set to a file in memory that holds the vmlinux, or to -1 when
 *		@path is to be booted as it is
 * @why:	on error one line: what is wrong and what to do
 * @size:	bytes in @why
 *
 * A guest that unpacks its kernel itself takes some 4 s longer to boot under
 * TCG (2.6 GHz Xeon). That the same file is always booted in the same way
 * matters more: the way shows in the figures.
 *
 * Return: 0, -EINVAL for what is no kernel, -ENOENT when a tool is missing,
 * or -errno.
 */
int vm_kernel_unpack(const char *path, int *fd, char *why, size_t size);

#endif /* VM_KERNEL_H */
