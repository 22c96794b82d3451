// SPDX-License-Identifier: GPL-2.0-only
/* prof_write.c - write a profile or a difference into a folder */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/perf/prof_profile.h"
#include "host/perf/prof_top.h"
#include "host/run/run_cmdline.h"
#include "lib/rvb_array.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_file.h"
#include "lib/rvb_text.h"

/* The exit code for what came of writing a file */
static int written(const char *path, int ret)
{
	if (!ret)
		return RVB_EXIT_OK;
	return rvb_fail(ret == -ENOSPC ? RVB_EXIT_HARNESS : RVB_EXIT_USAGE,
			"%s: %s", path, strerror(-ret));
}

static int write_text(const struct prof_opts *o, const char *name,
		      const char *text)
{
	rvb_auto char *path = rvb_text("%s/%s", o->dir, name);

	return written(path, rvb_text_save(path, "%s", text));
}

static int write_folded(const char *path, const struct prof_flame *flame)
{
	struct rvb_file f;
	int ret = rvb_file_open(&f, path);

	if (ret)
		return ret;
	prof_flame_fold(flame, f.stream);
	return rvb_file_commit(&f);
}

/* Return: an exit code, or -ENOENT if there is nothing to draw by. */
static int write_flame(const struct prof_opts *o, const char *name,
		       const struct prof_flame *flame)
{
	rvb_auto char *folded = rvb_text("%s/stacks.folded", o->dir);
	rvb_auto char *svg = NULL;
	int ret = written(folded, write_folded(folded, flame));

	if (ret)
		return ret;
	ret = prof_flame_draw(flame, folded, &svg);
	if (!ret)
		return write_text(o, name, svg);
	if (ret == -ENOENT)
		return rvb_fail(
			ret,
			"%s: not drawn: apt-get install libdevel-nytprof-perl",
			folded);
	return rvb_fail(RVB_EXIT_HARNESS, "flamegraph.pl: %s", strerror(-ret));
}

/* Whether two profiles are of one cell: the report keeps the newer one. */
static bool same_cell(const json_t *a, const json_t *b)
{
	static const char *const keys[] = { "kind",   "policy", "case",
					    "memory", "pages",	"release",
					    "old" };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(keys); i++) {
		json_t *x = json_object_get(a, keys[i]);
		json_t *y = json_object_get(b, keys[i]);

		if (x != y && !json_equal(x, y))
			return false;
	}
	return true;
}

static void put_into(json_t *results, const json_t *profile, json_t *flame)
{
	json_t *list = json_object_get(results, "perf");
	json_t *copy = json_copy((json_t *)profile);
	size_t i;

	if (!json_is_array(list)) {
		list = json_array();
		json_object_set_new(results, "perf", list);
	}
	if (flame)
		json_object_set_new(copy, "flame", flame);
	for (i = json_array_size(list); i-- > 0;)
		if (same_cell(json_array_get(list, i), copy))
			json_array_remove(list, i);
	json_array_append_new(list, copy);
}

static int add_to_run(const struct prof_opts *o, const json_t *profile,
		      const char *flame)
{
	rvb_auto char *path = rvb_text("%s/results.json", o->run);
	json_auto_t *results = NULL;
	char why[512];
	int ret;

	if (rvb_json_load(path, &results, why, sizeof(why)))
		return rvb_fail(RVB_EXIT_USAGE, "%s", why);
	put_into(results, profile,
		 flame ? json_sprintf("%s/%s", o->dir + strlen(o->run) + 1,
				      flame) :
			 NULL);
	ret = written(path, rvb_json_save(path, results));
	if (!ret)
		ret = run_cmdline_report(o->run, false);
	return ret < 0 ? RVB_EXIT_HARNESS : ret;
}

static int write_json(const struct prof_opts *o, const char *name,
		      const json_t *profile, const char *flame)
{
	rvb_auto char *path = rvb_text("%s/%s", o->dir, name);
	int ret = written(path, rvb_json_save(path, profile));

	return ret || !o->run ? ret : add_to_run(o, profile, flame);
}

static void print_part(const struct prof_opts *o, const json_t *profile,
		       const json_t *part, const struct prof_tree *tree,
		       FILE *f)
{
	const json_t *measured = json_object_get(part, "measured");
	const char *name = rvb_json_text(part, "name");
	uint32_t node = prof_tree_find(tree, 0, name);
	double total = tree->node[node].total;
	struct prof_top top;

	fprintf(f, "\n%s", name);
	if (measured)
		fprintf(f, ": %.0f measured, %.0f attributed",
			json_number_value(measured), total);
	fputs("\n", f);
	prof_top(&top, tree, node);
	prof_top_print(&top, total, o->most, rvb_json_text(profile, "unit"), f);
	prof_top_free(&top);
}

static void print_totals(const json_t *profile, FILE *f)
{
	json_t *stat;
	size_t i;

	json_array_foreach(json_object_get(profile, "stat"), i, stat)
	{
		const json_t *value = json_object_get(stat, "value");
		const char *event = rvb_json_text(stat, "event");
		bool scaled = json_object_get(stat, "scaled");

		if (!i)
			fputs("\ncounted over the whole program\n", f);
		if (value)
			fprintf(f, "%18.0f  %s%s\n", json_number_value(value),
				event, scaled ? " (scaled)" : "");
		else
			fprintf(f, "%18s  %s: %s\n", "-", event,
				rvb_json_text(stat, "reason"));
	}
}

/* The table of a profile; NULL without memory */
static char *text_of(const struct prof_opts *o, const json_t *profile,
		     const struct prof_tree *tree, const char *title)
{
	char *text = NULL;
	json_t *part;
	size_t size, i;
	FILE *f = open_memstream(&text, &size);

	if (!f)
		return NULL;
	fprintf(f, "%s\n", title);
	json_array_foreach(json_object_get(profile, "parts"), i, part)
		print_part(o, profile, part, tree, f);
	print_totals(profile, f);
	fclose(f);
	return text;
}

int prof_write(const struct prof_opts *o, const struct prof_files *files,
	       const char *text, const struct prof_flame *flame,
	       const json_t *profile)
{
	int ret = write_text(o, files->text, text);
	bool drawn;

	if (ret)
		return ret;
	ret = write_flame(o, files->svg, flame);
	drawn = !ret;
	if (ret <= 0)
		ret = write_json(o, files->json, profile,
				 drawn ? files->svg : NULL);
	if (ret)
		return ret;
	fputs(text, stdout);
	return rvb_fail(RVB_EXIT_OK, "%s/%s%s%s%s", o->dir,
			drawn ? files->svg : "", drawn ? ", " : "", files->text,
			files->more);
}

int prof_write_profile(const struct prof_opts *o, json_t *profile,
		       const struct prof_tree *tree)
{
	static const struct prof_files files = { "top.txt", "flame.svg",
						 "perf.json",
						 ", stacks.folded, perf.json" };
	rvb_auto char *title = prof_profile_title(profile);
	rvb_auto char *text = text_of(o, profile, tree, title);
	const struct prof_flame flame = {
		.title = title,
		.unit = rvb_json_text(profile, "unit"),
		.tree = tree,
	};

	if (!text)
		return rvb_fail(RVB_EXIT_HARNESS, "no memory for the table");
	return prof_write(o, &files, text, &flame, profile);
}
