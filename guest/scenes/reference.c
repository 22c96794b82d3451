// SPDX-License-Identifier: GPL-2.0-only
/* reference.c - what the running kernel does by itself, without any policy */

/*
 * Where to find these in the kernel: fsdax, ext4_break_layouts() and
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
#include "lib/rvb_array.h"

#define SAMPLES 5
#define NR_PAGES 64

/* One mechanism of the kernel */
struct answer {
	const char *name; /* the row's policy is "kernel:NAME" */
	const char *like; /* the policy that is most similar */
	const char *fs; /* list of globs: filesystems that have it */
	const char *event; /* the row's event */
	const char *text; /* one line */
	/* run it once and set its time; 0 or the -errno it answers */
	int (*ask)(struct scene_sample *stage, uint64_t *ticks);
};

/* Register memory of this process under none: a descriptor, or -errno */
static int register_pages(char *addr, unsigned int flags)
{
	/* Timed by ask_pin(): guest_region_register() formats the names */
	struct kb_region arg = {
		.abi = KB_ABI,
		.flags = flags,
		.device = "gpu",
		.engine = "timer",
		.addr = (uintptr_t)addr,
		.nr_pages = NR_PAGES,
		.latency_ns = SCENE_LATENCY_NS,
	};
	int ret, kbench = guest_client_open("none");

	if (kbench < 0)
		scene_die("/dev/kbench", kbench);
	ret = guest_client_call(kbench, KB_IOC_REGION, &arg);
	close(kbench);
	return ret ? ret : arg.fd;
}

static char *map(const struct guest_file *file)
{
	char *addr = guest_file_map(file, NR_PAGES);

	if (!addr)
		scene_die("mmap", -errno);
	guest_pages_touch(addr, NR_PAGES);
	return addr;
}

/* A truncate of pinned fsdax pages, released after scene_hold_ns() */
static int ask_layout(struct scene_sample *stage, uint64_t *ticks)
{
	struct scene_times times;
	int ret = scene_sample_take(stage, &times);

	*ticks = times.ticks[SCENE_RETURN];
	return ret;
}

static int ask_pin(struct scene_sample *stage, unsigned int flags,
		   uint64_t *ticks)
{
	char *addr;
	int region;

	if (scene_file_fill(&stage->file, 0))
		scene_die(stage->file.path, -EIO);
	addr = map(&stage->file);
	*ticks = guest_clock_read();
	region = register_pages(addr, flags | KB_REGION_LONGTERM);
	*ticks = guest_clock_read() - *ticks;
	munmap(addr, NR_PAGES * SCENE_PAGE);
	if (region < 0)
		return region;
	close(region);
	return 0;
}

static int ask_longterm_write(struct scene_sample *stage, uint64_t *ticks)
{
	return ask_pin(stage, KB_REGION_WRITE, ticks);
}

static int ask_longterm_read(struct scene_sample *stage, uint64_t *ticks)
{
	return ask_pin(stage, 0, ticks);
}

/* A truncate of an active swap file */
static int ask_swapfile(struct scene_sample *stage, uint64_t *ticks)
{
	const char *const mkswap[] = { "busybox", "mkswap", stage->file.path,
				       NULL };
	int ret;

	if (scene_file_fill(&stage->file, 0))
		scene_die(stage->file.path, -EIO);
	ret = guest_run(mkswap);
	if (!ret && swapon(stage->file.path, 0))
		ret = -errno;
	if (ret)
		scene_die("swapon", ret);
	*ticks = guest_clock_read();
	ret = ftruncate(stage->file.fd, 0) ? -errno : 0;
	*ticks = guest_clock_read() - *ticks;
	if (swapoff(stage->file.path))
		scene_die("swapoff", -errno);
	return ret;
}

