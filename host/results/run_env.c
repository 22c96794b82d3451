// SPDX-License-Identifier: GPL-2.0-only
/* run_env.c - the environment of a run, as results.json records it */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#include "host/run/run.h"
#include "lib/rvb_digest.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_job.h"
#include "lib/rvb_text.h"

#define UNKNOWN "unknown"

/* The value that follows a key in a file, without its quotes */
static json_t *value_of(const char *path, const char *key)
{
	rvb_auto char *line = rvb_text_value(path, key);
	const char *value = line ? line + strspn(line, "\"") : UNKNOWN;

	return json_stringn(value, strcspn(value, "\""));
}

/* Hash of the kernel's own modules in the guest, by scripts/initramfs.sh */
static json_t *modules_hash(const struct run *run)
{
	rvb_auto char *path = NULL;

	if (!run->initrd)
		return NULL;
	path = rvb_text("%s.modules", run->initrd);
	return value_of(path, "sha256 ");
}

static json_t *answer_of(const char *const argv[])
{
	rvb_auto char *line = NULL;
	bool known = !rvb_job(argv, &line) && line && *line;

	return json_string(known ? line : UNKNOWN);
}

static json_t *sha256_in(const char *folder, const char *name)
{
	rvb_auto char *path = rvb_text("%s/%s", folder, name);
	char hex[65];

	return rvb_sha256(path, hex) ? json_null() : json_string(hex);
}

/* All boots run one guest; kb_check's frame does not describe it. */
static const struct run_cell *first_cell(const struct run *run)
{
	int i;

	for (i = 0; i < run->nr_cells; i++) {
		if (json_object_get(run->cell[i].guest, "guest"))
			return &run->cell[i];
	}
	return &run->cell[0];
}

static json_t *guest_of(const struct run *run)
{
	return json_object_get(first_cell(run)->guest, "guest");
}

/* Compiler of the modules, as recorded by scripts/kmod.sh. */
static json_t *module_compiler(const struct run *run)
{
	const char *modules = run->modules ? run->modules : "";
	rvb_auto char *path = rvb_text("%s/compiler", modules);
	const char *const argv[] = { "cat", path, NULL };

	return *modules ? answer_of(argv) : json_null();
}

/* Compiler of the kernel: by another one the same source gives other figures. */
static json_t *kernel_compiler(const struct run *run)
{
	rvb_auto char *path = rvb_text("%s/config", run->kernel_dir);

	return value_of(path, "CONFIG_CC_VERSION_TEXT=");
}

/* Modes that the boots ran in; a boot of kb_check has no accelerator. */
static const char *mode_of(const struct run *run)
{
	bool timed = false, exact = false;
	int i;

	for (i = 0; i < run->nr_cells; i++) {
		timed |= !!json_object_get(run->cell[i].plan, "accel");
		exact |= !strcmp(run->cell[i].mode, "exact");
	}
	return timed && exact ? "both" : timed ? "timed" : "exact";
}

/* QEMU's accelerator, with the reason if timed cells could not use KVM. */
static json_t *accelerator(const struct run *run)
{
	if (!run->initrd)
		return json_string("none: this machine's own kernel");
	if (!strcmp(mode_of(run), "exact"))
		return json_string("tcg");
	if (run->kvm.usable)
		return json_string("timed: kvm; exact: tcg");
	return json_sprintf("tcg; timed: no usable /dev/kvm (%s): emulated",
			    run->kvm.why);
}

static json_t *host(void)
{
	struct utsname u;

	uname(&u);
	return json_pack("{s:o, s:i, s:s, s:o}", "cpu",
			 value_of("/proc/cpuinfo", "model name	:"), "cpus",
			 (int)sysconf(_SC_NPROCESSORS_ONLN), "kernel",
			 u.release, "os",
			 value_of("/etc/os-release", "PRETTY_NAME="));
}

/**
 * run_context() - "context" of Google Benchmark's JSON
 * @run:	whose cells have ended
 *
 * Return: an object, the caller's to release.
 */
