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
#include "lib/rvb_array.h"

const char *const survey_places[] = { "tmpfs", "memfd",	 "ext4",    "xfs",
				      "fsdax", "sealed", "hugetlb", "overlay",
				      "loop",  "btrfs",	 "f2fs",    "private",
				      NULL };

/* A filesystem of its own, in a file on tmpfs */
#define ON_LOOP(fs, nr)                                             \
	"modprobe -a loop " fs "; truncate -s 160M /tmp/survey." fs \
	" && mkfs." fs " -q /tmp/survey." fs " && "                 \
	"mkdir /tmp/survey." fs ".d && "                            \
	"losetup /dev/loop" nr " /tmp/survey." fs " && "            \
	"mount -t " fs " /dev/loop" nr " /tmp/survey." fs ".d"

/* How root makes the further kinds in the guest; $1 is a folder on ext4 */
static const struct {
	const char *fs;
	const char *folder;
	const char *command;
} made[] = {
	{ "hugetlb", "-", "echo 4 >/proc/sys/vm/nr_hugepages" },
	{ "overlay", "/tmp/survey.overlay",
	  "modprobe overlay && cd $1 && "
	  "mkdir low up work /tmp/survey.overlay && mount -t overlay none "
	  "-o lowerdir=low,upperdir=up,workdir=work /tmp/survey.overlay" },
	{ "loop", "/tmp/survey.loop.d",
	  "modprobe loop; truncate -s 64M /tmp/survey.loop && "
	  "mkfs.ext4 -q /tmp/survey.loop && mkdir /tmp/survey.loop.d && "
	  "losetup /dev/loop5 /tmp/survey.loop && "
	  "mount -t ext4 /dev/loop5 /tmp/survey.loop.d" },
	{ "btrfs", "/tmp/survey.btrfs.d", ON_LOOP("btrfs", "6") },
	{ "f2fs", "/tmp/survey.f2fs.d", ON_LOOP("f2fs", "7") },
};

/* What statfs(2) says of each; fsdax is any filesystem that says so of a file */
static long magic_of(const char *fs)
{
	return !strcmp(fs, "tmpfs")   ? TMPFS_MAGIC :
	       !strcmp(fs, "ext4")    ? EXT4_SUPER_MAGIC :
	       !strcmp(fs, "xfs")     ? XFS_SUPER_MAGIC :
	       !strcmp(fs, "overlay") ? OVERLAYFS_SUPER_MAGIC :
	       !strcmp(fs, "btrfs")   ? BTRFS_SUPER_MAGIC :
	       !strcmp(fs, "f2fs")    ? F2FS_SUPER_MAGIC :
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

static int make_folder(const char *fs, char *folder, size_t size)
{
	const char *argv[] = { "/bin/sh", "-c", NULL, "sh", folder, NULL };
	int ret;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(made) && strcmp(made[i].fs, fs); i++)
		;
	if (i == ARRAY_SIZE(made))
		return guest_fs_use(fs, folder, size);
	ret = guest_fs_use("ext4", folder, size);
	argv[2] = made[i].command;
	if (!ret)
		ret = guest_run(argv);
	snprintf(folder, size, "%s", made[i].folder);
	return ret;
}

int survey_place(const char *fs, char *folder, size_t size)
{
	snprintf(folder, size, "-");
	if (!strcmp(fs, "private"))
		fs = "ext4";
	if (!strcmp(fs, "memfd") || !strcmp(fs, "sealed"))
		return 0;
	if (guest_is_ours())
		return make_folder(fs, folder, size);
	if (!strcmp(fs, "hugetlb"))
		return 0;
	return strcmp(fs, "loop") ? find_folder(fs, folder, size) : -ENOENT;
}
