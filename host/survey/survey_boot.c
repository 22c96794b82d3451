// SPDX-License-Identifier: GPL-2.0-only
/* survey_boot.c - boot a guest that asks, and another one if it dies */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "host/run/run_cmdline.h"
#include "host/survey/survey.h"
#include "lib/rvb_array.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_file.h"
#include "lib/rvb_job.h"

#define BOOTS 6 /* guests that may die before the rest is not asked */
#define HERE_S "600"

/*
 * One CPU: KVM, sockets and others patch the kernel's code while they run, which a
 * second CPU of TCG does not survive (host/vm/vm_argv.c).
 */
#define APPEND "--append=memmap=400M!1G iommu=nopt nr_cpus=1"

/* vm's own messages go to a file: a survey tells by rows what it found. */
#define QUIET "exec \"$@\" 2>\"$0\""

static char *script(const struct survey *s, const char *name, const char *arg)
{
	char *path = rvb_path("%s/scripts/%s", s->top, name), *line = NULL;
	const char *get[] = { path, "get", arg, NULL };
	const char *make[] = { path, arg, NULL };

	if (path && rvb_job(!strcmp(name, "kernels.sh") ? get : make, &line)) {
		free(line);
		line = NULL;
	}
	free(path);
	return line;
}

/* A guest that asked all has done its work, whatever its kernel logged */
static void add_boot(struct survey *s, const char *kernel, int nr,
		     const char *folder, const json_t *cell, bool done)
{
	json_array_append_new(
		s->boots,
		json_pack("{s:o, s:s, s:s, s:i, s:s, s:s, s:s, s:s, s:O*}",
			  "id", json_sprintf("survey-%s-%d", kernel, nr),
			  "kernel", kernel, "mode", "timed", "seed", 1,
			  "folder", folder + strlen(s->out) + 1, "status",
			  done ? "DONE" : rvb_json_text(cell, "status"),
			  "reason", rvb_json_text(cell, "reason"), "detail",
			  rvb_json_text(cell, "detail"), "seconds",
			  json_object_get(cell, "seconds")));
}

static int run_vm(const struct survey *s, const char *dir, const char *initrd,
		  const char *folder, int skip)
{
	char *word[] = {
		rvb_path("%s.vm.log", folder),
		rvb_path("%s/vm", s->bin),
		rvb_path("--kernel=%s/vmlinux", dir),
		rvb_path("--initrd=%s", initrd),
		rvb_path("-o%s", folder),
		rvb_path("--skip=%d", skip),
	};
	/* clang-format off */
	const char *const argv[] = {
		"/bin/sh", "-c", QUIET, word[0], word[1], "--mode=timed",
		"--iommu=vtd", APPEND, word[2], word[3], word[4], "--",
		"/bin/survey_guest", word[5], s->users, s->fs, s->events, NULL,
	};
	/* clang-format on */
	int ret = 0;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(word); i++)
		ret = word[i] ? ret : -ENOMEM;
	if (!ret)
		ret = rvb_job(argv, NULL);
	for (i = 0; i < ARRAY_SIZE(word); i++)
		free(word[i]);
	return ret;
}

static json_t *load(const char *folder, const char *name)
{
	char *path = rvb_path("%s/%s", folder, name), why[256];
	json_t *json = NULL;

	if (path && rvb_json_load(path, &json, why, sizeof(why)))
		json = NULL;
	free(path);
	return json;
}

/*
 * Take over what one guest printed. Return: the last cell that it began, or
 * -errno; @done is set if it asked all of them.
 */
static int take_rows(struct survey *s, const char *kernel, const char *release,
		     const char *folder, bool *done)
{
	json_t *cell = load(folder, "cell.json");
	json_t *result = load(folder, "result.json");
	char *path = rvb_path("%s/stdio.log", folder), *text = NULL, why[256];
	size_t size;
	int ret;

	*done = result;
	ret = path ? rvb_file_read(path, &text, &size, why, sizeof(why)) :
		     -ENOMEM;
	if (!ret) {
		snprintf(why, sizeof(why), "the guest: %s: %s",
			 rvb_json_text(cell, "reason"),
			 rvb_json_text(cell, "detail"));
		ret = survey_rows(s, text, kernel, release, why);
	}
	add_boot(s, kernel, json_array_size(s->boots) + 1, folder, cell, *done);
	json_decref(cell);
	json_decref(result);
	free(text);
	free(path);
	return ret;
}

