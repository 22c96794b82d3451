// SPDX-License-Identifier: GPL-2.0-only
/* survey_ring.c - one io_uring, an operation at a time */
#include <errno.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "guest/survey/survey_ring.h"

static struct {
	int fd;
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

int survey_ring_open(void)
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
	return guest_errno(ring.submit == MAP_FAILED ||
			   ring.done == MAP_FAILED ||
			   ring.entries == MAP_FAILED);
}

int survey_ring_register(struct survey_region *region)
{
	struct iovec all = { region->addr, SURVEY_BYTES };

	return guest_errno(syscall(__NR_io_uring_register, ring.fd,
				   IORING_REGISTER_BUFFERS, &all, 1));
}

int survey_ring_do(const struct io_uring_sqe *op)
{
	const struct io_uring_params *p = &ring.params;
	unsigned int *tail = (void *)(ring.submit + p->sq_off.tail);
	unsigned int *array = (void *)(ring.submit + p->sq_off.array);
	unsigned int *head = (void *)(ring.done + p->cq_off.head);
	struct io_uring_cqe *cqes = (void *)(ring.done + p->cq_off.cqes), *cqe;
	unsigned int at = *tail & (p->sq_entries - 1);

	ring.entries[at] = *op;
	array[at] = at;
	__atomic_store_n(tail, *tail + 1, __ATOMIC_RELEASE);
	if (syscall(__NR_io_uring_enter, ring.fd, 1, 1, IORING_ENTER_GETEVENTS,
		    NULL, 0) < 0)
		return -errno;
	cqe = &cqes[*head & (p->cq_entries - 1)];
	__atomic_store_n(head, *head + 1, __ATOMIC_RELEASE);
	return cqe->res;
}

void survey_ring_unregister(struct survey_region *region)
{
	syscall(__NR_io_uring_register, ring.fd, IORING_UNREGISTER_BUFFERS,
		NULL, 0);
}

void survey_ring_close(struct survey_region *region)
{
	survey_ring_unregister(region);
	close(ring.fd);
}
