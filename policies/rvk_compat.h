/* SPDX-License-Identifier: GPL-2.0-only */
/* rvk_compat.h - the one place that asks for the version of the kernel */
#ifndef RVK_COMPAT_H
#define RVK_COMPAT_H

#include <linux/version.h>

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 1, 0)
#error "revokebench needs Linux 6.1 or later"
#endif

#endif /* RVK_COMPAT_H */
