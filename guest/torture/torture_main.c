// SPDX-License-Identifier: GPL-2.0-only
/* torture_main.c - kb_torture: all policies and devices at once, in the guest */
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guest/lib/guest_kernel.h"
#include "guest/lib/guest_time.h"
#include "guest/lib/guest_mount.h"
#include "guest/lib/guest_port.h"
#include "guest/torture/torture.h"
#include "lib/rvb_argp.h"
#include "lib/rvb_exit.h"

#define OWNERS 6
#define OWNERS_BESIDE 2 /* real users */
#define USERS 4
#define TRUNCATERS 3
#define SECONDS_MAX 1000000
#define SEED_MAX 1000000000000000

struct torture_shared *torture;

static struct torture_options {
	unsigned long seconds;
	unsigned long seed;
	const char *policies;
	const char *devices;
	const char *fs;
	const char *users;
	bool strict;
} o = {
	.seconds = 30,
	.seed = 1,
	.policies = "*",
	.devices = "*",
	.fs = "tmpfs,ext4,xfs",
};

#define OPT(kind, member, ...) \
	RVB_##kind(struct torture_options, member, ##__VA_ARGS__)

static const struct rvb_option options[] = {
	{ "seconds", OPT(NUMBER, seconds, 0, SECONDS_MAX), "N",
	  "Run for N seconds (30)", 's' },
	{ "seed", OPT(NUMBER, seed, 0, SEED_MAX), "N",
	  "Seed of the random numbers (1)", 'r' },
	{ "policies", OPT(STRING, policies), "LIST",
	  "Policies, a list of globs (all)", 'p' },
	{ "devices", OPT(STRING, devices), "LIST",
	  "Devices, a list of globs (all)", 'd' },
	{ "fs", OPT(STRING, fs), "LIST", "Filesystems (tmpfs,ext4,xfs)", 'f' },
	{ "users", OPT(STRING, users), "LIST",
	  "Real users, too, whose pins rvk_adopt.ko adopts: a list of globs (none)",
	  'u' },
	{ "strict", OPT(FLAG, strict), NULL,
	  "Hold none to the guarantee, too: that has to fail", 'S' },
	{}
};

static const struct rvb_argp argp = {
	.options = options,
	.doc = "Owners, truncaters and switchers on all policies at once.",
};

void torture_fail(const char *format, ...)
{
	char text[sizeof(torture->reason)];
	va_list args;
	int zero = 0;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	if (__atomic_compare_exchange_n(&torture->failed, &zero, 1, false,
					__ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST))
		snprintf(torture->reason, sizeof(torture->reason), "%s", text);
}

unsigned int torture_below(gsl_rng *r, unsigned int n)
{
	return gsl_rng_uniform_int(r, n);
}

static void __attribute__((noreturn)) work(struct torture_worker *w)
{
	gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);

	gsl_rng_set(r, o.seed * TORTURE_WORKERS + (w - torture->worker));
	setpgid(0, 0);
	while (!torture->stop && !torture->failed) {
		w->since_ns = guest_now_ns();
		w->run(w, r);
		w->rounds++;
	}
	w->since_ns = 0;
	_exit(0);
}

static void start(const char *name,
		  void (*run)(struct torture_worker *w, gsl_rng *r))
{
	struct torture_worker *w = &torture->worker[torture->nr_workers++];
	pid_t pid;

	w->name = name;
	w->run = run;
	w->since_ns = guest_now_ns();
	fflush(stdout);
	pid = fork();
	if (!pid)
		work(w);
	setpgid(pid, pid);
	w->pid = pid;
}

static void start_all(void)
{
	int i;

	for (i = 0; i < (o.users ? OWNERS_BESIDE : OWNERS); i++)
		start("owner", torture_own);
	for (i = 0; i < TRUNCATERS; i++)
		start("truncater", torture_truncate);
	start("switcher", torture_switch);
	if (!o.users)
		return;
	for (i = 0; i < USERS; i++)
		start("user", torture_use);
	start("adopter", torture_adopt);
}

/* A round takes a few system calls, so a long one is stuck in the kernel */
static void look_for_stuck(void)
{
	uint64_t now = guest_now_ns(), since;
	char where[400];
	unsigned int i;

	for (i = 0; i < torture->nr_workers; i++) {
		since = torture->worker[i].since_ns;
		if (!since || now < since ||
		    now - since < TORTURE_STUCK_S * 1000000000ULL)
			continue;
		guest_task_where(torture->worker[i].pid, where, sizeof(where));
		torture_fail("%s is stuck: %s", torture->worker[i].name, where);
	}
}

