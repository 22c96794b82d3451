// SPDX-License-Identifier: GPL-2.0-only
/* prof_diff.c - which functions grew and shrank between two profiles */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/perf/prof_profile.h"
#include "host/perf/prof_top.h"
#include "lib/rvb_array.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_file.h"
#include "lib/rvb_text.h"

#define FUNCTIONS_MAX 60

/* One of the two that are compared; tree.node is NULL until it is loaded. */
struct side {
	json_t *profile;
	struct prof_tree tree;
	char *title;
};

static int read_stacks(const char *path, struct prof_tree *tree, char *why,
		       size_t size)
{
	FILE *f = fopen(path, "re");
	int ret = f ? prof_tree_read(tree, f) : -errno;

	if (ret)
		snprintf(why, size, "%s: %s", path,
			 ret == -EINVAL ? "not folded stacks" : strerror(-ret));
	if (f)
		fclose(f);
	return ret;
}

static int load(const char *dir, struct side *side)
{
	rvb_auto char *profile = rvb_text("%s/perf.json", dir);
	rvb_auto char *stacks = rvb_text("%s/stacks.folded", dir);
	char why[512];
	int ret = prof_profile_load(profile, &side->profile, why, sizeof(why));

	if (!ret)
		ret = read_stacks(stacks, &side->tree, why, sizeof(why));
	if (ret)
		return rvb_fail(RVB_EXIT_USAGE, "%s%s", why,
				ret == -ENOENT ?
					": expected a folder that perf wrote" :
					"");
	side->title = prof_profile_title(side->profile);
	return 0;
}

static void unload(struct side *side)
{
	free(side->title);
	if (side->tree.node)
		prof_tree_free(&side->tree);
	json_decref(side->profile);
}

static int comparable(const json_t *old, const json_t *new)
{
	static const char *const keys[] = { "kind", "unit" };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(keys); i++) {
		const char *a = rvb_json_text(old, keys[i]);
		const char *b = rvb_json_text(new, keys[i]);

		if (strcmp(a, b))
			return rvb_fail(
				RVB_EXIT_NOTHING,
				"not comparable: %s is %s in one, %s in the other",
				keys[i], a, b);
	}
	return 0;
}

/* Scale samples to the length of the new run; instructions need no scale. */
static double scale_of(const json_t *profile, double was, double is)
{
	if (!strcmp(rvb_json_text(profile, "kind"), "exact") || !was)
		return 1;
	return is / was;
}

static void diff_part(const struct prof_opts *o, json_t *diff, const char *name,
		      const struct side *old, uint32_t old_node,
		      const struct side *new, uint32_t new_node, FILE *f)
{
	double was = old->tree.node[old_node].total;
	double is = new->tree.node[new_node].total;
	double scale = scale_of(diff, was, is);
	struct prof_top top;

	prof_top_diff(&top, &old->tree, old_node, &new->tree, new_node, scale);
	was *= scale;
	fprintf(f, "\n%s: %.0f, was %.0f\n", name, is, was);
	prof_top_print_diff(&top, was, is, o->most, rvb_json_text(diff, "unit"),
			    f);
	json_array_append_new(json_object_get(diff, "parts"),
			      json_pack("{s:s, s:f, s:f, s:o}", "name", name,
					"total", is, "old_total", was,
					"functions",
					prof_top_save(&top, FUNCTIONS_MAX)));
	prof_top_free(&top);
}

/* Compare the parts that both have. Return: how many. */
static int diff_parts(const struct prof_opts *o, json_t *diff,
		      const struct side *old, const struct side *new, FILE *f)
{
	json_t *part;
	int nr = 0;
	size_t i;

	json_array_foreach(json_object_get(new->profile, "parts"), i, part)
	{
		const char *name = rvb_json_text(part, "name");
		uint32_t was = prof_tree_find(&old->tree, 0, name);
		uint32_t is = prof_tree_find(&new->tree, 0, name);

		if (!was || !is)
			continue;
		diff_part(o, diff, name, old, was, new, is, f);
		nr++;
	}
	return nr;
}

static int write_all(const struct prof_opts *o, json_t *diff, const char *text,
		     const struct side *old, const struct side *new)
{
	rvb_auto char *title = rvb_text("%s; red grew, blue shrank since %s",
					new->title, old->title);
	const struct prof_flame flame = {
		.title = title,
		.unit = rvb_json_text(diff, "unit"),
		.tree = &new->tree,
		.old = &old->tree,
		.scale = scale_of(diff, old->tree.node[0].total,
				  new->tree.node[0].total),
	};
	static const struct prof_files files = { "diff.txt", "diff.svg",
						 "diff.json", "" };

	return prof_write(o, &files, text, &flame, diff);
}

static int diff_sides(const struct prof_opts *o, const struct side *old,
		      const struct side *new)
{
	json_auto_t *diff = json_copy(new->profile);
	rvb_auto char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);
	int nr;

	if (!f)
		return RVB_EXIT_HARNESS;
	json_object_set_new(diff, "old", json_string(old->title));
	json_object_set_new(diff, "command", json_string(o->command));
	json_object_set_new(diff, "parts", json_array());
	fprintf(f, "new  %s\nold  %s\n", new->title, old->title);
	nr = diff_parts(o, diff, old, new, f);
	fclose(f);
	if (!nr)
		return rvb_fail(
			RVB_EXIT_NOTHING,
			"not comparable: the two have no phase in common");
	return write_all(o, diff, text, old, new);
}

int prof_diff(const struct prof_opts *o)
{
	struct side old = {}, new = {};
	int ret;

	ret = load(o->diff[0], &old);
	if (!ret)
		ret = load(o->diff[1], &new);
	if (!ret)
		ret = comparable(old.profile, new.profile);
	if (!ret)
		ret = diff_sides(o, &old, &new);
	unload(&old);
	unload(&new);
	return ret;
}
