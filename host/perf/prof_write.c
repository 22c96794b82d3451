// SPDX-License-Identifier: GPL-2.0-only
/* prof_write.c - write a profile or a difference into a folder */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/perf/prof_profile.h"
#include "host/perf/prof_top.h"
#include "host/perf/prof_write.h"
#include "lib/rvb_array.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_file.h"
#include "lib/rvb_job.h"

static char *place(const struct prof_opts *o, const char *name)
{
	return rvb_path("%s/%s", o->dir, name);
}

static int failed(const char *path, int ret)
{
	if (!ret)
		return RVB_EXIT_OK;
	fprintf(stderr, "revokebench: %s: %s\n", path ? path : "memory",
		strerror(-ret));
	return ret == -ENOSPC ? RVB_EXIT_HARNESS : RVB_EXIT_USAGE;
}

static int write_text(const struct prof_opts *o, const char *name,
		      const char *text)
{
	char *path = place(o, name);
	struct rvb_file f;
	int ret = path ? rvb_file_open(&f, path) : -ENOMEM;

	if (!ret && fputs(text, f.stream) < 0) {
		ret = -EIO;
		rvb_file_abort(&f);
	} else if (!ret) {
		ret = rvb_file_commit(&f);
	}
	ret = failed(path, ret);
	free(path);
	return ret;
}

static int write_folded(const char *path, const struct prof_flame *flame)
{
	struct rvb_file f;
	int ret = rvb_file_open(&f, path);

	if (ret)
		return ret;
	ret = prof_flame_fold(flame, f.stream);
	if (!ret)
		return rvb_file_commit(&f);
	rvb_file_abort(&f);
	return ret;
}

static int write_flame(const struct prof_opts *o, const char *name,
		       const struct prof_flame *flame)
{
	char *folded = place(o, "stacks.folded"), *svg = NULL;
	int ret = folded ? write_folded(folded, flame) : -ENOMEM;

	if (ret) {
		ret = failed(folded, ret);
		free(folded);
		return ret;
	}
	ret = prof_flame_draw(flame, folded, &svg);
	if (!ret) {
		ret = write_text(o, name, svg);
	} else if (ret == -ENOENT) {
		fprintf(stderr,
			"revokebench: %s: not drawn: apt-get install libdevel-nytprof-perl\n",
			folded);
	} else {
		fprintf(stderr, "revokebench: flamegraph.pl: %s\n",
			strerror(-ret));
		ret = RVB_EXIT_HARNESS;
	}
	free(folded);
	free(svg);
	return ret;
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

static int refresh_report(const struct prof_opts *o)
{
	char *report = rvb_path("%s/report", getenv("RVB_BIN"));
	const char *const argv[] = { report, "--write", o->run, NULL };
	int ret = report ? rvb_job(argv, NULL) : -ENOMEM;

	free(report);
	return ret < 0 ? RVB_EXIT_HARNESS : ret;
}

static int add_to_run(const struct prof_opts *o, const json_t *profile,
		      const char *flame)
{
	char *path, why[512];
	json_t *results;
	int ret;

	if (asprintf(&path, "%s/results.json", o->run) < 0)
		return RVB_EXIT_HARNESS;
	if (rvb_json_load(path, &results, why, sizeof(why))) {
		fprintf(stderr, "revokebench: %s\n", why);
		free(path);
		return RVB_EXIT_USAGE;
	}
	put_into(results, profile,
		 flame ? json_sprintf("%s/%s", o->dir + strlen(o->run) + 1,
				      flame) :
			 NULL);
	ret = failed(path, rvb_json_save(path, results));
	json_decref(results);
	free(path);
	return ret ? ret : refresh_report(o);
}

static int write_json(const struct prof_opts *o, const char *name,
		      const json_t *profile, const char *flame)
{
	char *path = place(o, name);
	int ret = path ? rvb_json_save(path, profile) : -ENOMEM;

	ret = failed(path, ret);
	free(path);
	return ret || !o->run ? ret : add_to_run(o, profile, flame);
}

static int print_part(const struct prof_opts *o, const json_t *profile,
		      const json_t *part, const struct prof_tree *tree, FILE *f)
{
	const json_t *measured = json_object_get(part, "measured");
	const char *name = rvb_json_text(part, "name");
	uint32_t node = prof_tree_find(tree, 0, name);
	double total = tree->node[node].total;
	struct prof_top top;
	int ret = prof_top(&top, tree, node);

	if (ret)
		return ret;
	fprintf(f, "\n%s", name);
	if (measured)
		fprintf(f, ": %.0f measured, %.0f attributed",
			json_number_value(measured), total);
	fputs("\n", f);
	prof_top_print(&top, total, o->most, rvb_json_text(profile, "unit"), f);
	prof_top_free(&top);
	return 0;
}

static void print_totals(const json_t *profile, FILE *f)
{
	json_t *stat;
	size_t i;

	json_array_foreach(json_object_get(profile, "stat"), i, stat)
	{
		if (!i)
			fputs("\ncounted over the whole program\n", f);
		if (json_object_get(stat, "value"))
			fprintf(f, "%18.0f  %s%s\n",
				json_number_value(
					json_object_get(stat, "value")),
				rvb_json_text(stat, "event"),
				json_object_get(stat, "scaled") ? " (scaled)" :
								  "");
		else
			fprintf(f, "%18s  %s: %s\n", "-",
				rvb_json_text(stat, "event"),
				rvb_json_text(stat, "reason"));
	}
}

static char *text_of(const struct prof_opts *o, const json_t *profile,
		     const struct prof_tree *tree)
{
	char *text = NULL, *title = prof_profile_title(profile);
	json_t *part;
	size_t size, i;
	FILE *f = open_memstream(&text, &size);
	int ret = f && title ? 0 : -ENOMEM;

	if (!ret)
		fprintf(f, "%s\n", title);
	json_array_foreach(json_object_get(profile, "parts"), i, part)
	{
		if (!ret)
			ret = print_part(o, profile, part, tree, f);
	}
	if (!ret)
		print_totals(profile, f);
	free(title);
	if (f && fclose(f))
		ret = -ENOMEM;
	if (!ret)
		return text;
	free(text);
	return NULL;
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
	fprintf(stderr, "revokebench: %s/%s%s%s%s\n", o->dir,
		drawn ? files->svg : "", drawn ? ", " : "", files->text,
		files->more);
	return 0;
}

int prof_write_profile(const struct prof_opts *o, json_t *profile,
		       const struct prof_tree *tree)
{
	static const struct prof_files files = { "top.txt", "flame.svg",
						 "perf.json",
						 ", stacks.folded, perf.json" };
	char *text = text_of(o, profile, tree);
	char *title = prof_profile_title(profile);
	const struct prof_flame flame = {
		.title = title,
		.unit = rvb_json_text(profile, "unit"),
		.tree = tree,
	};
	int ret = RVB_EXIT_HARNESS;

	if (!text || !title)
		fprintf(stderr, "revokebench: no memory for the table\n");
	else
		ret = prof_write(o, &files, text, &flame, profile);
	free(title);
	free(text);
	return ret;
}
