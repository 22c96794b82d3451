// SPDX-License-Identifier: GPL-2.0-only
/* ublk.c - direct I/O on a block device whose server is a process: this one */
#include <errno.h>
#include <fcntl.h>
#include <liburing.h>
#include <linux/aio_abi.h>
#include <linux/ublk_cmd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "guest/survey/survey.h"

#define UBLK_TAGS 4
#define UBLK_COPY (1ULL << 7) /* UBLK_F_USER_COPY of Linux 6.5 */
#define UBLK_TAG_SHIFT 25 /* UBLK_TAG_OFF, likewise */
#define UBLK_CONTROL UBLK_TAGS /* what the ring knows a control command by */
#define UBLK_BYTES (64UL << 20) /* of the device */
/* No look for partitions, which might hold a page of its cache, comes there */
#define UBLK_AT (UBLK_BYTES / 4)
#define UBLK_SETUP_DONE "/tmp/survey.ublk"

static struct {
	struct io_uring ring;
	aio_context_t context;
	int control, queue, disk;
	int nr; /* of the device */
	int nr_io; /* in flight */
	int held[2]; /* tags of the I/O, by UBLK_IO_OP_*; -1: not there yet */
	const struct ublksrv_io_desc *io; /* by tag, the kernel writes it */
} ublk;

static struct io_uring_sqe *ublk_entry(int fd, unsigned int op, uint64_t data)
{
	struct io_uring_sqe *entry = io_uring_get_sqe(&ublk.ring);

	if (!entry) /* it has room for more than is ever under way */
		abort();
	memset(entry, 0, 2 * sizeof(*entry));
	entry->opcode = IORING_OP_URING_CMD;
	entry->fd = fd;
	entry->cmd_op = op;
	entry->user_data = data;
	return entry;
}

/* Fetch a request, or the next one after the answer to this */
static void ublk_fetch(unsigned int op, int tag, int result)
{
	struct io_uring_sqe *entry = ublk_entry(ublk.queue, op, tag);

	*(struct ublksrv_io_cmd *)entry->cmd =
		(struct ublksrv_io_cmd){ .tag = tag, .result = result };
}

static void ublk_answer(int tag)
{
	ublk_fetch(UBLK_IO_COMMIT_AND_FETCH_REQ, tag,
		   ublk.io[tag].nr_sectors << 9);
}

/* The I/O on the region is held, all else, a look for partitions, answered */
static void ublk_serve(int tag)
{
	const struct ublksrv_io_desc *io = &ublk.io[tag];

	if (ublk.context && io->nr_sectors == SURVEY_BYTES >> 9)
		ublk.held[ublksrv_get_op(io) == UBLK_IO_OP_WRITE] = tag;
	else
		ublk_answer(tag);
}

/* Serve one completion: UBLK_CONTROL with its @result, or a tag */
static int ublk_step(int *result)
{
	struct io_uring_cqe *done;
	int ret = io_uring_submit_and_wait(&ublk.ring, 1), what;

	if (ret >= 0)
		ret = io_uring_peek_cqe(&ublk.ring, &done);
	if (ret < 0)
		return ret;
	what = done->user_data;
	*result = done->res;
	io_uring_cqe_seen(&ublk.ring, done);
	if (what != UBLK_CONTROL && *result == UBLK_IO_RES_OK)
		ublk_serve(what);
	return what;
}

/* Serve until the command is done: its result */
static int ublk_wait(void)
{
	int what, ret;

	do {
		what = ublk_step(&ret);
	} while (what >= 0 && what != UBLK_CONTROL);
	return what < 0 ? what : ret;
}

static int ublk_command(unsigned int op, void *data, size_t bytes, uint64_t arg)
{
	struct io_uring_sqe *entry = ublk_entry(ublk.control, op, UBLK_CONTROL);

	*(struct ublksrv_ctrl_cmd *)entry->cmd = (struct ublksrv_ctrl_cmd){
		.dev_id = ublk.nr,
		.queue_id = -1,
		.len = bytes,
		.addr = (uintptr_t)data,
		.data[0] = arg,
	};
	return ublk_wait();
}

/* By a worker of the ring: open(2) and close(2) wait for a look for partitions */
static int ublk_worker(struct io_uring_sqe *entry)
{
	entry->user_data = UBLK_CONTROL;
	entry->flags = IOSQE_ASYNC;
	return ublk_wait();
}

static int ublk_open_disk(const char *path)
{
	struct io_uring_sqe *entry = ublk_entry(AT_FDCWD, 0, UBLK_CONTROL);

	io_uring_prep_openat(entry, AT_FDCWD, path,
			     O_RDWR | O_DIRECT | O_CLOEXEC, 0);
	return ublk_worker(entry);
}

static void ublk_close_disk(void)
{
	struct io_uring_sqe *entry = ublk_entry(ublk.disk, 0, UBLK_CONTROL);

	io_uring_prep_close(entry, ublk.disk);
	ublk_worker(entry);
}

static int ublk_add(void)
{
	struct io_uring_params how = { .flags = IORING_SETUP_SQE128 };
	struct ublksrv_ctrl_dev_info is = {
		.nr_hw_queues = 1,
		.queue_depth = UBLK_TAGS,
		.max_io_buf_bytes = SURVEY_BYTES,
		.dev_id = -1,
		.flags = UBLK_COPY,
	};
	int ret;

	ublk.control = open("/dev/ublk-control", O_RDWR | O_CLOEXEC);
	if (ublk.control < 0 || access(UBLK_SETUP_DONE, F_OK))
		return -ENODEV;
	ret = io_uring_queue_init_params(2 * UBLK_TAGS, &ublk.ring, &how);
	ublk.nr = -1;
	if (!ret)
		ret = ublk_command(UBLK_CMD_ADD_DEV, &is, sizeof(is), 0);
	ublk.nr = is.dev_id;
	return ret ? ret : is.flags & UBLK_COPY ? 0 : -ENODEV;
}

