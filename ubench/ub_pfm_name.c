// SPDX-License-Identifier: GPL-2.0-only
/* ub_pfm_name.c - libpfm4's names of events, and one for a misspelt name */
#include <ctype.h>
#include <errno.h>
#include <perfmon/pfmlib_perf_event.h>
#include <stdbool.h>
#include <string.h>

#include "ubench/ub_pfm.h"

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

/* Of the kernel's generic events, list only those with the names of perf(1) */
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

/* Each event of the PMUs of this machine */
static void visit_events(name_fn *fn, void *arg)
{
	unsigned int pmu;

	for (pmu = 0; pmu < PFM_PMU_MAX; pmu++) {
		pfm_pmu_info_t info = { .size = sizeof(info) };

		if (!pfm_get_pmu_info(pmu, &info) && info.is_present)
			visit_pmu(&info, fn, arg);
	}
}

struct suggestion {
	const char *word;
	size_t length; /* of what @name and @word begin with */
	char name[WORD_MAX];
};

static void suggest(const char *name, void *arg)
{
	struct suggestion *s = arg;
	size_t n = 0;

	while (name[n] && name[n] == tolower((unsigned char)s->word[n]))
		n++;
	if (n <= s->length)
		return;
	s->length = n;
	strcpy(s->name, name);
}

int ub_pfm_name_check(const char *name)
{
	struct suggestion near = { .word = name };
	struct perf_event_attr attr;
	char word[WORD_MAX];
	int ret;

	if (start()) {
		fprintf(stderr, "ubench: --events: libpfm4 does not start\n");
		return -EINVAL;
	}
	ret = encode(name, &attr);
	if (ret == PFM_SUCCESS)
		return 0;
	snprintf(word, sizeof(word), "%.*s", (int)strcspn(name, ":"), name);
	if (encode(word, &attr) == PFM_SUCCESS) {
		fprintf(stderr,
			"ubench: --events=%s: %s; modifiers are u and k, for example %s:k\n",
			name, pfm_strerror(ret), word);
		return -EINVAL;
	}
	visit_events(suggest, &near);
	fprintf(stderr,
		"ubench: --events=%s: no such event%s%s; see --list-events\n",
		name, near.length ? ", did you mean " : "", near.name);
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
