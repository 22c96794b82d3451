// SPDX-License-Identifier: GPL-2.0-only
/* init_port.c - the guest's side of a virtio-serial port */
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "guest/init/init_port.h"

#define PORT_GLOB "/sys/class/virtio-ports/*/name"
#define WAIT_US 1000
#define WAITS 5000

static bool is_called(const char *path, const char *name)
{
	char line[64] = "";
	FILE *f = fopen(path, "re");

	if (!f)
		return false;
	if (fgets(line, sizeof(line), f))
		line[strcspn(line, "\n")] = '\0';
	fclose(f);
	return !strcmp(line, name);
}

/* "/sys/class/virtio-ports/vport0p1/name" -> "/dev/vport0p1" */
static int open_device(const char *path)
{
	const char *first = path + strlen("/sys/class/virtio-ports/");
	int length = strcspn(first, "/");
	char device[64];

	snprintf(device, sizeof(device), "/dev/%.*s", length, first);
	return open(device, O_RDWR);
}

static int try_open(const char *name)
{
	glob_t found;
	size_t i;
	int fd = -1;

	errno = ENOENT;
	if (glob(PORT_GLOB, 0, NULL, &found))
		return -1;
	for (i = 0; fd < 0 && i < found.gl_pathc; i++)
		if (is_called(found.gl_pathv[i], name))
			fd = open_device(found.gl_pathv[i]);
	globfree(&found);
	return fd;
}

int init_port_open(const char *name)
{
	int fd, waits;

	for (waits = 0; waits < WAITS; waits++) {
		fd = try_open(name);
		if (fd >= 0)
			return fd;
		usleep(WAIT_US);
	}
	errno = ENOENT;
	return -1;
}
