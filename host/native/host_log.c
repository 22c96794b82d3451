// SPDX-License-Identifier: GPL-2.0-only
/* host_log.c - this machine's kernel log while a cell runs */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "host/native/host_log.h"

int host_log_open(void)
{
	int fd = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);

	if (fd < 0)
		return -errno;
	lseek(fd, 0, SEEK_END);
	return fd;
}

/* Copy the text of "6,339,5140900,-;text\n"; further lines are properties. */
static void copy_record(char *record, int to)
{
	unsigned long long us = 0;
	char *text = strchr(record, ';');

	if (!text || sscanf(record, "%*u,%*u,%llu", &us) != 1)
		return;
	text[1 + strcspn(text + 1, "\n")] = '\0';
	dprintf(to, "[%5llu.%06llu] %s\n", us / 1000000, us % 1000000,
		text + 1);
}

void host_log_copy(int kmsg, int to)
{
	char record[8192];
	ssize_t n;

	if (kmsg < 0) {
		dprintf(to, "/dev/kmsg: %s\n", strerror(-kmsg));
		return;
	}
	for (;;) {
		n = read(kmsg, record, sizeof(record) - 1);
		if (n < 0 && errno == EPIPE)
			continue; /* the kernel overwrote the record */
		if (n <= 0)
			break;
		record[n] = '\0';
		copy_record(record, to);
	}
	close(kmsg);
}
