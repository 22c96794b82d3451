// SPDX-License-Identifier: GPL-2.0-only
/* guest_client.c - calls on /dev/kbench: policies, devices and their pairs */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "guest/lib/guest_client.h"

int guest_client_call(int fd, unsigned long command, void *arg)
{
	return ioctl(fd, command, arg) ? -errno : 0;
}

int guest_client_select(int fd, const char *policy)
{
	struct kb_policy arg = { .abi = KB_ABI };

	snprintf(arg.name, sizeof(arg.name), "%s", policy);
	return guest_client_call(fd, KB_IOC_POLICY, &arg);
}

int guest_client_open(const char *policy)
{
	int ret, fd = open("/dev/kbench", O_RDWR | O_CLOEXEC);

	if (fd < 0)
		return -errno;
	ret = guest_client_select(fd, policy);
	if (!ret)
		return fd;
	close(fd);
	return ret;
}

int guest_client_device_at(int fd, uint32_t index, struct kb_device_info *info)
{
	*info = (struct kb_device_info){ .abi = KB_ABI, .index = index };
	return guest_client_call(fd, KB_IOC_DEVICE, info);
}

int guest_client_probe(const char *policy, const char *device, char *reason,
		       size_t size)
{
	struct kb_region arg = { .abi = KB_ABI, .flags = KB_REGION_PROBE };
	int ret, fd = guest_client_open(policy);

	if (fd < 0)
		return fd;
	snprintf(arg.device, sizeof(arg.device), "%s", device);
	ret = guest_client_call(fd, KB_IOC_REGION, &arg);
	close(fd);
	snprintf(reason, size, "%s", arg.reason);
	return ret;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(a, b);
}

int guest_client_policies(struct guest_client_names *policies)
{
	struct utsname system;
	struct dirent *entry;
	char path[128];
	DIR *dir;

	uname(&system);
	snprintf(path, sizeof(path), "/lib/modules/%.64s/extra",
		 system.release);
	dir = opendir(path);
	if (!dir)
		return -errno;
	policies->nr = 0;
	snprintf(policies->name[policies->nr++], KB_NAME_MAX, "none");
	while ((entry = readdir(dir)) && policies->nr < GUEST_CLIENT_NAMES_MAX)
		if (sscanf(entry->d_name, "rvk_%31[a-z0-9_].ko",
			   policies->name[policies->nr]) == 1)
			policies->nr++;
	closedir(dir);
	qsort(policies->name, policies->nr, KB_NAME_MAX, by_name);
	return 0;
}

int guest_client_devices(struct guest_client_names *devices)
{
	struct kb_device_info info;
	int fd = guest_client_open("none");

	if (fd < 0)
		return fd;
	devices->nr = 0;
	while (devices->nr < GUEST_CLIENT_NAMES_MAX &&
	       !guest_client_device_at(fd, devices->nr, &info)) {
		devices->can[devices->nr] = info.can;
		devices->point_ns[devices->nr] = info.point_ns;
		devices->fence_ns[devices->nr] = info.fence_ns;
		memcpy(devices->name[devices->nr++], info.name, KB_NAME_MAX);
	}
	close(fd);
	return 0;
}
