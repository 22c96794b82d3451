// SPDX-License-Identifier: GPL-2.0-only
/* run_registry.c - the registries: a folder's files are what there is */
#include <errno.h>
#include <fnmatch.h>
#include <glob.h>
#include <libgen.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/run/run_registry.h"

struct registry {
	const char *what;
	const char *pattern[3];
	const char *prefix; /* of the file's name, not of the thing's */
};

static const struct registry registries[] = {
	{ "policies", { "policies/*/rvk_*.c" }, "rvk_" },
	{ "devices", { "kbench/devices/*.c" }, "" },
	{ "cases",
	  { "kbench/cases/*.c", "ubench/cases/*.c", "guest/scenes/*.c" },
	  "" },
	{ "scenes", { "guest/scenes/*.c" }, "" },
	{ "fs", { "guest/memory/*.c" }, "" },
	{ "sections", { "reports/sections/*.c" }, "" },
};

static const struct registry *find_registry(const char *what)
{
	size_t i;

	for (i = 0; i < sizeof(registries) / sizeof(*registries); i++) {
		if (!strcmp(registries[i].what, what))
			return &registries[i];
	}
	return NULL;
}

/* The title is the second line of every source file: name.c - title */
static char *read_title(const char *path)
{
	char line[256], *title = NULL;
	FILE *stream;
	int i;

	stream = fopen(path, "re");
	if (!stream)
		return NULL;
	for (i = 0; i < 2 && fgets(line, sizeof(line), stream); i++) {
		title = strstr(line, " - ");
		if (i == 1 && title) {
			title += strlen(" - ");
			title[strcspn(title, "*\n")] = '\0';
			while (*title && title[strlen(title) - 1] == ' ')
				title[strlen(title) - 1] = '\0';
		}
	}
	fclose(stream);
	return title ? strdup(title) : strdup("");
}

static json_t *describe(const char *top, const char *path, const char *prefix)
{
	char *copy, *base, *title;
	json_t *item = NULL;

	copy = strdup(path);
	title = read_title(path);
	if (copy && title) {
		base = basename(copy);
		base[strlen(base) - strlen(".c")] = '\0';
		item = json_pack("{s:s, s:s, s:s}", "name",
				 base + strlen(prefix), "title", title, "file",
				 path + strlen(top) + 1);
	}
	free(copy);
	free(title);
	return item;
}

static int by_name(const void *a, const void *b)
{
	json_t *const *x = a, *const *y = b;

	return strcmp(json_string_value(json_object_get(*x, "name")),
		      json_string_value(json_object_get(*y, "name")));
}

static json_t *sorted(json_t *list)
{
	size_t i, n = json_array_size(list);
	json_t **item, *out = json_array();

	item = calloc(n + 1, sizeof(*item));
	if (item && out) {
		for (i = 0; i < n; i++)
			item[i] = json_array_get(list, i);
		qsort(item, n, sizeof(*item), by_name);
		for (i = 0; i < n; i++)
			json_array_append(out, item[i]);
	}
	free(item);
	json_decref(list);
	return out;
}

/* A unit test beside its code is none, nor is what the scenes share. */
static bool is_member(const json_t *item)
{
	const char *name = json_string_value(json_object_get(item, "name"));

	return item && fnmatch("*_test", name, 0) &&
	       fnmatch("scene_*", name, 0);
}

json_t *run_registry_list(const char *top, const char *what)
{
	const struct registry *r = find_registry(what);
	json_t *list, *item;
	glob_t found;
	char *pattern;
	size_t i, k;

	if (!r)
		return NULL;
	list = json_array();
	for (k = 0; k < 3 && r->pattern[k]; k++) {
		if (asprintf(&pattern, "%s/%s", top, r->pattern[k]) < 0)
			break;
		if (!glob(pattern, 0, NULL, &found)) {
			for (i = 0; i < found.gl_pathc; i++) {
				item = describe(top, found.gl_pathv[i],
						r->prefix);
				if (is_member(item))
					json_array_append_new(list, item);
				else
					json_decref(item);
			}
			globfree(&found);
		}
		free(pattern);
	}
	return sorted(list);
}

static bool has(json_t *list, const char *name)
{
	json_t *item;
	size_t i;

	json_array_foreach(list, i, item)
	{
		if (!strcmp(json_string_value(json_object_get(item, "name")),
			    name))
			return true;
	}
	return false;
}

static void complain(const char *what, const char *name, json_t *list)
{
	json_t *item;
	size_t i;

	fprintf(stderr, "revokebench: no '%s' among the %s; there %s:", name,
		what, json_array_size(list) ? "are" : "are none yet");
	json_array_foreach(list, i, item)
		fprintf(stderr, " %s",
			json_string_value(json_object_get(item, "name")));
	fputc('\n', stderr);
}

int run_registry_check(const char *top, const char *what, const char *list)
{
	char *copy = strdup(list), *name, *save = NULL;
	json_t *there = run_registry_list(top, what);
	int ret = copy && there ? 0 : -ENOMEM;

	if (ret)
		goto out;
	for (name = strtok_r(copy, ",", &save); name && !ret;
	     name = strtok_r(NULL, ",", &save)) {
		if (!strcmp(name, "all") || has(there, name))
			continue;
		complain(what, name, there);
		ret = -ENOENT;
	}
out:
	json_decref(there);
	free(copy);
	return ret;
}
