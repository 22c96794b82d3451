// SPDX-License-Identifier: GPL-2.0-only
/* survey_tcp.c - a region in the queue of a sender whose receiver does not read */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "guest/survey/survey_tcp.h"

static int tcp_from = -1, tcp_to = -1;

/* A narrow window: the last pages stay in the sender's queue. */
int survey_tcp_connect(void)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof(at);
	int narrow = 4096, wide = 4 * SURVEY_BYTES;
	int door = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	tcp_from = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (door < 0 || tcp_from < 0 ||
	    setsockopt(door, SOL_SOCKET, SO_RCVBUF, &narrow, sizeof(narrow)) ||
	    setsockopt(tcp_from, SOL_SOCKET, SO_SNDBUF, &wide, sizeof(wide)) ||
	    bind(door, (void *)&at, size) || listen(door, 1) ||
	    getsockname(door, (void *)&at, &size) ||
	    connect(tcp_from, (void *)&at, size))
		return -errno;
	tcp_to = accept4(door, NULL, NULL, SOCK_CLOEXEC);
	close(door);
	return tcp_to < 0 ? -errno : tcp_from;
}

int survey_tcp_read(struct survey_region *region, unsigned int page, char *byte)
{
	size_t want = page * SURVEY_PAGE, got = 0;
	char bytes[SURVEY_PAGE];
	ssize_t done;

	while (got < SURVEY_BYTES) {
		done = recv(tcp_to, bytes, sizeof(bytes), 0);
		if (done <= 0)
			return done ? -errno : -EPIPE;
		if (want >= got && want < got + done)
			*byte = bytes[want - got];
		got += done;
	}
	return 0;
}

void survey_tcp_reset(struct survey_region *region)
{
	struct linger reset = { .l_onoff = 1 };

	setsockopt(tcp_from, SOL_SOCKET, SO_LINGER, &reset, sizeof(reset));
	close(tcp_from);
	close(tcp_to);
}
