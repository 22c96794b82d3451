// SPDX-License-Identifier: GPL-2.0-only
/* check_swap.c - another file gets the blocks of a file, and it gets that one's */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "guest/checks/lib/check.h"

/* fs/ext4/ext4.h */
#define EXT4_IOC_SWAP_BOOT _IO('f', 17)

/* fs/xfs/libxfs/xfs_fs.h; of the target's state the kernel compares two times */
struct xfs_time {
	long sec;
	int32_t nsec;
};

struct xfs_bstat {
	uint64_t ino;
	uint16_t mode, nlink;
	uint32_t uid, gid, rdev;
	int32_t blksize;
	int64_t size;
	struct xfs_time atime, mtime, ctime;
	int64_t blocks;
	uint32_t rest[10];
};

struct xfs_swapext {
	int64_t version, target, donor, offset, length;
	char pad[16];
	struct xfs_bstat target_was;
};

#define XFS_IOC_SWAPEXT _IOWR('X', 109, struct xfs_swapext)

int check_swap_boot(struct check *k)
{
	return guest_errno(ioctl(k->file.fd, EXT4_IOC_SWAP_BOOT));
}

/* A file of one extent, as large as that of the check */
static int make_donor(const struct check *k)
{
	static char zeros[CHECK_PAGE];
	char path[sizeof(k->file.path) + 8];
	uint64_t i;
	int fd;

	snprintf(path, sizeof(path), "%s.donor", k->file.path);
	fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0)
		return -errno;
	unlink(path);
	for (i = 0; i < k->nr_pages; i++)
		if (pwrite(fd, zeros, sizeof(zeros), i * sizeof(zeros)) < 0)
			goto failed;
	if (!fsync(fd))
		return fd;
failed:
	i = errno;
	close(fd);
	return -(int)i;
}

int check_swapext(struct check *k)
{
	struct xfs_swapext swap = { .target = k->file.fd };
	struct stat st;
	int ret;

	swap.donor = make_donor(k);
	if (swap.donor < 0)
		return swap.donor;
	if (fstat(k->file.fd, &st))
		return -errno;
	swap.length = st.st_size;
	swap.target_was.mtime.sec = st.st_mtim.tv_sec;
	swap.target_was.mtime.nsec = st.st_mtim.tv_nsec;
	swap.target_was.ctime.sec = st.st_ctim.tv_sec;
	swap.target_was.ctime.nsec = st.st_ctim.tv_nsec;
	ret = guest_errno(ioctl(k->file.fd, XFS_IOC_SWAPEXT, &swap));
	close(swap.donor);
	return ret;
}
