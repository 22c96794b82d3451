// SPDX-License-Identifier: GPL-2.0-only
/* run_plan.c - from what was asked to the cells it takes */
#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "reports/rp_file.h"
#include "scripts/run/run.h"
#include "scripts/run/run_dirs.h"
#include "scripts/run/run_job.h"

const struct run_preset run_presets[] = {
	{ "quick", "1,8,64,512,4096", 17 },
	{ "default", "1,8,64,512,4096,65536", 45 },
	{ "full",
	  "1,2,4,8,16,32,64,128,256,512,1024,2048,4096,8192,16384,32768,65536",
	  90 },
	{ NULL, NULL, 0 },
};

static const struct run_cell cells[RUN_CELLS] = {
	[RUN_SEED1] = { "exact-seed1", "exact", 1, "guest_argv" },
	[RUN_TWIN] = { "exact-seed1-again", "exact", 1, "guest_argv" },
	[RUN_SEED2] = { "exact-seed2", "exact", 2, "guest_argv" },
	[RUN_SEED3] = { "exact-seed3", "exact", 3, "guest_argv" },
	[RUN_CHECKS] = { "checks", "timed", 1, "check_argv" },
};

const struct run_preset *run_preset(const char *name)
{
	const struct run_preset *p;

	for (p = run_presets; p->name; p++) {
		if (!strcmp(p->name, name))
			return p;
	}
	return NULL;
}

static int check_cases(const char *top, const char *glob)
{
	json_t *cases = run_dirs_list(top, "cases"), *item;
	const char *name;
	int ret = -ENOENT;
	size_t i;

	json_array_foreach(cases, i, item)
	{
		name = json_string_value(json_object_get(item, "name"));
		if (!fnmatch(glob, name, 0))
			ret = 0;
	}
	if (ret) {
		fprintf(stderr,
			"revokebench: no case matches '%s'; there are:", glob);
		json_array_foreach(cases, i, item) fprintf(
			stderr, " %s",
			json_string_value(json_object_get(item, "name")));
		fputc('\n', stderr);
	}
	json_decref(cases);
	return ret;
}

/* The kernel's command line carries these words, and has no quoting. */
static int check_words(const struct run_opts *o)
{
	char **word;

	for (word = o->extra; word && *word; word++) {
		if (strpbrk(*word, " \t\n\"'\\")) {
			fprintf(stderr,
				"revokebench: '%s': a word for the guest takes no blank, quote or backslash\n",
				*word);
			return -EINVAL;
		}
	}
	return 0;
}

/*
 * ubench knows the names: with --list-events it says what is wrong with one,
 * and what it lists of this host is dropped.
 */
static int check_events(const char *events)
{
	char *ubench, *listed = NULL;
	int ret;

	if (asprintf(&ubench, "%s/ubench", getenv("RVB_BIN")) < 0)
		return -ENOMEM;
	const char *const argv[] = { ubench, "--events", events,
				     "--list-events", NULL };

	ret = strpbrk(events, " \t\"'\\") ? -EINVAL : run_job(argv, &listed);
	if (ret == -EINVAL)
		fprintf(stderr,
			"revokebench: --events '%s': no blank, quote or backslash\n",
			events);
	free(listed);
	free(ubench);
	return ret ? -EINVAL : 0;
}

/**
 * run_opts_check() - is there what was asked for
 * @o:		the words
 * @top:	the project's folder
 *
 * Says on standard error what is not. Nothing is run or written.
 *
 * Return: 0, or -errno.
 */
int run_opts_check(const struct run_opts *o, const char *top)
{
	int ret = check_words(o);

	if (!ret)
		ret = check_cases(top, o->cases);
	if (!ret && o->fs)
		ret = run_dirs_check(top, "fs", o->fs);
	if (!ret && o->policies)
		ret = run_dirs_check(top, "policies", o->policies);
	if (!ret && o->devices)
		ret = run_dirs_check(top, "devices", o->devices);
	if (!ret && o->events)
		ret = check_events(o->events);
	return ret;
}

