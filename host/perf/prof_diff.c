// SPDX-License-Identifier: GPL-2.0-only
/* prof_diff.c - which functions grew and shrank between two profiles */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/perf/prof_profile.h"
#include "host/perf/prof_top.h"
#include "host/perf/prof_write.h"
#include "lib/rvb_exit.h"

#define FUNCTIONS_MAX 60

static int load(const char *dir, json_t **profile)
{
	char why[512] = "out of memory";
	int ret = prof_profile_load(dir, profile, why, sizeof(why));

	if (!ret)
		return 0;
	fprintf(stderr, "revokebench: %s%s\n", why,
		ret == -ENOENT ? ": expected a folder that perf wrote" : "");
	return RVB_EXIT_USAGE;
}

static int comparable(const json_t *old, const json_t *new)
{
	static const char *const keys[] = { "kind", "unit" };
	size_t i;

	for (i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		const char *a = prof_profile_text(old, keys[i]);
		const char *b = prof_profile_text(new, keys[i]);

		if (!strcmp(a, b))
			continue;
		fprintf(stderr,
			"revokebench: not comparable: %s is %s in one, %s in the other\n",
			keys[i], a, b);
		return RVB_EXIT_NOTHING;
	}
	return 0;
}

static const json_t *part_named(const json_t *profile, const char *name)
{
	json_t *part;
	size_t i;

	json_array_foreach(json_object_get(profile, "parts"), i, part)
	{
		if (!strcmp(prof_profile_text(part, "name"), name))
			return part;
	}
	return NULL;
}

/* Scale samples to the length of the new run; instructions need no scale. */
static double scale_of(const json_t *profile, const struct prof_tree *old,
		       const struct prof_tree *new)
{
	double was = old->node[0].total, is = new->node[0].total;

	if (!strcmp(prof_profile_text(profile, "kind"), "exact") || !was)
		return 1;
	return is / was;
}

static int diff_trees(const struct prof_opts *o, json_t *diff, const char *name,
		      const struct prof_tree *old, const struct prof_tree *new,
		      FILE *f)
{
	double scale = scale_of(diff, old, new);
	double was = old->node[0].total * scale, is = new->node[0].total;
	struct prof_top top;
	json_t *part;
	int ret;

	ret = prof_top_diff(&top, old, new, scale);
	if (ret)
		return ret;
	fprintf(f, "\n%s: %.0f, was %.0f\n", name, is, was);
	prof_top_print_diff(&top, was, is, o->most,
			    prof_profile_text(diff, "unit"), f);
	part = json_pack("{s:s, s:f, s:f, s:o}", "name", name, "total", is,
			 "old_total", was, "functions",
			 prof_top_save(&top, FUNCTIONS_MAX));
	ret = json_array_append_new(json_object_get(diff, "parts"), part);
	prof_top_free(&top);
	return ret ? -ENOMEM : 0;
}

static int diff_part(const struct prof_opts *o, json_t *diff, const json_t *was,
		     const json_t *is, FILE *f)
{
	struct prof_tree old, new;
	int ret = prof_profile_tree(was, &old);

	if (ret)
		return ret;
	ret = prof_profile_tree(is, &new);
	if (!ret) {
		ret = diff_trees(o, diff, prof_profile_text(is, "name"), &old,
				 &new, f);
		prof_tree_free(&new);
	}
	prof_tree_free(&old);
	return ret;
}

static int write_flame_of(const struct prof_opts *o, const json_t *old,
			  const json_t *new, const char *title)
{
	struct prof_flame flame = {
		.title = title,
		.unit = prof_profile_text(new, "unit"),
	};
	struct prof_tree was, is;
	int ret = RVB_EXIT_HARNESS;

	if (prof_profile_whole(old, &was))
		return ret;
	if (!prof_profile_whole(new, &is)) {
		flame.tree = &is;
		flame.old = &was;
		flame.scale = scale_of(new, &was, &is);
		ret = prof_write_flame(o, "diff.svg", &flame);
		prof_tree_free(&is);
	}
	prof_tree_free(&was);
	return ret;
}

/* Compare the parts that both have. Return: how many, or -EINVAL. */
static int diff_parts(const struct prof_opts *o, json_t *diff,
		      const json_t *old, const json_t *new, FILE *f)
{
	json_t *part;
	int nr = 0;
	size_t i;

	json_array_foreach(json_object_get(new, "parts"), i, part)
	{
		const json_t *was =
			part_named(old, prof_profile_text(part, "name"));

		if (was && diff_part(o, diff, was, part, f))
			return -EINVAL;
		nr += !!was;
	}
	return nr;
}

static int write_all(const struct prof_opts *o, json_t *diff, const json_t *old,
		     const json_t *new)
{
	char *was = prof_profile_title(old), *is = prof_profile_title(new);
	char *text = NULL, *title = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);
	int ret = RVB_EXIT_HARNESS, nr = 0;

	if (f && was && is) {
		fprintf(f, "new  %s\nold  %s\n", is, was);
		nr = diff_parts(o, diff, old, new, f);
	}
	if (f && !fclose(f) && nr > 0 &&
	    asprintf(&title, "%s; red grew, blue shrank since %s", is, was) >=
		    0)
		ret = prof_write_text(o, "diff.txt", text);
	if (!ret)
		ret = write_flame_of(o, old, new, title);
	if (!ret)
		ret = prof_write_json(o, "diff.json", diff, "diff.svg");
	if (!ret) {
		fputs(text, stdout);
		fprintf(stderr, "revokebench: %s/diff.svg, diff.txt\n", o->dir);
	} else if (nr <= 0) {
		fprintf(stderr, "revokebench: not comparable: %s\n",
			nr ? "a perf.json is broken" :
			     "the two have no phase in common");
		ret = nr ? RVB_EXIT_USAGE : RVB_EXIT_NOTHING;
	}
	free(title);
	free(text);
	free(was);
	free(is);
	return ret;
}

int prof_diff(const struct prof_opts *o)
{
	json_t *old = NULL, *new = NULL, *diff;
	char *title;
	int ret;

	ret = load(o->diff[0], &old);
	if (!ret)
		ret = load(o->diff[1], &new);
	if (!ret)
		ret = comparable(old, new);
	if (!ret) {
		diff = json_copy(new);
		title = prof_profile_title(old);
		json_object_set_new(diff, "old", json_string(title));
		json_object_set_new(diff, "command", json_string(o->command));
		json_object_set_new(diff, "parts", json_array());
		ret = write_all(o, diff, old, new);
		free(title);
		json_decref(diff);
	}
	json_decref(old);
	json_decref(new);
	return ret;
}
