// SPDX-License-Identifier: GPL-2.0-only
/* run_estimate.c - estimate how long a cell takes */
#include <string.h>

#include "host/run/run.h"
#include "host/run/run_registry.h"
#include "lib/rvb_array.h"
#include "lib/rvb_file.h"

/*
 * Seconds under TCG of a boot that measures everything, two at once on two
 * cores of a 2.6 GHz Xeon; a boot that measures nothing takes BOOT_S of them.
 */
#define BOOT_S 7

static const struct {
	const char *preset;
	const char *program;
	const char *mode;
	double seconds;
} boots[] = {
	{ "quick", "ubench", "exact", 15 },
	{ "quick", "kb_scene", "exact", 20 },
	{ "quick", "kb_scene", "timed", 25 },
	{ "quick", "kb_check", "timed", 60 },
	{ "quick", "kb_adopt", "exact", 40 },
	{ "quick", "kb_adopt", "timed", 60 },
	{ "default", "ubench", "exact", 50 },
	{ "default", "kb_scene", "exact", 120 },
	{ "default", "kb_scene", "timed", 120 },
	{ "default", "kb_check", "timed", 240 },
	{ "default", "kb_adopt", "exact", 40 },
	{ "default", "kb_adopt", "timed", 60 },
	{ "full", "ubench", "exact", 90 },
	{ "full", "kb_scene", "exact", 600 },
	{ "full", "kb_scene", "timed", 600 },
	{ "full", "kb_check", "timed", 480 },
	{ "full", "kb_adopt", "exact", 40 },
	{ "full", "kb_adopt", "timed", 60 },
};

/* The part of a registry that a comma list or a glob selects */
static double share(const char *what, const char *list)
{
	json_t *all = run_registry_list(what), *item;
	size_t i, n = 0, nr = json_array_size(all);

	json_array_foreach(all, i, item)
		n += run_argv_has(list, rvb_json_text(item, "name"));
	json_decref(all);
	return nr ? (double)n / nr : 1;
}

static double share_of_cases(const char *what, const char *globs)
{
	size_t nr = run_registry_count(what, "*");

	return nr ? (double)run_registry_count(what, globs) / nr : 1;
}

/* Seconds that a cell takes on the idle reference machine */
double run_estimate_s(const struct run_opts *o, const json_t *cell)
{
	const char *program, *mode;
	double part, base, seconds = 0;
	size_t i;

	json_unpack((json_t *)cell, "{s:s, s:s}", "program", &program, "mode",
		    &mode);
	for (i = 0; i < ARRAY_SIZE(boots); i++) {
		if (!strcmp(boots[i].preset, o->preset) &&
		    !strcmp(boots[i].program, program) &&
		    !strcmp(boots[i].mode, mode))
			seconds = boots[i].seconds;
	}
	if (!strcmp(program, "kb_adopt"))
		return BOOT_S +
		       (seconds - BOOT_S) * share("policies", o->policies);
	part = share("fs", o->fs);
	base = !strcmp(program, "kb_scene") && run_argv_adds_none(o) ?
		       share("policies", "none") :
		       0;
	if (strcmp(program, "ubench"))
		part *= (share("policies", o->policies) + base) *
			share("devices", o->devices);
	if (strcmp(program, "kb_check"))
		part *= share_of_cases(strcmp(program, "ubench") ? "scenes" :
								   "pins",
				       o->cases);
	return BOOT_S + (seconds - BOOT_S) * part;
}
