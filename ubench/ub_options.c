// SPDX-License-Identifier: GPL-2.0-only
/* ub_options.c - the command line of ubench */
#include <argp.h>
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kbench/kb_uapi.h"
#include "lib/rvb_exit.h"
#include "ubench/ub_gbench.h"
#include "ubench/ub_options.h"
#include "ubench/ub_pfm.h"

#define PAGES_DEFAULT "1,8,64,512,4096"

enum {
	OPT_CASES = 256,
	OPT_MEMORY,
	OPT_PAGES,
	OPT_LOOPS,
	OPT_WARMUPS,
	OPT_POLICY,
	OPT_SETTLE,
	OPT_RESULT,
	OPT_EVENTS,
	OPT_LIST_EVENTS,
	OPT_TRACE,
};

static const struct argp_option options[] = {
	{ "cases", OPT_CASES, "GLOB", 0,
	  "Cases to run, a list of globs (default: all)", 0 },
	{ "memory", OPT_MEMORY, "LIST", 0,
	  "Kinds of memory, a list of globs (default: all)", 0 },
	{ "pages", OPT_PAGES, "LIST", 0,
	  "Numbers of pages; A-B doubles from A to B, A-B*F multiplies by F "
	  "(default: " PAGES_DEFAULT ")",
	  0 },
	{ "loops", OPT_LOOPS, "N", 0,
	  "Loops that are kept (default: 51, fewer above 512 pages, 5 at "
	  "least)",
	  0 },
	{ "warmups", OPT_WARMUPS, "N", 0, "Loops before those (default: 2)",
	  0 },
	{ "policy", OPT_POLICY, "NAME", 0, "Policy that /dev/kbench works with",
	  0 },
	{ "settle", OPT_SETTLE, "SECONDS", 0,
	  "Sleep before measuring and after a mount (default: 0)", 0 },
	{ "events", OPT_EVENTS, "LIST", 0,
	  "Count these too, in loops of their own: libpfm4's names, with :u and "
	  ":k; or \"default\"",
	  0 },
	{ "list-events", OPT_LIST_EVENTS, NULL, 0,
	  "Events that this kernel can open, and why not the others", 0 },
	{ "trace", OPT_TRACE, NULL, 0,
	  "Then have the host trace the one case and memory that were chosen",
	  0 },
	{ "result", OPT_RESULT, "FILE", 0, "Write the result to a file, too",
	  0 },
	{}
};

static int bad(const char *option, const char *value, const char *want)
{
	fprintf(stderr, "ubench: --%s=%s: %s\n", option, value, want);
	return -EINVAL;
}

static int number(const char *option, const char *text, unsigned int min,
		  unsigned int max, unsigned int *value)
{
	char want[64], *end;
	unsigned long n;

	errno = 0;
	n = strtoul(text, &end, 10);
	if (isdigit((unsigned char)*text) && !*end && !errno && n >= min &&
	    n <= max) {
		*value = n;
		return 0;
	}
	snprintf(want, sizeof(want), "want a number from %u to %u", min, max);
	return bad(option, text, want);
}

static int pages(const char *text, struct ub_pages *list)
{
	char want[96];

	switch (ub_pages_parse(text, list)) {
	case 0:
		return 0;
	case -ERANGE:
		snprintf(want, sizeof(want), "want numbers from 1 to %u",
			 KB_PAGES_MAX);
		return bad("pages", text, want);
	case -E2BIG:
		snprintf(want, sizeof(want), "want at most %d numbers",
			 UB_PAGES_LIST_MAX);
		return bad("pages", text, want);
	default:
		return bad("pages", text, "want a list like 1,8,64-512,4096");
	}
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct ub_plan *plan = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		/* Print the line of getopt only */
		state->err_stream = NULL;
		return 0;
	case OPT_CASES:
		plan->cases = arg;
		return 0;
	case OPT_MEMORY:
		plan->memory = arg;
		return 0;
	case OPT_PAGES:
		return pages(arg, &plan->pages);
	case OPT_LOOPS:
		return number("loops", arg, 1, KB_LOOPS_MAX, &plan->loops);
	case OPT_WARMUPS:
		return number("warmups", arg, 0, KB_LOOPS_MAX, &plan->warmups);
	case OPT_POLICY:
		plan->policy = arg;
		return 0;
	case OPT_SETTLE:
		return number("settle", arg, 0, 3600, &plan->settle);
	case OPT_EVENTS:
		plan->events = arg;
		return ub_pfm_check(arg);
	case OPT_LIST_EVENTS:
		ub_pfm_print(stdout);
		exit(RVB_EXIT_OK);
	case OPT_TRACE:
		plan->trace = true;
		return 0;
	case OPT_RESULT:
		plan->result = arg;
		return 0;
	case ARGP_KEY_ARG:
		fprintf(stderr, "ubench: %s: not an option, see --help\n", arg);
		return -EINVAL;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp argp = {
	.options = options,
	.parser = parse,
	.doc = "Measure what pinning memory costs, by the cases of /dev/kbench "
	       "and of this program.\v"
	       "Google Benchmark's options are taken as well: "
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

	if (argp_parse(&argp, nr_ours, ours, 0, NULL, plan))
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
	argp_err_exit_status = RVB_EXIT_USAGE;
	if (theirs && ours)
		ret = parse_both(argc, argv, theirs, ours, plan);
	free(theirs);
	free(ours);
	return ret;
}
