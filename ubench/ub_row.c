// SPDX-License-Identifier: GPL-2.0-only
/* ub_row.c - one row of the result: a phase of a job */
#include <errno.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "ubench/ub_row.h"

int ub_figures(const uint64_t *samples, size_t nr, struct ub_figures *figures)
{
	double *sorted = calloc(nr, sizeof(*sorted));
	size_t i;

	if (!sorted)
		return -ENOMEM;
	/* Exact in a double: samples are far below 2^53 ticks */
	for (i = 0; i < nr; i++)
		sorted[i] = samples[i];
	gsl_sort(sorted, 1, nr);
	figures->min = sorted[0];
	figures->p50 = gsl_stats_median_from_sorted_data(sorted, 1, nr);
	free(sorted);
	return 0;
}

char *ub_job_name(const struct ub_job *job, unsigned int phase)
{
	char *name;

	if (asprintf(&name, "%s/%s/pages:%" PRIu64 "/%s", job->ucase->name,
		     job->memory ? job->memory->name : "none", job->nr_pages,
		     job->ucase->phase[phase].name) < 0)
		return NULL;
	return name;
}

static int add_samples(json_t *row, const struct ub_job *job,
		       const uint64_t *samples,
		       const struct ub_figures *figures)
{
	json_t *list = json_array();
	unsigned int i;

	for (i = 0; i < job->nr_loops && i < UB_SAMPLES_MAX; i++)
		if (json_array_append_new(list, json_integer(samples[i])))
			goto free;
	if (json_object_set(row, "samples", list))
		goto free;
	json_decref(list);
	return json_object_set_new(row, "loops", json_integer(job->nr_loops)) ||
	       json_object_set_new(row, "warmups",
				   json_integer(job->nr_warmups)) ||
	       json_object_set_new(row, "min", json_integer(figures->min)) ||
	       json_object_set_new(row, "p50", json_real(figures->p50));

free:
	json_decref(list);
	return -1;
}

/* Status words of KCIDB; a refusal counts as done */
static const struct {
	const char *status;
	const char *key;
} outcomes[] = {
	[UB_DONE] = { "DONE", NULL },
	[UB_REFUSED] = { "DONE", "refused" },
	[UB_SKIPPED] = { "SKIP", "reason" },
	[UB_FAILED] = { "ERROR", "reason" },
};

json_t *ub_row(const struct ub_job *job, unsigned int phase,
	       const uint64_t *samples, const struct ub_figures *figures)
{
	char *name = ub_job_name(job, phase);
	const char *key = outcomes[job->outcome].key;
	json_t *row;

	/* clang-format off */
	row = json_pack("{s:s, s:s, s:s, s:I, s:s, s:b, s:s}",
			"name", name ? name : "",
			"case", job->ucase->name,
			"memory", job->memory ? job->memory->name : "none",
			"pages", (json_int_t)job->nr_pages,
			"phase", job->ucase->phase[phase].name,
			"write", job->ucase->write,
			"status", outcomes[job->outcome].status);
	/* clang-format on */
	free(name);
	if (samples && job->waits & 1U << phase)
		json_object_set_new(row, "waits", json_true());
	if (samples ? add_samples(row, job, samples, figures) :
		      json_object_set_new(row, key, json_string(job->why))) {
		json_decref(row);
		return NULL;
	}
	return row;
}
