// SPDX-License-Identifier: GPL-2.0-only
/* kb_sweep_calls.c - a valid call of each ioctl of kb_uapi.h */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "tests/kbench/kb_guest.h"
#include "tests/kbench/kb_sweep.h"

int sweep_ioctl(struct sweep *s, int fd, unsigned long cmd, void *arg)
{
	int ret;

	sweep_arm(s);
	ret = ioctl(fd, cmd, arg) ? -errno : 0;
	sweep_disarm(s);
	return ret;
}

struct kb_region sweep_region(const struct sweep *s, void *addr)
{
	struct kb_region arg = region_of(addr, SWEEP_PAGES);

	snprintf(arg.device, sizeof(arg.device), "%s", s->device);
	/*
	 * The device must have commands to drain. But 7 commands each 100 us take all
	 * of a CPU of a 6.12 debug kernel.
	 */
	arg.depth = 7;
	arg.latency_ns = 2000000;
	return arg;
}

static int do_open(struct sweep *s)
{
	int ret, fd;

	sweep_arm(s);
	fd = open("/dev/kbench", O_RDWR | O_CLOEXEC);
	ret = fd < 0 ? -errno : 0;
	sweep_disarm(s);
	if (fd >= 0)
		close(fd);
	return ret;
}

static int do_info(struct sweep *s)
{
	struct kb_info arg = { .abi = KB_ABI };

	return sweep_ioctl(s, s->kbench, KB_IOC_INFO, &arg);
}

static int do_case(struct sweep *s)
{
	struct kb_case_info arg = { .abi = KB_ABI };

	return sweep_ioctl(s, s->kbench, KB_IOC_CASE, &arg);
}

static int do_device(struct sweep *s)
{
	struct kb_device_info arg = { .abi = KB_ABI };

	return sweep_ioctl(s, s->kbench, KB_IOC_DEVICE, &arg);
}

static int do_promise(struct sweep *s)
{
	struct kb_promise arg = { .abi = KB_ABI };

	return sweep_ioctl(s, s->kbench, KB_IOC_PROMISE, &arg);
}

static int do_policy(struct sweep *s)
{
	struct kb_policy arg = { .abi = KB_ABI };

	snprintf(arg.name, sizeof(arg.name), "%s", s->policy);
	return sweep_ioctl(s, s->kbench, KB_IOC_POLICY, &arg);
}

/* All cases of the registry are one call: the n-th place is counted over all */
static int do_run(struct sweep *s)
{
	void *memory = map(SWEEP_PAGES);
	struct kb_case_info c = { .abi = KB_ABI };
	int ret = 0;

	sweep_arm(s);
	for (; !ioctl(s->kbench, KB_IOC_CASE, &c); c.index++) {
		struct kb_run run = pin_of(memory, SWEEP_PAGES);

		memcpy(run.name, c.name, sizeof(run.name));
		if (c.flags & KB_CASE_NO_MEMORY) {
			run.flags = 0;
			run.addr = 0;
			run.nr_pages = 0;
		}
		if (ioctl(s->kbench, KB_IOC_RUN, &run) && !ret)
			ret = -errno;
	}
	if (errno != ENOENT && !ret)
		ret = -errno;
	sweep_disarm(s);
	munmap(memory, SWEEP_PAGES * page_size);
	return ret;
}

static int do_hold_and_drop(struct sweep *s)
{
	void *memory = map(SWEEP_PAGES);
	struct kb_run run = pin_of(memory, SWEEP_PAGES);
	int ret;

	run.flags |= KB_RUN_HOLD;
	sweep_arm(s);
	ret = ioctl(s->kbench, KB_IOC_RUN, &run) ? -errno : 0;
	if (ioctl(s->kbench, KB_IOC_DROP, NULL) && !ret)
		ret = -errno;
	sweep_disarm(s);
	if (locked_kib() && !ret)
		ret = -EBADFD;
	munmap(memory, SWEEP_PAGES * page_size);
	return ret;
}

/*
 * A call that fails must leave no descriptor open: the lowest free descriptor must
 * be the same before and after.
 */
static int lowest_free(void)
{
	int fd = dup(0);

	close(fd);
	return fd;
}

static int open_region(struct sweep *s, void *memory)
{
	struct kb_region arg = sweep_region(s, memory);
	int ret = sweep_ioctl(s, s->kbench, KB_IOC_REGION, &arg);

	if (!ret)
		close(arg.fd);
	return ret;
}

static int do_region(struct sweep *s)
{
	int ret, before = lowest_free();
	void *memory = map(SWEEP_PAGES);

	ret = open_region(s, memory);
	munmap(memory, SWEEP_PAGES * page_size);
	if (lowest_free() == before)
		return ret;
	close(before);
	return -EBADFD;
}

/* A call on a region, which is registered before a failure is injected */
static int on_region(struct sweep *s, unsigned long cmd, void *arg)
{
	void *memory = map(SWEEP_PAGES);
	struct kb_region region = sweep_region(s, memory);
	int ret;

	ret = ioctl(s->kbench, KB_IOC_REGION, &region) ? -errno : 0;
	if (!ret) {
		ret = sweep_ioctl(s, region.fd, cmd, arg);
		close(region.fd);
	}
	munmap(memory, SWEEP_PAGES * page_size);
	return ret;
}

static int do_ledger(struct sweep *s)
{
	struct kb_ledger arg = { .abi = KB_ABI };

	return on_region(s, KB_IOC_LEDGER, &arg);
}

static int do_answer(struct sweep *s)
{
	struct kb_answer arg = { .abi = KB_ABI, .nr_pages = SWEEP_PAGES };

	return on_region(s, KB_IOC_ANSWER, &arg);
}

const struct sweep_call sweep_ioctls[] = {
	{ "open", false, false, do_open },
	{ "KB_IOC_INFO", false, false, do_info },
	{ "KB_IOC_CASE", false, false, do_case },
	{ "KB_IOC_DEVICE", false, false, do_device },
	{ "KB_IOC_PROMISE", false, false, do_promise },
	{ "KB_IOC_RUN", false, false, do_run },
	{ "KB_IOC_DROP", false, false, do_hold_and_drop },
	{ "KB_IOC_POLICY", true, false, do_policy },
	{ "KB_IOC_REGION", true, false, do_region },
	{ "KB_IOC_LEDGER", true, false, do_ledger },
	{ "KB_IOC_ANSWER", true, false, do_answer },
	{ 0 },
};
