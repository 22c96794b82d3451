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
#include "lib/rvb_file.h"
#include "lib/rvb_job.h"

#define UNKNOWN "unknown"

/* Read the value that follows "key<sep>" at the start of a line of a file. */
static json_t *line_of(const char *path, const char *key, char sep)
{
	char line[1024], *value;
	json_t *found = NULL;
	FILE *stream;

	stream = fopen(path, "re");
	while (stream && !found && fgets(line, sizeof(line), stream)) {
		value = strchr(line, sep);
		if (!value || strncmp(line, key, strlen(key)))
			continue;
		value++;
		value += strspn(value, " \t\"");
		value[strcspn(value, "\"\n")] = '\0';
		found = json_string(value);
	}
	if (stream)
		fclose(stream);
	return found ? found : json_string(UNKNOWN);
}

/* Hash of the kernel's own modules in the guest, by scripts/initramfs.sh */
static json_t *modules_hash(const struct run *run)
{
	char *path;
	json_t *hash;

	if (!run->initrd || asprintf(&path, "%s.modules", run->initrd) < 0)
		return NULL;
	hash = line_of(path, "sha256", ' ');
	free(path);
	return hash;
}

static json_t *answer_of(const char *const argv[])
{
	char *line = NULL;
	json_t *text = NULL;

	if (!rvb_job(argv, &line) && line && *line)
		text = json_string(line);
	free(line);
	return text ? text : json_string(UNKNOWN);
}

static json_t *sha256_in(const char *folder, const char *name)
{
	char *path, hex[65];
	json_t *text = NULL;

	if (asprintf(&path, "%s/%s", folder, name) < 0)
		return json_null();
	if (!rvb_sha256(path, hex))
		text = json_string(hex);
	free(path);
	return text ? text : json_null();
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
	char *path = NULL;
	json_t *text;

	if (!run->modules || asprintf(&path, "%s/compiler", run->modules) < 0)
		return json_null();
	const char *const argv[] = { "cat", path, NULL };

	text = answer_of(argv);
	free(path);
	return text;
}

/* Compiler of the kernel: by another one the same source gives other figures. */
static json_t *kernel_compiler(const struct run *run)
{
	char *path = rvb_path("%s/config", run->kernel_dir);
	json_t *text = NULL;

	if (path)
		text = line_of(path, "CONFIG_CC_VERSION_TEXT=", '=');
	free(path);
	return text ? text : json_null();
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
			 line_of("/proc/cpuinfo", "model name", ':'), "cpus",
			 (int)sysconf(_SC_NPROCESSORS_ONLN), "kernel",
			 u.release, "os",
			 line_of("/etc/os-release", "PRETTY_NAME", '='));
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
	char *git = rvb_path("%s/.git", run->top);
	bool is_tree = git && !access(git, F_OK);
	const char *version = getenv("RVB_VERSION");
	json_t *commit;

	if (is_tree)
		commit = answer_of(describe);
	else
		commit = json_string(version && *version ? version : UNKNOWN);

	free(git);
	if (is_tree && !strcmp(json_string_value(commit), UNKNOWN))
		fprintf(stderr,
			"revokebench: git refused, so results.json holds no commit: git's reason is above\n");
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
