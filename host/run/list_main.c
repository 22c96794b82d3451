// SPDX-License-Identifier: GPL-2.0-only
/* list_main.c - revokebench list: what the registries hold */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/run/run_pairs.h"
#include "host/run/run_registry.h"
#include "lib/rvb_argp.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_file.h"
#include "lib/rvb_job.h"

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
			"which list: policies, devices, cases, events, fs, kernels or sections");
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct rvb_argp argp = {
	.options = options,
	.rest = parse_rest,
	.name = "revokebench list",
	.args_doc = "policies|devices|cases|events|fs|kernels|sections",
	.doc = "List the members of a registry; a file added to its folder is listed here.",
};

/* scripts/kernels.sh prints a line a kernel: name, release, cached, folder */
static json_t *list_kernels(const char *top)
{
	char *script, *text = NULL, *line, *save = NULL;
	char name[64], release[128], cached[8], folder[512], title[256];
	json_t *list = json_array();

	if (asprintf(&script, "%s/scripts/kernels.sh", top) < 0)
		return NULL;
	const char *const argv[] = { script, "list", NULL };

	rvb_job(argv, &text);
	for (line = text ? strtok_r(text, "\n", &save) : NULL; line;
	     line = strtok_r(NULL, "\n", &save)) {
		*folder = '\0';
		if (sscanf(line, "%63s %127s %7s %511[^\n]", name, release,
			   cached, folder) < 3)
			continue;
		snprintf(title, sizeof(title), "%s%s", release,
			 strcmp(cached, "yes") ? ", not fetched yet" : "");
		json_array_append_new(list,
				      json_pack("{s:s, s:s, s:s, s:s}", "name",
						name, "title", title, "release",
						release, "file", folder));
	}
	free(text);
	free(script);
	return list;
}

/* ubench prints a line an event: name, tab, yes or why not. */
static json_t *list_events(void)
{
	char *ubench, *text = NULL, *line, *save = NULL, *why;
	json_t *list = json_array();

	if (asprintf(&ubench, "%s/ubench", getenv("RVB_BIN")) < 0)
		return NULL;
	const char *const argv[] = { ubench, "--list-events", NULL };

	rvb_job(argv, &text);
	for (line = text ? strtok_r(text, "\n", &save) : NULL; line;
	     line = strtok_r(NULL, "\n", &save)) {
		why = strchr(line, '\t');
		if (!why)
			continue;
		*why++ = '\0';
		json_array_append_new(list, json_pack("{s:s, s:s}", "name",
						      line, "title", why));
	}
	free(text);
	free(ubench);
	return list;
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
	const char *top = getenv("RVB_TOP");
	struct list_opts o = { 0 };
	bool is_policies;
	json_t *list;

	rvb_argp_parse(&argp, argc, argv, &o);
	if (!top || !getenv("RVB_BIN")) {
		fprintf(stderr,
			"revokebench: start this as ./revokebench list\n");
		return RVB_EXIT_USAGE;
	}

	if (!strcmp(o.what, "kernels"))
		list = list_kernels(top);
	else if (!strcmp(o.what, "events"))
		list = list_events();
	else
		list = run_registry_list(o.what);
	if (!list) {
		fprintf(stderr,
			"revokebench: list %s: expected policies, devices, cases, events, fs, kernels or sections\n",
			o.what);
		return RVB_EXIT_USAGE;
	}
	is_policies = !strcmp(o.what, "policies");
	if ((is_policies || !strcmp(o.what, "devices")) &&
	    run_pairs_add(o.what, list)) {
		fprintf(stderr, "revokebench: cannot read registry.tsv\n");
		return RVB_EXIT_HARNESS;
	}
	if (o.json) {
		json_dumpf(list, stdout, JSON_INDENT(1) | JSON_PRESERVE_ORDER);
		putchar('\n');
	} else {
		print_text(list);
		if (!strcmp(o.what, "events"))
			puts("\nby the kernel of this host; an emulated guest has no PMU");
		if (is_policies && json_array_size(list))
			run_pairs_print(list);
	}
	json_decref(list);
	return ferror(stdout) || fclose(stdout) ? RVB_EXIT_USAGE : RVB_EXIT_OK;
}