/* @kernel names the rows and the folders: two trees may have one release. */
static int boot_all(struct survey *s, const char *kernel, const char *release,
		    const char *dir, const char *initrd)
{
	int i, ret, skip = 0, code = RVB_EXIT_GUEST;
	bool done = false;
	char *folder;

	for (i = 0; i < BOOTS && !done; i++) {
		folder = rvb_path("%s/cells/%s-%d", s->out, kernel, i);
		if (!folder || run_cmdline_make_folder(folder))
			return RVB_EXIT_USAGE;
		code = run_vm(s, dir, initrd, folder, skip);
		if (code == RVB_EXIT_INTERRUPTED || code == RVB_EXIT_USAGE ||
		    code == RVB_EXIT_NOTHING)
			break;
		ret = take_rows(s, kernel, release, folder, &done);
		if (ret <= skip && !done)
			break;
		skip = ret;
		free(folder);
		folder = NULL;
	}
	if (!done)
		fprintf(stderr,
			"revokebench: %s: not all was asked: see %s.vm.log\n",
			kernel, folder ? folder : s->out);
	free(folder);
	return done ? RVB_EXIT_OK : code ? code : RVB_EXIT_GUEST;
}

int survey_count(const struct survey *s)
{
	char *guest = rvb_path("%s/survey_guest", s->bin);
	const char *const argv[] = { guest, "--count", s->users,
				     s->fs, s->events, NULL };
	int ret = guest ? rvb_job(argv, NULL) : -ENOMEM;

	free(guest);
	return ret < 0 ? RVB_EXIT_HARNESS : ret;
}

int survey_boot(struct survey *s, const char *word)
{
	char *kernel = run_cmdline_kernel(word), *name, *dir, *path, why[256];
	char *initrd, *release = NULL;
	size_t size;
	int code = RVB_EXIT_USAGE;

	name = kernel ? run_cmdline_kernel_name(kernel) : NULL;
	dir = name ? script(s, "kernels.sh", kernel) : NULL;
	initrd = dir ? script(s, "survey_initramfs.sh", dir) : NULL;
	path = dir ? rvb_path("%s/release", dir) : NULL;
	if (initrd && path &&
	    !rvb_file_read(path, &release, &size, why, sizeof(why))) {
		release[strcspn(release, "\n")] = '\0';
		fprintf(stderr, "revokebench: asking Linux %s\n", release);
		code = boot_all(s, name, release, dir, initrd);
	}
	free(release);
	free(path);
	free(initrd);
	free(dir);
	free(name);
	free(kernel);
	return code;
}

int survey_here(struct survey *s)
{
	char *guest = rvb_path("%s/survey_guest", s->bin), *text = NULL;
	const char *const argv[] = { guest, "--limit=" HERE_S, s->users,
				     s->fs, s->events,	       NULL };
	struct utsname system;
	int ret;

	uname(&system);
	fprintf(stderr,
		"revokebench: survey --here: files of at most 2 MiB without a name "
		"in /dev/shm, /tmp, /var/tmp and the current folder are pinned and "
		"truncated on this machine's Linux %s, for at most " HERE_S
		" s; nothing is loaded, bound or kept\n",
		system.release);
	/* In a guest, these tell a program that it may change the system. */
	unsetenv("RVB_RESULT_FD");
	unsetenv("RVB_CONTROL_FD");
	ret = guest ? rvb_job(argv, &text) : -ENOMEM;
	if (text && survey_rows(s, text, "here", system.release, NULL) < 0)
		ret = RVB_EXIT_HARNESS;
	free(text);
	free(guest);
	return ret < 0 ? RVB_EXIT_HARNESS : ret;
}
