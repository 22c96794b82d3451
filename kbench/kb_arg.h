/* SPDX-License-Identifier: GPL-2.0-only */
/* kb_arg.h - copy arguments of ioctls in and out */
#ifndef KB_ARG_H
#define KB_ARG_H

#include <linux/string.h>
#include <linux/uaccess.h>

#include "kbench/kb_uapi.h"

/**
 * kb_get_arg() - copy the argument of an ioctl in and check its common fields
 * @arg:	begins with abi and ends with reserved[2]
 * @size:	of @arg, in bytes
 * @uarg:	source
 *
 * Return: 0, -EFAULT, or -EINVAL for another abi or a reserved field not zero.
 */
static inline int kb_get_arg(void *arg, size_t size, const void __user *uarg)
{
	const size_t reserved = sizeof_field(struct kb_run, reserved);

	if (copy_from_user(arg, uarg, size))
		return -EFAULT;
	if (*(u32 *)arg != KB_ABI)
		return -EINVAL;
	return memchr_inv(arg + size - reserved, 0, reserved) ? -EINVAL : 0;
}

/**
 * kb_put_arg() - copy the argument of an ioctl out
 * @uarg:	destination
 * @arg:	the argument
 * @size:	of @arg, in bytes
 *
 * Return: 0 or -EFAULT.
 */
static inline int kb_put_arg(void __user *uarg, const void *arg, size_t size)
{
	return copy_to_user(uarg, arg, size) ? -EFAULT : 0;
}

static inline bool kb_name_ok(const char *name)
{
	return strnlen(name, KB_NAME_MAX) < KB_NAME_MAX;
}

#endif /* KB_ARG_H */
