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
#include "lib/rvb_exit.h"
#include "lib/rvb_file.h"
#include "lib/rvb_job.h"
#include "lib/rvb_text.h"

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
	rvb_auto char *path = rvb_text("%s/scripts/%s", s->top, name);
	const char *get[] = { path, "get", arg, NULL };
	const char *make[] = { path, arg, NULL };
	char *line = NULL;

	if (!rvb_job(!strcmp(name, "kernels.sh") ? get : make, &line))
		return line;
	free(line);
	return NULL;
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
	rvb_auto char *log = rvb_text("%s.vm.log", folder);
	rvb_auto char *vm = rvb_text("%s/vm", s->bin);
	rvb_auto char *kernel = rvb_text("%s/vmlinux", dir);
	rvb_auto char *cells = rvb_text("--skip=%d", skip);
	/* clang-format off */
	const char *const argv[] = {
		"/bin/sh", "-c", QUIET, log, vm, "--mode=timed", "--iommu=vtd",
		APPEND, "--kernel", kernel, "--initrd", initrd, "-o", folder,
		"--", "/bin/survey_guest", cells, s->users, s->fs, s->events,
		NULL,
	};
	/* clang-format on */

	return rvb_job(argv, NULL);
}

static json_t *load(const char *folder, const char *name)
{
	rvb_auto char *path = rvb_text("%s/%s", folder, name);
	json_t *json = NULL;
	char why[256];

	rvb_json_load(path, &json, why, sizeof(why));
	return json;
}

/*
 * Take over what one guest printed. Return: the last cell that it began, or
 * -errno; @done is set if it asked all of them.
 */
static int take_rows(struct survey *s, const char *kernel, const char *release,
		     const char *folder, bool *done)
{
	json_auto_t *cell = load(folder, "cell.json");
	json_auto_t *result = load(folder, "result.json");
	rvb_auto char *path = rvb_text("%s/stdio.log", folder);
	rvb_auto char *text = NULL;
	char why[256];
	size_t size;
	int ret;

	*done = result;
	ret = rvb_file_read(path, &text, &size, why, sizeof(why));
	if (!ret) {
		snprintf(why, sizeof(why), "the guest: %s: %s",
			 rvb_json_text(cell, "reason"),
			 rvb_json_text(cell, "detail"));
		ret = survey_rows(s, text, kernel, release, why);
	}
	add_boot(s, kernel, json_array_size(s->boots) + 1, folder, cell, *done);
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
		folder = rvb_text("%s/cells/%s-%d", s->out, kernel, i);
		if (run_cmdline_make_folder(folder))
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
		rvb_say("%s: not all was asked: see %s.vm.log", kernel,
			folder ? folder : s->out);
	free(folder);
	return done ? RVB_EXIT_OK : code ? code : RVB_EXIT_GUEST;
}

int survey_count(const struct survey *s)
{
	rvb_auto char *guest = rvb_text("%s/survey_guest", s->bin);
	const char *const argv[] = { guest, "--count", s->users,
				     s->fs, s->events, NULL };
	int ret = rvb_job(argv, NULL);

	return ret < 0 ? RVB_EXIT_HARNESS : ret;
}

int survey_boot(struct survey *s, const char *word)
{
	rvb_auto char *kernel = run_cmdline_kernel(word);
	rvb_auto char *name = run_cmdline_kernel_name(kernel);
	rvb_auto char *dir = script(s, "kernels.sh", kernel);
	rvb_auto char *initrd = dir ? script(s, "survey_initramfs.sh", dir) :
				      NULL;
	rvb_auto char *path = rvb_text("%s/release", dir ? dir : "");
	rvb_auto char *release = rvb_text_value(path, "");

	if (!initrd || !release)
		return RVB_EXIT_USAGE;
	rvb_say("asking Linux %s", release);
	return boot_all(s, name, release, dir, initrd);
}

int survey_here(struct survey *s)
{
	rvb_auto char *guest = rvb_text("%s/survey_guest", s->bin);
	rvb_auto char *text = NULL;
	const char *const argv[] = { guest, "--limit=" HERE_S, s->users,
				     s->fs, s->events,	       NULL };
	struct utsname system;
	int ret;

	uname(&system);
	rvb_say("survey --here: files of at most 2 MiB without a name "
		"in /dev/shm, /tmp, /var/tmp and the current folder are pinned and "
		"truncated on this machine's Linux %s, for at most " HERE_S
		" s; nothing is loaded, bound or kept",
		system.release);
	/* In a guest, these tell a program that it may change the system. */
	unsetenv("RVB_RESULT_FD");
	unsetenv("RVB_CONTROL_FD");
	ret = rvb_job(argv, &text);
	if (text && survey_rows(s, text, "here", system.release, NULL) < 0)
		ret = RVB_EXIT_HARNESS;
	return ret < 0 ? RVB_EXIT_HARNESS : ret;
}
