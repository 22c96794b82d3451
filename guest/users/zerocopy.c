// SPDX-License-Identifier: GPL-2.0-only
/* zerocopy.c - send(MSG_ZEROCOPY) to a receiver that does not read yet */
#include <errno.h>
#include <sys/socket.h>

#include "guest/survey/survey_tcp.h"

static int zc_pin(struct survey_region *region)
{
	int fd = survey_tcp_connect(), on = 1;
	ssize_t done;

	if (fd < 0)
		return fd;
	if (setsockopt(fd, SOL_SOCKET, SO_ZEROCOPY, &on, sizeof(on)))
		return -ENODEV;
	done = send(fd, region->addr, SURVEY_BYTES,
		    MSG_ZEROCOPY | MSG_DONTWAIT);
	return done == SURVEY_BYTES ? 0 : done < 0 ? -errno : -EMSGSIZE;
}

const struct survey_user survey_user_zerocopy = {
	.name = "zerocopy",
	.title = "send(MSG_ZEROCOPY) over TCP, in the sender's queue",
	.needs = "CONFIG_INET",
	.setup = SURVEY_COMMANDS(SURVEY_TCP_SETUP),
	.pin = zc_pin,
	.read = survey_tcp_read,
	.unpin = survey_tcp_reset,
};
