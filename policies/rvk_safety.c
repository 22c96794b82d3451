// SPDX-License-Identifier: GPL-2.0-only
/* rvk_safety.c - where these modules may be loaded at all */

/*
 * They pin memory, stand in the way of the VFS and kill processes: none of that
 * is for a machine that somebody needs. scripts/vm/vm_qemu.c writes the word
 * below into the guest's SMBIOS.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/dmi.h>
#include <linux/module.h>
#include <linux/panic.h>
#include <asm/cpufeature.h>

#include "policies/rvk_private.h"

#define RVK_GUEST_VENDOR "revokebench"

static bool allow;
module_param(allow, bool, 0400);
MODULE_PARM_DESC(allow, "load on a machine that is no guest of revokebench");

/* After one of these nothing that the kernel says can be relied on */
static const struct {
	unsigned int flag;
	const char *what;
} rvk_crashes[] = {
	{ TAINT_BAD_PAGE, "found a bad page" },
	{ TAINT_DIE, "has had an oops" },
	{ TAINT_WARN, "has had a warning" },
	{ TAINT_SOFTLOCKUP, "has had a CPU that hung" },
};

static bool rvk_is_guest(void)
{
	return boot_cpu_has(X86_FEATURE_HYPERVISOR) &&
	       dmi_match(DMI_SYS_VENDOR, RVK_GUEST_VENDOR);
}

/**
 * rvk_safety_check() - whether this is a kernel to work on
 *
 * Return: 0, or -EPERM with a line in the log that says why not.
 */
int rvk_safety_check(void)
{
	unsigned int i;

	if (!allow && !rvk_is_guest()) {
		pr_err("not a guest of revokebench: to risk this machine load with allow=1\n");
		return -EPERM;
	}
	for (i = 0; i < ARRAY_SIZE(rvk_crashes); i++) {
		if (!test_taint(rvk_crashes[i].flag))
			continue;
		pr_err("this kernel %s: boot it anew\n", rvk_crashes[i].what);
		return -EPERM;
	}
	return 0;
}