/* F_SEAL_WRITE with pinned pages; it needs that no writable mapping is left */
static int ask_memfd(struct scene_sample *stage, uint64_t *ticks)
{
	struct guest_file file = { .fd = memfd_create("scene",
						      MFD_ALLOW_SEALING) };
	int region, ret;
	char *addr;

	if (file.fd < 0 || ftruncate(file.fd, NR_PAGES * SCENE_PAGE))
		scene_die("memfd", -errno);
	addr = map(&file);
	region = register_pages(addr, 0);
	if (region < 0)
		scene_die("a region of a memfd", region);
	munmap(addr, NR_PAGES * SCENE_PAGE);
	*ticks = guest_clock_read();
	ret = fcntl(file.fd, F_ADD_SEALS, F_SEAL_WRITE) ? -errno : 0;
	*ticks = guest_clock_read() - *ticks;
	close(region);
	close(file.fd);
	return ret;
}

/* The unit is a second, so 1 s is the shortest */
static void set_break_time(const char *seconds)
{
	static const char path[] = "/proc/sys/fs/lease-break-time";
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0 || write(fd, seconds, strlen(seconds)) < 0)
		scene_die(path, -errno);
	close(fd);
}

/* A truncate under a layout lease that its holder does not give up */
static int ask_lease(struct scene_sample *stage, uint64_t *ticks)
{
	struct kb_lease lease = { .abi = KB_ABI, .fd = stage->file.fd };
	int ret, kbench = guest_client_open("none");

	if (scene_file_fill(&stage->file, 0))
		scene_die(stage->file.path, -EIO);
	set_break_time("1");
	ret = guest_client_call(kbench, KB_IOC_LEASE, &lease);
	if (ret)
		scene_die("KB_IOC_LEASE", ret);
	*ticks = guest_clock_read();
	ret = ftruncate(stage->file.fd, 0) ? -errno : 0;
	*ticks = guest_clock_read() - *ticks;
	close(kbench);
	set_break_time("45");
	return ret;
}

static const struct answer answers[] = {
	{ "fsdax_layout", "block", "fsdax", "truncate",
	  "waits in the filesystem until the owner releases; a signal ends it",
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

/* All samples must get the same answer */
static void add_row(struct scene_sample *stage, const struct answer *a)
{
	uint64_t ticks[SAMPLES];
	int i, ret = 0, first = 0;
	json_t *row = scene_row(&stage->cell, scene_phase_names[SCENE_RETURN]);

	for (i = 0; i < SAMPLES; i++) {
		ret = a->ask(stage, &ticks[i]);
		if (!i)
			first = ret;
		else if (ret != first)
			scene_row_missing(row, "ERROR", "first %s, then %s",
					  strerror(-first), strerror(-ret));
	}
	if (first)
		json_object_set_new(row, "refused",
				    json_string(strerrorname_np(-first)));
	scene_row_samples(row, ticks, SAMPLES, false);
	json_object_set_new(row, "counterpart", json_string(a->like));
	json_object_set_new(row, "answer", json_string(a->text));
	scene_row_add(SCENE_DISTRIBUTIONS, row);
}

static void play_answer(const struct scene_cell *stage, const struct answer *a)
{
	struct scene_event event = { .name = a->event, .op = scene_events->op };
	struct scene_cell cell = *stage;
	struct scene_sample played;
	char name[KB_NAME_MAX];

	snprintf(name, sizeof(name), "kernel:%s", a->name);
	cell.event = &event;
	cell.nr_pages = NR_PAGES;
	cell.policy = "none";
	cell.device = "gpu";
	cell.can = KB_CAN_REDIRECT | KB_CAN_FENCE;
	cell.depth = 0;
	scene_sample_begin(&played, &cell);
	/* Its owner knows of policy none only; the row is of the kernel */
	scene_owner_start(&played.owner, &cell, &played.file);
	played.cell.policy = name;
	add_row(&played, a);
	scene_sample_end(&played);
}

static void play(const struct scene_plan *plan, const struct scene_cell *stage)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(answers); i++)
		if (guest_listed(answers[i].fs, stage->fs) &&
		    guest_listed(plan->events, answers[i].event))
			play_answer(stage, &answers[i]);
}

const struct scene scene_reference = {
	.name = "reference",
	.title = "what the running kernel does by itself, without any policy",
	.fs = "tmpfs,ext4,xfs,fsdax",
	.play = play,
};
