// SPDX-License-Identifier: GPL-2.0-only
/* kb_sweep.c - in the guest: makes each call fail at its 1st, 2nd, ... place */

/*
 * usage: kb_sweep FOLDER...	each ioctl of kb_uapi.h, and events on files there
 *	  kb_sweep --users	pins that real users take, adopted by rvk_adopt.ko
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <unistd.h>

#include "guest/lib/guest_port.h"
#include "lib/rvb_array.h"
#include "tests/kbench/kb_guest.h"
#include "tests/kbench/kb_sweep.h"

#define FAULTS_MAX 2000 /* a call with more places than this does not end */
#define LET_GO_TRIES 2000

static const char *const policies[] = { "none",	   "block", "delay", "kill",
					"scratch", "fence", "odp",   "deny" };

/* Errors allowed without memory or a user page; ENOSPC is shmem without an inode */
static const int clean[] = { ENOMEM, EFAULT, EINTR, EAGAIN, ENFILE, ENOSPC };

static json_t *rows;
static unsigned int nr_failed, nr_faults;
static long long base_pins, base_locked;
static int nth_fd = -1;

void sweep_arm(struct sweep *s)
{
	char text[16];
	int n = snprintf(text, sizeof(text), "%u", s->nth);

	s->injected = false;
	if (!s->nth)
		return;
	nth_fd = open("/proc/thread-self/fail-nth", O_RDWR | O_CLOEXEC);
	assert_true(nth_fd >= 0);
	assert_int_equal(pwrite(nth_fd, text, n, 0), n);
}

/*
 * fail-nth counts down and is 0 once a failure was injected. Reads and writes of
 * the file itself are counted, too.
 */
void sweep_disarm(struct sweep *s)
{
	int error = errno;
	char text[16] = "";

	if (!s->nth)
		return;
	s->injected = pread(nth_fd, text, sizeof(text) - 1, 0) > 0 &&
		      !strcmp(text, "0\n");
	while (pwrite(nth_fd, "0", 1, 0) != 1)
		;
	close(nth_fd);
	nth_fd = -1;
	errno = error;
}

static bool is_clean(int ret)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(clean); i++)
		if (ret == -clean[i])
			return true;
	return false;
}

/* Pins of a work item or an exiting process are dropped after some time */
static bool let_go(const struct sweep *s)
{
	int i;

	for (i = 0; i < LET_GO_TRIES; i++) {
		if (held_pins() == base_pins + s->leaked_pins &&
		    locked_kib() == base_locked)
			return true;
		usleep(1000);
	}
	return false;
}

/**
 * struct tried - the result of a call whose n-th place failed
 * @ret:	of the call
 * @injected:	there was an n-th place
 * @wrong:	why the result is wrong, or NULL
 */
struct tried {
	int ret;
	bool injected;
	const char *wrong;
};

/* @want is the result of the call without a failure */
static struct tried try_place(struct sweep *s, const struct sweep_call *call,
			      unsigned int nth, int want)
{
	struct tried t = { 0 };

	s->nth = nth;
	t.ret = call->run(s);
	t.injected = s->injected;
	if (!t.injected && t.ret != want)
		t.wrong = "another result, though nothing failed";
	else if (t.ret != want && !is_clean(t.ret))
		t.wrong = "no clean error";
	else if (!let_go(s))
		t.wrong = "pages left pinned or charged";
	if (t.wrong || !t.injected)
		return t;
	s->nth = 0;
	if (call->run(s) != want)
		t.wrong = "the same call does not work afterwards";
	else if (!let_go(s))
		t.wrong = "pages left pinned by the call afterwards";
	return t;
}

static void add_row(const struct sweep *s, const struct sweep_call *call,
		    unsigned int nr, unsigned int refused, int want,
		    const char *reason)
{
	printf("%sok %zu - %s policy=%s device=%s in=%s: %u faults, %u refused, result %d%s%s\n",
	       reason ? "not " : "", json_array_size(rows) + 1, call->name,
	       s->policy, s->device, s->folder, nr, refused, want,
	       reason ? " # " : "", reason ? reason : "");
	fflush(stdout);
	json_array_append_new(
		rows,
		json_pack("{s:s, s:s, s:s, s:s, s:i, s:i, s:s, s:s}", "call",
			  call->name, "policy", s->policy, "device", s->device,
			  "folder", s->folder, "faults", nr, "refused", refused,
			  "status", reason ? "FAIL" : "PASS", "reason",
			  reason ? reason : ""));
	nr_failed += !!reason;
	nr_faults += nr;
}

static void heartbeat(const struct sweep *s, const char *name)
{
	guest_port_alive(json_array_size(rows) + 1, "%s/%s/%s", name, s->policy,
			 s->folder);
}

