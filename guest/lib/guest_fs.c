// SPDX-License-Identifier: GPL-2.0-only
/* guest_fs.c - folders on the filesystems of guest/memory/ */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "guest/lib/guest_fs.h"
#include "guest/lib/guest_memory.h"

const char *const guest_fs_names[] = { "tmpfs", "ext4", "xfs", "fsdax", NULL };

/* Folder of an unnamed file: setup() of a kind of memory leaves only that */
static int folder_of(int fd, char *folder, size_t size)
{
	char link[64], path[256], *slash;
	ssize_t n;

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	n = readlink(link, path, sizeof(path) - 1);
	if (n < 0)
		return -errno;
	path[n] = '\0';
	slash = strrchr(path, '/');
	if (!slash || slash == path || (size_t)(slash - path) >= size)
		return -ENOENT;
	*slash = '\0';
	snprintf(folder, size, "%s", path);
	return 0;
}

int guest_fs_use(const char *name, char *folder, size_t size)
{
	const struct guest_memory *memory = guest_memory_find(name);
	struct guest_map region = { .nr_pages = 1, .fd = -1 };
	int ret = memory ? memory->setup(&region) : -ENOENT;

	if (!ret) {
		ret = folder_of(region.fd, folder, size);
		memory->teardown(&region);
	}
	if (ret)
		fprintf(stderr, "%s: cannot use %s: %s\n",
			program_invocation_short_name, name,
			*region.why ? region.why : strerror(-ret));
	return ret;
}
