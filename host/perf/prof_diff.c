// SPDX-License-Identifier: GPL-2.0-only
/* prof_diff.c - which functions grew and shrank between two profiles */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/perf/prof_profile.h"
#include "host/perf/prof_top.h"
#include "host/perf/prof_write.h"
#include "lib/rvb_array.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_file.h"

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
	char *profile = NULL, *stacks = NULL, why[512] = "out of memory";
	int ret = -ENOMEM;

	if (asprintf(&profile, "%s/perf.json", dir) > 0 &&
	    asprintf(&stacks, "%s/stacks.folded", dir) > 0)
		ret = prof_profile_load(profile, &side->profile, why,
					sizeof(why));
	if (!ret)
		ret = read_stacks(stacks, &side->tree, why, sizeof(why));
	if (!ret)
		side->title = prof_profile_title(side->profile);
	free(profile);
	free(stacks);
	if (!ret && side->title)
		return 0;
	fprintf(stderr, "revokebench: %s%s\n", why,
		ret == -ENOENT ? ": expected a folder that perf wrote" : "");
	return RVB_EXIT_USAGE;
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

		if (!strcmp(a, b))
			continue;
		fprintf(stderr,
			"revokebench: not comparable: %s is %s in one, %s in the other\n",
			keys[i], a, b);
		return RVB_EXIT_NOTHING;
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

static int diff_part(const struct prof_opts *o, json_t *diff, const char *name,
		     const struct side *old, uint32_t old_node,
		     const struct side *new, uint32_t new_node, FILE *f)
{
	double was = old->tree.node[old_node].total;
	double is = new->tree.node[new_node].total;
	double scale = scale_of(diff, was, is);
	struct prof_top top;
	json_t *part;
	int ret;

	ret = prof_top_diff(&top, &old->tree, old_node, &new->tree, new_node,
			    scale);
	if (ret)
		return ret;
	was *= scale;
	fprintf(f, "\n%s: %.0f, was %.0f\n", name, is, was);
	prof_top_print_diff(&top, was, is, o->most, rvb_json_text(diff, "unit"),
			    f);
	part = json_pack("{s:s, s:f, s:f, s:o}", "name", name, "total", is,
			 "old_total", was, "functions",
			 prof_top_save(&top, FUNCTIONS_MAX));
	ret = json_array_append_new(json_object_get(diff, "parts"), part);
	prof_top_free(&top);
	return ret ? -ENOMEM : 0;
}

/* Compare the parts that both have. Return: how many, or -ENOMEM. */
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
		if (diff_part(o, diff, name, old, was, new, is, f))
			return -ENOMEM;
		nr++;
	}
	return nr;
}

static int write_all(const struct prof_opts *o, json_t *diff, const char *text,
		     const struct side *old, const struct side *new)
{
	struct prof_flame flame = {
		.unit = rvb_json_text(diff, "unit"),
		.tree = &new->tree,
		.old = &old->tree,
		.scale = scale_of(diff, old->tree.node[0].total,
				  new->tree.node[0].total),
	};
	static const struct prof_files files = { "diff.txt", "diff.svg",
						 "diff.json", "" };
	char *title = NULL;
	int ret;

	if (asprintf(&title, "%s; red grew, blue shrank since %s", new->title,
		     old->title) < 0)
		return RVB_EXIT_HARNESS;
	flame.title = title;
	ret = prof_write(o, &files, text, &flame, diff);
	free(title);
	return ret;
}

static int diff_sides(const struct prof_opts *o, const struct side *old,
		      const struct side *new)
{
	json_t *diff = json_copy(new->profile);
	char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);
	int ret = RVB_EXIT_HARNESS, nr = -ENOMEM;

	json_object_set_new(diff, "old", json_string(old->title));
	json_object_set_new(diff, "command", json_string(o->command));
	json_object_set_new(diff, "parts", json_array());
	if (f) {
		fprintf(f, "new  %s\nold  %s\n", new->title, old->title);
		nr = diff_parts(o, diff, old, new, f);
		if (fclose(f))
			nr = -ENOMEM;
	}
	if (nr > 0) {
		ret = write_all(o, diff, text, old, new);
	} else if (!nr) {
		fprintf(stderr,
			"revokebench: not comparable: the two have no phase in common\n");
		ret = RVB_EXIT_NOTHING;
	}
	free(text);
	json_decref(diff);
	return ret;
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
