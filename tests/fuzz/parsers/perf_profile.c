// SPDX-License-Identifier: GPL-2.0-only
/* perf_profile.c - a perf.json with anything in it, and what is made of it */
#include <errno.h>
#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

#include "host/perf/prof_flame.h"
#include "host/perf/prof_profile.h"
#include "host/perf/prof_top.h"
#include "tests/fuzz/parsers/fz_file.h"

static FILE *nowhere;

/* What is drawn is XML */
static void draw_one(const struct prof_flame *flame)
{
	xmlDocPtr doc;
	size_t size;
	char *text;
	FILE *out = open_memstream(&text, &size);

	fz_check(out);
	fz_check(!prof_flame_write(flame, out));
	fz_check(!fclose(out));
	doc = xmlReadMemory(text, size, "flame.svg", NULL, XML_PARSE_HUGE);
	fz_check(doc);
	xmlFreeDoc(doc);
	free(text);
}

/* Alone, and as a difference to itself */
static void draw(const json_t *profile, const struct prof_tree *tree)
{
	char *title = prof_profile_title(profile);
	struct prof_flame flame = {
		.title = title,
		.subtitle = prof_profile_text(profile, "note"),
		.unit = prof_profile_text(profile, "unit"),
		.tree = tree,
		.scale = 1,
	};

	fz_check(title);
	draw_one(&flame);
	flame.old = tree;
	draw_one(&flame);
	free(title);
}

static void list(const struct prof_tree *tree)
{
	struct prof_top top;
	double self = 0;
	size_t i;

	fz_check(!prof_top(&top, tree));
	for (i = 0; i < top.nr; i++) {
		self += top.list[i].self;
		fz_check(top.list[i].total >= top.list[i].self);
	}
	prof_top_print(&top, self, 25, "samples", nowhere);
	prof_top_free(&top);
	fz_check(!prof_top_diff(&top, tree, tree, 1));
	for (i = 0; i < top.nr; i++)
		fz_check(top.list[i].self == top.list[i].old_self);
	prof_top_print_diff(&top, self, self, 25, "samples", nowhere);
	json_decref(prof_top_save(&top, 60));
	prof_top_free(&top);
}

/* What is saved is the same when it is loaded */
static void save_and_load(struct prof_tree *tree)
{
	json_t *stacks = prof_tree_save(tree);
	struct prof_tree again;

	fz_check(stacks);
	fz_check(!prof_tree_init(&again));
	fz_check(!prof_tree_load(&again, 0, stacks));
	fz_check(prof_tree_sum(&again) == tree->node[0].total);
	prof_tree_free(&again);
	json_decref(stacks);
}

static void try_parts(const json_t *profile)
{
	json_t *part;
	struct prof_tree tree;
	size_t i;

	json_array_foreach(json_object_get(profile, "parts"), i, part)
	{
		int ret = prof_profile_tree(part, &tree);

		fz_check(!ret || ret == -EINVAL);
		if (ret)
			continue;
		list(&tree);
		save_and_load(&tree);
		prof_tree_free(&tree);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char why[512] = "";
	struct prof_tree tree;
	json_t *profile;
	int ret;

	if (!nowhere)
		nowhere = fopen("/dev/null", "we");
	fz_check(nowhere);
	if (prof_profile_load(fz_file(data, size), &profile, why,
			      sizeof(why))) {
		fz_check(*why && !strchr(why, '\n'));
		return 0;
	}
	try_parts(profile);
	ret = prof_profile_whole(profile, &tree);
	fz_check(!ret || ret == -EINVAL);
	if (!ret) {
		draw(profile, &tree);
		prof_tree_free(&tree);
	}
	json_decref(profile);
	return 0;
}
