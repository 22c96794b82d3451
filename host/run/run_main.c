// SPDX-License-Identifier: GPL-2.0-only
/* run_main.c - revokebench run: boot guests, measure, write the results */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/results/run_merge.h"
#include "host/run/run.h"
#include "host/run/run_cmdline.h"
#include "host/vm/vm_speed.h"
#include "lib/rvb_argp.h"
#include "lib/rvb_array.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_file.h"
#include "lib/rvb_job.h"

#define OPTS struct run_opts

static const struct rvb_option options[] = {
	{ "quick", RVB_SET(OPTS, preset, "quick"), NULL,
	  "few sizes, under two minutes", .group = 1 },
	{ "full", RVB_SET(OPTS, preset, "full"), NULL, "every size, many loops",
	  .group = 1 },
	{ "policies", RVB_STRING(OPTS, policies), "LIST",
	  "these policies only, and check them on each device [all, unchecked]",
	  .group = 2 },
	{ "devices", RVB_STRING(OPTS, devices), "LIST",
	  "on these devices only, and check each policy there [all, unchecked]",
	  .group = 2 },
	{ "cases", RVB_STRING(OPTS, cases), "GLOB,...",
	  "cases and scenes whose name matches one [*]", .group = 2 },
	{ "fs", RVB_STRING(OPTS, fs), "LIST", "kinds of memory [all]",
	  .group = 2 },
	{ "kernel", RVB_STRING(OPTS, kernel), "NAME|FILE",
	  "kernel to boot [6.1]", .group = 3 },
	{ "mode", RVB_ONE_OF(OPTS, mode, "exact,timed,both"),
	  "exact|timed|both",
	  "count instructions, or measure by the host's clock with two CPUs [both; exact with --quick]",
	  .group = 3 },
	{ "events", RVB_STRING(OPTS, events), "LIST",
	  "count these, too, in loops of their own: libpfm4's names with :u and :k, or default; see list events",
	  .group = 3 },
	{ "target", RVB_INDEX_OF(OPTS, host, "vm,host"), "vm|host",
	  "host: this machine's own kernel, timed only [vm]", .group = 3 },
	{ "i-know-this-loads-kernel-code", RVB_FLAG(OPTS, sure), NULL,
	  "needed with --target host: a bug of a module is one of this machine's kernel",
	  .group = 3 },
	/* A date in January, and a run uses three */
	{ "seed", RVB_NUMBER(OPTS, seed, 1, 26), "1..26",
	  "first of the three start dates of exact mode [1]", .group = 3 },
	{ "output", RVB_STRING(OPTS, out), "DIR",
	  "folder for the results [results/TIME]", 'o', 4 },
	{ "dry-run", RVB_FLAG(OPTS, dry), NULL, "print the plan, run nothing",
	  'n', 4 },
	{ 0 },
};

static error_t parse_rest(int key, char *arg, struct argp_state *state)
{
	struct run_opts *o = state->input;

	if (key != ARGP_KEY_ARG)
		return ARGP_ERR_UNKNOWN;
	if (!state->quoted)
		argp_error(state,
			   "unexpected '%s'; words for the guest go behind --",
			   arg);
	o->extra = state->argv + state->next - 1;
	state->next = state->argc;
	return 0;
}

static const struct rvb_argp argp = {
	.options = options,
	.rest = parse_rest,
	.name = "revokebench run",
	.args_doc = "[-- WORD...]",
	.doc = "Measure in a VM and write results.json and its reports.\v"
	       "The words behind -- go to the guest: --events=LIST and --scenes=GLOB to kb_scene, other words to ubench, for example --benchmark_filter=pin/tmpfs.",
};

static int write_reports(const struct run *run)
{
	char *report = rvb_path("%s/report", getenv("RVB_BIN"));
	const char *const write[] = { report, "--write", run->out, NULL };
	const char *const show[] = { report, run->out, NULL };
	int ret = report ? rvb_job(write, NULL) : -ENOMEM;

	if (!ret)
		ret = rvb_job(show, NULL);
	free(report);
	return ret;
}

/*
 * The arrays of rows, and the exit code if a row has the status ERROR. A ledger
 * that does not account for every byte shows a broken policy or guest; other
 * rows that lack their figures show a broken harness.
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

static size_t nr_rows(const json_t *results)
{
	size_t i, n = 0;

	for (i = 0; i < ARRAY_SIZE(arrays); i++)
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
		fprintf(stderr, "revokebench: row %s: %s\n",
			rvb_json_text(row, "name"),
			rvb_json_text(row, "reason"));
		return wrong;
	}
	return RVB_EXIT_OK;
}

/* Nothing may be compared with a run whose boots disagree. */
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
	for (i = 0; !rc && i < ARRAY_SIZE(arrays); i++)
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
			"revokebench: interrupted; finished cells are kept: the same command with -o %s resumes\n",
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

/* -n: no boot, so KVM may be unknown */
static int print_plan(struct run *run, const struct run_opts *o)
{
	bool known = run_kvm_known(&run->kvm);
	json_t *cells = run_plan_cells(o, run->kvm.usable);

	if (!run_plan_timed(cells) || o->host)
		*run->kvm.why = '\0';
	else if (!known)
		strcpy(run->kvm.why, "not known yet: a trial boot will decide");
	run->plan = json_pack("{s:o}", "cells", cells);
	if (run_cells_set(run, o))
		return RVB_EXIT_HARNESS;
	run_plan_print(run, o);
	return RVB_EXIT_OK;
}

/* Checked before kernel and guest are built. */
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

	run.command = run_cmdline_command("run", argc, argv);
	rvb_argp_parse(&argp, argc, argv, &o);
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

	if (run_cmdline_lock_folder(run.out))
		return RVB_EXIT_USAGE;
	ret = run_plan_make(&run, &o);
	if (ret)
		return exit_code(ret);
	if (run_cells_set(&run, &o))
		return RVB_EXIT_HARNESS;
	if (run_resume(&run))
		return RVB_EXIT_USAGE;
	if (run_argv_adds_none(&o))
		fprintf(stderr,
			"revokebench: none is measured with %s: the base\n",
			o.policies);
	return finish(&run, run_cells(&run));
}
