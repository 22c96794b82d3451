// SPDX-License-Identifier: GPL-2.0-only
/* untouched.c - system calls on a file without a region act as without us */
#include <errno.h>
#include <fcntl.h>
#include <linux/falloc.h>
#include <linux/fs.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "guest/checks/lib/check_revoke.h"
#include "lib/rvb_array.h"

#define ANSWERS_MAX 64
#define LOOK_PAGES 64

/* The errors of a row of system calls, and size and content after each */
struct answers {
	struct {
		int error;
		off_t size;
		uint64_t sum;
	} call[ANSWERS_MAX];
	unsigned int nr;
};

static uint64_t checksum(int fd)
{
	uint64_t words[CHECK_PAGE / 8], sum = 0, at = 0;
	ssize_t n, i;

	/* A truncate to INT64_MAX may succeed: read the first pages only */
	while (at < LOOK_PAGES * CHECK_PAGE &&
	       (n = pread(fd, words, CHECK_PAGE, at)) > 0) {
		memset((char *)words + n, 0, CHECK_PAGE - n);
		for (i = 0; i < (ssize_t)(CHECK_PAGE / 8); i++)
			sum = sum * 31 + words[i];
		at += n;
	}
	return sum;
}

static void note(struct check *k, struct answers *a, long ret)
{
	int error = ret < 0 ? errno : 0;
	struct stat st;

	check_want(k, a->nr < ANSWERS_MAX, "too many calls");
	check_want(k, !fstat(k->file.fd, &st), "fstat: %m");
	a->call[a->nr].error = error;
	a->call[a->nr].size = st.st_size;
	a->call[a->nr++].sum = checksum(k->file.fd);
}

static void ask_truncates(struct check *k, struct answers *a)
{
	int fd = open(k->file.path, O_RDONLY);

	note(k, a, ftruncate(k->file.fd, 12 * CHECK_PAGE + 5));
	note(k, a, ftruncate(k->file.fd, 20 * CHECK_PAGE));
	note(k, a, ftruncate(k->file.fd, -1));
	note(k, a, ftruncate(k->file.fd, INT64_MAX));
	note(k, a, ftruncate(fd, 0));
	note(k, a, truncate("/no/such/file", 0));
	note(k, a, truncate(k->file.path, 14 * CHECK_PAGE));
	close(fd);
}

static void ask_fallocates(struct check *k, struct answers *a)
{
	static const int modes[] = {
		0,
		FALLOC_FL_KEEP_SIZE,
		FALLOC_FL_PUNCH_HOLE,
		FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE,
		FALLOC_FL_ZERO_RANGE,
		FALLOC_FL_COLLAPSE_RANGE,
		FALLOC_FL_INSERT_RANGE,
		FALLOC_FL_COLLAPSE_RANGE | FALLOC_FL_KEEP_SIZE,
		FALLOC_FL_UNSHARE_RANGE,
		0x4000,
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(modes); i++) {
		note(k, a,
		     fallocate(k->file.fd, modes[i], 2 * CHECK_PAGE,
			       CHECK_PAGE));
		note(k, a,
		     fallocate(k->file.fd, modes[i], 3 * CHECK_PAGE + 7, 99));
		note(k, a, fallocate(k->file.fd, modes[i], -5, CHECK_PAGE));
		note(k, a, fallocate(k->file.fd, modes[i], CHECK_PAGE, 0));
	}
}

static void ask_others(struct check *k, struct answers *a)
{
	struct file_clone_range clone = {
		.src_length = 2 * CHECK_PAGE,
		.dest_offset = 5 * CHECK_PAGE,
	};
	off_t from = 0, to = 3 * CHECK_PAGE;
	void *addr;

	clone.src_fd = check_file_copy(k, ".from");
	note(k, a, ioctl(k->file.fd, FICLONERANGE, &clone));
	clone.dest_offset = 5;
	note(k, a, ioctl(k->file.fd, FICLONERANGE, &clone));
	note(k, a,
	     copy_file_range(clone.src_fd, &from, k->file.fd, &to, CHECK_PAGE,
			     0));
	note(k, a, copy_file_range(k->file.fd, &from, -1, &to, CHECK_PAGE, 0));
	close(clone.src_fd);
	addr = mmap(NULL, 8 * CHECK_PAGE, PROT_READ | PROT_WRITE, MAP_SHARED,
		    k->file.fd, 0);
	note(k, a, madvise(addr, CHECK_PAGE, MADV_REMOVE));
	note(k, a, madvise(addr, CHECK_PAGE, MADV_DONTNEED));
	note(k, a, munmap(addr, 8 * CHECK_PAGE));
	close(open(k->file.path, O_WRONLY | O_TRUNC));
	note(k, a, open("/no/such/file", O_WRONLY | O_TRUNC));
}

static void ask(struct check *k, struct answers *a)
{
	a->nr = 0;
	check_file_make(k, CHECK_PAGES);
	ask_truncates(k, a);
	ask_fallocates(k, a);
	ask_others(k, a);
	close(k->file.fd);
	unlink(k->file.path);
}

static void run(struct check *k)
{
	static struct answers with, without;
	unsigned int i;

	ask(k, &with);
	check_unload_all(k);
	ask(k, &without);
	check_ok(k, guest_load("kbench"), "modprobe kbench: %m");
	for (i = 0; i < with.nr; i++)
		check_want(
			k,
			!memcmp(&with.call[i], &without.call[i],
				sizeof(with.call[i])),
			"call %u: %s, size %lld with our modules; %s, size %lld without",
			i, strerror(with.call[i].error),
			(long long)with.call[i].size,
			strerror(without.call[i].error),
			(long long)without.call[i].size);
	check_want(k, i == without.nr && i > 50,
		   "%u calls with our modules, %u without", i, without.nr);
}

const struct check_case check_case_untouched = {
	.name = "untouched",
	.title =
		"a file without a region: same results with and without modules",
	.per_fs = true,
	.run = run,
};
