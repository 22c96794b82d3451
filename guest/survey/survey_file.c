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

/* A file in memory: a descriptor, -errno, or -ENOENT if @fs is none */
static int memory_file(const char *fs)
{
	unsigned int flags = MFD_ALLOW_SEALING | MFD_CLOEXEC;
	bool huge = !strcmp(fs, "hugetlb"), sealed = !strcmp(fs, "sealed");
	int fd;

	if (!huge && !sealed && strcmp(fs, "memfd"))
		return -ENOENT;
	fd = memfd_create("survey", huge ? flags | MFD_HUGETLB : flags);
	if (fd < 0 || (huge && ftruncate(fd, SURVEY_HUGE)) ||
	    (sealed && fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK)))
		return -errno;
	return fd;
}

/* The name goes at once: a killed survey leaves no file. */
int survey_file(const char *fs, const char *folder)
{
	char path[256];
	int fd = memory_file(fs);

	if (fd != -ENOENT)
		return fd;
	snprintf(path, sizeof(path), "%s/survey.%d", folder, getpid());
	fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return -errno;
	unlink(path);
	return fd;
}

/* hugetlbfs has no write(2) */
static int fill_mapped(int fd, char byte, size_t nr)
{
	char *addr = mmap(NULL, SURVEY_HUGE, PROT_READ | PROT_WRITE, MAP_SHARED,
			  fd, 0);

	if (addr == MAP_FAILED)
		return -errno;
	memset(addr, byte, nr);
	munmap(addr, SURVEY_HUGE);
	return 0;
}

/* A page a call: no filesystem allocates large folios for that */
int survey_fill(int fd, char byte, size_t nr)
{
	char page[SURVEY_PAGE];
	size_t at;

	memset(page, byte, sizeof(page));
	if (pwrite(fd, page, sizeof(page), 0) < 0 && errno == EINVAL)
		return fill_mapped(fd, byte, nr);
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
