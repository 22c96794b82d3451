// SPDX-License-Identifier: GPL-2.0-only
/* uring_register.c - fixed buffers of io_uring, a pin that needs no module */
#include <errno.h>
#include <liburing.h>
#include <stdlib.h>
#include <sys/uio.h>

#include "guest/lib/guest_memory.h"
#include "ubench/ub_case.h"

/* The kernel limits a buffer to 1 GiB, less than KB_PAGES_MAX pages */
#define BUFFER_BYTES (1UL << 30)
#define BUFFERS_MAX (KB_PAGES_MAX * GUEST_PAGE_BYTES / BUFFER_BYTES)

struct uring {
	struct io_uring ring;
	struct iovec buffer[BUFFERS_MAX];
	unsigned int nr_buffers;
};

static int uring_open(struct ub_buf *buf)
{
	size_t left = buf->nr_pages * GUEST_PAGE_BYTES;
	char *at = buf->addr;
	struct uring *u;
	int ret;

	u = calloc(1, sizeof(*u));
	if (!u)
		return -ENOMEM;
	ret = io_uring_queue_init(2, &u->ring, 0);
	if (ret) {
		free(u);
		return ret;
	}
	while (left) {
		struct iovec *v = &u->buffer[u->nr_buffers++];

		v->iov_base = at;
		v->iov_len = left < BUFFER_BYTES ? left : BUFFER_BYTES;
		at += v->iov_len;
		left -= v->iov_len;
	}
	buf->priv = u;
	return 0;
}

static void uring_close(struct ub_buf *buf)
{
	struct uring *u = buf->priv;

	io_uring_queue_exit(&u->ring);
	free(u);
}

static int uring_register(struct ub_buf *buf)
{
	struct uring *u = buf->priv;

	return io_uring_register_buffers(&u->ring, u->buffer, u->nr_buffers);
}

static int uring_unregister(struct ub_buf *buf)
{
	struct uring *u = buf->priv;

	return io_uring_unregister_buffers(&u->ring);
}

const struct ub_case ub_case_uring_register = {
	.name = "uring_register",
		.title = "IORING_REGISTER_BUFFERS and IORING_UNREGISTER_BUFFERS",
	.write = true,
	.open = uring_open,
	.close = uring_close,
	.phase = {
		{ "register", uring_register },
		{ "unregister", uring_unregister },
	},
};
