// SPDX-License-Identifier: GPL-2.0-only
/* run_plan.c - from the options of a run to its cells */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/run/run.h"
#include "lib/rvb_array.h"
#include "lib/rvb_digest.h"
#include "lib/rvb_file.h"

/* The first seed twice: a run is exact if both boots give the same bytes. */
static const struct {
	int seed;
	bool twin;
} exact_boots[] = { { 1, false }, { 1, true }, { 2, false }, { 3, false } };

static void add_cell(json_t *cells, json_t *id, const char *program,
		     const char *mode, int seed, json_t *argv)
{
	json_array_append_new(cells,
			      json_pack("{s:o, s:s, s:s, s:i, s:o}", "id", id,
					"program", program, "mode", mode,
					"seed", seed, "argv", argv));
}

static json_t *last_of(const json_t *cells)
{
	return json_array_get(cells, json_array_size(cells) - 1);
}

static void add_exact(json_t *cells, const struct run_opts *o, bool scene)
{
	json_t *argv;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(exact_boots); i++) {
		int seed = o->seed - 1 + exact_boots[i].seed;

		argv = scene ? run_argv_scene(o, "exact", seed) :
			       run_argv_pin(o);
		if (!argv)
			return;
		add_cell(cells,
			 json_sprintf("%sexact-seed%d%s", scene ? "scene-" : "",
				      seed,
				      exact_boots[i].twin ? "-again" : ""),
			 scene ? "kb_scene" : "ubench", "exact", seed, argv);
		if (exact_boots[i].twin)
			json_object_set_new(last_of(cells), "twin",
					    json_true());
	}
}

/* Other guests would change times by the host's clock: "alone". */
static void add_timed(json_t *cells, const struct run_opts *o, bool kvm)
{
	int seed, boots = strcmp(o->preset, "full") ? 1 : 3;
	json_t *argv;

	for (seed = o->seed; seed < o->seed + boots; seed++) {
		argv = run_argv_scene(o, "timed", seed);
		if (!argv)
			return;
		add_cell(cells,
			 json_sprintf("%s-timed-%d", o->host ? "host" : "scene",
				      seed),
			 "kb_scene", "timed", seed, argv);
		json_object_update_new(last_of(cells),
				       json_pack("{s:b, s:s}", "alone", 1,
						 "accel",
						 o->host ? "none" :
						 kvm	 ? "kvm" :
							   "tcg"));
	}
}

/*
 * The cells in the order in which they run, none if the mode can measure
 * nothing that the options select; timed ones use the host's own CPUs if @kvm.
 */
json_t *run_plan_cells(const struct run_opts *o, bool kvm)
{
	json_t *cells = json_array(), *argv;

	if (strcmp(o->mode, "timed")) {
		add_exact(cells, o, false);
		add_exact(cells, o, true);
	}
	argv = o->host ? NULL : run_argv_check(o);
	if (argv)
		add_cell(cells, json_string("checks"), "kb_check", "timed", 1,
			 argv);
	if (strcmp(o->mode, "exact"))
		add_timed(cells, o, kvm);
	return cells;
}

/* Whether a cell measures by the host's clock */
bool run_plan_timed(const json_t *cells)
{
	json_t *cell;
	size_t i;

	json_array_foreach(cells, i, cell)
	{
		if (json_object_get(cell, "accel"))
			return true;
	}
	return false;
}

static json_t *hash_of(const char *folder, const char *name)
{
	char hex[65], *path = rvb_path("%s%s", folder, name);
	json_t *text = NULL;

	if (path && !rvb_sha256(path, hex))
		text = json_string(hex);
	free(path);
	return text;
}

/*
 * Make the plan, kernel and guest of a run, fetching the kernel if needed, and
 * try KVM if a cell could use it. 0, the exit code of the job that failed (it
 * has printed why), or -errno.
 */
int run_plan_make(struct run *run, const struct run_opts *o)
{
	json_t *kernel, *guest, *cells;
	int ret;

	ret = run_guest(run, o->kernel, o->host ? NULL : "initramfs.sh");
	if (ret)
		return ret;
	cells = run_plan_cells(o, false);
	if (!o->host && run_plan_timed(cells)) {
		run_kvm_try(&run->kvm, run->kernel_dir, run->initrd);
		json_decref(cells);
		cells = run_plan_cells(o, run->kvm.usable);
	}
	kernel = hash_of(run->kernel_dir, "/vmlinuz");
	guest = run->initrd ? hash_of(run->initrd, "") :
			      hash_of(run->modules, "/kbench.ko");
	run->plan = json_pack("{s:s, s:s, s:s, s:s, s:o*, s:o*, s:o}", "schema",
			      "revokebench/plan-2", "mode", o->mode, "preset",
			      o->preset, "kernel", o->kernel, "kernel_sha256",
			      kernel, "guest_sha256", guest, "cells", cells);
	return run->plan && guest ? 0 : -ENOENT;
}
