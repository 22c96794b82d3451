// SPDX-License-Identifier: GPL-2.0-only
/* tmpfs.c - a file on tmpfs, mapped shared */
#include <errno.h>
#include <linux/magic.h>
#include <stddef.h>
#include <sys/vfs.h>

#include "guest/lib/guest_memory.h"
#include "lib/rvb_array.h"

static int tmpfs_setup(struct guest_map *region)
{
	static const char *const folders[] = { "/tmp", "/dev/shm", "/run" };
	struct statfs fs;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(folders); i++)
		if (!statfs(folders[i], &fs) && fs.f_type == TMPFS_MAGIC)
			return guest_map_map_file(region, folders[i]);
	return guest_map_refuse(region, -ENODEV,
				"no tmpfs on /tmp, /dev/shm or /run");
}

const struct guest_memory guest_memory_tmpfs = {
	.name = "tmpfs",
	.title = "a file on tmpfs in base pages, mapped shared",
	.setup = tmpfs_setup,
	.teardown = guest_map_unmap,
};
