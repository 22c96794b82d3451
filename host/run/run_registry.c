// SPDX-License-Identifier: GPL-2.0-only
/* run_registry.c - the registries: a folder's files are its members */
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/run/run_registry.h"
#include "lib/rvb_array.h"
#include "lib/rvb_file.h"

/* "redirect fence" is ["redirect", "fence"] */
static json_t *words_of(char *text)
{
	json_t *words = json_array();
	char *word;

	while ((word = strsep(&text, " ")))
		if (*word)
			json_array_append_new(words, json_string(word));
	return words;
}

/* "redirect;fallback=kill:" needs "redirect", and nothing with that parameter */
static void add_needs(json_t *item, const char *key, char *text)
{
	char *needs = strsep(&text, ";"), *option;
	json_t *with;

	json_object_set_new(item, key, words_of(needs));
	if (!text)
		return;
	with = json_object();
	while ((needs = strsep(&text, ";"))) {
		option = strsep(&needs, ":");
		json_object_set_new(with, option, words_of(needs));
	}
	json_object_set_new(item, "with", with);
}

static void add_policy(json_t *item, char *needs, char *promise)
{
	add_needs(item, "needs", needs);
	json_object_set_new(item, "promise", words_of(promise));
}

/* A line: registry, name, title, needs or abilities, promise, file */
static void add_line(json_t *list, const char *what, char *line)
{
	char *column[6];
	json_t *item;
	size_t i;

	line[strcspn(line, "\n")] = '\0';
	for (i = 0; i < ARRAY_SIZE(column); i++) {
		column[i] = strsep(&line, "\t");
		if (!column[i])
			return;
	}
	if (strcmp(column[0], what))
		return;
	item = json_pack("{s:s, s:s, s:s}", "name", column[1], "title",
			 column[2], "file", column[5]);
	if (!strcmp(what, "policies"))
		add_policy(item, column[3], column[4]);
	else if (!strcmp(what, "devices"))
		add_needs(item, "can", column[3]);
	json_array_append_new(list, item);
}

json_t *run_registry_list(const char *what)
{
	char *path, *line = NULL;
	json_t *list = json_array();
	size_t size = 0;
	FILE *stream;

	path = rvb_path("%s/../registry.tsv", getenv("RVB_BIN"));
	stream = path ? fopen(path, "re") : NULL;
	while (stream && getline(&line, &size, stream) > 0)
		add_line(list, what, line);
	if (stream)
		fclose(stream);
	free(line);
	free(path);
	if (json_array_size(list))
		return list;
	json_decref(list);
	return NULL;
}

bool run_registry_matches(const char *globs, const char *name)
{
	char *copy = strdup(globs), *rest = copy, *glob;
	bool found = false;

	while (!found && (glob = strsep(&rest, ",")))
		found = !fnmatch(glob, name, 0);
	free(copy);
	return found;
}

size_t run_registry_count(const char *what, const char *globs)
{
	json_t *list = run_registry_list(what), *item;
	size_t i, n = 0;

	json_array_foreach(list, i, item)
		n += run_registry_matches(globs, rvb_json_text(item, "name"));
	json_decref(list);
	return n;
}

json_t *run_registry_add(json_t *list, const char *word)
{
	const char *before = list ? json_string_value(list) : "";
	json_t *more = json_sprintf("%s%s%s", before, *before ? "," : "", word);

	json_decref(list);
	return more;
}

json_t *run_registry_words(const char *what, const char *globs)
{
	char *copy = strdup(globs), *rest = copy, *glob;
	json_t *words = json_string("");

	while ((glob = strsep(&rest, ","))) {
		if (run_registry_count(what, glob))
			words = run_registry_add(words, glob);
	}
	free(copy);
	return words;
}

bool run_registry_has(const char *what, const char *name)
{
	json_t *list = run_registry_list(what), *item;
	bool found = false;
	size_t i;

	json_array_foreach(list, i, item)
		found |= !strcmp(rvb_json_text(item, "name"), name);
	json_decref(list);
	return found;
}
