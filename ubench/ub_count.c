// SPDX-License-Identifier: GPL-2.0-only
/* ub_count.c - counts each phase, in loops of their own */
#include <string.h>

#include "ubench/ub_count.h"
#include "ubench/ub_job.h"
#include "ubench/ub_kbench.h"
#include "ubench/ub_pfm.h"

/* Sums over all loops of a job */
struct sums {
	struct ub_pfm_count event[KB_PHASES_MAX][UB_PFM_MAX];
};

static int count_phase(struct ub_stepper *stepper, unsigned int phase,
		       struct sums *sums)
{
	struct ub_pfm_count now[UB_PFM_MAX], *sum = sums->event[phase];
	unsigned int i;
	int ret;

	ub_pfm_start();
	ret = stepper->step(stepper, phase);
	ub_pfm_stop();
	if (!ret)
		ret = ub_pfm_read(now);
	for (i = 0; !ret && i < ub_pfm_nr(); i++) {
		sum[i].value += now[i].value;
		sum[i].enabled_ns += now[i].enabled_ns;
		sum[i].running_ns += now[i].running_ns;
	}
	return ret;
}

static int count_loops(struct ub_job *job, struct ub_stepper *stepper,
		       struct sums *sums)
{
	unsigned int loop, phase;
	int ret = 0;

	for (loop = 0; !ret && loop < job->nr_warmups + job->nr_loops; loop++) {
		if (loop == job->nr_warmups)
			memset(sums, 0, sizeof(*sums));
		for (phase = 0; !ret && phase < job->nr_phases; phase++)
			ret = count_phase(stepper, phase, sums);
	}
	return ret;
}

static json_t *one_event(const struct ub_job *job,
			 const struct ub_pfm_event *event,
			 const struct ub_pfm_count *sum)
{
	json_t *out = json_pack("{s:s}", "event", event->name);

	if (event->fd < 0)
		json_object_set_new(out, "reason", json_string(event->why));
	else if (!sum->running_ns)
		json_object_set_new(
			out, "reason",
			json_string("not counted: too few counters at a time"));
	else
		json_object_set_new(out, "value",
				    json_real(sum->value / job->nr_loops));
	if (sum->running_ns && sum->running_ns < sum->enabled_ns)
		json_object_set_new(
			out, "scaled",
			json_real((double)sum->running_ns / sum->enabled_ns));
	return out;
}

/* Make the failure of the job the reason of each event */
static json_t *no_event(const char *why)
{
	json_t *list = json_array();
	unsigned int i;

	for (i = 0; i < ub_pfm_nr(); i++)
		json_array_append_new(list, json_pack("{s:s, s:s}", "event",
						      ub_pfm_event(i)->name,
						      "reason", why));
	return list;
}

static json_t *all_events(const struct ub_job *job,
			  const struct ub_pfm_count *sums)
{
	json_t *list = json_array();
	unsigned int i;

	for (i = 0; i < ub_pfm_nr(); i++)
		json_array_append_new(list, one_event(job, ub_pfm_event(i),
						      &sums[i]));
	return list;
}

void ub_count(struct ub_job *job, struct ub_counts *counts)
{
	struct ub_stepper stepper;
	struct sums sums = {};
	unsigned int phase;
	int ret;

	if (job->ucase->kernel)
		ret = ub_kbench_stepper(job, &stepper);
	else
		ret = ub_user_stepper(job, &stepper);
	if (!ret) {
		ret = count_loops(job, &stepper, &sums);
		stepper.end(&stepper);
	}
	for (phase = 0; phase < job->nr_phases; phase++)
		counts->phase[phase] = ret ? no_event(strerror(-ret)) :
					     all_events(job, sums.event[phase]);
}

void ub_count_free(struct ub_counts *counts)
{
	unsigned int i;

	for (i = 0; i < KB_PHASES_MAX; i++)
		json_decref(counts->phase[i]);
	*counts = (struct ub_counts){};
}

void ub_count_report(struct ub_gb_state *state, const json_t *counts)
{
	json_t *one;
	size_t i;

	json_array_foreach(counts, i, one)
	{
		json_t *value = json_object_get(one, "value");

		if (value)
			ub_gb_counter(state,
				      json_string_value(
					      json_object_get(one, "event")),
				      json_number_value(value));
	}
}
