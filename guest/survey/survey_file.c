// SPDX-License-Identifier: GPL-2.0-only
/* survey_file.c - files without a name, full of one byte */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "guest/lib/guest_text.h"
#include "guest/survey/survey.h"

/* The name goes at once: a killed survey leaves no file. */
int survey_file(const char *fs, const char *folder)
{
	char path[256];
	int fd;

	if (!strcmp(fs, "memfd")) {
		fd = memfd_create("survey", MFD_ALLOW_SEALING | MFD_CLOEXEC);
		return fd < 0 ? -errno : fd;
	}
	snprintf(path, sizeof(path), "%s/survey.%d", folder, getpid());
	fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return -errno;
	unlink(path);
	return fd;
}

/* A page a call: no filesystem allocates large folios for that */
int survey_fill(int fd, char byte, size_t nr)
{
	char page[SURVEY_PAGE];
	size_t at;

	memset(page, byte, sizeof(page));
	for (at = 0; at < nr; at += sizeof(page))
		if (pwrite(fd, page, sizeof(page), at) != sizeof(page))
			return errno ? -errno : -ENOSPC;
	return 0;
}

long survey_pins(void)
{
	uint64_t acquired, released;

	guest_text_put("/proc/sys/vm/stat_refresh", 1);
	if (guest_text_field("/proc/vmstat", "nr_foll_pin_acquired ",
			     &acquired) ||
	    guest_text_field("/proc/vmstat", "nr_foll_pin_released ",
			     &released))
		return -1;
	return acquired - released;
}
