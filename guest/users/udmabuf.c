// SPDX-License-Identifier: GPL-2.0-only
/* udmabuf.c - a DMA buffer of the pages of a memfd */
#include <errno.h>
#include <fcntl.h>
#include <linux/udmabuf.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "guest/survey/survey.h"

static int dma_fd = -1;
static char *dma_addr;

/* The driver insists on F_SEAL_SHRINK. */
static int dma_pin(struct survey_region *region)
{
	struct udmabuf_create create = {
		.memfd = region->fd,
		.flags = UDMABUF_FLAGS_CLOEXEC,
		.size = SURVEY_BYTES,
	};
	int fd = open("/dev/udmabuf", O_RDWR | O_CLOEXEC);

	if (fd < 0)
		return errno == ENOENT ? -ENODEV : -errno;
	if (fcntl(region->fd, F_ADD_SEALS, F_SEAL_SHRINK))
		return -errno;
	dma_fd = ioctl(fd, UDMABUF_CREATE, &create);
	if (dma_fd < 0)
		return -errno;
	close(fd);
	dma_addr = mmap(NULL, SURVEY_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED,
			dma_fd, 0);
	return guest_errno(dma_addr == MAP_FAILED);
}

static int dma_read(struct survey_region *region, unsigned int page, char *byte)
{
	*byte = dma_addr[page * SURVEY_PAGE];
	return 0;
}

static int dma_write(struct survey_region *region, unsigned int page, char byte)
{
	dma_addr[page * SURVEY_PAGE] = byte;
	return 0;
}

static void dma_unpin(struct survey_region *region)
{
	munmap(dma_addr, SURVEY_BYTES);
	close(dma_fd);
}

const struct survey_user survey_user_udmabuf = {
	.name = "udmabuf",
	.title = "a DMA buffer of a memfd, which is sealed against shrinking",
	.needs = "CONFIG_UDMABUF",
	.setup = SURVEY_COMMANDS(
		"[ -e /dev/udmabuf ] || modprobe udmabuf 2>/dev/null"),
	.fs = "memfd",
	.sealed = true,
	.pin = dma_pin,
	.read = dma_read,
	.write = dma_write,
	.unpin = dma_unpin,
};
