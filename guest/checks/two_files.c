// SPDX-License-Identifier: GPL-2.0-only
/* two_files.c - one region over two files, of which one loses pages */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "guest/checks/lib/check_revoke.h"

#define HALF (CHECK_PAGES / 2)

/* Map the first half of the other file over the second half of the mapping */
static void *map_both(struct check *k)
{
	char path[sizeof(k->file.path) + 4];
	char *addr;
	int fd;

	snprintf(path, sizeof(path), "%s.b", k->file.path);
	fd = open(path, O_RDWR | O_CLOEXEC);
	check_want(k, fd >= 0, "%s: %m", path);
	addr = mmap(NULL, CHECK_PAGES * CHECK_PAGE, PROT_READ | PROT_WRITE,
		    MAP_SHARED, k->file.fd, 0);
	check_want(k, addr != MAP_FAILED, "mmap: %m");
	addr = mmap(addr + HALF * CHECK_PAGE, HALF * CHECK_PAGE,
		    PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, fd, 0);
	check_want(k, addr != MAP_FAILED, "mmap: %m");
	close(fd);
	return addr - HALF * CHECK_PAGE;
}

/*
 * Pages 2 to 5 of the other file are a hole until they are pinned. Not on
 * persistent memory: a pin of a hole there gets the zero page of DAX.
 */
static void make_other(struct check *k)
{
	struct guest_file first = k->file;

	strcat(k->file.path, ".b");
	check_file_make(k, HALF);
	check_file_write(k, 3, 0, HALF);
	if (strcmp(k->fs, "fsdax"))
		check_ok(k,
			 guest_punch(k->file.fd, 2 * CHECK_PAGE,
				     4 * CHECK_PAGE),
			 "punch: %m");
	close(k->file.fd);
	k->file = first;
}

/* The device must keep the pages of the other file */
static void run(struct check *k)
{
	struct check_job job = { .map = map_both };
	struct kb_ledger now;
	unsigned int i;

	check_event_use(k, "punch");
	check_file_make(k, CHECK_PAGES);
	make_other(k);
	for (i = 0; i < CHECK_PAGES; i++)
		k->words[i] = CHECK_WORD(1, i);
	k->nr_words = CHECK_PAGES;
	check_owner_start(k, 0, &job);
	check_rounds(k, k->region, 2, &now);
	check_want(k, now.right_bytes && !now.stale_bytes && !now.refused_bytes,
		   "wrong accesses before the event");
	check_task_start(k, 0, check_event_run);
	check_finish(k);
	check_file_expect(k, 0, 0);
}

const struct check_case check_case_two_files = {
	.name = "two_files",
	.title = "a region over two files and a hole; one file loses pages",
	.run = run,
};
