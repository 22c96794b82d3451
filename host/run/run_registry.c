// SPDX-License-Identifier: GPL-2.0-only
/* run_registry.c - the registries: a folder's files are its members */
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/run/run_registry.h"
#include "lib/rvb_array.h"
#include "lib/rvb_file.h"
#include "lib/rvb_text.h"

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
	rvb_auto char *path = rvb_text("%s/../registry.tsv", getenv("RVB_BIN"));
	json_auto_t *list = json_array();
	rvb_auto char *line = NULL;
	FILE *stream = fopen(path, "re");
	size_t size = 0;

	while (stream && getline(&line, &size, stream) > 0)
		add_line(list, what, line);
	if (stream)
		fclose(stream);
	return json_array_size(list) ? json_incref(list) : NULL;
}

bool run_registry_matches(const char *globs, const char *name)
{
	rvb_auto char *copy = rvb_copy(globs);
	char *rest = copy, *glob;
	bool found = false;

	while (!found && (glob = strsep(&rest, ",")))
		found = !fnmatch(glob, name, 0);
	return found;
}

size_t run_registry_count(const char *what, const char *globs)
{
	json_auto_t *list = run_registry_list(what);
	size_t i, n = 0;
	json_t *item;

	json_array_foreach(list, i, item)
		n += run_registry_matches(globs, rvb_json_text(item, "name"));
	return n;
}

char *run_registry_add(char *list, const char *word)
{
	rvb_auto char *before = list ? list : rvb_copy("");

	return rvb_text("%s%s%s", before, *before ? "," : "", word);
}

char *run_registry_words(const char *what, const char *globs)
{
	rvb_auto char *copy = rvb_copy(globs);
	char *words = rvb_copy(""), *rest = copy, *glob;

	while ((glob = strsep(&rest, ","))) {
		if (run_registry_count(what, glob))
			words = run_registry_add(words, glob);
	}
	return words;
}

bool run_registry_has(const char *what, const char *name)
{
	json_auto_t *list = run_registry_list(what);
	json_t *item;
	size_t i;

	json_array_foreach(list, i, item)
	{
		if (!strcmp(rvb_json_text(item, "name"), name))
			return true;
	}
	return false;
}
