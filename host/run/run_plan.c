// SPDX-License-Identifier: GPL-2.0-only
/* run_plan.c - from the options of a run to its cells */
#include <errno.h>
#include <string.h>

#include "host/run/run.h"
#include "host/run/run_registry.h"
#include "lib/rvb_array.h"
#include "lib/rvb_digest.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_file.h"
#include "lib/rvb_text.h"

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

/* A machine with an IOMMU, whose edu is kbench's, or VFIO's to hand over */
static void add_iommu(json_t *cells, const char *kind, const char *mode,
		      bool edu)
{
	json_t *cell;
	size_t i;

	json_array_foreach(cells, i, cell) json_object_update_new(
		cell, json_pack("{s:s, s:s*, s:b}", "iommu", kind, "iommu_mode",
				mode, "edu", edu));
}

static json_t *last_of(const json_t *cells)
{
	return json_array_get(cells, json_array_size(cells) - 1);
}

/* The three programs that measure; the names of their cells begin so */
enum measures { PINS, SCENES, USERS };

static const struct {
	const char *program;
	const char *prefix;
} measures[] = {
	[PINS] = { "ubench", "" },
	[SCENES] = { "kb_scene", "scene-" },
	[USERS] = { "kb_adopt", "users-" },
};

static json_t *argv_of(const struct run_opts *o, enum measures what,
		       const char *mode, int seed)
{
	if (what == USERS)
		return run_argv_users(o, mode);
	return what == SCENES ? run_argv_scene(o, mode, seed) : run_argv_pin(o);
}

static void add_exact(json_t *cells, const struct run_opts *o,
		      enum measures what)
{
	json_t *argv;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(exact_boots); i++) {
		int seed = o->seed - 1 + exact_boots[i].seed;

		argv = argv_of(o, what, "exact", seed);
		if (!argv)
			return;
		add_cell(cells,
			 json_sprintf("%sexact-seed%d%s", measures[what].prefix,
				      seed,
				      exact_boots[i].twin ? "-again" : ""),
			 measures[what].program, "exact", seed, argv);
		if (exact_boots[i].twin)
			json_object_set_new(last_of(cells), "twin",
					    json_true());
	}
}

/* Other guests would change times by the host's clock: "alone". */
static void add_timed(json_t *cells, const struct run_opts *o,
		      enum measures what, bool kvm)
{
	int seed, boots = strcmp(o->preset, "full") ? 1 : 3;
	json_t *argv;

	for (seed = o->seed; seed < o->seed + boots; seed++) {
		argv = argv_of(o, what, "timed", seed);
		if (!argv)
			return;
		add_cell(cells,
			 json_sprintf("%stimed-%d",
				      o->host ? "host-" : measures[what].prefix,
				      seed),
			 measures[what].program, "timed", seed, argv);
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

	if (o->users) {
		if (strcmp(o->mode, "timed"))
			add_exact(cells, o, USERS);
		if (strcmp(o->mode, "exact"))
			add_timed(cells, o, USERS, kvm);
		add_iommu(cells, "vtd", NULL, false);
		return cells;
	}
	if (strcmp(o->mode, "timed")) {
		add_exact(cells, o, PINS);
		add_exact(cells, o, SCENES);
	}
	argv = o->host ? NULL : run_argv_check(o);
	if (argv)
		add_cell(cells, json_string("checks"), "kb_check",
			 run_argv_edu(o) ? "exact" : "timed", 1, argv);
	if (strcmp(o->mode, "exact"))
		add_timed(cells, o, SCENES, kvm);
	if (run_argv_edu(o))
		add_iommu(cells, o->iommu, o->iommu_mode, true);
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
	rvb_auto char *path = rvb_text("%s%s", folder, name);
	char hex[65];

	return rvb_sha256(path, hex) ? NULL : json_string(hex);
}

/*
 * Of a kernel without headers no module of ours can be built: leave the cases of
 * @o that need none. 0, -ENOMEM, or RVB_EXIT_NOTHING after a line.
 */
static int leave_user_cases(struct run_opts *o)
{
	json_auto_t *pins = run_registry_list("pins");
	char *left = NULL;
	json_t *pin;
	size_t i;

	json_array_foreach(pins, i, pin)
	{
		const char *name = rvb_json_text(pin, "name");

		if (!strncmp(rvb_json_text(pin, "file"), "ubench/", 7) &&
		    run_registry_matches(o->cases, name))
			left = run_registry_add(left, name);
	}
	rvb_say("no headers of kernel %s are left in Debian's archive, so no "
		"module can be built for it: %s%s",
		o->kernel,
		left ? "measuring " : "no case of --cases runs without",
		left ? left : "");
	o->cases = left;
	o->policies = NULL;
	o->devices = NULL;
	return left ? 0 : RVB_EXIT_NOTHING;
}

/*
 * Make the plan, kernel and guest of a run, fetching the kernel if needed, and
 * try KVM if a cell could use it; @o loses what the kernel cannot run. 0, the
 * exit code of the job that failed (it has printed why), or -errno.
 */
int run_plan_make(struct run *run, struct run_opts *o)
{
	json_t *kernel, *guest, *cells;
	int ret;

	ret = run_guest(run, o->kernel,
			o->host	 ? NULL :
			o->users ? "users_initramfs.sh" :
				   "initramfs.sh");
	if (!ret && !run->modules)
		ret = leave_user_cases(o);
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
