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
	const char *program;
	const char *mode;
	double seconds[3]; /* of quick, default and full */
} boots[] = {
	{ "ubench", "exact", { 15, 50, 90 } },
	{ "kb_scene", "exact", { 20, 120, 600 } },
	{ "kb_scene", "timed", { 25, 120, 600 } },
	{ "kb_check", "timed", { 60, 240, 480 } },
	{ "kb_adopt", "exact", { 40, 40, 40 } },
	{ "kb_adopt", "timed", { 60, 60, 60 } },
};

/* The part of a registry that a comma list or a glob selects */
static double share(const char *what, const char *list)
{
	json_auto_t *all = run_registry_list(what);
	size_t i, n = 0, nr = json_array_size(all);
	json_t *item;

	json_array_foreach(all, i, item)
		n += run_argv_has(list, rvb_json_text(item, "name"));
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
	size_t i, preset = !strcmp(o->preset, "quick") ? 0 :
			   !strcmp(o->preset, "full")  ? 2 :
							 1;

	json_unpack((json_t *)cell, "{s:s, s:s}", "program", &program, "mode",
		    &mode);
	for (i = 0; i < ARRAY_SIZE(boots); i++) {
		if (!strcmp(boots[i].program, program) &&
		    !strcmp(boots[i].mode, mode))
			seconds = boots[i].seconds[preset];
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
