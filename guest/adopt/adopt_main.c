// SPDX-License-Identifier: GPL-2.0-only
/* adopt_main.c - kb_adopt: each user under each policy */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include "guest/adopt/adopt.h"
#include "guest/lib/guest_client.h"
#include "guest/lib/guest_clock.h"
#include "guest/lib/guest_fs.h"
#include "guest/lib/guest_kernel.h"
#include "guest/lib/guest_list.h"
#include "guest/lib/guest_mount.h"
#include "guest/lib/guest_port.h"
#include "guest/lib/guest_system.h"
#include "lib/rvb_argp.h"
#include "lib/rvb_array.h"
#include "lib/rvb_exit.h"

/* Those that pin for long, and so are adopted */
#define USERS "io_uring,rdma,vfio,v4l2,af_xdp,udmabuf"

struct adopt_options {
	bool timed;
	const char *users;
	const char *policies;
	const char *fs;
	unsigned int samples;
	unsigned int settle;
	bool check;
};

#define OPT(kind, member, ...) \
	RVB_##kind(struct adopt_options, member, ##__VA_ARGS__)

static const struct rvb_option options[] = {
	{ "mode", OPT(INDEX_OF, timed, "exact,timed"), "exact|timed",
	  "Which clock (default: exact)" },
	{ "users", OPT(STRING, users), "LIST",
	  "Users, a list of globs, as in all lists (default: " USERS ")" },
	{ "policies", OPT(STRING, policies), "LIST",
	  "Policies (default: all)" },
	{ "fs", OPT(STRING, fs), "LIST", "Filesystems (default: tmpfs)" },
	{ "samples", OPT(NUMBER, samples, 1, ADOPT_SAMPLES_MAX), "N",
	  "Samples of each (default: 5)" },
	{ "settle", OPT(NUMBER, settle, 0, 3600), "SECONDS",
	  "Sleep first (default: 0)" },
	{ "check", OPT(FLAG, check), NULL,
	  "First hold the policies to hard cases" },
	{}
};

static const struct rvb_argp argp = {
	.options = options,
	.doc = "Has policies act on pages that real users have pinned, in the guest.",
};

static struct guest_client_names policies;
static bool is_broken;
static unsigned int nr_rows;

/* Cells that have pages to revoke */
static struct adopt_cell measured[64];
static unsigned int nr_measured;

static void die(const char *what, int ret)
{
	fprintf(stderr, "kb_adopt: %s: %s\n", what, strerror(-ret));
	exit(RVB_EXIT_HARNESS);
}

/* Clocks, policies, and the module that adopts: only in the guest */
static void load(const struct adopt_options *o)
{
	static const char *const commands[] = { "modprobe kbench",
						SURVEY_ADOPT_SETUP, NULL };
	struct kb_info info = { .abi = KB_ABI };
	int fd, ret;

	if (!guest_is_ours())
		die("only in a guest of vm", -EPERM);
	guest_run_all(commands);
	if (adopt_count("pins") < 0)
		die("rvk_adopt.ko is not loaded: the kernel log says why",
		    -ENODEV);
	fd = guest_client_open("none");
	if (fd < 0)
		die("/dev/kbench", fd);
	ret = guest_client_call(fd, KB_IOC_INFO, &info);
	close(fd);
	if (!ret)
		ret = guest_client_policies(&policies, o->policies);
	if (ret)
		die("/dev/kbench", ret);
	guest_clock_init(info.clock_khz);
}

/* A first sample that is not kept brings the user into its steady state */
static void ask_cell(const struct adopt_cell *cell, unsigned int samples)
{
	struct adopt_seen *seen;
	unsigned int i, nr = samples + 1;

	guest_port_alive(++nr_rows, "%s/%s/%s", cell->user->name, cell->fs,
			 cell->policy);
	seen = mmap(NULL, nr * sizeof(*seen), PROT_READ | PROT_WRITE,
		    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (seen == MAP_FAILED)
		die("samples", -errno);
	for (i = 0; i < nr; i++) {
		adopt_ask(cell, &seen[i]);
		if (adopt_is_missing(cell, &seen[i]))
			break;
	}
	if (i < nr) {
		is_broken |= !adopt_row(cell, &seen[i], 1);
	} else {
		is_broken |= !adopt_row(cell, seen + 1, samples);
		if (nr_measured < ARRAY_SIZE(measured))
			measured[nr_measured++] = *cell;
	}
	munmap(seen, nr * sizeof(*seen));
}

/* What delay does after its grace has to be possible for the user */
static const char *const fallbacks[][2] = {
	{ "rdma", "fence" },
	{ "vfio", "scratch" },
};

static void load_delay(const struct survey_user *user)
{
	const char *fallback = "kill";
	char command[128];
	const char *const commands[] = { command, NULL };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(fallbacks); i++)
		if (!strcmp(user->name, fallbacks[i][0]))
			fallback = fallbacks[i][1];
	guest_unload("rvk_delay");
	snprintf(command, sizeof(command), "modprobe rvk_delay fallback=%s",
		 fallback);
	guest_run_all(commands);
}

