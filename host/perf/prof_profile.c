// SPDX-License-Identifier: GPL-2.0-only
/* prof_profile.c - perf.json: the profile of a cell, phase by phase */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "host/perf/prof_profile.h"
#include "host/perf/prof_top.h"
#include "lib/rvb_array.h"
#include "lib/rvb_file.h"
#include "lib/rvb_text.h"

#define FUNCTIONS_MAX 60 /* listed in the report, per part */

json_t *prof_profile_new(const struct prof_opts *o, const char *kind,
			 const char *unit, const json_t *guest)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:i, s:s, s:O*, s:O*,"
			 " s:O*, s:[]}",
			 "schema", PROF_SCHEMA, "kind", kind, "command",
			 o->command, "policy", o->policy, "case", o->ucase,
			 "memory", o->memory, "pages", (int)o->pages, "unit",
			 unit, "release", json_object_get(guest, "release"),
			 "modules", json_object_get(guest, "modules"),
			 "cmdline", json_object_get(guest, "cmdline"), "parts");
}

void prof_profile_add(json_t *profile, const char *name, struct prof_tree *tree,
		      json_t *more)
{
	uint32_t node = prof_tree_find(tree, 0, name);
	struct prof_top top;
	json_t *part;

	prof_tree_sum(tree);
	prof_top(&top, tree, node);
	part = json_pack("{s:s, s:I, s:o, s:i}", "name", name, "total",
			 (json_int_t)tree->node[node].total, "functions",
			 prof_top_save(&top, FUNCTIONS_MAX), "nr_functions",
			 (int)top.nr);
	prof_top_free(&top);
	json_object_update_new(part, more);
	json_array_append_new(json_object_get(profile, "parts"), part);
}

/* flamegraph.pl puts the title into its SVG as it is, so no '<' or '&' there */
static bool is_name(const json_t *object, const char *key)
{
	const char *text = rvb_json_text(object, key);

	return *text && prof_tree_is_name(text) && !strpbrk(text, "<>&");
}

static int check(const json_t *profile)
{
	static const char *const keys[] = { "kind",   "policy", "case",
					    "memory", "unit",	"release" };
	json_t *parts = json_object_get(profile, "parts"), *part;
	size_t i;

	if (strcmp(rvb_json_text(profile, "schema"), PROF_SCHEMA))
		return -EINVAL;
	for (i = 0; i < ARRAY_SIZE(keys); i++)
		if (!is_name(profile, keys[i]))
			return -EINVAL;
	if (!prof_tree_is_name(rvb_json_text(profile, "note")))
		return -EINVAL;
	json_array_foreach(parts, i, part)
	{
		if (!is_name(part, "name"))
			return -EINVAL;
	}
	return json_array_size(parts) ? 0 : -EINVAL;
}

int prof_profile_load(const char *path, json_t **profile, char *why,
		      size_t size)
{
	int ret = rvb_json_load(path, profile, why, size);

	if (!ret && check(*profile)) {
		snprintf(why, size, "%s: not a %s", path, PROF_SCHEMA);
		json_decref(*profile);
		*profile = NULL;
		ret = -EINVAL;
	}
	return ret;
}

char *prof_profile_title(const json_t *profile)
{
	long long pages = json_integer_value(json_object_get(profile, "pages"));

	return rvb_text("%s/%s/%lld pages, policy %s, Linux %s",
			rvb_json_text(profile, "case"),
			rvb_json_text(profile, "memory"), pages,
			rvb_json_text(profile, "policy"),
			rvb_json_text(profile, "release"));
}
