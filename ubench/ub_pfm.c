// SPDX-License-Identifier: GPL-2.0-only
/* ub_pfm.c - counters of the kernel and the CPU, by libpfm4's names */
#include <errno.h>
#include <perfmon/perf_event.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "guest/lib/guest_text.h"
#include "ubench/ub_pfm.h"

#define PARANOID "/proc/sys/kernel/perf_event_paranoid"
#define HARDWARE                                           \
	"cycles:k,instructions:k,L1-dcache-load-misses:k," \
	"LLC-load-misses:k,dTLB-load-misses:k,branch-misses:k"
#define SOFTWARE "page-faults,context-switches,cpu-migrations,cpu-clock"

static struct ub_pfm_event events[UB_PFM_MAX];
static unsigned int nr_events;

/* The format of read(2) on a group's leader */
struct group {
	uint64_t nr;
	uint64_t enabled_ns;
	uint64_t running_ns;
	uint64_t value[UB_PFM_MAX];
};

/* The last read of each group */
static struct group last[UB_PFM_MAX];

static int open_counter(struct perf_event_attr *attr, int leader)
{
	return syscall(SYS_perf_event_open, attr, 0, -1, leader,
		       PERF_FLAG_FD_CLOEXEC);
}

static bool is_hardware(const struct perf_event_attr *attr)
{
	return attr->type != PERF_TYPE_SOFTWARE &&
	       attr->type != PERF_TYPE_TRACEPOINT;
}

/* Each PMU counts cycles */
static bool has_pmu(void)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_HARDWARE,
		.size = sizeof(attr),
		.config = PERF_COUNT_HW_CPU_CYCLES,
		.exclude_kernel = 1,
		.disabled = 1,
	};
	int fd = open_counter(&attr, -1);

	if (fd >= 0)
		close(fd);
	return fd >= 0 || errno == EACCES || errno == EPERM;
}

static void explain(struct ub_pfm_event *event,
		    const struct perf_event_attr *attr, int error)
{
	char paranoid[16] = "";

	if (error == EACCES || error == EPERM) {
		guest_text_line(PARANOID, paranoid, sizeof(paranoid));
		snprintf(event->why, sizeof(event->why),
			 "not permitted: kernel.perf_event_paranoid is %.15s",
			 paranoid);
	} else if (is_hardware(attr) && !has_pmu()) {
		strcpy(event->why, "not supported here: no PMU");
	} else if (error == ENOENT || error == EOPNOTSUPP || error == EINVAL) {
		strcpy(event->why, "not supported here: not by this PMU");
	} else {
		snprintf(event->why, sizeof(event->why), "%s", strerror(error));
	}
}

/* Open an event in the current group, or as the leader of a new one */
static void open_event(struct ub_pfm_event *event, int *leader)
{
	struct perf_event_attr attr;

	event->fd = -1;
	if (ub_pfm_encode(event->name, &attr)) {
		strcpy(event->why, "no such event on this machine");
		return;
	}
	attr.disabled = 1;
	attr.read_format = PERF_FORMAT_GROUP | PERF_FORMAT_TOTAL_TIME_ENABLED |
			   PERF_FORMAT_TOTAL_TIME_RUNNING;
	if (*leader >= 0) {
		/* Members follow the leader, which is switched */
		attr.disabled = 0;
		event->fd = open_counter(&attr, *leader);
		attr.disabled = 1;
	}
	if (event->fd < 0) {
		event->fd = open_counter(&attr, -1);
		event->leads = event->fd >= 0;
		if (event->leads)
			*leader = event->fd;
	}
	if (event->fd < 0)
		explain(event, &attr, errno);
}

static const char *expand(const char *list)
{
	if (strcmp(list, UB_PFM_DEFAULT))
		return list;
	return has_pmu() ? HARDWARE : HARDWARE "," SOFTWARE;
}

int ub_pfm_check(const char *list)
{
	char *copy = strdup(expand(list)), *rest = copy, *name;
	unsigned int nr = 0;
	int ret = copy ? 0 : -ENOMEM;

	while (!ret && (name = strsep(&rest, ",")))
		ret = ++nr > UB_PFM_MAX ||
				      strlen(name) >= sizeof(events->name) ?
			      -E2BIG :
			      ub_pfm_name_check(name);
	if (ret == -E2BIG)
		fprintf(stderr,
			"ubench: --events: more than %d names, or one of more than %zu letters\n",
			UB_PFM_MAX, sizeof(events->name) - 1);
	free(copy);
	return ret ? -EINVAL : 0;
}

void ub_pfm_open(const char *list)
{
	char *copy = strdup(expand(list)), *rest = copy, *name;
	int leader = -1;

	memset(last, 0, sizeof(last));
	while (copy && (name = strsep(&rest, ",")) && nr_events < UB_PFM_MAX) {
		struct ub_pfm_event *event = &events[nr_events++];

		*event = (struct ub_pfm_event){};
		snprintf(event->name, sizeof(event->name), "%s", name);
		open_event(event, &leader);
	}
	free(copy);
}

void ub_pfm_close(void)
{
	while (nr_events)
		if (events[--nr_events].fd >= 0)
			close(events[nr_events].fd);
}

unsigned int ub_pfm_nr(void)
{
	return nr_events;
}

const struct ub_pfm_event *ub_pfm_event(unsigned int i)
{
	return &events[i];
}

static void switch_all(unsigned long command)
{
	unsigned int i;

	for (i = 0; i < nr_events; i++)
		if (events[i].leads)
			ioctl(events[i].fd, command, 0);
}

void ub_pfm_start(void)
{
	switch_all(PERF_EVENT_IOC_ENABLE);
}

void ub_pfm_stop(void)
{
	switch_all(PERF_EVENT_IOC_DISABLE);
}

/*
 * PERF_EVENT_IOC_RESET does not reset the times, so compute differences to the
 * last read.
 */
static int read_group(unsigned int first, struct ub_pfm_count *counts)
{
	struct group now = {}, *was = &last[first];
	uint64_t enabled, running;
	unsigned int i, member = 0;

	if (read(events[first].fd, &now, sizeof(now)) < 0)
		return -errno;
	enabled = now.enabled_ns - was->enabled_ns;
	running = now.running_ns - was->running_ns;
	for (i = first; i < nr_events && member < now.nr; i++) {
		if (events[i].fd < 0 || (i > first && events[i].leads))
			continue;
		counts[i].enabled_ns = enabled;
		counts[i].running_ns = running;
		counts[i].value = now.value[member] - was->value[member];
		if (running && running < enabled)
			counts[i].value *= (double)enabled / running;
		member++;
	}
	*was = now;
	return 0;
}

int ub_pfm_read(struct ub_pfm_count *counts)
{
	unsigned int i;
	int ret = 0;

	memset(counts, 0, nr_events * sizeof(*counts));
	for (i = 0; !ret && i < nr_events; i++)
		if (events[i].leads)
			ret = read_group(i, counts);
	return ret;
}
