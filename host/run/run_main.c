// SPDX-License-Identifier: GPL-2.0-only
/* run_main.c - revokebench run: boot guests, measure, write the results */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/run/run.h"
#include "host/run/run_cmdline.h"
#include "host/vm/vm_speed.h"
#include "lib/rvb_argp.h"
#include "lib/rvb_exit.h"

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
	{ "users", RVB_STRING(OPTS, users), "LIST",
	  "only how policies act on what real users have pinned: io_uring, rdma (or rxe), vfio, v4l2, af_xdp (or xdp), udmabuf [none]",
	  .group = 2 },
	{ "iommu", RVB_LIST_OF(OPTS, iommu, "vtd,amd,virtio,none"),
	  "vtd|amd|virtio|none,...",
	  "with --devices edu: what it is behind [vtd]; several: the same behind each, side by side in one report",
	  .group = 2 },
	{ "iommu-mode", RVB_LIST_OF(OPTS, iommu_mode, "strict,lazy,pt"),
	  "strict|lazy|pt,...",
	  "with --devices edu: when DMA mappings are flushed [strict]",
	  .group = 2 },
	{ "cases", RVB_STRING(OPTS, cases), "GLOB,...",
	  "cases and scenes whose name matches one [*]", .group = 2 },
	{ "fs", RVB_STRING(OPTS, fs), "LIST", "kinds of memory [all]",
	  .group = 2 },
	{ "kernel", RVB_STRING(OPTS, kernel), "NAME|PATH,...",
	  "kernel to boot [6.1]; several: the same on each, side by side in one report",
	  .group = 3 },
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
	{ "jobs", RVB_NUMBER(OPTS, jobs, 1, 999), "N",
	  "most cells at the same time [as CPUs and RAM allow]", .group = 4 },
	{ "on", RVB_STRING(OPTS, on), "slurm[:PARTITION]",
	  "have the nodes of a cluster boot the cells; -o is a folder that they share [this machine]",
	  .group = 4 },
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

/* -n: no boot, so KVM may be unknown; each kernel has the same cells */
static int print_plan(const struct run *run, struct run *runs, int nr,
		      const struct run_opts *o)
{
	struct run_kvm kvm = { 0 };
	bool known = run_kvm_known(&kvm);
	json_t *cells = run_plan_cells(o, kvm.usable);
	struct run_queue q;
	int i;

	if (!run_plan_timed(cells) || o->host)
		*kvm.why = '\0';
	else if (!known)
		strcpy(kvm.why, "not known yet: a trial boot will decide");
	for (i = 0; i < nr; i++) {
		runs[i].plan = json_pack("{s:O}", "cells", cells);
		run_cells_set(&runs[i]);
	}
	run_queue_make(&q, runs, nr, o->jobs);
	run_plan_print(runs, &q, o);
	if (*kvm.why)
		printf("kvm      %s\n", kvm.why);
	printf("results  %s\n", run->out);
	return RVB_EXIT_OK;
}

/* Checked before kernel and guest are built. */
static bool nothing_to_run(const struct run_opts *o)
{
	json_auto_t *cells = run_plan_cells(o, false);

	if (json_array_size(cells))
		return false;
	return rvb_fail(
		true,
		"nothing to run: pins are measured in exact mode, events on tmpfs, ext4, xfs and fsdax; --cases %s --mode %s leaves none",
		o->cases, o->mode);
}

int main(int argc, char **argv)
{
	struct run_opts o = { .preset = "default", .cases = "*", .seed = 1 };
	struct run run = { .top = getenv("RVB_TOP") }, *runs;
	int nr;

	run.command = run_cmdline_command("run", argc, argv);
	rvb_argp_parse(&argp, argc, argv, &o);
	if (!run.top || !getenv("RVB_BIN"))
		return rvb_fail(RVB_EXIT_USAGE,
				"start this as ./revokebench run");
	if (run_opts_check(&o))
		return RVB_EXIT_USAGE;
	if (nothing_to_run(&o))
		return RVB_EXIT_NOTHING;

	run.out = run_cmdline_folder(o.out, run.top, "");
	run.slow = vm_speed_slow();
	runs = run_kernels_split(&run, &o, &nr);
	if (!run.command)
		return RVB_EXIT_HARNESS;
	if (o.dry)
		return print_plan(&run, runs, nr, &o);

	if (run_cmdline_lock_folder(run.out))
		return RVB_EXIT_USAGE;
	if (run_argv_adds_none(&o))
		rvb_say("none is measured with %s: the base", o.policies);
	return run_kernels(&run, runs, nr);
}
