// SPDX-License-Identifier: GPL-2.0-only
/* check_loop.c - a loop device whose disk is the file of a check */
#include <errno.h>
#include <fcntl.h>
#include <linux/loop.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "guest/checks/lib/check.h"

int check_loop_open(struct check *k)
{
	struct loop_config config = {
		.fd = k->file.fd,
		.info = { .lo_flags = LO_FLAGS_AUTOCLEAR },
	};
	int fd, ret = guest_load("loop");

	if (ret)
		return ret;
	fd = open(CHECK_LOOP, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	if (!ioctl(fd, LOOP_CONFIGURE, &config))
		return fd;
	ret = -errno;
	close(fd);
	return ret;
}

void check_loop_node(struct check *k)
{
	int fd = check_ok(k, check_loop_open(k), CHECK_LOOP ": %m");
	struct stat st;

	close(k->file.fd);
	unlink(k->file.path);
	check_want(k,
		   !fstat(fd, &st) &&
			   !mknod(k->file.path, S_IFBLK | 0600, st.st_rdev),
		   "mknod %s: %m", k->file.path);
	k->file.fd = open(k->file.path, O_RDWR | O_CLOEXEC);
	check_want(k, k->file.fd >= 0, "%s: %m", k->file.path);
	close(fd);
}