static void look_at_log(long taint)
{
	char line[300];

	if (guest_log_next(line, sizeof(line)))
		torture_fail("kernel log: %s", line);
	if (guest_taint() != taint)
		torture_fail("the kernel became tainted");
}

static void supervise(long taint)
{
	uint64_t end = guest_now_ns() + o.seconds * 1000000000ULL;
	unsigned long n = 0;

	while (guest_now_ns() < end && !torture->failed) {
		guest_sleep_ms(500);
		look_for_stuck();
		look_at_log(taint);
		guest_port_alive(++n, "torture");
	}
	torture->stop = true;
}

static bool all_gone(void)
{
	unsigned int i;
	bool gone = true;

	while (waitpid(-1, NULL, WNOHANG) > 0)
		;
	for (i = 0; i < torture->nr_workers; i++)
		if (!kill(-torture->worker[i].pid, 0))
			gone = false;
	return gone;
}

/* Let the workers end their round, then kill them */
static void end_all(void)
{
	char where[400];
	unsigned int i;

	if (!guest_until(all_gone(), 10000))
		for (i = 0; i < torture->nr_workers; i++)
			kill(-torture->worker[i].pid, SIGKILL);
	if (guest_until(all_gone(), TORTURE_STUCK_S * 1000))
		return;
	for (i = 0; i < torture->nr_workers; i++) {
		guest_task_where(torture->worker[i].pid, where, sizeof(where));
		if (*where)
			torture_fail("cannot be killed: %s", where);
	}
}

static void print_counts(void)
{
	const struct torture_counts *c = torture->counts;
	unsigned int i;

	for (i = 0; i < torture->nr_workers; i++)
		printf("# %s: %llu rounds\n", torture->worker[i].name,
		       (unsigned long long)torture->worker[i].rounds);
	for (i = 0; i < torture->nr_policies; i++, c++)
		printf("# %s: %llu regions, %llu events, %llu pages right, "
		       "%llu stale, %llu owners killed\n",
		       torture->policy[i], (unsigned long long)c->regions,
		       (unsigned long long)c->events,
		       (unsigned long long)c->right,
		       (unsigned long long)c->stale,
		       (unsigned long long)c->killed);
}

/* A run in which no event hit a region proves nothing */
static void want_events(void)
{
	uint64_t events = 0;
	unsigned int i;

	for (i = 0; i < torture->nr_policies; i++)
		events += torture->counts[i].events;
	if (!events)
		torture_fail("no event hit a region");
}

static int send_result(void)
{
	return guest_port_send(json_pack(
		"{s:s, s:I, s:b, s:s}", "schema", "revokebench/torture-1",
		"seed", (json_int_t)o.seed, "failed", torture->failed, "reason",
		torture->reason));
}

int main(int argc, char **argv)
{
	char line[16];
	long taint, pins;

	rvb_argp_parse(&argp, argc, argv, &o);
	pins = guest_load("kbench") ? -1 : guest_pins();
	torture = mmap(NULL, sizeof(*torture), PROT_READ | PROT_WRITE,
		       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (torture == MAP_FAILED ||
	    torture_setup(o.policies, o.devices, o.fs) ||
	    (o.users && torture_users_setup(o.users)))
		return RVB_EXIT_HARNESS;
	torture->strict = o.strict;
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	printf("# kb_torture --seed %lu --seconds %lu\n", o.seed, o.seconds);
	guest_log_next(line, sizeof(line));
	taint = guest_taint();

	start_all();
	supervise(taint);
	end_all();

	if (!guest_until(guest_pins() == pins, 10000))
		torture_fail("%ld pages stay pinned", guest_pins() - pins);
	torture_users_end();
	look_at_log(taint);
	want_events();
	print_counts();
	guest_unmount_all();
	printf("# %s%s\n", torture->failed ? "FAILURE: " : "SUCCESS",
	       torture->reason);
	fflush(stdout);
	if (send_result())
		return RVB_EXIT_HARNESS;
	return torture->failed ? RVB_EXIT_GUEST : RVB_EXIT_OK;
}
