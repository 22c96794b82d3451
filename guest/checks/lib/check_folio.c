// SPDX-License-Identifier: GPL-2.0-only
/* check_folio.c - a file whose pages are one large folio */
#include <fcntl.h>
#include <linux/kernel-page-flags.h>
#include <sys/mman.h>
#include <unistd.h>

#include "guest/checks/lib/check.h"

void *check_folio_map(struct check *k)
{
	volatile char *addr = mmap(NULL, CHECK_PAGES * CHECK_PAGE, PROT_READ,
				   MAP_SHARED, k->file.fd, 0);
	unsigned int i;

	check_want(k, addr != MAP_FAILED, "mmap: %m");
	madvise((void *)addr, CHECK_PAGES * CHECK_PAGE, MADV_HUGEPAGE);
	for (i = 0; i < CHECK_PAGES; i++)
		(void)addr[i * CHECK_PAGE];
	return (void *)addr;
}

/* KPF_* flags of the page mapped at an address */
static uint64_t flags_of(struct check *k, const void *addr)
{
	int map = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
	int all = open("/proc/kpageflags", O_RDONLY | O_CLOEXEC);
	uint64_t entry = 0, flags = 0;

	check_want(k,
		   pread(map, &entry, 8, (uintptr_t)addr / CHECK_PAGE * 8) ==
				   8 &&
			   pread(all, &flags, 8,
				 (entry & ((1ULL << 55) - 1)) * 8) == 8,
		   "/proc/self/pagemap, /proc/kpageflags: %m");
	close(map);
	close(all);
	return flags;
}

void check_folio_make(struct check *k)
{
	uint64_t first, last;
	const char *addr;

	check_file_make(k, CHECK_PAGES);
	check_want(k, !fsync(k->file.fd), "fsync: %m");
	posix_fadvise(k->file.fd, 0, 0, POSIX_FADV_DONTNEED);
	addr = check_folio_map(k);
	first = flags_of(k, addr);
	last = flags_of(k, addr + (CHECK_PAGES - 1) * CHECK_PAGE);
	if (!(first & 1ULL << KPF_COMPOUND_HEAD) ||
	    !(last & 1ULL << KPF_COMPOUND_TAIL))
		check_skip(k, "%s has no large folios on this kernel", k->fs);
	munmap((void *)addr, CHECK_PAGES * CHECK_PAGE);
}
