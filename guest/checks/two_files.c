// SPDX-License-Identifier: GPL-2.0-only
/* two_files.c - a region over two files, one of them with a hole */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "guest/checks/lib/check_revoke.h"

#define HALF (KC_PAGES / 2)

/* The second half of the region is the first half of the other file */
static void *map_both(struct kc *k)
{
	char path[sizeof(k->path) + 4];
	char *addr;
	int fd;

	snprintf(path, sizeof(path), "%s.b", k->path);
	fd = open(path, O_RDWR | O_CLOEXEC);
	kc_want(k, fd >= 0, "%s: %s", path, strerror(errno));
	addr = mmap(NULL, KC_PAGES * KC_PAGE, PROT_READ | PROT_WRITE,
		    MAP_SHARED, k->fd, 0);
	kc_want(k, addr != MAP_FAILED, "mmap: %s", strerror(errno));
	addr = mmap(addr + HALF * KC_PAGE, HALF * KC_PAGE,
		    PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, fd, 0);
	kc_want(k, addr != MAP_FAILED, "mmap: %s", strerror(errno));
	close(fd);
	return addr - HALF * KC_PAGE;
}

/*
 * Pages 2 to 5 of the other file are a hole until the device asks for them. Of
 * persistent memory it would get the kernel's zero page, which is no file's.
 */
static void make_other(struct kc *k)
{
	char path[sizeof(k->path)];
	int fd = k->fd;

	strcpy(path, k->path);
	strcat(k->path, ".b");
	kc_file_make(k, HALF);
	kc_file_write(k, 3, 0, HALF);
	kc_want(k,
		!strcmp(k->fs, "fsdax") ||
			!fallocate(k->fd,
				   FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE,
				   2 * KC_PAGE, 4 * KC_PAGE),
		"punch: %s", strerror(errno));
	close(k->fd);
	strcpy(k->path, path);
	k->fd = fd;
}

/* The first file shrinks: what the device has of the other one is right */
static void run(struct kc *k)
{
	struct kc_range hit = { 4, 4 };
	struct kc_job job = { .map = map_both };
	struct kb_ledger now;
	unsigned int i;

	kc_event_use(k, "punch");
	kc_file_make(k, KC_PAGES);
	make_other(k);
	for (i = 0; i < KC_PAGES; i++)
		k->words[i] = KC_WORD(1, i);
	k->nr_words = KC_PAGES;
	kc_owner_start(k, 0, &job);
	kc_rounds(k, k->region, 2, &now);
	kc_want(k, now.right_bytes && !now.stale_bytes && !now.refused_bytes,
		"not all of a region over two files and a hole is right");
	kc_task_start(k, 0, kc_task_event);
	kc_see_off(k, hit);
	kc_file_expect(k, 0, 0);
}

const struct kc_check kc_check_two_files = {
	.name = "two_files",
	.title = "a region over two files and a hole, one of them shrinks",
	.run = run,
};
