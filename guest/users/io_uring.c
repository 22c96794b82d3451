// SPDX-License-Identifier: GPL-2.0-only
/* io_uring.c - registered buffers */
#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

#include "guest/survey/survey_ring.h"

static int uring_pipe[2];

static int uring_pin(struct survey_region *region)
{
	int ret = survey_ring_open();

	if (!ret && pipe(uring_pipe))
		ret = -errno;
	return ret ? ret : survey_ring_register(region);
}

/* One operation on a byte of the registered buffer, until it is complete */
static int uring_do(struct survey_region *region, int op, int fd,
		    unsigned int page)
{
	int ret = survey_ring_do(&(struct io_uring_sqe){
		.opcode = op,
		.fd = fd,
		.addr = (uintptr_t)region->addr + page * SURVEY_PAGE,
		.len = 1,
		.off = -1,
	});

	return ret == 1 ? 0 : ret < 0 ? ret : -EIO;
}

static int uring_read(struct survey_region *region, unsigned int page,
		      char *byte)
{
	int ret = uring_do(region, IORING_OP_WRITE_FIXED, uring_pipe[1], page);

	return ret ? ret : read(uring_pipe[0], byte, 1) == 1 ? 0 : -EIO;
}

static int uring_write(struct survey_region *region, unsigned int page,
		       char byte)
{
	if (write(uring_pipe[1], &byte, 1) != 1)
		return -EIO;
	return uring_do(region, IORING_OP_READ_FIXED, uring_pipe[0], page);
}

/* Reads a page of another file into the buffer */
static int uring_move(struct survey_region *region, unsigned int page,
		      char *byte)
{
	static int source = -1;
	int ret;

	if (source < 0) {
		source = memfd_create("source", MFD_CLOEXEC);
		ret = survey_fill(source, SURVEY_DEVICE, SURVEY_PAGE);
		if (ret)
			return ret;
	}
	ret = survey_ring_do(&(struct io_uring_sqe){
		.opcode = IORING_OP_READ_FIXED,
		.fd = source,
		.addr = (uintptr_t)region->addr + page * SURVEY_PAGE,
		.len = SURVEY_PAGE,
	});
	*byte = SURVEY_DEVICE;
	return ret == SURVEY_PAGE ? 0 : ret < 0 ? ret : -EIO;
}

const struct survey_user survey_user_io_uring = {
	.name = "io_uring",
	.title = "registered buffers",
	.needs = "CONFIG_IO_URING",
	.further = true,
	.pin = uring_pin,
	.read = uring_read,
	.write = uring_write,
	.unpin = survey_ring_close,
	.move = uring_move,
	.moves = SURVEY_PAGE,
};
