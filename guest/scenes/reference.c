// SPDX-License-Identifier: GPL-2.0-only
/* reference.c - what the running kernel answers by itself, without any policy */

/*
 * Where these stand in the kernel: fsdax, ext4_break_layouts() and
 * xfs_break_layouts(); S_SWAPFILE, inode_newsize_ok(); memfd seals,
 * memfd_wait_for_pins(); since 6.5 long-term pins for writing of files that track
 * dirty pages, commit 8ac268436e6d; long-term pins of fsdax, check_vma_flags();
 * FL_LAYOUT leases, break_layout() in XFS.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/swap.h>
#include <unistd.h>

#include "guest/lib/guest_clock.h"
#include "guest/lib/guest_system.h"
#include "guest/scenes/lib/scene_row.h"

#define SAMPLES 5
#define NR_PAGES 64

/**
 * struct answer - one answer of the kernel
 * @name:	behind "kernel:"
 * @like:	the policy that it comes nearest to
 * @fs:		where it can be seen
 * @event:	what is asked
 * @text:	one line
 * @ask:	once; sets how long it took. 0, or the -errno that is the answer
 */
struct answer {
	const char *name;
	const char *like;
	const char *fs;
	const char *event;
	const char *text;
	int (*ask)(struct ks_stage *stage, uint64_t *ticks);
};

/* A region of the calling process; a descriptor or -errno */
static int give(char *addr, unsigned int flags)
{
	struct kb_region arg = {
		.abi = KB_ABI,
		.flags = flags,
		.device = "gpu",
		.engine = "timer",
		.addr = (uintptr_t)addr,
		.nr_pages = NR_PAGES,
		.latency_ns = KS_LATENCY_NS,
	};
	int ret, kbench = kb_client_open("none");

	if (kbench < 0)
		ks_die("/dev/kbench", kbench);
	ret = kb_client_call(kbench, KB_IOC_REGION, &arg);
	close(kbench);
	return ret ? ret : arg.fd;
}

static char *map(int fd)
{
	volatile char *addr = mmap(NULL, NR_PAGES * KS_PAGE,
				   PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	int i;

	if (addr == MAP_FAILED)
		ks_die("mmap", -errno);
	for (i = 0; i < NR_PAGES; i++)
		addr[i * KS_PAGE] = 1;
	return (char *)addr;
}

/* Plain pins; their owner lets go ks_hold_ns() after the truncate began */
static int ask_layout(struct ks_stage *stage, uint64_t *ticks)
{
	struct ks_times times;
	int ret = ks_stage_take(stage, &times);

	*ticks = times.ticks[KS_RETURN];
	return ret;
}

static int ask_pin(struct ks_stage *stage, unsigned int flags, uint64_t *ticks)
{
	char *addr;
	int region;

	if (ks_file_fill(&stage->file, 0))
		ks_die(stage->file.path, -EIO);
	addr = map(stage->file.fd);
	*ticks = ub_clock_read();
	region = give(addr, flags | KB_REGION_LONGTERM);
	*ticks = ub_clock_read() - *ticks;
	munmap(addr, NR_PAGES * KS_PAGE);
	if (region < 0)
		return region;
	close(region);
	return 0;
}

static int ask_longterm_write(struct ks_stage *stage, uint64_t *ticks)
{
	return ask_pin(stage, KB_REGION_WRITE, ticks);
}

static int ask_longterm_read(struct ks_stage *stage, uint64_t *ticks)
{
	return ask_pin(stage, 0, ticks);
}

/* swapon(2) marks the file: what it may be used for is then very little */
static int ask_swapfile(struct ks_stage *stage, uint64_t *ticks)
{
	const char *const mkswap[] = { "busybox", "mkswap", stage->file.path,
				       NULL };
	int ret;

	if (ks_file_fill(&stage->file, 0))
		ks_die(stage->file.path, -EIO);
	ret = ub_system_run(mkswap);
	if (!ret && swapon(stage->file.path, 0))
		ret = -errno;
	if (ret)
		ks_die("swapon", ret);
	*ticks = ub_clock_read();
	ret = ftruncate(stage->file.fd, 0) ? -errno : 0;
	*ticks = ub_clock_read() - *ticks;
	if (swapoff(stage->file.path))
		ks_die("swapoff", -errno);
	return ret;
}

/* No mapping may be left that can be written by; the pins outlive it */
static int ask_memfd(struct ks_stage *stage, uint64_t *ticks)
{
	int region, ret, fd = memfd_create("scene", MFD_ALLOW_SEALING);
	char *addr;

	if (fd < 0 || ftruncate(fd, NR_PAGES * KS_PAGE))
		ks_die("memfd", -errno);
	addr = map(fd);
	region = give(addr, 0);
	if (region < 0)
		ks_die("a region of a memfd", region);
	munmap(addr, NR_PAGES * KS_PAGE);
	*ticks = ub_clock_read();
	ret = fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE) ? -errno : 0;
	*ticks = ub_clock_read() - *ticks;
	close(region);
	close(fd);
	return ret;
}

