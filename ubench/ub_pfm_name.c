// SPDX-License-Identifier: GPL-2.0-only
/* ub_pfm_name.c - libpfm4's names of events, and those next to a misspelt one */
#include <ctype.h>
#include <errno.h>
#include <perfmon/pfmlib_perf_event.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "ubench/ub_pfm.h"
#include "ubench/ub_pfm_name.h"

#define NEAREST 3
#define WORD_MAX 96

static int start(void)
{
	static bool started;

	if (!started)
		started = pfm_initialize() == PFM_SUCCESS;
	return started ? 0 : -EIO;
}

static int encode(const char *name, struct perf_event_attr *attr)
{
	pfm_perf_encode_arg_t arg = { .attr = attr, .size = sizeof(arg) };
	int ret;

	*attr = (struct perf_event_attr){ .size = sizeof(*attr) };
	ret = pfm_get_os_event_encoding(name, PFM_PLM0 | PFM_PLM3,
					PFM_OS_PERF_EVENT, &arg);
	attr->size = sizeof(*attr);
	return ret;
}

int ub_pfm_encode(const char *name, struct perf_event_attr *attr)
{
	return start() || encode(name, attr) != PFM_SUCCESS ? -EINVAL : 0;
}

unsigned int ub_pfm_distance(const char *a, const char *b)
{
	unsigned int row[WORD_MAX + 1], left, above, i, k, n = strlen(b);

	if (n > WORD_MAX)
		n = WORD_MAX;
	for (k = 0; k <= n; k++)
		row[k] = k;
	for (i = 0; a[i]; i++) {
		left = i + 1;
		for (k = 0; k < n; k++) {
			above = row[k + 1] + 1;
			row[k] += tolower((unsigned char)a[i]) !=
				  tolower((unsigned char)b[k]);
			if (above < row[k])
				row[k] = above;
			if (left + 1 < row[k])
				row[k] = left + 1;
			above = row[k];
			row[k] = left;
			left = above;
		}
		row[n] = left;
	}
	return row[n];
}

/* Of perf's own the names that perf uses are enough. */
static bool is_shown(const pfm_pmu_info_t *pmu, const pfm_event_info_t *event)
{
	if (!strcmp(pmu->name, "perf"))
		return event->equiv;
	return strcmp(pmu->name, "perf_raw");
}

typedef void name_fn(const char *name, void *arg);

static void visit_pmu(const pfm_pmu_info_t *pmu, name_fn *fn, void *arg)
{
	char name[WORD_MAX];
	unsigned int i;
	int at;

	for (at = pmu->first_event; at >= 0; at = pfm_get_event_next(at)) {
		pfm_event_info_t event = { .size = sizeof(event) };

		if (pfm_get_event_info(at, PFM_OS_PERF_EVENT, &event) ||
		    !is_shown(pmu, &event))
			continue;
		snprintf(name, sizeof(name), "%s", event.name);
		for (i = 0; name[i]; i++)
			name[i] = tolower((unsigned char)name[i]);
		fn(name, arg);
	}
}

/* Every event that this machine may have. */
static void visit_events(name_fn *fn, void *arg)
{
	unsigned int pmu;

	for (pmu = 0; pmu < PFM_PMU_MAX; pmu++) {
		pfm_pmu_info_t info = { .size = sizeof(info) };

		if (!pfm_get_pmu_info(pmu, &info) && info.is_present)
			visit_pmu(&info, fn, arg);
	}
}

struct nearest {
	const char *to;
	char name[NEAREST][WORD_MAX];
	unsigned int distance[NEAREST];
};

static void consider(const char *name, void *arg)
{
	struct nearest *n = arg;
	unsigned int distance = ub_pfm_distance(n->to, name), i;

	for (i = NEAREST; i > 0 && distance < n->distance[i - 1]; i--) {
		if (i == NEAREST)
			continue;
		strcpy(n->name[i], n->name[i - 1]);
		n->distance[i] = n->distance[i - 1];
	}
	if (i == NEAREST)
		return;
	strcpy(n->name[i], name);
	n->distance[i] = distance;
}

int ub_pfm_name_check(const char *name)
{
	struct nearest near = { .distance = { ~0u, ~0u, ~0u } };
	struct perf_event_attr attr;
	char *word;
	int ret;

	if (start()) {
		fprintf(stderr, "ubench: --events: libpfm4 does not start\n");
		return -EINVAL;
	}
	ret = encode(name, &attr);
	if (ret == PFM_SUCCESS)
		return 0;
	word = strndup(name, strcspn(name, ":"));
	if (word && encode(word, &attr) == PFM_SUCCESS) {
		fprintf(stderr,
			"ubench: --events: \"%s\": %s; modifiers are u and k, for example %s:k\n",
			name, pfm_strerror(ret), word);
		free(word);
		return -EINVAL;
	}
	near.to = word ? word : name;
	visit_events(consider, &near);
	fprintf(stderr, "ubench: unknown event \"%s\", nearest are: %s %s %s\n",
		name, near.name[0], near.name[1], near.name[2]);
	free(word);
	return -EINVAL;
}

static void print(const char *name, void *arg)
{
	const struct ub_pfm_event *event;

	ub_pfm_open(name);
	event = ub_pfm_event(0);
	fprintf(arg, "%s\t%s\n", name, event->fd < 0 ? event->why : "yes");
	ub_pfm_close();
}

void ub_pfm_print(FILE *out)
{
	if (start())
		fprintf(stderr, "ubench: libpfm4 does not start\n");
	else
		visit_events(print, out);
}
