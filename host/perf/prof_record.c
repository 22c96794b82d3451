// SPDX-License-Identifier: GPL-2.0-only
/* prof_record.c - one cell under perf record and perf stat, in the guest */
#include <stdio.h>
#include <string.h>

#include "host/perf/prof.h"
#include "host/perf/prof_profile.h"
#include "host/perf/prof_script.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_file.h"
#include "lib/rvb_text.h"

/* Describe the samples in the note of the profile. */
static json_t *note_of(const json_t *guest, const struct prof_samples *s)
{
	const char *event = rvb_json_text(guest, "event");
	bool pmu = strcmp(event, "cpu-clock");

	return json_sprintf(
		"%lu samples of %s in %s loops, on all CPUs; %lu of idle CPUs and of perf itself left out%s.",
		s->nr, event, rvb_json_text(guest, "loops"), s->nr_left_out,
		pmu ? "" :
		      "; no PMU: an emulated CPU is sampled by its clock, and not where interrupts are off");
}

static int check(const json_t *guest, const struct prof_samples *s, int ret)
{
	const char *why = NULL;

	if (ret)
		why = "perf recorded no sample";
	else if (s->nr == s->nr_left_out)
		why = "no sample was taken while the case ran: give it more --seconds";
	else if (s->nr_unknown * 2 > s->nr - s->nr_left_out)
		why = "most samples have no symbol (kernel.kptr_restrict?)";
	return why ? rvb_fail(RVB_EXIT_HARNESS, "%s: %s",
			      rvb_json_text(guest, "event"), why) :
		     0;
}

/* A refused case has nothing to record. */
static int check_rows(const json_t *guest)
{
	json_t *rows = json_object_get(guest, "rows"), *row;
	size_t i;

	json_array_foreach(rows, i, row)
	{
		const char *refused = rvb_json_text(row, "refused");
		const char *reason = rvb_json_text(row, "reason");

		if (*refused || *reason)
			return rvb_fail(RVB_EXIT_NOTHING, "%s: %s%s",
					rvb_json_text(row, "name"),
					*refused ? "refused: " : "",
					*refused ? refused : reason);
	}
	return 0;
}

static int make_profile(const struct prof_opts *o, const json_t *guest)
{
	const char *text = rvb_json_text(guest, "script");
	const char *stat = rvb_json_text(guest, "stat");
	struct prof_samples samples;
	struct prof_tree tree;
	json_auto_t *profile = prof_profile_new(
		o, "samples", "samples", json_object_get(guest, "guest"));
	int ret;

	prof_tree_init(&tree);
	ret = prof_script_read(&tree, prof_tree_child(&tree, 0, o->ucase),
			       &samples, text, strlen(text),
			       rvb_json_text(guest, "modules"));
	ret = check(guest, &samples, ret);
	if (!ret) {
		json_object_set_new(profile, "note", note_of(guest, &samples));
		json_object_set_new(profile, "event",
				    json_string(rvb_json_text(guest, "event")));
		json_object_set_new(profile, "stat",
				    prof_stat_read(stat, strlen(stat)));
		prof_profile_add(profile, o->ucase, &tree, NULL);
		ret = prof_write_profile(o, profile, &tree);
	}
	prof_tree_free(&tree);
	return ret;
}

int prof_record(const struct prof_opts *o)
{
	rvb_auto char *pages = rvb_text("%u", o->pages);
	rvb_auto char *hertz = rvb_text("%u", o->frequency);
	rvb_auto char *seconds = rvb_text("%u", o->seconds);
	const char *const words[] = { "/bin/guest_perf",
				      hertz,
				      seconds,
				      "/bin/ubench",
				      "--policy",
				      o->policy,
				      "--cases",
				      o->ucase,
				      "--memory",
				      o->memory,
				      "--pages",
				      pages,
				      NULL };
	const struct prof_boot boot = { .mode = "timed",
					.perf = true,
					.guest = words };
	json_auto_t *guest = NULL;
	int ret;

	if (o->phase)
		return rvb_fail(
			RVB_EXIT_USAGE,
			"'%s': samples are of a whole case; a phase of its own needs --exact",
			o->phase);
	ret = prof_boot(o, &boot, &guest);
	if (!ret)
		ret = check_rows(guest);
	return ret ? ret : make_profile(o, guest);
}
