// SPDX-License-Identifier: GPL-2.0-only
/* conflict.c - rvk cannot be loaded, while files are truncated */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guest/checks/lib/check_revoke.h"

#define LOAD_MS 3000 /* a failing load takes half of that */
#define TRUNCATES 100

enum { WRITES, TRUNCATES_OFTEN, LOADS };

static struct check_hole *hole;

/* Hold the lock of the inode: until the page is served, it cannot be written */
static int write_slowly(struct check *k)
{
	void *page = check_anon(k, CHECK_PAGE, MAP_PRIVATE);

	check_hole_at(k, hole, page);
	return guest_errno(pwrite(k->file.fd, page, CHECK_PAGE, 0) !=
			   (ssize_t)CHECK_PAGE);
}

/* Processes that call do_truncate() at all times of the load, and sleep in it */
static int truncate_often(struct check *k)
{
	unsigned int i, failed = 0;
	int status;

	for (i = 0; i < TRUNCATES; i++) {
		if (!fork())
			_exit(!!ftruncate(k->file.fd, CHECK_PAGE));
		guest_sleep_ms(LOAD_MS / TRUNCATES);
	}
	for (i = 0; i < TRUNCATES; i++)
		failed += wait(&status) < 0 || status;
	return failed ? -EIO : 0;
}

/* Unlike modprobe tells why: 0 or -errno */
static int load(const char *module)
{
	struct utsname system;
	char path[160];
	int fd, ret;

	uname(&system);
	snprintf(path, sizeof(path), "/lib/modules/%.64s/extra/%s.ko",
		 system.release, module);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	ret = guest_errno(syscall(SYS_finit_module, fd, "", 0));
	close(fd);
	return ret;
}

/* Whether a line of the kernel log from here on has a text */
static bool log_has(int fd, const char *what)
{
	char record[2048];
	ssize_t n;

	while ((n = read(fd, record, sizeof(record) - 1)) > 0) {
		record[n] = '\0';
		if (strstr(record, what))
			return true;
	}
	return false;
}

static int load_rvk(struct check *k)
{
	return load("rvk");
}

/*
 * The first functions are redirected when the last one cannot be. A load that
 * fails must not free its text before the calls that it redirected are over.
 */
static void fail_to_load(struct check *k, int log)
{
	static const char *const what[] = { "write", "truncate", "load" };
	static const int expected[] = { 0, 0, -EBUSY };
	unsigned int i;
	int ret;

	lseek(log, 0, SEEK_END);
	check_task_start(k, WRITES, write_slowly);
	check_want(k, guest_until(hole->faulted, 5000),
		   "the write does not wait");
	check_task_start(k, TRUNCATES_OFTEN, truncate_often);
	check_task_start(k, LOADS, load_rvk);
	guest_until(k->shared->task[LOADS].done, LOAD_MS);
	guest_sleep_ms(50);
	hole->serve = true;
	for (i = 0; i < CHECK_TASKS; i++) {
		ret = check_task_wait(k, i);
		check_want(k, ret == expected[i], "%s: %s, expected %s",
			   what[i], strerror(-ret), strerror(-expected[i]));
	}
	check_want(k, log_has(log, "cannot redirect vfs_copy_file_range"),
		   "the kernel log does not name the function");
}

static void run(struct check *k)
{
	int log = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);

	if (strcmp(k->fs, "tmpfs"))
		check_skip(k, "the filesystem does not matter");
	hole = check_hole_new(k);
	check_want(k, !guest_file_create(&k->file), "%s: %m", k->file.path);
	check_unload_all(k);
	check_ok(k, load("tests/conflict"), "conflict.ko: %m");
	fail_to_load(k, log);
	check_ok(k, guest_unload("conflict"), "cannot unload conflict.ko: %m");
	check_ok(k, guest_load("kbench"), "modprobe kbench: %m");
	check_ok(k, load("tests/rvk_inlined"),
		 "not all calls are redirected, or some twice: %m");
	guest_unload("rvk_inlined");
}

const struct check_case check_case_conflict = {
	.name = "conflict",
	.title = "rvk cannot be loaded, while files are truncated",
	.per_fs = true,
	.run = run,
};
