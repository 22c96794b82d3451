// SPDX-License-Identifier: GPL-2.0-only
/* vduse.c - a device in userspace (VDUSE) has the file as its driver's bounce buffer */
#include <errno.h>
#include <linux/aio_abi.h>
#include <signal.h>
#include <sys/mman.h>

#include "guest/survey/survey_vduse.h"

/*
 * The file lies across the pages that the data of an I/O takes, in memory that has
 * the head and the status of the request: the device, which is this process, finds
 * them there whatever becomes of the file.
 */
#define VDUSE_FILE_AT (SURVEY_VDUSE_BOUNCE - 16 * SURVEY_PAGE - SURVEY_BYTES)

static int vduse_register_at(struct survey_region *region, char *place,
			     size_t at)
{
	char *addr = mremap(region->addr, SURVEY_BYTES, SURVEY_BYTES,
			    MREMAP_MAYMOVE | MREMAP_FIXED, place + at);

	if (addr == MAP_FAILED)
		return -errno;
	region->addr = addr;
	return survey_vduse_register(place);
}

/* If only some pages can be pinned, the first one's error says why not the others */
static int vduse_register(struct survey_region *region)
{
	char *place = guest_anon(SURVEY_VDUSE_BOUNCE, MAP_PRIVATE);
	int ret;

	if (!place)
		return -errno;
	ret = vduse_register_at(region, place, VDUSE_FILE_AT);
	if (ret == -ENOMEM)
		ret = vduse_register_at(region, place, 0) ?: ret;
	return ret;
}

/* Nobody else answers the driver: poison kills the device */
static void vduse_died(int signal_nr)
{
	survey_vduse_close();
	signal(signal_nr, SIG_DFL);
	raise(signal_nr);
}

static int vduse_pin(struct survey_region *region)
{
	int ret = survey_vduse_open();

	if (!ret)
		ret = vduse_register(region);
	if (ret)
		survey_vduse_close();
	else
		signal(SIGBUS, vduse_died);
	return ret;
}

/* Whoever reads the disk gets what the driver copies out of the pinned page */
static int vduse_read(struct survey_region *region, unsigned int page,
		      char *byte)
{
	return survey_vduse_io(IOCB_CMD_PREAD,
			       VDUSE_FILE_AT + page * SURVEY_PAGE, byte);
}

/* What is written to the disk, the driver copies into the pinned page */
static int vduse_write(struct survey_region *region, unsigned int page,
		       char byte)
{
	return survey_vduse_io(IOCB_CMD_PWRITE,
			       VDUSE_FILE_AT + page * SURVEY_PAGE, &byte);
}

static void vduse_unpin(struct survey_region *region)
{
	survey_vduse_close();
}

/* A huge page would leave no room for a head and a status */
const struct survey_user survey_user_vduse = {
	.name = "vduse",
	.title =
		"a disk's bounce buffer, registered by its device, a process (VDUSE)",
	.needs = SURVEY_VDUSE_NEEDS,
	.setup = SURVEY_COMMANDS(SURVEY_VDUSE_SETUP),
	.fs = "tmpfs,memfd,ext4,xfs,fsdax,sealed,overlay,loop,btrfs,f2fs,private",
	.pin = vduse_pin,
	.read = vduse_read,
	.write = vduse_write,
	.unpin = vduse_unpin,
};
