// SPDX-License-Identifier: GPL-2.0-only
/* guest_trace.c - when the kernel removes entries of an IOMMU and flushes it */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "guest/lib/guest_trace.h"

#define TRACING "/sys/kernel/debug/tracing/"
#define PROBES TRACING "kprobe_events"
#define REMOVED TRACING "events/iommu/unmap/enable"
#define FLUSHED TRACING "events/rvb/flush/enable"

const char *const guest_trace_flushes[] = {
	"intel_iommu_tlb_sync",
	"intel_flush_iotlb_all",
	"amd_iommu_iotlb_sync",
	"amd_iommu_flush_iotlb_all",
	"viommu_iotlb_sync",
	"viommu_flush_iotlb_all",
	NULL,
};

static int put(const char *path, const char *text, int flags)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC | flags), ret = 0;

	if (fd < 0)
		return -errno;
	if (*text && write(fd, text, strlen(text)) < 0)
		ret = -errno;
	close(fd);
	return ret;
}

int guest_trace_begin(void)
{
	const char *const *name;
	char probe[80];
	int ret;

	ret = put(TRACING "trace_clock", "x86-tsc", 0);
	if (ret)
		return ret;
	/* The kernel has some of them only, and a module brings others */
	for (name = guest_trace_flushes; *name; name++) {
		snprintf(probe, sizeof(probe), "p:rvb/flush %s", *name);
		put(PROBES, probe, O_APPEND);
	}
	ret = put(REMOVED, "1", 0);
	if (!ret)
		ret = put(FLUSHED, "1", 0);
	if (ret)
		guest_trace_end();
	guest_trace_clear();
	return ret;
}

void guest_trace_clear(void)
{
	put(TRACING "trace", "", O_TRUNC);
}

/* A line is "TASK-PID [CPU] FLAGS TICKS: EVENT: ..." */
static uint64_t first(const char *event, uint64_t from)
{
	FILE *trace = fopen(TRACING "trace", "re");
	uint64_t ticks = 0, at;
	char line[256], *end;

	while (trace && !ticks && fgets(line, sizeof(line), trace)) {
		end = strstr(line, event);
		if (!end)
			continue;
		*end = '\0';
		at = strtoull(strrchr(line, ' ') ?: line, NULL, 10);
		if (at >= from)
			ticks = at;
	}
	if (trace)
		fclose(trace);
	return ticks;
}

uint64_t guest_trace_removed(uint64_t from)
{
	return first(": unmap: ", from);
}

uint64_t guest_trace_flushed(uint64_t from)
{
	return first(": flush: ", from);
}

void guest_trace_end(void)
{
	put(REMOVED, "0", 0);
	put(FLUSHED, "0", 0);
	put(PROBES, "-:rvb/flush", O_APPEND);
	put(TRACING "trace_clock", "local", 0);
	guest_trace_clear();
}