static void sweep(struct sweep *s, const struct sweep_call *call)
{
	struct tried t = { .injected = true };
	unsigned int nth = 0, refused = 0;
	char reason[160];
	int want;

	heartbeat(s, call->name);
	s->nth = 0;
	want = call->run(s);
	if (!let_go(s))
		t.wrong = "pages left pinned, though nothing failed";
	if (want && call->works)
		t.wrong = "no success, though nothing failed";
	while (!t.wrong && t.injected && nth < FAULTS_MAX) {
		t = try_place(s, call, ++nth, want);
		refused += t.ret != want;
		if (nth % 64 == 0)
			heartbeat(s, call->name);
	}
	if (nth == FAULTS_MAX)
		t.wrong = "does not end";
	snprintf(reason, sizeof(reason), "fault %u: %s: %s", nth,
		 t.wrong ? t.wrong : "", strerror(-t.ret));
	add_row(s, call, nth - !t.injected, refused, want,
		t.wrong ? reason : NULL);
}

static bool choose_device(struct sweep *s)
{
	static struct kb_device_info device;
	struct kb_policy policy = { .abi = KB_ABI };

	snprintf(policy.name, sizeof(policy.name), "%s", s->policy);
	if (ioctl(s->kbench, KB_IOC_POLICY, &policy))
		return false;
	device = (struct kb_device_info){ .abi = KB_ABI };
	for (; !ioctl(s->kbench, KB_IOC_DEVICE, &device); device.index++) {
		struct kb_region probe = { .abi = KB_ABI,
					   .flags = KB_REGION_PROBE };

		memcpy(probe.device, device.name, sizeof(probe.device));
		s->device = device.name;
		if (!ioctl(s->kbench, KB_IOC_REGION, &probe))
			return true;
	}
	return false;
}

static void sweep_policy(struct sweep *s, bool first, char *folders[])
{
	const struct sweep_call *call;

	if (!choose_device(s)) {
		add_row(s, &(struct sweep_call){ .name = "select" }, 0, 0,
			-errno, "no device for this policy");
		return;
	}
	s->folder = "-";
	for (call = sweep_ioctls; call->name; call++)
		if (call->each || first)
			sweep(s, call);
	for (; *folders; folders++)
		for (call = sweep_events; call->name; call++) {
			s->folder = *folders;
			sweep(s, call);
		}
}

static void sweep_all_users(struct sweep *s)
{
	const struct sweep_call *call;

	while (sweep_users_next(s)) {
		base_pins = held_pins();
		base_locked = locked_kib();
		for (call = sweep_users; call->name; call++)
			sweep(s, call);
	}
}

static void sweep_all_policies(struct sweep *s, char *folders[])
{
	size_t i;

	base_pins = held_pins();
	for (i = 0; i < ARRAY_SIZE(policies); i++) {
		s->policy = policies[i];
		s->kbench = open_kbench();
		sweep_policy(s, !i, folders);
		close(s->kbench);
	}
}

static void put(const char *path, const char *value)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0 || write(fd, value, strlen(value)) < 0) {
		perror(path);
		exit(1);
	}
	close(fd);
}

/* Inject into all allocations, not only into those that must not sleep */
static void allow_faults(void)
{
	static const char *const kinds[] = { "failslab", "fail_page_alloc",
					     "fail_usercopy" };
	char path[64];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(kinds); i++) {
		snprintf(path, sizeof(path), "/sys/kernel/debug/%s/verbose",
			 kinds[i]);
		put(path, "0");
	}
	put("/sys/kernel/debug/failslab/ignore-gfp-wait", "N");
	put("/sys/kernel/debug/fail_page_alloc/ignore-gfp-wait", "N");
	put("/sys/kernel/debug/fail_page_alloc/ignore-gfp-highmem", "N");
	put("/sys/kernel/debug/fail_page_alloc/min-order", "0");
	/* Bound the wait for a release, which no owner does here */
	put("/sys/module/rvk_delay/parameters/grace_ms", "1");
}

static int send(void)
{
	printf("1..%zu\n# %u faults, %u calls failed\n", json_array_size(rows),
	       nr_faults, nr_failed);
	return guest_port_send(json_pack("{s:s, s:i, s:O}", "schema",
					 "revokebench/sweep-1", "faults",
					 nr_faults, "rows", rows));
}

int main(int argc, char *argv[])
{
	struct sweep s = { 0 };
	char module[64];
	size_t i;

	page_size = sysconf(_SC_PAGESIZE);
	rows = json_array();
	for (i = 0; i < ARRAY_SIZE(policies); i++) {
		snprintf(module, sizeof(module), "modprobe %s%s",
			 i ? "rvk_" : "kbench", i ? policies[i] : "");
		if (system(module))
			return 1;
	}
	allow_faults();
	if (argc > 1 && !strcmp(argv[1], "--users"))
		sweep_all_users(&s);
	else
		sweep_all_policies(&s, argv + 1);
	/* Without any injected fault the injection itself is broken */
	return send() || nr_failed || !nr_faults;
}
