// SPDX-License-Identifier: GPL-2.0-only
/* survey_send.c - zero-copy send of io_uring, in the sender's queue */
#include <errno.h>
#include <sys/socket.h>

#include "guest/survey/survey_ring.h"
#include "guest/survey/survey_send.h"
#include "guest/survey/survey_tcp.h"

int survey_send_pin(struct survey_region *region, bool fixed)
{
	struct io_uring_sqe send = {
		.opcode = IORING_OP_SEND_ZC,
		.ioprio = fixed ? IORING_RECVSEND_FIXED_BUF : 0,
		.addr = (uintptr_t)region->addr,
		.len = SURVEY_BYTES,
		.msg_flags = MSG_DONTWAIT,
	};
	int ret = survey_ring_open();

	if (!ret && fixed)
		ret = survey_ring_register(region);
	if (ret)
		return ret;
	send.fd = survey_tcp_connect();
	if (send.fd < 0)
		return send.fd;
	ret = survey_ring_do(&send);
	if (ret == -EINVAL)
		return -ENODEV;
	return ret == SURVEY_BYTES ? 0 : ret < 0 ? ret : -EMSGSIZE;
}

void survey_send_unpin(struct survey_region *region)
{
	survey_tcp_reset(region);
	survey_ring_close(region);
}
