// SPDX-License-Identifier: GPL-2.0-only
/* run_main.c - revokebench run: boot, measure, write the results down */
#include <argp.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/results/run_merge.h"
#include "host/run/run_cmdline.h"
#include "host/run/run_kvm.h"
#include "host/vm/vm_speed.h"
#include "lib/rvb_argp.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_file.h"
#include "lib/rvb_job.h"

enum {
	OPT_QUICK = 0x100,
	OPT_FULL,
	OPT_POLICIES,
	OPT_DEVICES,
	OPT_CASES,
	OPT_FS,
	OPT_KERNEL,
	OPT_MODE,
	OPT_TARGET,
	OPT_SURE,
	OPT_EVENTS,
	OPT_SEED
};

static const struct argp_option options[] = {
	{ "quick", OPT_QUICK, NULL, 0, "few sizes, under two minutes", 1 },
	{ "full", OPT_FULL, NULL, 0, "every size, many loops", 1 },
	{ "policies", OPT_POLICIES, "LIST", 0,
	  "these policies only, and check them on each device [all, unchecked]",
	  2 },
	{ "devices", OPT_DEVICES, "LIST", 0,
	  "on these devices only, and check each policy there [all, unchecked]",
	  2 },
	{ "cases", OPT_CASES, "GLOB", 0,
	  "cases and scenes whose name matches [*]", 2 },
	{ "fs", OPT_FS, "LIST", 0, "kinds of memory [all]", 2 },
	{ "kernel", OPT_KERNEL, "NAME|FILE", 0, "kernel to boot [6.1]", 3 },
	{ "mode", OPT_MODE, "exact|timed|both", 0,
	  "count instructions, or take the host's clock with two CPUs [both; exact with --quick]",
	  3 },
	{ "events", OPT_EVENTS, "LIST", 0,
	  "count these too, in loops of their own: libpfm4's names with :u and :k, or default; see list events",
	  3 },
	{ "target", OPT_TARGET, "vm|host", 0,
	  "host: this machine's own kernel, timed only [vm]", 3 },
	{ "i-know-this-loads-kernel-code", OPT_SURE, NULL, 0,
	  "needed with --target host: a fault of a module is one of this machine",
	  3 },
	{ "seed", OPT_SEED, "1..26", 0,
	  "first of the three start dates of exact mode [1]", 3 },
	{ "output", 'o', "DIR", 0, "folder for the results [results/TIME]", 4 },
	{ "dry-run", 'n', NULL, 0, "print the plan, run nothing", 4 },
	{ 0 },
};

static const char *const modes[] = { "exact", "timed", "both", NULL };
static const char *const targets[] = { "vm", "host", NULL };

static const char *one_of(struct argp_state *state, const char *what,
			  const char *arg, const char *const *words)
{
	int i;

	for (i = 0; words[i]; i++) {
		if (!strcmp(arg, words[i]))
			return words[i];
	}
	argp_failure(state, RVB_EXIT_USAGE, 0,
		     "%s '%s' is not there; there are: %s, %s%s%s", what, arg,
		     words[0], words[1], words[2] ? ", " : "",
		     words[2] ? words[2] : "");
	return words[0];
}

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
		o->mode = one_of(state, "mode", arg, modes);
		break;
	case OPT_EVENTS:
		o->events = arg;
		break;
	case OPT_TARGET:
		o->host =
			!strcmp(one_of(state, "target", arg, targets), "host");
		break;
	case OPT_SURE:
		o->sure = true;
		break;
	case OPT_SEED:
		/* A day of January, and a run takes three */
		o->seed = rvb_argp_number(state, "seed", arg, 1, 26);
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
				"unexpected '%s'; words for the guest go behind --",
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
	.args_doc = "[-- WORD...]",
	.doc = "Measure in a VM and write results.json and its reports.\v"
	       "What stands behind -- goes to the guest: --events=LIST and --scenes=GLOB to kb_scene, other words to ubench, for example --benchmark_filter=pin/tmpfs.",
};

static int write_reports(const struct run *run)
{
	char *report;
	int ret;

	if (asprintf(&report, "%s/report", getenv("RVB_BIN")) < 0)
		return -ENOMEM;
	const char *const write[] = { report, "--write", run->out, NULL };
	const char *const show[] = { report, run->out, NULL };

	ret = rvb_job(write, NULL);
	if (!ret)
		ret = rvb_job(show, NULL);
	free(report);
	return ret;
}

/*
 * What has rows, and how a run ends that has one without the figures it should
 * have. Bytes that nobody accounts for: what measures is broken, or a policy is.
 */
static const struct {
	const char *name;
	int wrong;
} arrays[] = {
	{ "ledger", RVB_EXIT_GUEST },
	{ "summary", RVB_EXIT_HARNESS },
	{ "checks", RVB_EXIT_HARNESS },
	{ "distributions", RVB_EXIT_HARNESS },
	{ "throughput", RVB_EXIT_HARNESS },
	{ "scaling", RVB_EXIT_HARNESS },
};