static int ublk_start(void)
{
	struct ublk_params size = {
		.len = sizeof(size),
		.types = UBLK_PARAM_TYPE_BASIC,
		.basic = { .logical_bs_shift = 12,
			   .physical_bs_shift = 12,
			   .io_min_shift = 12,
			   .io_opt_shift = 12,
			   .max_sectors = SURVEY_BYTES >> 9,
			   .dev_sectors = UBLK_BYTES >> 9 },
	};
	char path[32];
	int ret = ublk_command(UBLK_CMD_SET_PARAMS, &size, sizeof(size), 0);
	int tag;

	snprintf(path, sizeof(path), "/dev/ublkc%d", ublk.nr);
	ublk.queue = ret ? -1 : open(path, O_RDWR | O_CLOEXEC);
	if (ublk.queue < 0)
		return ret ? ret : -errno;
	ublk.io = mmap(NULL, SURVEY_PAGE, PROT_READ, MAP_SHARED | MAP_POPULATE,
		       ublk.queue, UBLKSRV_CMD_BUF_OFFSET);
	if (ublk.io == MAP_FAILED)
		return -errno;
	for (tag = 0; tag < UBLK_TAGS; tag++)
		ublk_fetch(UBLK_IO_FETCH_REQ, tag, 0);
	ret = ublk_command(UBLK_CMD_START_DEV, NULL, 0, getpid());
	snprintf(path, sizeof(path), "/dev/ublkb%d", ublk.nr);
	if (!ret)
		ublk.disk = ublk_open_disk(path);
	return ret ? ret : ublk.disk < 0 ? ublk.disk : 0;
}

/* One I/O by which the server reads the region, and one by which it writes */
static int ublk_submit(struct survey_region *region)
{
	struct iocb all = {
		.aio_lio_opcode = IOCB_CMD_PWRITE,
		.aio_fildes = ublk.disk,
		.aio_buf = (uintptr_t)region->addr,
		.aio_nbytes = SURVEY_BYTES,
		.aio_offset = UBLK_AT,
	}, *list = &all;
	int i, ret = 0;

	ublk.held[0] = -1;
	ublk.held[1] = -1;
	if (syscall(__NR_io_setup, 2, &ublk.context))
		return -errno;
	for (i = 0; i < 1 + region->write; i++) {
		if (syscall(__NR_io_submit, ublk.context, 1, &list) != 1)
			return -errno;
		ublk.nr_io++;
		all.aio_lio_opcode = IOCB_CMD_PREAD;
		all.aio_offset = 2 * UBLK_AT;
	}
	while (ublk.held[1] < 0 || (region->write && ublk.held[0] < 0))
		if (ublk_step(&ret) < 0)
			return -EIO;
	return 0;
}

static void ublk_release(void)
{
	int i;

	for (i = 0; i < 2; i++)
		if (ublk.held[i] >= 0)
			ublk_answer(ublk.held[i]);
	io_uring_submit(&ublk.ring);
}

/* A process cannot end before its I/O: poison kills it */
static void ublk_died(int signal_nr)
{
	ublk_release();
	signal(signal_nr, SIG_DFL);
	raise(signal_nr);
}

static int ublk_pin(struct survey_region *region)
{
	int ret = ublk_add();

	if (!ret)
		ret = ublk_start();
	signal(SIGBUS, ublk_died);
	return ret ? ret : ublk_submit(region);
}

static off_t ublk_at(int tag, unsigned int page)
{
	return UBLKSRV_IO_BUF_OFFSET + ((off_t)tag << UBLK_TAG_SHIFT) +
	       page * SURVEY_PAGE;
}

static int ublk_read(struct survey_region *region, unsigned int page,
		     char *byte)
{
	return pread(ublk.queue, byte, 1, ublk_at(ublk.held[1], page)) == 1 ?
		       0 :
		       -errno;
}

static int ublk_write(struct survey_region *region, unsigned int page,
		      char byte)
{
	return pwrite(ublk.queue, &byte, 1, ublk_at(ublk.held[0], page)) == 1 ?
		       0 :
		       -errno;
}

static void ublk_unpin(struct survey_region *region)
{
	struct io_event done[2];

	ublk_release();
	syscall(__NR_io_getevents, ublk.context, ublk.nr_io, 2, done, NULL);
	ublk_close_disk();
	ublk_command(UBLK_CMD_STOP_DEV, NULL, 0, 0);
	munmap((void *)ublk.io, SURVEY_PAGE);
	close(ublk.queue);
	ublk_command(UBLK_CMD_DEL_DEV, NULL, 0, 0);
}

const struct survey_user survey_user_ublk = {
	.name = "ublk",
	.title = "O_DIRECT on a block device whose server is a process",
	.needs =
		"CONFIG_BLK_DEV_UBLK of Linux 6.5, CONFIG_AIO, the guest's setup",
	.setup = SURVEY_COMMANDS("modprobe ublk_drv && touch " UBLK_SETUP_DONE),
	.pin = ublk_pin,
	.read = ublk_read,
	.write = ublk_write,
	.unpin = ublk_unpin,
};