/* Whole seconds: the smallest that there is */
static void set_break_time(const char *seconds)
{
	static const char path[] = "/proc/sys/fs/lease-break-time";
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0 || write(fd, seconds, strlen(seconds)) < 0)
		ks_die(path, -errno);
	close(fd);
}

/* Nobody answers: the lease is broken when its time is over */
static int ask_lease(struct ks_stage *stage, uint64_t *ticks)
{
	struct kb_lease lease = { .abi = KB_ABI, .fd = stage->file.fd };
	int ret, kbench = kb_client_open("none");

	if (ks_file_fill(&stage->file, 0))
		ks_die(stage->file.path, -EIO);
	set_break_time("1");
	ret = kb_client_call(kbench, KB_IOC_LEASE, &lease);
	if (ret)
		ks_die("KB_IOC_LEASE", ret);
	*ticks = ub_clock_read();
	ret = ftruncate(stage->file.fd, 0) ? -errno : 0;
	*ticks = ub_clock_read() - *ticks;
	close(kbench);
	set_break_time("45");
	return ret;
}

static const struct answer answers[] = {
	{ "fsdax_layout", "block", "fsdax", "truncate",
	  "waits in the filesystem until the owner lets go; a signal ends it",
	  ask_layout },
	{ "fsdax_longterm", "deny", "fsdax", "pin",
	  "a long-term pin is refused, a plain one is not", ask_longterm_read },
	{ "longterm_write", "deny", "tmpfs,ext4,xfs", "pin",
	  "since 6.5 refused where the filesystem tracks dirty pages",
	  ask_longterm_write },
	{ "longterm_read", "deny", "tmpfs,ext4,xfs", "pin",
	  "not refused: the hole in the ban", ask_longterm_read },
	{ "swapfile", "block", "ext4,xfs", "truncate",
	  "refused at once; so are write, unlink and rename", ask_swapfile },
	{ "layout_lease", "delay", "xfs", "truncate",
	  "waits for the holder, fs.lease-break-time at most: here 1 s",
	  ask_lease },
	{ "layout_lease", "delay", "ext4", "truncate",
	  "does not wait: only XFS breaks layouts", ask_lease },
	{ "memfd_seal", "delay", "tmpfs", "seal",
	  "waits for the pins for 150 ms or so, then gives up", ask_memfd },
};

/* What was asked in each sample is the same: so must be the answer */
static void add_row(struct ks_stage *stage, const struct answer *a)
{
	uint64_t ticks[SAMPLES];
	int i, ret = 0, first = 0;
	json_t *row = ks_row(&stage->cell, ks_phase_names[KS_RETURN]);

	for (i = 0; i < SAMPLES; i++) {
		ret = a->ask(stage, &ticks[i]);
		if (!i)
			first = ret;
		else if (ret != first)
			ks_row_missing(row, "ERROR", "first %s, then %s",
				       strerror(-first), strerror(-ret));
	}
	if (first)
		json_object_set_new(row, "refused",
				    json_string(strerrorname_np(-first)));
	ks_row_samples(row, ticks, SAMPLES, false);
	json_object_set_new(row, "counterpart", json_string(a->like));
	json_object_set_new(row, "answer", json_string(a->text));
	ks_row_add(KS_DISTRIBUTIONS, row);
}

static void play_answer(const struct ks_cell *stage, const struct answer *a)
{
	struct ks_event event = { .name = a->event, .run = ks_events->run };
	struct ks_cell cell = *stage;
	struct ks_stage played;
	char name[KB_NAME_MAX];

	snprintf(name, sizeof(name), "kernel:%s", a->name);
	cell.event = &event;
	cell.nr_pages = NR_PAGES;
	cell.policy = "none";
	cell.device = "gpu";
	cell.can = KB_CAN_REDIRECT | KB_CAN_FENCE;
	cell.depth = 0;
	ks_stage_begin(&played, &cell);
	/* Its owner knows of policy none only; the row is of the kernel */
	ks_owner_start(&played.owner, &cell, &played.file);
	played.cell.policy = name;
	add_row(&played, a);
	ks_stage_end(&played);
}

static void play(const struct ks_plan *plan, const struct ks_cell *stage)
{
	size_t i;

	for (i = 0; i < sizeof(answers) / sizeof(*answers); i++)
		if (ks_listed(answers[i].fs, stage->fs) &&
		    ks_listed(plan->events, answers[i].event))
			play_answer(stage, &answers[i]);
}

const struct ks_scene ks_scene_reference = {
	.name = "reference",
	.title =
		"what the running kernel answers by itself, without any policy",
	.fs = "tmpfs,ext4,xfs,fsdax",
	.play = play,
};
