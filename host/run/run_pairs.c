// SPDX-License-Identifier: GPL-2.0-only
/* run_pairs.c - which policy works on which device */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "host/run/run_pairs.h"
#include "host/run/run_registry.h"
#include "lib/rvb_array.h"
#include "lib/rvb_file.h"

static bool has(const json_t *words, const char *word)
{
	json_t *w;
	size_t i;

	json_array_foreach(words, i, w)
	{
		if (!strcmp(json_string_value(w), word))
			return true;
	}
	return false;
}

/* The first need that @device lacks, in the order of rvk_pair_lacks(), or NULL */
static const char *missing(const json_t *needs, const json_t *device)
{
	static const char *const order[] = { "redirect", "fence", "fault" };
	const json_t *can = json_object_get(device, "can");
	size_t i;

	for (i = 0; i < ARRAY_SIZE(order); i++)
		if (has(needs, order[i]) && !has(can, order[i]))
			return order[i];
	return NULL;
}

/* "yes", or the core's reason and the module parameters that would do */
static json_t *verdict(const json_t *policy, const json_t *device)
{
	const char *need = missing(json_object_get(policy, "needs"), device);
	const char *name = rvb_json_text(device, "name"), *option;
	char with[256] = "";
	json_t *needs;
	size_t n = 0;

	if (!need)
		return json_string("yes");
	json_object_foreach(json_object_get(policy, "with"), option, needs)
	{
		if (!missing(needs, device) && n < sizeof(with))
			n += snprintf(with + n, sizeof(with) - n, "%s%s",
				      n ? " or " : "", option);
	}
	if (!n)
		return json_sprintf("n/a: %s cannot %s", name, need);
	return json_sprintf("n/a by default: %s cannot %s; yes with %s", name,
			    need, with);
}

int run_pairs_add(const char *what, json_t *list)
{
	bool is_policy = !strcmp(what, "policies");
	const char *other = is_policy ? "devices" : "policies";
	json_t *others = run_registry_list(other), *item, *o, *pairs;
	size_t i, k;

	if (!others)
		return -ENOENT;
	json_array_foreach(list, i, item)
	{
		pairs = json_object();
		json_array_foreach(others, k, o) json_object_set_new(
			pairs, rvb_json_text(o, "name"),
			is_policy ? verdict(item, o) : verdict(o, item));
		json_object_set_new(item, other, pairs);
	}
	json_decref(others);
	return 0;
}

/* Print a row of the table, or the reasons of its pairs that do not work. */
static void print_policy(json_t *policy, bool reasons)
{
	const char *name = rvb_json_text(policy, "name"), *device, *text;
	json_t *pair;

	if (!reasons)
		printf("%-10s", name);
	json_object_foreach(json_object_get(policy, "devices"), device, pair)
	{
		text = json_string_value(pair);
		if (!reasons)
			printf(" %-6.3s", text);
		else if (strcmp(text, "yes"))
			printf("%s on %s: %s\n", name, device, text);
	}
	if (!reasons)
		putchar('\n');
}

void run_pairs_print(const json_t *policies)
{
	json_t *policy, *pair, *first = json_array_get(policies, 0);
	const char *device;
	size_t i;

	printf("\n%-10s", "");
	json_object_foreach(json_object_get(first, "devices"), device, pair)
		printf(" %-6s", device);
	putchar('\n');
	json_array_foreach(policies, i, policy) print_policy(policy, false);
	putchar('\n');
	json_array_foreach(policies, i, policy) print_policy(policy, true);
}
