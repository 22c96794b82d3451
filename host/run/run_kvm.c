// SPDX-License-Identifier: GPL-2.0-only
/* run_kvm.c - may a guest use the host's own CPUs */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "host/run/run.h"
#include "host/vm/vm_speed.h"
#include "lib/rvb_file.h"
#include "lib/rvb_job.h"

#define DEVICE "/dev/kvm"

/* With a working KVM the guest is up in 2 s; vm scales this by host speed. */
#define TRIAL_S "10"
#define GIVE_UP_S 60

static void set(struct run_kvm *kvm, const char *why)
{
	kvm->usable = !*why;
	snprintf(kvm->why, sizeof(kvm->why), "%s", why);
}

static json_t *first_line(const char *path)
{
	char line[128] = "";
	FILE *f = fopen(path, "re");

	if (f && fgets(line, sizeof(line), f))
		line[strcspn(line, "\n")] = '\0';
	if (f)
		fclose(f);
	return json_string(line);
}

/* The result of a trial holds for this boot of the host and this QEMU. */
static json_t *state(void)
{
	static const char *const qemu[] = { "qemu-system-x86_64", "--version",
					    NULL };
	char *version = NULL;
	json_t *state;

	if (rvb_job(qemu, &version))
		free(version), version = NULL;
	if (version)
		version[strcspn(version, "\n")] = '\0';
	state = json_pack("{s:o, s:s}", "boot",
			  first_line("/proc/sys/kernel/random/boot_id"), "qemu",
			  version ? version : "");
	free(version);
	return state;
}

/* Return: NULL without memory; the folder need not exist. */
static char *cache_path(void)
{
	const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
	char *path;
	int n;

	if (cache && *cache == '/')
		n = asprintf(&path, "%s/revokebench/kvm.json", cache);
	else
		n = asprintf(&path, "%s/.cache/revokebench/kvm.json",
			     home ? home : "/root");
	return n < 0 ? NULL : path;
}

static bool load(struct run_kvm *kvm)
{
	char *path = cache_path(), unused[256];
	json_t *known = NULL, *now = state();
	const char *why;
	bool found;

	found = path && !rvb_json_load(path, &known, unused, sizeof(unused)) &&
		json_equal(json_object_get(known, "state"), now) &&
		!json_unpack(known, "{s:s}", "why", &why);
	if (found)
		set(kvm, why);
	json_decref(known);
	json_decref(now);
	free(path);
	return found;
}

static void save(const struct run_kvm *kvm)
{
	char *path = cache_path();
	json_t *known =
		json_pack("{s:o, s:s}", "state", state(), "why", kvm->why);

	/* Without the file the next run tries again. */
	if (path && known)
		rvb_json_save(path, known);
	json_decref(known);
	free(path);
}

bool run_kvm_known(struct run_kvm *kvm)
{
	int fd = open(DEVICE, O_RDWR | O_CLOEXEC);
	char why[128];

	if (fd < 0) {
		snprintf(why, sizeof(why), DEVICE ": %s", strerror(errno));
		set(kvm, why);
		return true;
	}
	close(fd);
	return load(kvm);
}

/* QEMU can hang in the kernel, deaf to signals: give up waiting then. */
static int wait_at_most(pid_t pid, double seconds, int *status)
{
	double end = vm_now() + seconds;
	bool asked = false;
	pid_t got;

	while (!(got = waitpid(pid, status, WNOHANG))) {
		if (vm_now() > end) {
			if (asked)
				return -ETIMEDOUT;
			kill(pid, SIGTERM);
			asked = true;
			end += 5;
		}
		usleep(20000);
	}
	return got < 0 ? -errno : 0;
}

static int boot(const char *kernel_dir, const char *initrd, const char *cell)
{
	char *vm = NULL, *kernel = NULL;
	posix_spawn_file_actions_t act;
	int ret = -ENOMEM, status;
	pid_t pid;

	if (asprintf(&vm, "%s/vm", getenv("RVB_BIN")) < 0 ||
	    asprintf(&kernel, "%s/vmlinux", kernel_dir) < 0)
		goto out;
	char *const argv[] = { vm,
			       "--mode",
			       "timed",
			       "--accel",
			       "kvm",
			       "--no-result",
			       "--boot-timeout",
			       TRIAL_S,
			       "--idle-timeout",
			       TRIAL_S,
			       "--kernel",
			       kernel,
			       "--initrd",
			       (char *)initrd,
			       "-o",
			       (char *)cell,
			       "--",
			       "/bin/busybox",
			       "true",
			       NULL };

	posix_spawn_file_actions_init(&act);
	posix_spawn_file_actions_addopen(&act, STDERR_FILENO, "/dev/null",
					 O_WRONLY, 0);
	ret = -posix_spawn(&pid, vm, &act, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&act);
	if (!ret)
		ret = wait_at_most(pid, GIVE_UP_S, &status);
out:
	free(kernel);
	free(vm);
	return ret;
}

/* Read the verdict from the trial's cell.json. */
static void judge(struct run_kvm *kvm, const char *path)
{
	const char *reason = "", *detail = "";
	char why[256];
	json_t *cell;

	if (rvb_json_load(path, &cell, why, sizeof(why))) {
		set(kvm, why);
		return;
	}
	json_unpack(cell, "{s:s, s:s}", "reason", &reason, "detail", &detail);
	snprintf(why, sizeof(why), "a trial boot failed: %s", detail);
	set(kvm, strcmp(reason, "ok") ? why : "");
	json_decref(cell);
}

void run_kvm_try(struct run_kvm *kvm, const char *kernel_dir,
		 const char *initrd)
{
	char cell[] = "/tmp/revokebench.kvm.XXXXXX", path[64];
	int ret;

	if (run_kvm_known(kvm))
		return;
	if (!mkdtemp(cell)) {
		set(kvm, "cannot create a folder for a trial boot in /tmp");
		return;
	}
	fprintf(stderr,
		"revokebench: trial boot with " DEVICE ", about %s s at most\n",
		TRIAL_S);
	ret = boot(kernel_dir, initrd, cell);
	snprintf(path, sizeof(path), "%s/cell.json", cell);
	if (ret)
		set(kvm, ret == -ETIMEDOUT ? "QEMU hangs and cannot be ended" :
					     strerror(-ret));
	else
		judge(kvm, path);
	const char *const rm[] = { "rm", "-rf", cell, NULL };

	rvb_job(rm, NULL);
	save(kvm);
}
