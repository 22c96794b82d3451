// SPDX-License-Identifier: GPL-2.0-only
/* neighbours.c - the bytes beside a hole in a large folio stay as they were */

/*
 * XFS writes a folio back before it punches a hole into it. If one of its pages
 * is unpinned as dirty meanwhile, the folio is neither split nor dropped, but all
 * of the page with the hole is zeroed, and the zeros reach the disk. Each policy
 * that revokes the folio first, or waits for it, prevents that.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "guest/checks/lib/check_revoke.h"
#include "guest/lib/guest_mount.h"

#define FIRST 8U /* page of the region; those before it are its neighbours */
#define PINNED (CHECK_PAGES - FIRST)
#define TRIES 5U

/* A hole inside of page 3, which the kernel rounds out to whole pages */
#define HOLE_AT 0x3651L
#define HOLE_BYTES 0x8e1L

static const char *const mkfs[] = GUEST_MKFS_XFS(
	"/dev/nullb0", "uuid=6b62656e-6368-4000-8000-0000000000f1");

/* Each request takes 20 ms, so that a page is unpinned while XFS writes it back */
static struct guest_mount slow = {
	.type = "xfs",
	.device = "/dev/nullb0",
	.folder = "/tmp/neighbours",
	.modules = { "null_blk nr_devices=1 gb=1 memory_backed=1 irqmode=2 "
		     "completion_nsec=20000000",
		     "xfs" },
	.mkfs = mkfs,
};

static char page_byte(long page)
{
	return 'a' + page;
}

/* Write all of the large folio again, so that it is dirty, a letter a page */
static void fill(struct check *k)
{
	char all[CHECK_PAGES * CHECK_PAGE];
	unsigned int i;

	check_folio_make(k);
	for (i = 0; i < sizeof(all); i++)
		all[i] = page_byte(i / CHECK_PAGE);
	check_want(k, pwrite(k->file.fd, all, sizeof(all), 0) == sizeof(all),
		   "%s: %m", k->file.path);
}

static void *map_last(struct check *k)
{
	char *addr = guest_file_map(&k->file, CHECK_PAGES);

	check_want(k, addr, "mmap: %m");
	guest_pages_touch(addr + FIRST * CHECK_PAGE, PINNED);
	return addr + FIRST * CHECK_PAGE;
}

static int punch(struct check *k)
{
	return guest_punch(k->file.fd, HOLE_AT, HOLE_BYTES);
}

/* Bytes of the pages before the region that are not what the file must have */
static unsigned int lost(struct check *k)
{
	char now[FIRST * CHECK_PAGE];
	unsigned int nr = 0;
	long i;

	check_want(k, !fsync(k->file.fd), "fsync: %m");
	posix_fadvise(k->file.fd, 0, 0, POSIX_FADV_DONTNEED);
	check_want(k, pread(k->file.fd, now, sizeof(now), 0) == sizeof(now),
		   "%s: %m", k->file.path);
	for (i = 0; i < (long)sizeof(now); i++) {
		bool in_hole = i >= HOLE_AT && i < HOLE_AT + HOLE_BYTES;

		nr += now[i] != (in_hole ? 0 : page_byte(i / CHECK_PAGE));
	}
	return nr;
}

/* Unpin the pages, dirty, while XFS writes the folio back; then read the file */
static unsigned int try_once(struct check *k)
{
	static const struct check_job job = { .map = map_last };
	volatile struct check_task *task = &k->shared->task[0];
	struct check_range all = { 0, PINNED };
	const struct guest_promise *p = k->promise;
	unsigned int nr;

	fill(k);
	check_owner_start(k, 0, &job);
	check_rounds(k, k->region, 1, NULL);
	check_task_start(k, 0, punch);
	if (p->refuses) {
		check_expect_refused(k, "punch", check_task_wait(k, 0));
		check_release(k, all);
		check_task_start(k, 0, punch);
	} else if (p->waits) {
		check_task_asleep(k, 0);
		check_release(k, all);
	} else if (p->stale) {
		guest_until(task->done || guest_task_state(task->pid) == 'D',
			    5000);
		check_release(k, all);
	}
	check_ok(k, check_task_wait(k, 0), "punch returned %m");
	nr = lost(k);
	if (p->kills)
		check_owner_killed(k, 0);
	else
		check_owner_end(k, 0, k->region);
	check_expect_pins(k, 0);
	guest_file_remove(&k->file);
	return nr;
}

static void run(struct check *k)
{
	unsigned int i, bytes = 0;
	char why[160];

	if (strcmp(k->fs, "xfs"))
		check_skip(k, "%s writes no folio back before a punch", k->fs);
	if (strcmp(k->device, "gpu") || strcmp(k->engine, "timer"))
		check_skip(k, "the device matters less than the policy");
	/* The mount ends with the check */
	check_own_mounts(k);
	if (guest_mount(&slow, why, sizeof(why)))
		check_skip(k, "%s", why);
	k->flags |= KB_REGION_WRITE;
	k->nr_pages = PINNED;
	for (i = 0; i < TRIES && !bytes; i++) {
		snprintf(k->file.path, sizeof(k->file.path), "%s/%u",
			 slow.folder, i);
		bytes = try_once(k);
	}
	check_want(k, !bytes || k->promise->stale,
		   "%u bytes beside a hole became zeros", bytes);
	if (bytes)
		check_note(
			k,
			"%u bytes beside a hole became zeros, by a bug of XFS with large folios",
			bytes);
}

const struct check_case check_case_neighbours = {
	.name = "neighbours",
	.title = "the bytes beside a hole in a large folio stay as they were",
	.run = run,
};
