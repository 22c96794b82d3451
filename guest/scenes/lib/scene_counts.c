// SPDX-License-Identifier: GPL-2.0-only
/* scene_counts.c - page faults, TLB flushes and wakeups during an event */
#include <linux/perf_event.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "guest/lib/guest_text.h"
#include "guest/scenes/lib/scene_counts.h"

#define EVENTS "/sys/kernel/debug/tracing/events/"

/*
 * A count of instructions shows no cost of caches, TLB misses and IPIs; these
 * counters show how often the kernel causes them.
 */
static const struct {
	const char *name;
	const char *id;
} counters[SCENE_COUNTERS] = {
	{ "faults", EVENTS "exceptions/page_fault_kernel/id" },
	{ "tlb_flushes", EVENTS "tlb/tlb_flush/id" },
	{ "wakeups", EVENTS "sched/sched_wakeup/id" },
};

static int open_one(const char *path)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_TRACEPOINT,
		.size = sizeof(attr),
		.disabled = 1,
	};
	uint64_t id;

	if (guest_text_number(path, &id))
		return -1;
	attr.config = id;
	return syscall(SYS_perf_event_open, &attr, -1, 0, -1,
		       PERF_FLAG_FD_CLOEXEC);
}

void scene_counts_open(struct scene_counts *counts)
{
	int i;

	for (i = 0; i < SCENE_COUNTERS; i++)
		counts->fd[i] = open_one(counters[i].id);
}

static void control(const struct scene_counts *counts, unsigned long command)
{
	int i;

	for (i = 0; i < SCENE_COUNTERS; i++)
		if (counts->fd[i] >= 0)
			ioctl(counts->fd[i], command, 0);
}

void scene_counts_begin(const struct scene_counts *counts)
{
	control(counts, PERF_EVENT_IOC_ENABLE);
}

void scene_counts_end(const struct scene_counts *counts)
{
	control(counts, PERF_EVENT_IOC_DISABLE);
}

json_t *scene_counts_close(struct scene_counts *counts)
{
	json_t *all = json_object();
	uint64_t value;
	int i;

	for (i = 0; i < SCENE_COUNTERS; i++) {
		if (counts->fd[i] < 0)
			continue;
		if (read(counts->fd[i], &value, sizeof(value)) == sizeof(value))
			json_object_set_new(all, counters[i].name,
					    json_integer(value));
		close(counts->fd[i]);
	}
	return all;
}
