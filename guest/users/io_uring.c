// SPDX-License-Identifier: GPL-2.0-only
/* io_uring.c - registered buffers */
#include <errno.h>
#include <linux/io_uring.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "guest/survey/survey.h"

static struct {
	int fd;
	int pipe[2];
	char *submit; /* ring of submissions */
	char *done; /* ring of completions */
	struct io_uring_sqe *entries;
	struct io_uring_params params;
} ring;

static void *ring_map(size_t bytes, off_t at)
{
	return mmap(NULL, bytes, PROT_READ | PROT_WRITE,
		    MAP_SHARED | MAP_POPULATE, ring.fd, at);
}

static int ring_open(void)
{
	struct io_uring_params *p = &ring.params;

	ring.fd = syscall(__NR_io_uring_setup, 4, p);
	if (ring.fd < 0)
		return errno == EPERM ? -errno : -ENODEV;
	ring.submit =
		ring_map(p->sq_off.array + p->sq_entries * sizeof(unsigned int),
			 IORING_OFF_SQ_RING);
	ring.done = ring_map(
		p->cq_off.cqes + p->cq_entries * sizeof(struct io_uring_cqe),
		IORING_OFF_CQ_RING);
	ring.entries = ring_map(p->sq_entries * sizeof(*ring.entries),
				IORING_OFF_SQES);
	if (ring.submit == MAP_FAILED || ring.done == MAP_FAILED ||
	    ring.entries == MAP_FAILED || pipe(ring.pipe))
		return -errno;
	return 0;
}

static int uring_pin(struct survey_region *region)
{
	struct iovec all = { region->addr, SURVEY_BYTES };
	int ret = ring_open();

	if (ret)
		return ret;
	return syscall(__NR_io_uring_register, ring.fd, IORING_REGISTER_BUFFERS,
		       &all, 1) ?
		       -errno :
		       0;
}

/* One operation on a byte of the registered buffer, until it is complete */
static int uring_do(struct survey_region *region, int op, int fd,
		    unsigned int page)
{
	const struct io_uring_params *p = &ring.params;
	unsigned int *tail = (void *)(ring.submit + p->sq_off.tail);
	unsigned int *array = (void *)(ring.submit + p->sq_off.array);
	unsigned int *head = (void *)(ring.done + p->cq_off.head);
	struct io_uring_cqe *cqes = (void *)(ring.done + p->cq_off.cqes), *cqe;
	unsigned int at = *tail & (p->sq_entries - 1);

	ring.entries[at] = (struct io_uring_sqe){
		.opcode = op,
		.fd = fd,
		.addr = (uintptr_t)region->addr + page * SURVEY_PAGE,
		.len = 1,
		.off = -1,
	};
	array[at] = at;
	__atomic_store_n(tail, *tail + 1, __ATOMIC_RELEASE);
	if (syscall(__NR_io_uring_enter, ring.fd, 1, 1, IORING_ENTER_GETEVENTS,
		    NULL, 0) < 0)
		return -errno;
	cqe = &cqes[*head & (p->cq_entries - 1)];
	__atomic_store_n(head, *head + 1, __ATOMIC_RELEASE);
	return cqe->res == 1 ? 0 : cqe->res < 0 ? cqe->res : -EIO;
}

static int uring_read(struct survey_region *region, unsigned int page,
		      char *byte)
{
	int ret = uring_do(region, IORING_OP_WRITE_FIXED, ring.pipe[1], page);

	return ret ? ret : read(ring.pipe[0], byte, 1) == 1 ? 0 : -EIO;
}

static int uring_write(struct survey_region *region, unsigned int page,
		       char byte)
{
	if (write(ring.pipe[1], &byte, 1) != 1)
		return -EIO;
	return uring_do(region, IORING_OP_READ_FIXED, ring.pipe[0], page);
}

static void uring_unpin(struct survey_region *region)
{
	syscall(__NR_io_uring_register, ring.fd, IORING_UNREGISTER_BUFFERS,
		NULL, 0);
	close(ring.fd);
}

const struct survey_user survey_user_io_uring = {
	.name = "io_uring",
	.title = "registered buffers",
	.needs = "CONFIG_IO_URING",
	.further = true,
	.pin = uring_pin,
	.read = uring_read,
	.write = uring_write,
	.unpin = uring_unpin,
};