#define NR_ARRAYS (sizeof(arrays) / sizeof(*arrays))

static size_t nr_rows(const json_t *results)
{
	size_t i, n = 0;

	for (i = 0; i < NR_ARRAYS; i++)
		n += json_array_size(json_object_get(results, arrays[i].name));
	return n;
}

static int check_rows(const json_t *rows, int wrong)
{
	json_t *row;
	size_t i;

	json_array_foreach(rows, i, row)
	{
		if (strcmp(rvb_json_text(row, "status"), "ERROR"))
			continue;
		fprintf(stderr, "revokebench: %s is wrong: %s\n",
			rvb_json_text(row, "name"),
			rvb_json_text(row, "reason"));
		return wrong;
	}
	return RVB_EXIT_OK;
}

/* A run whose seeds disagree has measured nothing that may be compared. */
static int verdict(const json_t *results, int rc)
{
	json_t *exact = json_object_get(results, "exact");
	size_t i;

	if (rc)
		return rc;
	if (!nr_rows(results)) {
		fprintf(stderr,
			"revokebench: nothing ran: no row matches the options\n");
		return RVB_EXIT_NOTHING;
	}
	if (json_array_size(json_object_get(exact, "seeds")) &&
	    !json_is_true(json_object_get(exact, "exact"))) {
		fprintf(stderr, "revokebench: not exact: %s\n",
			json_string_value(json_object_get(exact, "why")));
		return RVB_EXIT_HARNESS;
	}
	for (i = 0; !rc && i < NR_ARRAYS; i++)
		rc = check_rows(json_object_get(results, arrays[i].name),
				arrays[i].wrong);
	return rc;
}

static int finish(struct run *run, int rc)
{
	json_t *results;
	char *path;
	int ret;

	if (rc == RVB_EXIT_INTERRUPTED) {
		fprintf(stderr,
			"revokebench: interrupted; what is done is kept: the same command with -o %s goes on\n",
			run->out);
		return rc;
	}
	if (asprintf(&path, "%s/results.json", run->out) < 0)
		return RVB_EXIT_HARNESS;
	results = run_merge(run);
	ret = results ? rvb_json_save_rows(path, results) : -ENOMEM;
	if (ret) {
		fprintf(stderr, "revokebench: %s: %s\n", path, strerror(-ret));
		rc = RVB_EXIT_USAGE;
	} else {
		rc = verdict(results, rc);
		if (write_reports(run) && !rc)
			rc = RVB_EXIT_HARNESS;
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
	return ret > 0 ? ret : ret ? RVB_EXIT_HARNESS : RVB_EXIT_OK;
}

/* What is known without a boot. */
static int print_plan(struct run *run, const struct run_opts *o)
{
	bool known = run_kvm_known(&run->kvm);
	json_t *cells = run_plan_cells(o, run->kvm.usable);

	if (!run_plan_timed(cells) || o->host)
		*run->kvm.why = '\0';
	else if (!known)
		strcpy(run->kvm.why, "not tried yet: a trial boot decides");
	run->plan = json_pack("{s:o}", "cells", cells);
	if (run_cells_set(run, o))
		return RVB_EXIT_HARNESS;
	run_plan_print(run, o);
	return RVB_EXIT_OK;
}

/* Before anything is built for it. */
static bool nothing_to_run(const struct run *run, const struct run_opts *o)
{
	json_t *cells = run_plan_cells(o, false);
	size_t n = json_array_size(cells);

	json_decref(cells);
	if (!n)
		fprintf(stderr,
			"revokebench: nothing to run: pins are measured in exact mode, events on tmpfs, ext4, xfs and fsdax; --cases %s --mode %s leaves none\n",
			o->cases, o->mode);
	return !n;
}

int main(int argc, char **argv)
{
	struct run_opts o = { .preset = "default", .cases = "*", .seed = 1 };
	struct run run = { .top = getenv("RVB_TOP") };
	int ret;

	argp_err_exit_status = RVB_EXIT_USAGE;
	run.command = run_cmdline_command("run", argc, argv);
	argv[0] = "revokebench run";
	argp_parse(&argp, argc, argv, 0, NULL, &o);
	if (!run.top || !getenv("RVB_BIN")) {
		fprintf(stderr,
			"revokebench: start this as ./revokebench run\n");
		return RVB_EXIT_USAGE;
	}
	if (run_opts_check(&o))
		return RVB_EXIT_USAGE;
	if (nothing_to_run(&run, &o))
		return RVB_EXIT_NOTHING;

	run.out = run_cmdline_folder(o.out, run.top, "");
	if (!run.out || !run.command)
		return RVB_EXIT_HARNESS;
	run.slow = vm_speed_slow();
	if (o.dry)
		return print_plan(&run, &o);

	ret = run_plan_make(&run, &o);
	if (ret)
		return exit_code(ret);
	if (run_cells_set(&run, &o))
		return RVB_EXIT_HARNESS;
	if (run_resume(&run))
		return RVB_EXIT_USAGE;
	return finish(&run, run_cells(&run));
}
