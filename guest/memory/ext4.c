// SPDX-License-Identifier: GPL-2.0-only
/* ext4.c - a file on ext4 on a RAM disk, mapped shared */
#include "guest/lib/guest_memory.h"
#include "guest/lib/guest_mount.h"

/*
 * No lazy initialisation and no commit every 5 s: a commit may write data back,
 * and the next pin would fault.
 */
/* clang-format off */
static const char *const ext4_mkfs[] = {
	"mkfs.ext4", "-q", "-F", "-b", "4096",
	"-U", "6b62656e-6368-4000-8000-000000000004",
	"-E", "lazy_itable_init=0,lazy_journal_init=0,nodiscard,"
	"hash_seed=6b62656e-6368-4000-8000-0000000000a4",
	"/dev/ram0", NULL,
};

/* clang-format on */

static struct guest_mount ext4_mount = {
	.type = "ext4",
	.device = "/dev/ram0",
	.folder = "/tmp/ubench.ext4",
	.options = "commit=3600,noinit_itable",
	.modules = { GUEST_BRD, "ext4" },
	.mkfs = ext4_mkfs,
};

static int ext4_setup(struct guest_map *region)
{
	int ret = guest_mount(&ext4_mount, region->why, sizeof(region->why));

	return ret ? ret : guest_map_map_file(region, ext4_mount.folder);
}

const struct guest_memory guest_memory_ext4 = {
	.name = "ext4",
	.title = "a file on ext4 on a RAM disk in base pages, mapped shared",
	.setup = ext4_setup,
	.teardown = guest_map_unmap,
};
