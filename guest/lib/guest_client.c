// SPDX-License-Identifier: GPL-2.0-only
/* guest_client.c - calls on /dev/kbench: policies, devices and their pairs */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
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

/* Whether @name is a word of @list, which has commas; a glob names nothing */
static bool is_named(const char *list, const char *name)
{
	size_t length = strlen(name);
	const char *at;

	for (at = list; at; at = strchr(at, ',') ? strchr(at, ',') + 1 : NULL)
		if (!strncmp(at, name, length) && strchr(",", at[length]))
			return true;
	return false;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(a, b);
}

/* Add the policies with a module in @folder, of those in tests/ the named ones */
static int add_policies(struct guest_client_names *policies, const char *folder,
			const char *named)
{
	struct utsname system;
	struct dirent *entry;
	char path[128], *name;
	DIR *dir;

	uname(&system);
	snprintf(path, sizeof(path), "/lib/modules/%.64s/extra%s",
		 system.release, folder);
	dir = opendir(path);
	if (!dir)
		return -errno;
	while ((entry = readdir(dir)) &&
	       policies->nr < GUEST_CLIENT_NAMES_MAX) {
		name = policies->name[policies->nr];
		if (sscanf(entry->d_name, "rvk_%31[a-z0-9_].ko", name) == 1)
			policies->nr += !*folder || is_named(named, name);
	}
	closedir(dir);
	return 0;
}

int guest_client_policies(struct guest_client_names *policies,
			  const char *named)
{
	int ret;

	policies->nr = 0;
	snprintf(policies->name[policies->nr++], KB_NAME_MAX, "none");
	ret = add_policies(policies, "", NULL);
	if (!ret && named)
		add_policies(policies, "/tests", named);
	qsort(policies->name, policies->nr, KB_NAME_MAX, by_name);
	return ret;
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
		devices->command_ns[devices->nr] = info.command_ns;
		memcpy(devices->name[devices->nr++], info.name, KB_NAME_MAX);
	}
	close(fd);
	return 0;
}
