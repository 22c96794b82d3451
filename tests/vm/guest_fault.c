// SPDX-License-Identifier: GPL-2.0-only
/* guest_fault.c - a guest program that ends in the way it is asked to */
#include <fcntl.h>
#include <linux/types.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/reboot.h>
#include <unistd.h>
#include <x86intrin.h>

#include "lib/rvb_frame.h"

#define STEPS 300
#define REGION_BYTES 0x100000

static int fd_of(const char *name)
{
	const char *text = getenv(name);

	return text ? atoi(text) : -1;
}

static int frame(const char *text, size_t length)
{
	return rvb_frame_write(fd_of("RVB_RESULT_FD"), text, length) ? 1 : 0;
}

static int do_ok(const char *arg)
{
	static const char text[] = "{\"ok\": true}";

	return frame(text, sizeof(text) - 1);
}

static int do_panic(const char *arg)
{
	int fd = open("/proc/sysrq-trigger", O_WRONLY);

	return write(fd, "c", 1) == 1;
}

static int do_silent(const char *arg)
{
	dprintf(fd_of("RVB_CONTROL_FD"), "at 1 2 about to fall silent\n");
	while (pause())
		;
	return 0;
}

static int do_poweroff(const char *arg)
{
	return reboot(RB_POWER_OFF);
}

static int do_exit(const char *arg)
{
	return atoi(arg);
}

/* A frame of @arg bytes. */
static int do_large(const char *arg)
{
	size_t length = strtoul(arg, NULL, 0);
	char *text = malloc(length);

	memset(text, ' ', length);
	memcpy(text, "[]", 2);
	return frame(text, length);
}

static int do_garbage(const char *arg)
{
	static const char text[] = "this is not a frame, is it?";

	return write(fd_of("RVB_RESULT_FD"), text, sizeof(text)) < 0;
}

static int do_notjson(const char *arg)
{
	return frame("{\"ok\": tru", 10);
}

/* The header of a whole frame and the first half of it. */
static int do_cut(const char *arg)
{
	static const char text[] = "RVBF\1\2\3\4\100\0\0\0\0\0\0\0{\"ok\":";

	return write(fd_of("RVB_RESULT_FD"), text, sizeof(text)) < 0;
}

/* What stands for a measured operation: faults, a file, now and then idle. */
static void operation(int step)
{
	void *region;
	int fd;

	region = mmap(NULL, REGION_BYTES, PROT_READ | PROT_WRITE,
		      MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
	munmap(region, REGION_BYTES);
	fd = open("/tmp/file", O_CREAT | O_RDWR, 0600);
	if (ftruncate(fd, REGION_BYTES) || ftruncate(fd, 0))
		exit(1);
	close(fd);
	if (step % 50 == 0)
		usleep(20000);
}

/* Count instructions, and talk on two ports between the samples. */
static int do_measure(const char *arg)
{
	int control = fd_of("RVB_CONTROL_FD"), i;
	static __u64 sample[STEPS];
	char *text = NULL;
	size_t length;
	__u64 from;
	FILE *f;

	for (i = 0; i < STEPS; i++) {
		dprintf(control, "at %d %d operation\n", i + 1, STEPS);
		dprintf(1, "step %d\n", i);
		from = __rdtsc();
		operation(i);
		sample[i] = __rdtsc() - from;
	}
	f = open_memstream(&text, &length);
	fprintf(f, "{\"end\": %llu, \"samples\": [", __rdtsc());
	for (i = 0; i < STEPS; i++)
		fprintf(f, "%s%llu", i ? ", " : "",
			(unsigned long long)sample[i]);
	fprintf(f, "]}");
	fclose(f);
	return frame(text, length);
}

static const struct {
	const char *name;
	int (*run)(const char *arg);
} faults[] = {
	{ "ok", do_ok },	   { "panic", do_panic },
	{ "silent", do_silent },   { "poweroff", do_poweroff },
	{ "exit", do_exit },	   { "large", do_large },
	{ "garbage", do_garbage }, { "notjson", do_notjson },
	{ "cut", do_cut },	   { "measure", do_measure },
};

int main(int argc, char *argv[])
{
	const char *name = argc > 1 ? argv[1] : "";
	size_t i;

	/* As init: never ready. */
	if (getpid() == 1)
		return do_silent(NULL);
	for (i = 0; i < sizeof(faults) / sizeof(*faults); i++)
		if (!strcmp(faults[i].name, name))
			return faults[i].run(argc > 2 ? argv[2] : "0");
	dprintf(2, "usage: guest_fault NAME [ARG]\n");
	return 2;
}
