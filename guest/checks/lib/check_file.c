// SPDX-License-Identifier: GPL-2.0-only
/* check_file.c - files whose content names its page and generation */
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <sys/mount.h>
#include <unistd.h>

#include "guest/checks/lib/check.h"

#define WORDS (CHECK_PAGE / sizeof(uint64_t))

static void write_page(struct check *k, const struct guest_file *file,
		       uint64_t page, uint64_t word)
{
	check_ok(k, guest_file_write(file, page, 1, word),
		 "cannot write page %llu: %m", (unsigned long long)page);
}

void check_file_write(struct check *k, unsigned int generation, uint64_t first,
		      uint64_t nr)
{
	uint64_t i;

	for (i = first; i < first + nr; i++) {
		k->words[i] = CHECK_WORD(generation, i);
		write_page(k, &k->file, i, k->words[i]);
	}
	for (; k->nr_words < first; k->nr_words++)
		k->words[k->nr_words] = 0;
	if (k->nr_words < first + nr)
		k->nr_words = first + nr;
}

static void create(struct check *k, struct guest_file *file)
{
	check_ok(k, guest_file_create(file), "%s: %m", file->path);
}

void check_file_make(struct check *k, uint64_t nr_pages)
{
	create(k, &k->file);
	k->file.nr_pages = nr_pages;
	k->nr_words = 0;
	check_file_write(k, 1, 0, nr_pages);
}

int check_file_copy(struct check *k, const char *suffix)
{
	struct guest_file copy;
	uint64_t i;

	snprintf(copy.path, sizeof(copy.path), "%.100s%s", k->file.path,
		 suffix);
	create(k, &copy);
	unlink(copy.path);
	for (i = 0; i < k->nr_words; i++)
		write_page(k, &copy, i, k->words[i]);
	return copy.fd;
}

void check_file_written(struct check *k)
{
	uint64_t i;

	if (!(k->flags & KB_REGION_WRITE))
		return;
	for (i = 0; i < k->nr_pages && i < k->nr_words; i++)
		k->words[i] = CHECK_COOKIE + i;
}

void check_file_expect(struct check *k, uint64_t first, uint64_t nr)
{
	uint64_t words[WORDS], i, j;

	check_want(k, check_file_pages(k) == k->nr_words,
		   "the file has %llu pages instead of %llu",
		   (unsigned long long)check_file_pages(k),
		   (unsigned long long)k->nr_words);
	check_want(k, !fsync(k->file.fd), "fsync: %m");
	posix_fadvise(k->file.fd, 0, 0, POSIX_FADV_DONTNEED);
	for (i = 0; i < k->nr_words; i++) {
		check_want(k,
			   pread(k->file.fd, words, CHECK_PAGE,
				 i * CHECK_PAGE) == CHECK_PAGE,
			   "cannot read page %llu: %m", (unsigned long long)i);
		for (j = 0; j < WORDS && words[j] == k->words[i]; j++)
			;
		if (j == WORDS ||
		    (k->flags & KB_REGION_WRITE && i >= first &&
		     i < first + nr && words[j] == CHECK_COOKIE + i))
			continue;
		check_fail(k,
			   "page %llu of the file has %#llx instead of %#llx",
			   (unsigned long long)i, (unsigned long long)words[j],
			   (unsigned long long)k->words[i]);
	}
}

void *check_file_map(struct check *k, uint64_t nr_pages)
{
	void *addr = guest_file_map(&k->file, nr_pages);

	check_want(k, addr, "mmap: %m");
	guest_pages_touch(addr, nr_pages);
	return addr;
}

void *check_anon(struct check *k, size_t bytes, int sharing)
{
	void *addr = guest_anon(bytes, sharing);

	check_want(k, addr, "mmap: %m");
	return addr;
}

void check_own_mounts(struct check *k)
{
	check_want(k,
		   !unshare(CLONE_NEWNS) &&
			   !mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL),
		   "unshare(CLONE_NEWNS): %m");
}

uint64_t check_file_pages(struct check *k)
{
	off_t end = lseek(k->file.fd, 0, SEEK_END);

	check_want(k, end >= 0, "lseek: %m");
	return (end + CHECK_PAGE - 1) / CHECK_PAGE;
}