json_t *run_context(const struct run *run)
{
	json_t *guest = guest_of(run);
	char date[64], name[256] = "";
	time_t now = time(NULL);

	strftime(date, sizeof(date), "%FT%T+00:00", gmtime(&now));
	gethostname(name, sizeof(name) - 1);
	return json_pack(
		"{s:s, s:s, s:s, s:i, s:i, s:b, s:[], s:[], s:O*, s:s, s:s, s:s}",
		"date", date, "host_name", name, "executable", "ubench",
		"num_cpus", 1, "mhz_per_cpu", 1000, "cpu_scaling_enabled", 0,
		"caches", "load_avg", "library_version",
		json_object_get(guest, "libbenchmark"), "library_build_type",
		"release", "unit", "insns", "real_time_is",
		"median over loops; one unit of time is one instruction");
}

static json_t *kernel_of(const struct run *run)
{
	json_t *guest = guest_of(run);

	return json_pack("{s:O*, s:O*, s:O*, s:O*, s:o, s:o, s:o*}", "release",
			 json_object_get(guest, "release"), "version",
			 json_object_get(guest, "version"), "cmdline",
			 json_object_get(guest, "cmdline"), "taint",
			 json_object_get(guest, "taint"), "config_sha256",
			 sha256_in(run->kernel_dir, "config"), "image_sha256",
			 sha256_in(run->kernel_dir, "vmlinuz"),
			 "modules_sha256", modules_hash(run));
}

/* What edu was behind, if the run has driven it */
static void add_iommu(const struct run *run, json_t *environment)
{
	if (run->o.iommu)
		json_object_set_new(environment, "iommu",
				    json_string(run->o.iommu));
	if (run->o.iommu_mode)
		json_object_set_new(environment, "iommu_mode",
				    json_string(run->o.iommu_mode));
}

/*
 * Which commit was measured, and when it was made: history orders results by
 * that. git tells on standard error why it refuses. What is installed has a
 * version instead, in RVB_VERSION.
 */
static void add_commit(const struct run *run, json_t *environment)
{
	const char *const describe[] = { "git",	     "-C",	 run->top,
					 "describe", "--always", "--dirty",
					 NULL };
	const char *const date[] = { "env",	     "TZ=UTC",
				     "git",	     "-C",
				     run->top,	     "log",
				     "-1",	     "--date=iso-strict-local",
				     "--format=%cd", NULL };
	rvb_auto char *git = rvb_text("%s/.git", run->top);
	bool is_tree = !access(git, F_OK);
	const char *version = getenv("RVB_VERSION");
	json_t *commit;

	if (is_tree)
		commit = answer_of(describe);
	else
		commit = json_string(version && *version ? version : UNKNOWN);
	if (is_tree && !strcmp(json_string_value(commit), UNKNOWN))
		rvb_say("git refused, so results.json holds no commit: git's reason is above");
	else if (is_tree)
		json_object_set_new(environment, "committed", answer_of(date));
	json_object_set_new(environment, "revokebench", commit);
}

/**
 * run_environment() - "environment": kernel, QEMU, compilers, modules, host
 * @run:	whose cells have ended
 *
 * Return: an object, the caller's to release.
 */
json_t *run_environment(const struct run *run)
{
	json_t *guest = guest_of(run), *environment;

	environment = json_pack(
		"{s:o, s:O*, s:{s:o, s:o, s:O*}, s:O*, s:s, s:o, s:O*, s:O*, s:O*, s:o}",
		"kernel", kernel_of(run), "qemu",
		json_object_get(first_cell(run)->cell, "qemu"), "compiler",
		"kernel", kernel_compiler(run), "kernel_modules",
		module_compiler(run), "userspace",
		json_object_get(guest, "compiler"), "modules",
		json_object_get(guest, "modules"), "mode", mode_of(run),
		"accel", accelerator(run), "policy",
		json_object_get(guest, "policy"), "clock_khz",
		json_object_get(guest, "clock_khz"), "memory_kib",
		json_object_get(guest, "memory_kib"), "host", host());
	add_iommu(run, environment);
	add_commit(run, environment);
	return environment;
}
