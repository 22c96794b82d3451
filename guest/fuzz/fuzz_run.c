// SPDX-License-Identifier: GPL-2.0-only
/* fuzz_run.c - runs a program in a process and looks for what it left behind */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "guest/checks/lib/check.h"
#include "guest/fuzz/fuzz_world.h"
#include "guest/lib/guest_fs.h"
#include "guest/lib/guest_text.h"

#define GONE_MS 20000 /* a killed process that exists after this hangs */
#define PINS_MS 5000
/* The counters, where no region of a program can be: devices write to regions */
#define BOOKS ((void *)0x123456789000)

static struct fuzz_world world;
static long base_pins;
struct fuzz_count *fuzz_counts;
uint64_t *fuzz_escaped;

/*
 * A task that is killed while it waits for the break of a layout lease, in
 * xfs_break_leased_layouts(), loops in the kernel until the lease expires after
 * 45 s: seen on 6.12.
 */
static void shorten_leases(void)
{
	if (guest_text_put("/proc/sys/fs/lease-break-time", 1))
		perror("kb_fuzz: lease-break-time");
}

/* One file on each filesystem; the last filesystem fills the remaining slots */
int fuzz_run_init(const char *fs)
{
	char list[128], folder[64], *name, *rest, line[200];
	unsigned int i = 0;

	snprintf(list, sizeof(list), "%s", fs);
	for (name = strtok_r(list, ",", &rest); name && i < FUZZ_SLOTS;
	     name = strtok_r(NULL, ",", &rest))
		if (!guest_fs_use(name, folder, sizeof(folder)))
			snprintf(world.path[i], sizeof(world.path[i]),
				 "%s/fuzz.%u", folder, i),
				i++;
	if (!i)
		return -ENODEV;
	for (; i < FUZZ_SLOTS; i++)
		snprintf(world.path[i], sizeof(world.path[i]), "%.120s.%u",
			 world.path[i - 1], i);
	fuzz_escaped = mmap(
		BOOKS,
		sizeof(*fuzz_escaped) + fuzz_nr_calls() * sizeof(*fuzz_counts),
		PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
	if (fuzz_escaped == MAP_FAILED)
		return -ENOMEM;
	fuzz_counts = (struct fuzz_count *)(fuzz_escaped + 1);
	shorten_leases();
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	base_pins = guest_pins();
	guest_log_next(line, sizeof(line));
	return base_pins < 0 ? -ENODATA : 0;
}

static void make_files(void)
{
	unsigned int i;

	for (i = 0; i < FUZZ_SLOTS; i++) {
		unlink(world.path[i]);
		world.file[i] =
			open(world.path[i], O_RDWR | O_CREAT | O_CLOEXEC, 0600);
		if (world.file[i] < 0 ||
		    ftruncate(world.file[i], FUZZ_FILE_PAGES * FUZZ_PAGE)) {
			perror(world.path[i]);
			exit(6);
		}
	}
}

static void close_files(void)
{
	unsigned int i;

	for (i = 0; i < FUZZ_SLOTS; i++)
		close(world.file[i]);
}

static void blame(struct fuzz_verdict *v, const char *what, const char *more)
{
	if (!v->failed)
		snprintf(v->reason, sizeof(v->reason), "%s%s", what, more);
	v->failed = true;
}

void fuzz_run(const struct fuzz_program *p, struct fuzz_verdict *v)
{
	long taint = guest_taint();
	char where[400];
	pid_t pid;

	*v = (struct fuzz_verdict){ 0 };
	if (fuzz_modules_there()) {
		blame(v, "kbench cannot be loaded again", "");
		return;
	}
	make_files();
	*fuzz_escaped = 0;
	fflush(stdout);
	pid = fork();
	if (!pid) {
		setpgid(0, 0);
		fuzz_exec(&world, p);
	}
	if (pid < 0) {
		blame(v, "fork: ", strerror(errno));
		return;
	}
	setpgid(pid, pid);
	guest_task_ends(pid, FUZZ_LIMIT_MS);
	kill(-pid, SIGKILL);
	if (!guest_until(guest_group_gone(pid), GONE_MS)) {
		guest_task_where(pid, where, sizeof(where));
		blame(v, "cannot be killed: ", where);
	}
	close_files();
	if (guest_left(&base_pins, PINS_MS, taint, where, sizeof(where)))
		blame(v, where, "");
	if (*fuzz_escaped)
		blame(v, "pinned pages left their file outside of an event",
		      "");
}

/* Try several times: a race does not happen each time */
bool fuzz_run_fails(const struct fuzz_program *p, void *unused)
{
	struct fuzz_verdict verdict = { 0 };
	int i;

	for (i = 0; i < 4 && !verdict.failed; i++)
		fuzz_run(p, &verdict);
	return verdict.failed;
}
