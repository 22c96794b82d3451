// SPDX-License-Identifier: GPL-2.0-only
/* kb_policy.c - the policy that an opened /dev/kbench begins with */
#include <linux/moduleparam.h>

#include "kbench/kb_run.h"
#include "policies/rvk.h"

static char *first = "none";
module_param_named(policy, first, charp, 0444);
MODULE_PARM_DESC(policy, "selected when /dev/kbench is opened");

/**
 * kb_policy_first() - the policy of a file that was just opened
 *
 * Context: may sleep, as it may load a module.
 * Return: as rvk_policy_get(); KB_IOC_POLICY selects another one.
 */
struct rvk_policy *kb_policy_first(void)
{
	return rvk_policy_get(first);
}
