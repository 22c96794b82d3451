// SPDX-License-Identifier: GPL-2.0-only
/* kb_guest.c - calls and counters that the tests of /dev/kbench share */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/kbench/kb_guest.h"

uint64_t samples[KB_PHASES_MAX * LOOPS];
long page_size;

int open_kbench(void)
{
	int fd = open("/dev/kbench", O_RDWR | O_CLOEXEC);

	assert_true(fd >= 0);
	return fd;
}

int call(int fd, unsigned long cmd, void *arg)
{
	return ioctl(fd, cmd, arg) ? errno : 0;
}

void *map(size_t pages)
{
	char *p = mmap(NULL, pages * page_size, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);

	assert_true(p != MAP_FAILED);
	return p;
}

struct kb_run pin_of(void *memory, size_t pages)
{
	struct kb_run run = {
		.abi = KB_ABI,
		.flags = KB_RUN_WRITE,
		.name = "pin",
		.addr = (uintptr_t)memory,
		.nr_pages = pages,
		.nr_loops = LOOPS,
		.samples = (uintptr_t)samples,
	};

	return run;
}

struct kb_region region_of(void *memory, size_t pages)
{
	struct kb_region region = {
		.abi = KB_ABI,
		.flags = KB_REGION_WRITE,
		.device = "gpu",
		.engine = "timer",
		.addr = (uintptr_t)memory,
		.nr_pages = pages,
		.latency_ns = 100000,
	};

	return region;
}

int run_call(int fd, struct kb_run run)
{
	return call(fd, KB_IOC_RUN, &run);
}

long long held_pins(void)
{
	long long acquired = 0, released = 0, n;
	char name[64];
	FILE *stream;
	int fd;

	fd = open("/proc/sys/vm/stat_refresh", O_WRONLY);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, "1", 1), 1);
	close(fd);

	stream = fopen("/proc/vmstat", "r");
	assert_non_null(stream);
	while (fscanf(stream, "%63s %lld", name, &n) == 2) {
		if (!strcmp(name, "nr_foll_pin_acquired"))
			acquired = n;
		if (!strcmp(name, "nr_foll_pin_released"))
			released = n;
	}
	fclose(stream);
	return acquired - released;
}

long locked_kib(void)
{
	char line[256];
	long kib = -1;
	FILE *stream;

	stream = fopen("/proc/self/status", "r");
	assert_non_null(stream);
	while (fgets(line, sizeof(line), stream))
		sscanf(line, "VmLck: %ld", &kib);
	fclose(stream);
	return kib;
}

void drop_capability(cap_value_t cap)
{
	cap_t caps = cap_get_proc();

	assert_non_null(caps);
	assert_int_equal(cap_set_flag(caps, CAP_EFFECTIVE, 1, &cap, CAP_CLEAR),
			 0);
	assert_int_equal(cap_set_proc(caps), 0);
	cap_free(caps);
}

int in_child(int (*body)(void))
{
	pid_t pid = fork();
	int status;

	if (!pid)
		_exit(body());
	assert_true(pid > 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}
