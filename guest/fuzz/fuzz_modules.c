// SPDX-License-Identifier: GPL-2.0-only
/* fuzz_modules.c - unloading and loading kbench and rvk under a program */
#include <errno.h>
#include <unistd.h>

#include "guest/lib/guest_kernel.h"
#include "guest/lib/guest_time.h"
#include "guest/fuzz/fuzz_world.h"

#define WAIT_MS 5000

int fuzz_modules_remove(bool all)
{
	int ret = guest_unload("kbench");
	char name[64];

	if (!all)
		return ret;
	ret = guest_unload_policies(name, sizeof(name));
	return ret ? ret : guest_unload("rvk");
}

int fuzz_modules_insert(void)
{
	return guest_may_unload() ? guest_load("kbench") : -EPERM;
}

int fuzz_modules_there(void)
{
	return access("/dev/kbench", F_OK) ? fuzz_modules_insert() : 0;
}

static bool gone(void)
{
	int ret = fuzz_modules_remove(true);

	return !ret || ret == -ENOENT;
}

bool fuzz_modules_leave(void)
{
	return !guest_may_unload() || guest_until(gone(), WAIT_MS);
}
