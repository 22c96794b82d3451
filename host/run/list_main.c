// SPDX-License-Identifier: GPL-2.0-only
/* list_main.c - revokebench list: print the members of a registry */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/run/run_registry.h"
#include "lib/rvb_argp.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_file.h"
#include "lib/rvb_job.h"
#include "lib/rvb_text.h"

struct list_opts {
	const char *what;
	bool json;
};

static const struct rvb_option options[] = {
	{ "json", RVB_FLAG(struct list_opts, json), NULL, "as JSON", 'j' },
	{ 0 },
};

static error_t parse_rest(int key, char *arg, struct argp_state *state)
{
	struct list_opts *o = state->input;

	switch (key) {
	case ARGP_KEY_ARG:
		if (o->what)
			argp_failure(state, RVB_EXIT_USAGE, 0,
				     "one list at a time");
		o->what = arg;
		return 0;
	case ARGP_KEY_NO_ARGS:
		argp_error(
			state,
			"which list: policies, devices, cases, users, events, fs, kernels or sections");
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct rvb_argp argp = {
	.options = options,
	.rest = parse_rest,
	.name = "revokebench list",
	.args_doc = "policies|devices|cases|users|events|fs|kernels|sections",
	.doc = "List the members of a registry; a file added to its folder is listed here.",
};

/* Parse a line of a job and add its item to @list. */
typedef void add_line_fn(json_t *list, char *line);

/* A line of scripts/kernels.sh: name, release, cached, folder, has headers */
static void add_kernel(json_t *list, char *line)
{
	char name[64], release[128], cached[8], folder[512], headers[8];
	char title[256];

	if (sscanf(line, "%63s %127s %7s %511[^\t] %7s", name, release, cached,
		   folder, headers) < 5)
		return;
	snprintf(title, sizeof(title), "%s%s%s", release,
		 strcmp(cached, "yes") ? ", not fetched yet" : "",
		 strcmp(headers, "yes") ? ", no headers: survey and u* cases" :
					  "");
	json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s}", "name",
					      name, "title", title, "release",
					      release, "file", folder));
}

/* ubench prints a line an event: name, tab, yes or why not. */
static void add_event(json_t *list, char *line)
{
	char *name = strsep(&line, "\t");

	if (line)
		json_array_append_new(list, json_pack("{s:s, s:s}", "name",
						      name, "title", line));
}

static json_t *list_of_job(const char *dir, const char *program,
			   const char *option, add_line_fn *add)
{
	rvb_auto char *path = rvb_text("%s/%s", dir, program);
	const char *const argv[] = { path, option, NULL };
	rvb_auto char *text = NULL;
	json_t *list = json_array();
	char *rest, *line;

	rvb_job(argv, &text);
	for (rest = text; (line = strsep(&rest, "\n"));)
		add(list, line);
	return list;
}

static bool has(const json_t *words, const json_t *word)
{
	json_t *w;
	size_t i;

	json_array_foreach(words, i, w)
	{
		if (json_equal(w, word))
			return true;
	}
	return false;
}

/* The first need that @device lacks, or NULL */
static const char *missing(const json_t *needs, const json_t *device)
{
	json_t *need;
	size_t i;

	json_array_foreach(needs, i, need)
	{
		if (!has(json_object_get(device, "can"), need))
			return json_string_value(need);
	}
	return NULL;
}

/*
 * "yes", or the core's reason and the module parameters that would do.
 * tests/e2e/quick_test.sh holds this against what the modules do.
 */
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
				      n ? " or " : "; yes with ", option);
	}
	return json_sprintf("n/a%s: %s cannot %s%s", n ? " by default" : "",
			    name, need, with);
}

/* Add to each policy which devices it works on, or the reverse. */
static void add_pairs(json_t *list, bool is_policy)
{
	const char *other = is_policy ? "devices" : "policies";
	json_auto_t *others = run_registry_list(other);
	json_t *item, *o, *pairs;
	size_t i, k;

	json_array_foreach(list, i, item)
	{
		pairs = json_object();
		json_array_foreach(others, k, o) json_object_set_new(
			pairs, rvb_json_text(o, "name"),
			is_policy ? verdict(item, o) : verdict(o, item));
		json_object_set_new(item, other, pairs);
	}
}

/* Print a row of the table, or the reasons of its pairs that do not work. */
static void print_policy(const json_t *policy, bool reasons)
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

/* "scratch promises: takes pages, on unmap", as guest_promise_text() has it */
static void print_promise(const json_t *policy)
{
	const char *before = "", *word;
	bool refuses = false;
	json_t *item;
	size_t i;

	printf("%s promises: ", rvb_json_text(policy, "name"));
	json_array_foreach(json_object_get(policy, "promise"), i, item)
	{
		word = json_string_value(item);
		if (isupper(*word)) {
			printf("%s%s", refuses ? " " : before,
			       refuses ? "" : "refuses ");
			refuses = true;
		} else {
			fputs(before, stdout);
		}
		for (; *word; word++)
			putchar(*word == '_' ? ' ' : *word);
		before = ", ";
	}
	putchar('\n');
}

/* Policies down, devices across */
static void print_pairs(const json_t *policies)
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
	json_array_foreach(policies, i, policy) print_promise(policy);
	putchar('\n');
	json_array_foreach(policies, i, policy) print_policy(policy, true);
}

static void print_text(json_t *list)
{
	json_t *item;
	size_t i;

	json_array_foreach(list, i, item)
		printf("%-20s %s\n", rvb_json_text(item, "name"),
		       rvb_json_text(item, "title"));
}

int main(int argc, char **argv)
{
	const char *top = getenv("RVB_TOP"), *bin = getenv("RVB_BIN");
	bool is_policies, is_events;
	struct list_opts o = { 0 };
	json_auto_t *list = NULL;

	rvb_argp_parse(&argp, argc, argv, &o);
	if (!top || !bin)
		return rvb_fail(RVB_EXIT_USAGE,
				"start this as ./revokebench list");
	is_policies = !strcmp(o.what, "policies");
	is_events = !strcmp(o.what, "events");
	if (is_events)
		list = list_of_job(bin, "ubench", "--list-events", add_event);
	else if (!strcmp(o.what, "kernels"))
		list = list_of_job(top, "scripts/kernels.sh", "list",
				   add_kernel);
	else
		list = run_registry_list(o.what);
	if (!list)
		return rvb_fail(
			RVB_EXIT_USAGE,
			"list %s: expected policies, devices, cases, events, fs, kernels or sections",
			o.what);
	if (is_policies || !strcmp(o.what, "devices"))
		add_pairs(list, is_policies);
	if (o.json) {
		json_dumpf(list, stdout, JSON_INDENT(1) | JSON_PRESERVE_ORDER);
		putchar('\n');
	} else {
		print_text(list);
		if (is_events)
			puts("\nas this host's kernel supports them; an emulated guest has no PMU");
		if (is_policies)
			print_pairs(list);
	}
	return ferror(stdout) || fclose(stdout) ? RVB_EXIT_USAGE : RVB_EXIT_OK;
}
