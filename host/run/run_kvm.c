// SPDX-License-Identifier: GPL-2.0-only
/* run_kvm.c - may a guest use the host's own CPUs */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/run/run.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_file.h"
#include "lib/rvb_job.h"
#include "lib/rvb_text.h"

#define DEVICE "/dev/kvm"

/* With a working KVM the guest is up in 2 s; vm scales this by host speed. */
#define TRIAL_S "10"
#define GIVE_UP_S "60"
#define KILLED (128 + SIGKILL)

static void set(struct run_kvm *kvm, const char *why)
{
	kvm->usable = !*why;
	snprintf(kvm->why, sizeof(kvm->why), "%s", why);
}

char *run_qemu_version(void)
{
	static const char *const qemu[] = { "qemu-system-x86_64", "--version",
					    NULL };
	char *version = NULL;

	if (rvb_job(qemu, &version)) {
		free(version);
		return NULL;
	}
	if (version)
		version[strcspn(version, "\n")] = '\0';
	return version;
}

/* The result of a trial holds for this boot of the host and this QEMU. */
static json_t *state(void)
{
	rvb_auto char *version = run_qemu_version();
	rvb_auto char *boot =
		rvb_text_value("/proc/sys/kernel/random/boot_id", "");

	return json_pack("{s:s, s:s}", "boot", boot ? boot : "", "qemu",
			 version ? version : "");
}

/* The folder need not exist. */
static char *cache_path(void)
{
	const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");

	if (cache && *cache == '/')
		return rvb_text("%s/revokebench/kvm.json", cache);
	return rvb_text("%s/.cache/revokebench/kvm.json",
			home ? home : "/root");
}

static bool load(struct run_kvm *kvm)
{
	rvb_auto char *path = cache_path();
	json_auto_t *known = NULL;
	json_auto_t *now = state();
	char unused[256];
	const char *why;

	if (rvb_json_load(path, &known, unused, sizeof(unused)) ||
	    !json_equal(json_object_get(known, "state"), now) ||
	    json_unpack(known, "{s:s}", "why", &why))
		return false;
	set(kvm, why);
	return true;
}

static void save(const struct run_kvm *kvm)
{
	rvb_auto char *path = cache_path();
	json_auto_t *known =
		json_pack("{s:o, s:s}", "state", state(), "why", kvm->why);

	/* Without the file the next run tries again. */
	if (known)
		rvb_json_save(path, known);
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

/*
 * QEMU can hang in the kernel, deaf to signals: after GIVE_UP_S vm is asked to end,
 * then killed. Return: as rvb_job(), KILLED then.
 */
static int boot(const char *kernel_dir, const char *initrd, const char *cell)
{
	rvb_auto char *vm = rvb_text("%s/vm", getenv("RVB_BIN"));
	rvb_auto char *kernel = rvb_text("%s/vmlinux", kernel_dir);
	/* clang-format off */
	const char *const argv[] = {
		"sh", "-c", "exec timeout --foreground -k 5 \"$@\" 2>/dev/null",
		"sh", GIVE_UP_S, vm, "--mode", "timed", "--accel", "kvm",
		"--no-result", "--boot-timeout", TRIAL_S, "--idle-timeout",
		TRIAL_S, "--kernel", kernel, "--initrd", initrd, "-o", cell,
		"--", "/bin/busybox", "true", NULL,
	};
	/* clang-format on */

	return rvb_job(argv, NULL);
}

/* Read the verdict from the trial's cell.json. */
static void judge(struct run_kvm *kvm, const char *path)
{
	json_auto_t *cell = NULL;
	char why[256];

	if (rvb_json_load(path, &cell, why, sizeof(why))) {
		set(kvm, why);
		return;
	}
	snprintf(why, sizeof(why), "a trial boot failed: %s",
		 rvb_json_text(cell, "detail"));
	set(kvm, strcmp(rvb_json_text(cell, "reason"), "ok") ? why : "");
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
	rvb_say("trial boot with " DEVICE ", about %s s at most", TRIAL_S);
	ret = boot(kernel_dir, initrd, cell);
	snprintf(path, sizeof(path), "%s/cell.json", cell);
	if (ret < 0)
		set(kvm, strerror(-ret));
	else if (ret == KILLED)
		set(kvm, "QEMU hangs and cannot be ended");
	else
		judge(kvm, path);
	const char *const rm[] = { "rm", "-rf", cell, NULL };

	rvb_job(rm, NULL);
	save(kvm);
}
