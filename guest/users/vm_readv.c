// SPDX-License-Identifier: GPL-2.0-only
/* vm_readv.c - the reference: pins for the length of one copy only */
#include <errno.h>
#include <sys/uio.h>
#include <unistd.h>

#include "guest/survey/survey.h"

static int readv_pin(struct survey_region *region)
{
	return 0;
}

static int readv_copy(struct survey_region *region, unsigned int page,
		      char *byte, bool write)
{
	struct iovec own = { byte, 1 };
	struct iovec its = { region->addr + page * SURVEY_PAGE, 1 };
	ssize_t done =
		write ? process_vm_writev(getpid(), &own, 1, &its, 1, 0) :
			process_vm_readv(getpid(), &own, 1, &its, 1, 0);

	return done == 1 ? 0 : done < 0 ? -errno : -EIO;
}

static int readv_read(struct survey_region *region, unsigned int page,
		      char *byte)
{
	return readv_copy(region, page, byte, false);
}

static int readv_write(struct survey_region *region, unsigned int page,
		       char byte)
{
	return readv_copy(region, page, &byte, true);
}

static void readv_unpin(struct survey_region *region)
{
}

const struct survey_user survey_user_vm_readv = {
	.name = "vm_readv",
	.title = "process_vm_readv(), the reference: pins for one copy",
	.needs = "CONFIG_CROSS_MEMORY_ATTACH",
	.holds_none = true,
	.pin = readv_pin,
	.read = readv_read,
	.write = readv_write,
	.unpin = readv_unpin,
};
