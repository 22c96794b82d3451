// SPDX-License-Identifier: GPL-2.0-only
/* zerocopy.c - send(MSG_ZEROCOPY) to a receiver that does not read yet */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "guest/survey/survey.h"

static int zc_from = -1, zc_to = -1;

/* A narrow window: the last pages stay in the sender's queue. */
static int zc_connect(void)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof(at);
	int narrow = 4096, wide = 4 * SURVEY_BYTES, on = 1;
	int door = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	zc_from = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (door < 0 || zc_from < 0 ||
	    setsockopt(door, SOL_SOCKET, SO_RCVBUF, &narrow, sizeof(narrow)) ||
	    setsockopt(zc_from, SOL_SOCKET, SO_SNDBUF, &wide, sizeof(wide)) ||
	    bind(door, (void *)&at, size) || listen(door, 1) ||
	    getsockname(door, (void *)&at, &size) ||
	    connect(zc_from, (void *)&at, size))
		return -errno;
	zc_to = accept4(door, NULL, NULL, SOCK_CLOEXEC);
	close(door);
	if (zc_to < 0)
		return -errno;
	return setsockopt(zc_from, SOL_SOCKET, SO_ZEROCOPY, &on, sizeof(on)) ?
		       -ENODEV :
		       0;
}

static int zc_pin(struct survey_region *region)
{
	int ret = zc_connect();
	ssize_t done;

	if (ret)
		return ret;
	done = send(zc_from, region->addr, SURVEY_BYTES,
		    MSG_ZEROCOPY | MSG_DONTWAIT);
	return done == SURVEY_BYTES ? 0 : done < 0 ? -errno : -EMSGSIZE;
}

/* The receiver reads all of it; the byte is the one at @page */
static int zc_read(struct survey_region *region, unsigned int page, char *byte)
{
	size_t want = page * SURVEY_PAGE, got = 0;
	char bytes[SURVEY_PAGE];
	ssize_t done;

	while (got < SURVEY_BYTES) {
		done = recv(zc_to, bytes, sizeof(bytes), 0);
		if (done <= 0)
			return done ? -errno : -EPIPE;
		if (want >= got && want < got + done)
			*byte = bytes[want - got];
		got += done;
	}
	return 0;
}

static void zc_unpin(struct survey_region *region)
{
	struct linger reset = { .l_onoff = 1 };

	setsockopt(zc_from, SOL_SOCKET, SO_LINGER, &reset, sizeof(reset));
	close(zc_from);
	close(zc_to);
}

const struct survey_user survey_user_zerocopy = {
	.name = "zerocopy",
	.title = "send(MSG_ZEROCOPY) over TCP, in the sender's queue",
	.needs = "CONFIG_INET",
	.pin = zc_pin,
	.read = zc_read,
	.unpin = zc_unpin,
};
