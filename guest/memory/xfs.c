// SPDX-License-Identifier: GPL-2.0-only
/* xfs.c - a file on XFS on a RAM disk, mapped shared */
#include "guest/lib/guest_memory.h"
#include "guest/lib/guest_mount.h"

static const char *const xfs_mkfs[] = GUEST_MKFS_XFS(
	"/dev/ram1", "uuid=6b62656e-6368-4000-8000-00000000000f");

static struct guest_mount xfs_mount = {
	.type = "xfs",
	.device = "/dev/ram1",
	.folder = "/tmp/ubench.xfs",
	.modules = { GUEST_BRD, "xfs" },
	.mkfs = xfs_mkfs,
};

static int xfs_setup(struct guest_map *region)
{
	int ret = guest_mount(&xfs_mount, region->why, sizeof(region->why));

	return ret ? ret : guest_map_map_file(region, xfs_mount.folder);
}

const struct guest_memory guest_memory_xfs = {
	.name = "xfs",
	.title = "a file on XFS on a RAM disk in base pages, mapped shared",
	.setup = xfs_setup,
	.teardown = guest_map_unmap,
};