/* The figures are of one policy: the one that was named, if it was one. */
static const char *figure_policy(const struct run_opts *o)
{
	if (!o->policies || strchr(o->policies, ',') ||
	    !strcmp(o->policies, "all"))
		return "none";
	return o->policies;
}

/* What ubench is started with, word by word. */
static json_t *guest_argv(const struct run_opts *o)
{
	const struct run_preset *p = run_preset(o->preset);
	json_t *argv;
	char **word;

	argv = json_pack("[s, s, s, s, s, s, s, s]", "/bin/ubench",
			 "--settle=8", "--policy", figure_policy(o), "--cases",
			 o->cases, "--pages", p->pages);
	if (o->fs) {
		json_array_append_new(argv, json_string("--memory"));
		json_array_append_new(argv, json_string(o->fs));
	}
	if (o->events) {
		json_array_append_new(argv, json_string("--events"));
		json_array_append_new(argv, json_string(o->events));
	}
	for (word = o->extra; word && *word; word++)
		json_array_append_new(argv, json_string(*word));
	return argv;
}

/*
 * What the checks are started with, or NULL where there is nothing to check.
 * Every device with its own timer, unless all is wanted; quick on tmpfs only.
 */
static json_t *check_argv(const struct run_opts *o)
{
	bool quick = !strcmp(o->preset, "quick");
	bool full = !strcmp(o->preset, "full");

	if (!o->policies && !o->devices)
		return NULL;
	return json_pack("[s, s, s, s, s, s, s, s, s]", "/bin/kb_check",
			 "--policies", o->policies ? o->policies : "all",
			 "--devices", o->devices ? o->devices : "all", "--fs",
			 quick ? "tmpfs" : "all", "--engines",
			 full ? "all" : "timer");
}

static char *path_of(const char *folder, const char *name)
{
	char *path;

	return asprintf(&path, "%s/%s", folder, name) < 0 ? NULL : path;
}

static int job(struct run *run, const char *name, const char *word,
	       const char *arg, char **answer)
{
	char *script;
	int ret;

	if (asprintf(&script, "%s/scripts/%s", run->top, name) < 0)
		return -ENOMEM;
	const char *const argv[] = { script, word ? word : arg,
				     word ? arg : NULL, NULL };

	ret = run_job(argv, answer);
	if (!ret && !*answer)
		ret = -ENODATA;
	if (ret < 0)
		fprintf(stderr, "revokebench: %s: %s\n", script,
			strerror(-ret));
	free(script);
	return ret;
}

/* Before a minute is spent on what no QEMU will boot */
static int probe_qemu(void)
{
	char *vm;
	int ret;

	if (asprintf(&vm, "%s/vm", getenv("RVB_BIN")) < 0)
		return -ENOMEM;
	const char *const argv[] = { vm, "--probe", NULL };

	ret = run_job(argv, NULL);
	free(vm);
	return ret;
}

/* The newest files of the kernel and of the guest, as the scripts make them. */
static int prepare(struct run *run, const char *kernel)
{
	char *modules = NULL;
	int ret;

	ret = probe_qemu();
	if (!ret)
		ret = job(run, "kernels.sh", "get", kernel, &run->kernel_dir);
	if (!ret)
		ret = job(run, "kmod.sh", NULL, run->kernel_dir, &modules);
	if (!ret)
		ret = job(run, "initramfs.sh", NULL, run->kernel_dir,
			  &run->initrd);
	if (!ret)
		run->compiler = path_of(modules, "compiler");
	free(modules);
	return ret;
}

static json_t *hash_of(const char *folder, const char *name)
{
	char hex[65], *path = name ? path_of(folder, name) : strdup(folder);
	json_t *text = NULL;

	if (path && !run_sha256(path, hex))
		text = json_string(hex);
	free(path);
	return text;
}

