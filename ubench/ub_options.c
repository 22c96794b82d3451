// SPDX-License-Identifier: GPL-2.0-only
/* ub_options.c - the command line of ubench */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kbench/kb_uapi.h"
#include "lib/rvb_argp.h"
#include "lib/rvb_exit.h"
#include "ubench/ub_gbench.h"
#include "ubench/ub_pfm.h"
#include "ubench/ub_plan.h"

#define PAGES_DEFAULT "1,8,64,512,4096"

static void bad(struct argp_state *state, const char *option, const char *value,
		const char *expected)
{
	argp_failure(state, RVB_EXIT_USAGE, 0, "--%s=%s: expected %s", option,
		     value, expected);
}

static error_t pages(char *text, struct argp_state *state)
{
	struct ub_plan *plan = state->input;
	char expected[96] = "a list like 1,8,64-512,4096";
	int ret = ub_pages_parse(text, &plan->pages);

	if (ret == -ERANGE)
		snprintf(expected, sizeof(expected), "numbers from 1 to %u",
			 KB_PAGES_MAX);
	if (ret == -E2BIG)
		snprintf(expected, sizeof(expected), "at most %d numbers",
			 UB_PAGES_LIST_MAX);
	if (ret)
		bad(state, "pages", text, expected);
	return ret;
}

static error_t events(char *list, struct argp_state *state)
{
	struct ub_plan *plan = state->input;

	plan->events = list;
	return ub_pfm_check(list);
}

static error_t list_events(char *arg, struct argp_state *state)
{
	ub_pfm_print(stdout);
	exit(RVB_EXIT_OK);
}

#define OPT(kind, member, ...) RVB_##kind(struct ub_plan, member, ##__VA_ARGS__)

static const struct rvb_option options[] = {
	{ "cases", OPT(STRING, cases), "GLOB",
	  "Cases to run, a list of globs (default: all)" },
	{ "memory", OPT(STRING, memory), "LIST",
	  "Kinds of memory, a list of globs (default: all)" },
	{ "pages", RVB_CALL(pages), "LIST",
	  "Numbers of pages; A-B doubles from A to B, A-B*F multiplies by F "
	  "(default: " PAGES_DEFAULT ")" },
	{ "loops", OPT(NUMBER, loops, 1, KB_LOOPS_MAX), "N",
	  "Loops with samples (default: 51, fewer above 512 pages, 5 at least)" },
	{ "warmups", OPT(NUMBER, warmups, 0, KB_LOOPS_MAX), "N",
	  "Loops before them (default: 2)" },
	{ "policy", OPT(STRING, policy), "NAME", "Policy of /dev/kbench" },
	{ "settle", OPT(NUMBER, settle, 0, 3600), "SECONDS",
	  "Sleep before measuring and after each mount (default: 0)" },
	{ "events", RVB_CALL(events), "LIST",
	  "Also count these, in loops of their own: libpfm4's names, with :u "
	  "and :k; or \"default\"" },
	{ "list-events", RVB_CALL(list_events), NULL,
	  "Print the events that this kernel can open, and why not the others" },
	{ "trace", OPT(FLAG, trace), NULL,
	  "Then let the host trace the only case and memory" },
	{ "result", OPT(STRING, result), "FILE",
	  "Also write the result to FILE" },
	{}
};

static error_t rest(int key, char *arg, struct argp_state *state)
{
	if (key != ARGP_KEY_ARG)
		return ARGP_ERR_UNKNOWN;
	argp_failure(state, RVB_EXIT_USAGE, 0, "%s: not an option, see --help",
		     arg);
	return -EINVAL;
}

static const struct rvb_argp argp = {
	.options = options,
	.rest = rest,
	.name = "ubench",
	.doc = "Measures what pinning memory costs, by the cases of /dev/kbench "
	       "and of this program.\v"
	       "Google Benchmark's options are accepted as well: "
	       "--benchmark_filter=RE, --benchmark_list_tests, "
	       "--benchmark_repetitions=N, --benchmark_format=console|json|csv, "
	       "--benchmark_out=FILE and others.",
};

static bool is_gbench(const char *arg)
{
	return !strncmp(arg, "--benchmark_", 12) || !strncmp(arg, "--v=", 4);
}

/* Split the command line into the options of Google Benchmark and ours */
static int parse_both(int argc, char **argv, char **theirs, char **ours,
		      struct ub_plan *plan)
{
	int i, nr_theirs = 0, nr_ours = 0, ret;

	theirs[nr_theirs++] = argv[0];
	ours[nr_ours++] = argv[0];
	for (i = 1; i < argc; i++) {
		if (is_gbench(argv[i]))
			theirs[nr_theirs++] = argv[i];
		else
			ours[nr_ours++] = argv[i];
	}

	if (rvb_argp_parse(&argp, nr_ours, ours, plan))
		return -EINVAL;
	ret = ub_gb_init(&nr_theirs, theirs);
	if (!ret && nr_theirs > 1) {
		fprintf(stderr,
			"ubench: %s: Google Benchmark does not take this\n",
			theirs[1]);
		ret = -EINVAL;
	}
	return ret;
}

int ub_options_parse(int argc, char **argv, struct ub_plan *plan)
{
	char **theirs = calloc(argc + 3, sizeof(*theirs));
	char **ours = calloc(argc + 1, sizeof(*ours));
	int ret = -ENOMEM;

	*plan = (struct ub_plan){ .memory = "*", .warmups = 2 };
	ub_pages_parse(PAGES_DEFAULT, &plan->pages);
	if (theirs && ours)
		ret = parse_both(argc, argv, theirs, ours, plan);
	free(theirs);
	free(ours);
	return ret;
}
