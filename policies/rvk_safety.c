// SPDX-License-Identifier: GPL-2.0-only
/* rvk_safety.c - refuse to load on machines that somebody uses */

/*
 * These modules pin memory, hook the VFS and kill processes. The host sets the
 * vendor below in the SMBIOS of its guests.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/dmi.h>
#include <linux/module.h>
#include <linux/panic.h>
#include <asm/cpufeature.h>
#include <asm/tsc.h>

#include "policies/rvk_private.h"

#define RVK_GUEST_VENDOR "revokebench"

static bool allow;
module_param(allow, bool, 0400);
MODULE_PARM_DESC(allow, "load on a machine that is not a guest of revokebench");

/* No result can be trusted after one of these */
static const struct {
	unsigned int flag;
	const char *name;
} rvk_taints[] = {
	{ TAINT_BAD_PAGE, "B: bad page" },
	{ TAINT_DIE, "D: oops" },
	{ TAINT_WARN, "W: warning" },
	{ TAINT_SOFTLOCKUP, "L: soft lockup" },
};

static bool rvk_is_guest(void)
{
	return boot_cpu_has(X86_FEATURE_HYPERVISOR) &&
	       dmi_match(DMI_SYS_VENDOR, RVK_GUEST_VENDOR);
}

/**
 * rvk_safety_check() - whether rvk may be loaded here
 *
 * Return: 0, or -EPERM with the reason in the kernel log.
 */
int rvk_safety_check(void)
{
	unsigned int i;

	if (!allow && !rvk_is_guest()) {
		pr_err("not a guest of revokebench: to risk this machine load with allow=1\n");
		return -EPERM;
	}
	/* rvk_clock() would give differences that mean nothing */
	if (check_tsc_unstable()) {
		pr_err("the TSC of this machine is not stable; use one whose clocksource is tsc\n");
		return -EPERM;
	}
	for (i = 0; i < ARRAY_SIZE(rvk_taints); i++) {
		if (!test_taint(rvk_taints[i].flag))
			continue;
		pr_err("this kernel is tainted (%s); reboot before loading\n",
		       rvk_taints[i].name);
		return -EPERM;
	}
	return 0;
}
