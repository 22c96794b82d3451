// SPDX-License-Identifier: GPL-2.0-only
/* survey_place.c - a folder on each kind of file */
#include <errno.h>
#include <linux/magic.h>
#include <linux/stat.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>
#include <fcntl.h>

#include "guest/lib/guest_fs.h"
#include "guest/lib/guest_system.h"
#include "guest/survey/survey_place.h"

const char *const survey_places[] = { "tmpfs", "memfd", "ext4",
				      "xfs",   "fsdax", NULL };

/* What statfs(2) says of each; fsdax is any filesystem that says so of a file */
static long magic_of(const char *fs)
{
	return !strcmp(fs, "tmpfs") ? TMPFS_MAGIC :
	       !strcmp(fs, "ext4")  ? EXT4_SUPER_MAGIC :
	       !strcmp(fs, "xfs")   ? XFS_SUPER_MAGIC :
				      0;
}

static int is_dax(const char *folder)
{
	struct statx is;

	return !statx(AT_FDCWD, folder, 0, STATX_BASIC_STATS, &is) &&
	       is.stx_attributes & STATX_ATTR_DAX;
}

static int find_folder(const char *fs, char *folder, size_t size)
{
	static const char *const folders[] = { "/dev/shm", "/tmp", "/var/tmp",
					       ".", NULL };
	struct statfs is;
	size_t i;

	for (i = 0; folders[i]; i++) {
		if (statfs(folders[i], &is) || access(folders[i], W_OK) ||
		    is_dax(folders[i]) != !magic_of(fs))
			continue;
		if (magic_of(fs) && is.f_type != magic_of(fs))
			continue;
		snprintf(folder, size, "%s", folders[i]);
		return 0;
	}
	return -ENOENT;
}

int survey_place(const char *fs, char *folder, size_t size)
{
	snprintf(folder, size, "-");
	if (!strcmp(fs, "memfd"))
		return 0;
	return guest_is_ours() ? guest_fs_use(fs, folder, size) :
				 find_folder(fs, folder, size);
}
