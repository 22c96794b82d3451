// SPDX-License-Identifier: GPL-2.0-only
/* run_pairs.c - which policy works on which device */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/run/run_pairs.h"
#include "host/run/run_registry.h"

#define WORD "RVK_"

static const char *text(const json_t *item, const char *key)
{
	const char *s = json_string_value(json_object_get(item, key));

	return s ? s : "";
}

/* ".needs = RVK_REDIRECT | RVK_FENCE," is ["redirect", "fence"] */
static json_t *words_of(char *line)
{
	json_t *words = json_array();
	char *word, *c;

	for (word = strstr(line, WORD); word; word = strstr(c, WORD)) {
		word += strlen(WORD);
		for (c = word; isupper((unsigned char)*c); c++)
			*c = tolower((unsigned char)*c);
		json_array_append_new(words, json_stringn(word, c - word));
	}
	return words;
}

static json_t *read_words(const char *path, const char *member)
{
	json_t *words = NULL;
	char line[256], *at;
	FILE *stream;

	stream = fopen(path, "re");
	if (!stream)
		return NULL;
	while (!words && fgets(line, sizeof(line), stream)) {
		at = line + strspn(line, " \t");
		if (!strncmp(at, member, strlen(member)))
			words = words_of(at);
	}
	fclose(stream);
	return words ? words : json_array();
}

static int add_words(const char *top, json_t *list, const char *key)
{
	char *path, member[16];
	json_t *item, *words;
	size_t i;

	snprintf(member, sizeof(member), ".%s = ", key);
	json_array_foreach(list, i, item)
	{
		if (asprintf(&path, "%s/%s", top, text(item, "file")) < 0)
			return -ENOMEM;
		words = read_words(path, member);
		free(path);
		if (!words)
			return -ENOENT;
		json_object_set_new(item, key, words);
	}
	return 0;
}

static int has(const json_t *words, const char *word)
{
	json_t *w;
	size_t i;

	json_array_foreach(words, i, w)
	{
		if (!strcmp(json_string_value(w), word))
			return 1;
	}
	return 0;
}

/* In the core's words, and the first that is missing in the core's order. */
static json_t *verdict(const json_t *policy, const json_t *device)
{
	static const char *const order[] = { "redirect", "fence", "fault" };
	json_t *needs = json_object_get(policy, "needs");
	json_t *can = json_object_get(device, "can");
	size_t i;

	for (i = 0; i < sizeof(order) / sizeof(*order); i++) {
		if (has(needs, order[i]) && !has(can, order[i]))
			return json_sprintf("n/a: %s cannot %s",
					    text(device, "name"), order[i]);
	}
	return json_string("yes");
}

int run_pairs_add(const char *top, const char *what, json_t *list)
{
	int is_policy = !strcmp(what, "policies");
	const char *other = is_policy ? "devices" : "policies";
	json_t *others = run_registry_list(top, other), *item, *o, *pairs;
	size_t i, k;
	int ret;

	ret = add_words(top, list, is_policy ? "needs" : "can");
	if (!ret)
		ret = add_words(top, others, is_policy ? "can" : "needs");
	json_array_foreach(list, i, item)
	{
		if (ret)
			break;
		pairs = json_object();
		json_array_foreach(others, k, o) json_object_set_new(
			pairs, text(o, "name"),
			is_policy ? verdict(item, o) : verdict(o, item));
		json_object_set_new(item, other, pairs);
	}
	json_decref(others);
	return ret;
}

static void print_reasons(json_t *policies)
{
	json_t *policy, *pair;
	const char *device;
	size_t i;

	json_array_foreach(policies, i, policy)
	{
		json_object_foreach(json_object_get(policy, "devices"), device,
				    pair)
		{
			if (strcmp(json_string_value(pair), "yes"))
				printf("%s on %s: %s\n", text(policy, "name"),
				       device, json_string_value(pair));
		}
	}
}

void run_pairs_print(json_t *policies)
{
	json_t *policy, *pair, *first = json_array_get(policies, 0);
	const char *device;
	size_t i;

	printf("\n%-10s", "");
	json_object_foreach(json_object_get(first, "devices"), device, pair)
		printf(" %-6s", device);
	putchar('\n');
	json_array_foreach(policies, i, policy)
	{
		printf("%-10s", text(policy, "name"));
		json_object_foreach(json_object_get(policy, "devices"), device,
				    pair)
			printf(" %-6s", strcmp(json_string_value(pair), "yes") ?
						"n/a" :
						"yes");
		putchar('\n');
	}
	putchar('\n');
	print_reasons(policies);
}