/**
 * run_plan_make() - write down what is to be run
 * @run:	@top and @command are set; gets the plan, kernel and initramfs
 * @o:		what was asked, checked
 *
 * Fetches the kernel and builds the guest where that is not done yet.
 *
 * Return: 0, the exit code of the job that failed (it has said why), or
 * -errno.
 */
int run_plan_make(struct run *run, const struct run_opts *o)
{
	json_t *kernel, *initrd;
	int ret;

	ret = prepare(run, o->kernel);
	if (ret)
		return ret;
	kernel = hash_of(run->kernel_dir, "vmlinuz");
	initrd = hash_of(run->initrd, NULL);
	run->plan = json_pack("{s:s, s:s, s:s, s:s, s:o*, s:o*, s:o, s:o*}",
			      "schema", "revokebench/plan-1", "mode", "exact",
			      "preset", o->preset, "kernel", o->kernel,
			      "kernel_sha256", kernel, "initrd_sha256", initrd,
			      "guest_argv", guest_argv(o), "check_argv",
			      check_argv(o));
	return run->plan && kernel && initrd ? 0 : -ENOENT;
}

static int make_folder(char *path)
{
	char *slash;

	for (slash = path + 1; (slash = strchr(slash, '/')); slash++) {
		*slash = '\0';
		if (mkdir(path, 0777) && errno != EEXIST) {
			*slash = '/';
			return -errno;
		}
		*slash = '/';
	}
	return mkdir(path, 0777) && errno != EEXIST ? -errno : 0;
}

static int same_plan(struct run *run, const char *path)
{
	char why[512];
	json_t *old;
	int ret;

	ret = rp_json_load(path, &old, why, sizeof(why));
	if (ret == -ENOENT) {
		ret = rp_json_save(path, run->plan);
		if (ret)
			fprintf(stderr, "revokebench: %s: %s\n", path,
				strerror(-ret));
		return ret;
	}
	if (ret) {
		fprintf(stderr, "revokebench: %s; choose another -o\n", why);
		return ret;
	}
	if (!json_equal(old, run->plan)) {
		fprintf(stderr,
			"revokebench: %s holds another run (other options, kernel or build); choose another -o\n",
			run->out);
		ret = -EEXIST;
	}
	json_decref(old);
	return ret;
}

/* A cell that an earlier, interrupted run has finished is not run again. */
static void take_over(struct run_cell *cell)
{
	char *path = path_of(cell->folder, "cell.json"), why[512];
	json_t *old = NULL;

	if (path && !rp_json_load(path, &old, why, sizeof(why))) {
		const char *status =
			json_string_value(json_object_get(old, "status"));

		cell->kept = status && !strcmp(status, "DONE");
	}
	json_decref(old);
	free(path);
}

/**
 * run_plan_settle() - make the results folder the place of this plan
 * @run:	with its plan and @out
 *
 * A folder that holds the same plan, not finished, is gone on with.
 *
 * Return: 0, or -errno after a line on standard error.
 */
int run_plan_settle(struct run *run)
{
	char *path;
	int i, ret;

	ret = make_folder(run->out);
	if (!ret && access(run->out, W_OK))
		ret = -errno;
	if (ret) {
		fprintf(stderr,
			"revokebench: cannot write to %s: %s; choose another -o\n",
			run->out, strerror(-ret));
		return ret;
	}

	path = path_of(run->out, "plan.json");
	ret = path ? same_plan(run, path) : -ENOMEM;
	free(path);

	run->nr_cells = json_object_get(run->plan, "check_argv") ? RUN_CELLS :
								   RUN_CHECKS;
	for (i = 0; i < run->nr_cells && !ret; i++) {
		struct run_cell *cell = &run->cell[i];

		*cell = cells[i];
		cell->progress = -1;
		if (asprintf(&cell->folder, "%s/cells/%s", run->out, cell->id) <
		    0)
			return -ENOMEM;
		ret = make_folder(cell->folder);
		if (!ret)
			take_over(cell);
	}
	return ret;
}
