// SPDX-License-Identifier: GPL-2.0-only
/* survey_slow.c - direct I/O on a block device that answers late */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "guest/lib/guest_text.h"
#include "guest/lib/guest_time.h"
#include "guest/survey/survey_slow.h"

#define SLOW_NODES 16 /* dm-0 to dm-15 are looked at */

static struct {
	pthread_t thread;
	bool running;
	bool write;
	int fd;
	int ret;
	void *buffer;
} slow;

static int slow_path(char *path, size_t size)
{
	char name[64];
	int i;

	for (i = 0; i < SLOW_NODES; i++) {
		snprintf(path, size, "/sys/block/dm-%d/dm/name", i);
		if (!guest_text_line(path, name, sizeof(name)) &&
		    !strcmp(name, "survey-slow")) {
			snprintf(path, size, "/dev/dm-%d", i);
			return 0;
		}
	}
	return -ENODEV;
}

static void *slow_transfer(void *data)
{
	struct survey_region *region = data;

	ssize_t done = slow.write ?
			       pwrite(slow.fd, slow.buffer, SURVEY_BYTES, 0) :
			       pread(slow.fd, slow.buffer, SURVEY_BYTES, 0);

	slow.ret = done < 0 ? -errno : done == SURVEY_BYTES ? 0 : -EIO;
	region->released_ns = guest_now_ns();
	return NULL;
}

int survey_slow_begin(struct survey_region *region, bool write)
{
	char path[64];
	int ret = slow_path(path, sizeof(path));

	if (ret)
		return ret;
	slow.fd = open(path, O_RDWR | O_DIRECT | O_CLOEXEC);
	if (slow.fd < 0)
		return -errno;
	slow.write = write;
	slow.buffer = region->addr;
	ret = -pthread_create(&slow.thread, NULL, slow_transfer, region);
	slow.running = !ret;
	/* long enough to pin, and shorter than SURVEY_SLOW_MS by far */
	guest_sleep_ms(100);
	return ret;
}

int survey_slow_end(void)
{
	if (slow.running)
		pthread_join(slow.thread, NULL);
	slow.running = false;
	return slow.ret;
}

/* Behind the delay, in the file of the loop device: no second wait */
static int slow_file(void)
{
	int fd = open("/tmp/survey.slow", O_RDWR | O_CLOEXEC);

	return fd >= 0 ? fd : errno == ENOENT ? -ENODEV : -errno;
}

int survey_slow_put(char byte)
{
	int fd = slow_file(), ret;

	if (fd < 0)
		return fd;
	ret = survey_fill(fd, byte, SURVEY_BYTES);
	close(fd);
	return ret;
}

int survey_slow_get(unsigned int page, char *byte)
{
	int fd = slow_file(), ret;

	if (fd < 0)
		return fd;
	ret = pread(fd, byte, 1, page * SURVEY_PAGE) == 1 ? 0 : -EIO;
	close(fd);
	return ret;
}
