// SPDX-License-Identifier: GPL-2.0-only
/* perf_profile.c - a perf.json with anything in it, and what is made of it */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "host/perf/prof_flame.h"
#include "host/perf/prof_profile.h"
#include "host/perf/prof_top.h"
#include "tests/fuzz/parsers/fz_file.h"

static FILE *nowhere;

/* Each folded line is a stack and its figures, alone or as a difference */
static void fold(const struct prof_tree *tree, const struct prof_tree *old)
{
	struct prof_flame flame = { .tree = tree, .old = old, .scale = 1 };
	char *text, *line, *rest, *space;
	uint64_t self = 0;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	fz_check(out);
	fz_check(!prof_flame_fold(&flame, out));
	fz_check(!fclose(out));
	for (line = strtok_r(text, "\n", &rest); line;
	     line = strtok_r(NULL, "\n", &rest)) {
		space = strrchr(line, ' ');
		fz_check(space && prof_tree_is_name(line));
		self += strtoull(space, NULL, 10);
	}
	fz_check(self == tree->node[0].total - tree->node[0].self);
	free(text);
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
		fold(&tree, NULL);
		fold(&tree, &tree);
		prof_tree_free(&tree);
	}
	json_decref(profile);
	return 0;
}
