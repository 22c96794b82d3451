// SPDX-License-Identifier: GPL-2.0-only
/* fsdax.c - a file on XFS on persistent memory, mapped without page cache */
#include <errno.h>
#include <fcntl.h>
#include <linux/stat.h>
#include <sys/stat.h>

#include "guest/lib/guest_memory.h"
#include "guest/lib/guest_mount.h"

/* No reflink: Linux up to 6.1 refuses to mount that with dax=always */
static const char *const fsdax_mkfs[] = GUEST_MKFS_XFS(
	"/dev/pmem0", "reflink=0,uuid=6b62656e-6368-4000-8000-0000000000da");

static struct guest_mount fsdax_mount = {
	.type = "xfs",
	.device = "/dev/pmem0",
	.folder = "/tmp/ubench.fsdax",
	.options = "dax=always",
	.modules = { "nd_e820", "nd_pmem", "xfs" },
	.mkfs = fsdax_mkfs,
	.missing = "no persistent memory: boot with memmap=400M!1G",
};

static int fsdax_setup(struct guest_map *region)
{
	struct statx stx;
	int ret;

	ret = guest_mount(&fsdax_mount, region->why, sizeof(region->why));
	if (!ret)
		ret = guest_map_map_file(region, fsdax_mount.folder);
	if (ret)
		return ret;
	if (!statx(region->fd, "", AT_EMPTY_PATH, STATX_BASIC_STATS, &stx) &&
	    stx.stx_attributes & STATX_ATTR_DAX)
		return 0;
	guest_map_unmap(region);
	return guest_map_refuse(region, -EOPNOTSUPP,
				"the file on /dev/pmem0 is not DAX");
}

const struct guest_memory guest_memory_fsdax = {
	.name = "fsdax",
	/*
	 * The driver enables devmap_managed_key: from then on each put_page()
	 * takes 5 more instructions (6.1).
	 */
	.late = true,
	.title = "a file on XFS on persistent memory, no page cache",
	.setup = fsdax_setup,
	.teardown = guest_map_unmap,
};
