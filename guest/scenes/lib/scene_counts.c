// SPDX-License-Identifier: GPL-2.0-only
/* scene_counts.c - faults, flushes and wakeups during an event */
#include <linux/perf_event.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "guest/lib/guest_text.h"
#include "guest/scenes/lib/scene_counts.h"

#define EVENTS "/sys/kernel/debug/tracing/events/"
#define KPROBES "/sys/bus/event_source/devices/kprobe/type"

/*
 * A count of instructions shows no cost of caches, TLB misses and IPIs; these
 * counters show how often the kernel causes them.
 */
static const struct {
	const char *name; /* counters of one name are added */
	const char *id; /* of a tracepoint, or NULL */
	const char *function; /* the calls of this are counted */
	bool iommu; /* has a meaning for a device behind one only */
} counters[SCENE_COUNTERS] = {
	{ "faults", EVENTS "exceptions/page_fault_kernel/id", NULL, false },
	{ "tlb_flushes", EVENTS "tlb/tlb_flush/id", NULL, false },
	{ "wakeups", EVENTS "sched/sched_wakeup/id", NULL, false },
	{ "iommu_maps", EVENTS "iommu/map/id", NULL, true },
	{ "iommu_unmaps", EVENTS "iommu/unmap/id", NULL, true },
	/* The operations of VT-d, AMD and virtio; a kernel has some of them */
	{ "iotlb_flushes", NULL, "intel_iommu_tlb_sync", true },
	{ "iotlb_flushes", NULL, "intel_flush_iotlb_all", true },
	{ "iotlb_flushes", NULL, "amd_iommu_iotlb_sync", true },
	{ "iotlb_flushes", NULL, "amd_iommu_flush_iotlb_all", true },
	{ "iotlb_flushes", NULL, "viommu_iotlb_sync", true },
	{ "iotlb_flushes", NULL, "viommu_flush_iotlb_all", true },
	/* Each waits until the IOMMU has done all that is in its queue */
	{ "queue_waits", NULL, "qi_submit_sync", true },
	{ "queue_waits", NULL, "iommu_completion_wait", true },
	/* Interrupts by which an IOMMU reports accesses that it refused */
	{ "iommu_faults", NULL, "dmar_fault", true },
	{ "iommu_faults", NULL, "amd_iommu_int_thread", true },
	{ "iommu_faults", NULL, "amd_iommu_int_thread_evtlog", true },
};

static int open_one(int i)
{
	const char *type = counters[i].id ? NULL : KPROBES;
	struct perf_event_attr attr = {
		.type = PERF_TYPE_TRACEPOINT,
		.size = sizeof(attr),
		.disabled = 1,
	};
	uint64_t id;

	if (guest_text_number(type ? type : counters[i].id, &id))
		return -1;
	if (type) {
		attr.type = id;
		attr.kprobe_func = (uintptr_t)counters[i].function;
	} else {
		attr.config = id;
	}
	return syscall(SYS_perf_event_open, &attr, -1, 0, -1,
		       PERF_FLAG_FD_CLOEXEC);
}

void scene_counts_open(struct scene_counts *counts, bool iommu)
{
	int i;

	for (i = 0; i < SCENE_COUNTERS; i++)
		counts->fd[i] = iommu || !counters[i].iommu ? open_one(i) : -1;
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
	json_int_t sum;
	uint64_t value;
	int i;

	for (i = 0; i < SCENE_COUNTERS; i++) {
		if (counts->fd[i] < 0)
			continue;
		sum = json_integer_value(
			json_object_get(all, counters[i].name));
		if (read(counts->fd[i], &value, sizeof(value)) == sizeof(value))
			json_object_set_new(all, counters[i].name,
					    json_integer(sum + value));
		close(counts->fd[i]);
	}
	return all;
}
