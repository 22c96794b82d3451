// SPDX-License-Identifier: GPL-2.0-only
/* run_main.c - revokebench run: boot, measure, write the results down */
#include <argp.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "reports/rp_exit.h"
#include "reports/rp_file.h"
#include "scripts/run/run.h"
#include "scripts/run/run_job.h"

enum {
	OPT_QUICK = 0x100,
	OPT_FULL,
	OPT_POLICIES,
	OPT_DEVICES,
	OPT_CASES,
	OPT_FS,
	OPT_KERNEL,
	OPT_MODE,
	OPT_EVENTS
};

static const struct argp_option options[] = {
	{ "quick", OPT_QUICK, NULL, 0, "few sizes, under two minutes", 1 },
	{ "full", OPT_FULL, NULL, 0, "every size, many loops", 1 },
	{ "policies", OPT_POLICIES, "LIST", 0,
	  "check these policies too, or all, on each device", 2 },
	{ "devices", OPT_DEVICES, "LIST", 0,
	  "check on these devices, or all, each policy", 2 },
	{ "cases", OPT_CASES, "GLOB", 0, "cases whose name matches [*]", 2 },
	{ "fs", OPT_FS, "LIST", 0,
	  "kinds of memory the figures are taken on [all]", 2 },
	{ "kernel", OPT_KERNEL, "NAME|FILE", 0, "kernel to boot [6.1]", 3 },
	{ "mode", OPT_MODE, "exact", 0, "how to measure [exact]", 3 },
	{ "events", OPT_EVENTS, "LIST", 0,
	  "count these too, in loops of their own: libpfm4's names with :u and :k, or default; see list events",
	  3 },
	{ "output", 'o', "DIR", 0, "folder for the results [results/TIME]", 4 },
	{ "dry-run", 'n', NULL, 0, "print the plan, run nothing", 4 },
	{ 0 },
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct run_opts *o = state->input;

	switch (key) {
	case OPT_QUICK:
		o->preset = "quick";
		break;
	case OPT_FULL:
		o->preset = "full";
		break;
	case OPT_POLICIES:
		o->policies = arg;
		break;
	case OPT_DEVICES:
		o->devices = arg;
		break;
	case OPT_CASES:
		o->cases = arg;
		break;
	case OPT_FS:
		o->fs = arg;
		break;
	case OPT_KERNEL:
		o->kernel = arg;
		break;
	case OPT_MODE:
		if (strcmp(arg, "exact"))
			argp_failure(state, RP_EXIT_USAGE, 0,
				     "mode '%s' is not there; there is: exact",
				     arg);
		break;
	case OPT_EVENTS:
		o->events = arg;
		break;
	case 'o':
		o->out = arg;
		break;
	case 'n':
		o->dry = true;
		break;
	case ARGP_KEY_ARG:
		if (!state->quoted)
			argp_error(
				state,
				"unexpected '%s'; words for ubench go behind --",
				arg);
		o->extra = state->argv + state->next - 1;
		state->next = state->argc;
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static const struct argp argp = {
	.options = options,
	.parser = parse,
	.args_doc = "[-- --benchmark_...]",
	.doc = "Measure in a VM and write results.json and its reports.\v"
	       "What stands behind -- goes to ubench in the guest, for example --benchmark_filter=pin/tmpfs.",
};

/* As it was typed, for whoever wants to repeat it; printf(1) knows quoting. */
static char *command_line(int argc, char **argv)
{
	char *line = NULL, *words = NULL;
	const char **quote;
	int i;

	quote = calloc(argc + 2, sizeof(*quote));
	if (!quote)
		return NULL;
	quote[0] = "printf";
	quote[1] = " %q";
	for (i = 1; i < argc; i++)
		quote[1 + i] = argv[i];
	if (argc > 1 && run_job(quote, &words))
		goto out;
	if (asprintf(&line, "./revokebench run%s", words ? words : "") < 0)
		line = NULL;
out:
	free(words);
	free(quote);
	return line;
}

static char *absolute(const char *out, const char *top)
{
	char stamp[32], cwd[PATH_MAX], *path;
	time_t now = time(NULL);
	int n;

	strftime(stamp, sizeof(stamp), "%Y%m%d-%H%M%S", localtime(&now));
	if (!out)
		n = asprintf(&path, "%s/results/%s", top, stamp);
	else if (*out == '/' || !getcwd(cwd, sizeof(cwd)))
		n = asprintf(&path, "%s", out);
	else
		n = asprintf(&path, "%s/%s", cwd, out);
	return n < 0 ? NULL : path;
}

static void print_plan(const struct run *run, const struct run_opts *o)
{
	const struct run_preset *p = run_preset(o->preset);

	printf("preset   %s: pages %s\n", p->name, p->pages);
	printf("cases    %s\n", o->cases);
	printf("memory   %s\n", o->fs ? o->fs : "all kinds");
	if (o->policies || o->devices)
		printf("checks   policies %s on devices %s\n",
		       o->policies ? o->policies : "all",
		       o->devices ? o->devices : "all");
	printf("kernel   %s\n", o->kernel);
	printf("boots    seeds 1, 2, 3 and 1 again in exact mode%s\n",
	       o->policies || o->devices ? ", one for the checks" : "");
	printf("time     about %u s on two cores\n",
	       p->seconds * RUN_CHECKS / 2);
	printf("results  %s\n", run->out);
}

static int write_reports(const struct run *run)
{
	char *report;
	int ret;

	if (asprintf(&report, "%s/report", getenv("RVB_BIN")) < 0)
		return -ENOMEM;
	const char *const write[] = { report, "--write", run->out, NULL };
	const char *const show[] = { report, run->out, NULL };

	ret = run_job(write, NULL);
	if (!ret)
		ret = run_job(show, NULL);
	free(report);
	return ret;
}

/* A run whose seeds disagree has measured nothing that may be compared. */
static int verdict(const json_t *results, int rc)
{
	json_t *exact = json_object_get(results, "exact");

	if (rc)
		return rc;
	if (!json_array_size(json_object_get(results, "summary"))) {
		fprintf(stderr,
			"revokebench: nothing ran: no row matches the options\n");
		return RP_EXIT_NOTHING;
	}
	if (!json_is_true(json_object_get(exact, "exact"))) {
		fprintf(stderr, "revokebench: not exact: %s\n",
			json_string_value(json_object_get(exact, "why")));
		return RP_EXIT_HARNESS;
	}
	return RP_EXIT_OK;
}

static int finish(struct run *run, int rc)
{
	json_t *results;
	char *path;
	int ret;

	if (rc == RP_EXIT_INTERRUPTED) {
		fprintf(stderr,
			"revokebench: interrupted; what is done is kept: the same command with -o %s goes on\n",
			run->out);
		return rc;
	}
	if (asprintf(&path, "%s/results.json", run->out) < 0)
		return RP_EXIT_HARNESS;
	results = run_merge(run);
	ret = results ? rp_json_save(path, results) : -ENOMEM;
	if (ret) {
		fprintf(stderr, "revokebench: %s: %s\n", path, strerror(-ret));
		rc = RP_EXIT_USAGE;
	} else {
		rc = verdict(results, rc);
		if (write_reports(run) && !rc)
			rc = RP_EXIT_HARNESS;
		fprintf(stderr,
			"revokebench: %s/report.html, report.txt, results.json\n",
			run->out);
	}
	json_decref(results);
	free(path);
	return rc;
}

static int exit_code(int ret)
{
	return ret > 0 ? ret : ret ? RP_EXIT_HARNESS : RP_EXIT_OK;
}

int main(int argc, char **argv)
{
	struct run_opts o = { .preset = "default",
			      .cases = "*",
			      .kernel = "6.1" };
	struct run run = { .top = getenv("RVB_TOP") };
	int ret;

	argp_err_exit_status = RP_EXIT_USAGE;
	run.command = command_line(argc, argv);
	argv[0] = "revokebench run";
	argp_parse(&argp, argc, argv, 0, NULL, &o);
	if (!run.top || !getenv("RVB_BIN")) {
		fprintf(stderr,
			"revokebench: start this as ./revokebench run\n");
		return RP_EXIT_USAGE;
	}
	if (run_opts_check(&o, run.top))
		return RP_EXIT_USAGE;

	run.out = absolute(o.out, run.top);
	if (!run.out || !run.command)
		return RP_EXIT_HARNESS;
	if (o.dry) {
		print_plan(&run, &o);
		return RP_EXIT_OK;
	}

	ret = run_plan_make(&run, &o);
	if (ret)
		return exit_code(ret);
	if (run_plan_settle(&run))
		return RP_EXIT_USAGE;
	return finish(&run, run_cells(&run));
}