static void use_policy(struct adopt_cell *cell)
{
	int ret = guest_parameter("rvk_adopt", "policy", "none");

	if (!strcmp(cell->policy, "delay"))
		load_delay(cell->user);
	cell->promise = guest_promise_of(cell->policy);
	if (!ret)
		ret = guest_parameter("rvk_adopt", "policy", cell->policy);
	if (ret || !cell->promise)
		die(cell->policy, ret ? ret : -ENOENT);
}

/* One that takes files of its own kind only is asked of them where tmpfs is */
static bool takes_files(const struct survey_user *user, const char *fs)
{
	if (guest_listed(user->fs, fs) || !strcmp(fs, "tmpfs"))
		return true;
	printf("# %s takes no files of %s: %s with --fs tmpfs\n", user->name,
	       fs, user->fs);
	return false;
}

static void ask_user(const struct adopt_options *o,
		     const struct survey_user *user, const char *fs,
		     const char *folder)
{
	struct adopt_cell cell = {
		.user = user,
		.fs = guest_listed(user->fs, fs) ? fs : user->fs,
		.folder = folder,
		.timed = o->timed,
	};
	unsigned int i;

	for (i = 0; i < policies.nr; i++) {
		cell.policy = policies.name[i];
		if (!guest_listed(o->policies, cell.policy))
			continue;
		use_policy(&cell);
		ask_cell(&cell, o->samples);
	}
}

/* By the clock of an emulated CPU a rate means nothing */
static void ask_rates(void)
{
	struct adopt_seen *seen;
	struct adopt_cell *cell;

	seen = mmap(NULL, sizeof(*seen), PROT_READ | PROT_WRITE,
		    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (seen == MAP_FAILED)
		die("samples", -errno);
	for (cell = measured; cell < measured + nr_measured; cell++) {
		if (!cell->user->move || cell->timed)
			continue;
		guest_port_alive(++nr_rows, "rates of %s/%s/%s",
				 cell->user->name, cell->fs, cell->policy);
		use_policy(cell);
		is_broken |= !!adopt_rates(cell, seen);
	}
	nr_measured = 0;
	munmap(seen, sizeof(*seen));
}

int main(int argc, char **argv)
{
	const struct rlimit unlimited = { RLIM_INFINITY, RLIM_INFINITY };
	struct adopt_options o = {
		.users = USERS,
		.fs = "tmpfs",
		.samples = 5,
	};
	char folder[128];
	int i, fs;

	rvb_argp_parse(&argp, argc, argv, &o);
	setrlimit(RLIMIT_MEMLOCK, &unlimited);
	signal(SIGPIPE, SIG_IGN); /* of an owner that was killed */
	sleep(o.settle);
	load(&o);
	if (o.check)
		is_broken |= !!adopt_checks();
	for (i = 0; survey_users[i]; i++)
		if (guest_listed(o.users, survey_users[i]->name))
			guest_run_all(survey_users[i]->setup);
	for (fs = 0; guest_fs_names[fs]; fs++) {
		if (!guest_listed(o.fs, guest_fs_names[fs]))
			continue;
		if (guest_fs_use(guest_fs_names[fs], folder, sizeof(folder)))
			return RVB_EXIT_HARNESS;
		for (i = 0; survey_users[i]; i++)
			if (guest_listed(o.users, survey_users[i]->name) &&
			    takes_files(survey_users[i], guest_fs_names[fs]))
				ask_user(&o, survey_users[i],
					 guest_fs_names[fs], folder);
		ask_rates();
	}
	guest_unmount_all();
	if (nr_rows && !o.timed) {
		guest_port_alive(++nr_rows, "price");
		i = adopt_prices();
		if (i)
			die("price of adopting", i);
	}
	if (adopt_rows_send(o.timed))
		return RVB_EXIT_HARNESS;
	if (!nr_rows)
		return RVB_EXIT_NOTHING;
	return is_broken ? RVB_EXIT_GUEST : RVB_EXIT_OK;
}
