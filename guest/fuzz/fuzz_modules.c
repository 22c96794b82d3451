// SPDX-License-Identifier: GPL-2.0-only
/* fuzz_modules.c - what programs take away, kbench and rvk, and have again */
#include <errno.h>
#include <unistd.h>

#include "guest/checks/lib/check.h"
#include "guest/fuzz/fuzz_world.h"

#define WAIT_MS 5000

int kf_modules_remove(bool all)
{
	int ret = kc_unload("kbench");
	char name[64];

	if (!all)
		return ret;
	ret = kc_unload_policies(name, sizeof(name));
	return ret ? ret : kc_unload("rvk");
}

int kf_modules_insert(void)
{
	return kc_may_unload() ? kc_load("kbench") : -EPERM;
}

int kf_modules_there(void)
{
	return access("/dev/kbench", F_OK) ? kf_modules_insert() : 0;
}

static bool gone(void)
{
	int ret = kf_modules_remove(true);

	return !ret || ret == -ENOENT;
}

bool kf_modules_leave(void)
{
	return !kc_may_unload() || kc_until(gone(), WAIT_MS);
}
