// SPDX-License-Identifier: GPL-2.0-only
/* survey_slow.c - direct I/O on a block device that is held up */
#include <errno.h>
#include <fcntl.h>
#include <linux/aio_abi.h>
#include <linux/dm-ioctl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "guest/lib/guest_text.h"
#include "guest/survey/survey_slow.h"

#define SLOW_NAME "survey-slow"
#define SLOW_NODES 16 /* dm-0 to dm-15 are looked at */

static struct {
	aio_context_t context;
	bool running;
	int fd;
	int ret;
} slow;

static int slow_path(char *path, size_t size)
{
	char name[64];
	int i;

	for (i = 0; i < SLOW_NODES; i++) {
		snprintf(path, size, "/sys/block/dm-%d/dm/name", i);
		if (!guest_text_line(path, name, sizeof(name)) &&
		    !strcmp(name, SLOW_NAME)) {
			snprintf(path, size, "/dev/dm-%d", i);
			return 0;
		}
	}
	return -ENODEV;
}

/* @flags: DM_SUSPEND_FLAG holds up all I/O from now on, 0 lets it go */
static int slow_hold(unsigned int flags)
{
	struct dm_ioctl how = {
		.version = { DM_VERSION_MAJOR },
		.data_size = sizeof(how),
		.flags = flags | DM_SKIP_LOCKFS_FLAG | DM_NOFLUSH_FLAG,
		.name = SLOW_NAME,
	};
	int fd = open("/dev/mapper/control", O_RDWR | O_CLOEXEC), ret;

	if (fd < 0)
		return -errno;
	ret = guest_errno(ioctl(fd, DM_DEV_SUSPEND, &how));
	close(fd);
	return ret;
}

/* A process cannot end before its I/O: poison kills it */
static void slow_died(int signal_nr)
{
	slow_hold(0);
	signal(signal_nr, SIG_DFL);
	raise(signal_nr);
}

static int slow_submit(struct survey_region *region, bool write)
{
	struct iocb all = {
		.aio_lio_opcode = write ? IOCB_CMD_PWRITE : IOCB_CMD_PREAD,
		.aio_fildes = slow.fd,
		.aio_buf = (uintptr_t)region->addr,
		.aio_nbytes = SURVEY_BYTES,
	}, *list = &all;

	if (syscall(__NR_io_setup, 1, &slow.context) ||
	    syscall(__NR_io_submit, slow.context, 1, &list) != 1)
		return -errno;
	slow.running = true;
	return 0;
}

/* Whoever was killed before may have left the device held up */
int survey_slow_begin(struct survey_region *region, bool write)
{
	char path[64];
	int ret = slow_path(path, sizeof(path));

	if (ret)
		return ret;
	slow.fd = open(path, O_RDWR | O_DIRECT | O_CLOEXEC);
	if (slow.fd < 0)
		return -errno;
	signal(SIGBUS, slow_died);
	ret = slow_hold(0);
	if (!ret)
		ret = slow_hold(DM_SUSPEND_FLAG);
	if (!ret)
		ret = slow_submit(region, write);
	if (ret)
		slow_hold(0);
	return ret;
}

int survey_slow_end(void)
{
	struct io_event done;

	if (!slow.running)
		return slow.ret;
	slow.running = false;
	slow.ret = slow_hold(0);
	if (slow.ret)
		return slow.ret;
	if (syscall(__NR_io_getevents, slow.context, 1, 1, &done, NULL) != 1)
		slow.ret = -errno;
	else if (done.res != SURVEY_BYTES)
		slow.ret = done.res < 0 ? done.res : -EIO;
	return slow.ret;
}

void survey_slow_unpin(struct survey_region *region)
{
	survey_slow_end();
}

/* Behind the device, in the file of the loop device: nothing waits */
static int slow_file(void)
{
	int fd = open("/tmp/survey.slow", O_RDWR | O_CLOEXEC);

	return fd >= 0 ? fd : errno == ENOENT ? -ENODEV : -errno;
}

int survey_slow_put(char byte)
{
	int fd = slow_file(), ret;

	if (fd < 0)
		return fd;
	ret = survey_fill(fd, byte, SURVEY_BYTES);
	close(fd);
	return ret;
}

int survey_slow_get(unsigned int page, char *byte)
{
	int fd = slow_file(), ret;

	if (fd < 0)
		return fd;
	ret = pread(fd, byte, 1, page * SURVEY_PAGE) == 1 ? 0 : -EIO;
	close(fd);
	return ret;
}
