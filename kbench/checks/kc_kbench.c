// SPDX-License-Identifier: GPL-2.0-only
/* kc_kbench.c - a client of /dev/kbench */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "kbench/checks/kc_check.h"

#define ROUND_MS 8000 /* far more than a round takes on the slowest machine */

static int call(int fd, unsigned long command, void *arg)
{
	return ioctl(fd, command, arg) ? -errno : 0;
}

int kc_select(int fd, const char *policy)
{
	struct kb_policy arg = { .abi = KB_ABI };

	snprintf(arg.name, sizeof(arg.name), "%s", policy);
	return call(fd, KB_IOC_POLICY, &arg);
}

/* /dev/kbench with a policy selected, or -errno */
int kc_open(const char *policy)
{
	int ret, fd = open("/dev/kbench", O_RDWR | O_CLOEXEC);

	if (fd < 0)
		return -errno;
	ret = kc_select(fd, policy);
	if (!ret)
		return fd;
	close(fd);
	return ret;
}

int kc_device_at(int fd, uint32_t index, struct kb_device_info *info)
{
	*info = (struct kb_device_info){ .abi = KB_ABI, .index = index };
	return call(fd, KB_IOC_DEVICE, info);
}

/* Whether policy and device fit: 0, or -errno with the kernel's reason */
int kc_probe(const char *policy, const char *device, char *reason, size_t size)
{
	struct kb_region arg = { .abi = KB_ABI, .flags = KB_REGION_PROBE };
	int ret, fd = kc_open(policy);

	if (fd < 0)
		return fd;
	snprintf(arg.device, sizeof(arg.device), "%s", device);
	ret = call(fd, KB_IOC_REGION, &arg);
	close(fd);
	snprintf(reason, size, "%s", arg.reason);
	return ret;
}

int kc_give(struct kc *k, int fd, void *addr, uint64_t nr_pages, uint32_t flags)
{
	struct kb_region arg = {
		.abi = KB_ABI,
		.flags = k->flags | flags,
		.addr = (uintptr_t)addr,
		.nr_pages = nr_pages,
		.depth = KC_DEPTH,
		.latency_ns = k->latency_ns,
		.cookie = KC_COOKIE,
	};
	int ret;

	snprintf(arg.device, sizeof(arg.device), "%s", k->device);
	snprintf(arg.engine, sizeof(arg.engine), "%s", k->engine);
	ret = call(fd, KB_IOC_REGION, &arg);
	return ret ? ret : arg.fd;
}

int kc_let_go(int region, uint64_t first, uint64_t nr_pages)
{
	struct kb_answer arg = { .abi = KB_ABI,
				 .first = first,
				 .nr_pages = nr_pages };

	return call(region, KB_IOC_ANSWER, &arg);
}

void kc_ledger(struct kc *k, int region, struct kb_ledger *ledger)
{
	int ret;

	*ledger = (struct kb_ledger){ .abi = KB_ABI };
	ret = call(region, KB_IOC_LEDGER, ledger);
	kc_want(k, !ret, "KB_IOC_LEDGER: %s", strerror(-ret));
}

static bool moved_on(struct kc *k, int region, uint64_t commands,
		     struct kb_ledger *now)
{
	kc_ledger(k, region, now);
	return now->nr_commands >= commands;
}

void kc_rounds(struct kc *k, int region, unsigned int rounds,
	       struct kb_ledger *now)
{
	uint64_t until;

	kc_ledger(k, region, now);
	until = now->nr_commands + KC_DEPTH + rounds * k->nr_pages;
	kc_want(k, kc_until(moved_on(k, region, until, now), ROUND_MS),
		"the device stands still at %llu commands",
		(unsigned long long)now->nr_commands);
}
