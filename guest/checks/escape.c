// SPDX-License-Identifier: GPL-2.0-only
/* escape.c - pinned pages leave their file by a way that is no event */
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "guest/checks/lib/check_revoke.h"

#define SOON_MS 5000

/* A direct write drops pages from the cache, pinned or not, if they are clean */
static int direct_write(struct check *k)
{
	static uint64_t words[4 * CHECK_PAGE / sizeof(uint64_t)]
		__attribute__((aligned(CHECK_PAGE)));
	int fd = open(k->file.path, O_WRONLY | O_DIRECT | O_CLOEXEC);
	uint64_t i, bytes = k->hit.nr * CHECK_PAGE;

	if (fd < 0)
		return -errno;
	for (i = 0; i < bytes / sizeof(*words); i++)
		words[i] = CHECK_WORD(3, i);
	if (pwrite(fd, words, bytes, k->hit.first * CHECK_PAGE) !=
	    (ssize_t)bytes)
		return -errno;
	close(fd);
	return 0;
}

/* A page with an uncorrectable error is removed; EBUSY, as it is pinned */
static int hwpoison(struct check *k)
{
	char *addr = guest_file_map(&k->file, k->nr_pages);
	uint64_t i;

	if (!addr)
		return -errno;
	for (i = k->hit.first; i < k->hit.first + k->hit.nr; i++)
		if (madvise(addr + i * CHECK_PAGE, CHECK_PAGE, MADV_HWPOISON) &&
		    errno != EBUSY)
			return -errno;
	munmap(addr, k->nr_pages * CHECK_PAGE);
	return 0;
}

/* A loop device punches its file without vfs_fallocate() */
static int discard(struct check *k)
{
	uint64_t range[2] = { k->hit.first * CHECK_PAGE,
			      k->hit.nr * CHECK_PAGE };
	int ret, fd = check_loop_open(k);

	if (fd < 0)
		return fd;
	ret = guest_errno(ioctl(fd, BLKDISCARD, range));
	close(fd);
	return ret;
}

/* A block device drops its pages for an ioctl, here of another node */
static int zeroout(struct check *k)
{
	uint64_t range[2] = { k->hit.first * CHECK_PAGE,
			      k->hit.nr * CHECK_PAGE };
	int ret, fd = open(CHECK_LOOP, O_RDWR | O_CLOEXEC);

	if (fd < 0)
		return -errno;
	ret = guest_errno(ioctl(fd, BLKZEROOUT, range));
	close(fd);
	return ret;
}

static const struct way {
	const char *name;
	int (*run)(struct check *k);
	bool has_disk; /* only on a filesystem that can have its pages clean */
	const char *only; /* on this filesystem */
} ways[] = {
	{ "direct_write", direct_write, true, NULL },
	{ "hwpoison", hwpoison, true, NULL },
	{ "discard", discard, false, NULL },
	{ "zeroout", zeroout, false, "tmpfs" },
	{ "swap_boot", check_swap_boot, true, "ext4" },
	{ "swapext", check_swapext, true, "xfs" },
};

static const struct way *way_of(struct check *k)
{
	const struct way *way = ways;

	while (strcmp(way->name, k->variant))
		way++;
	if (!strcmp(k->fs, "fsdax"))
		check_skip(k, "DAX has no page cache");
	if (way->only && strcmp(k->fs, way->only))
		check_skip(k, "asked of %s only", way->only);
	if (way->has_disk && !strcmp(k->fs, "tmpfs"))
		check_skip(k, "tmpfs keeps its pages");
	k->hit = way->run == check_swap_boot || way->run == check_swapext ?
			 (struct check_range){ 0, CHECK_PAGES } :
			 (struct check_range){ 4, 4 };
	return way;
}

/* The owner gets an event of the pages that are gone, or more if they went slowly */
static void expect_late_events(struct check *k)
{
	struct pollfd poller = { .fd = k->region, .events = POLLIN };
	uint64_t next = k->hit.first, end = k->hit.first + k->hit.nr;
	struct kb_event event;

	while (next < end) {
		check_want(k,
			   poll(&poller, 1, SOON_MS) == 1 &&
				   poller.revents & POLLIN,
			   "the owner got no event of page %llu",
			   (unsigned long long)next);
		check_want(k,
			   read(k->region, &event, sizeof(event)) ==
				   sizeof(event),
			   "reading the event: %m");
		check_want(k,
			   event.cause == KB_CAUSE_LATE &&
				   event.first == next && event.nr_pages &&
				   event.nr_pages <= end - next,
			   "event with cause %u of pages %llu+%llu",
			   event.cause, event.first, event.nr_pages);
		next += event.nr_pages;
	}
}

/* What a policy does that cannot wait: its fallback, or nothing */
static const struct guest_promise *late_promise(const struct guest_promise *p)
{
	static struct guest_promise late;

	late = guest_promise_fallback(p);
	late.stale |= !late.kills && !late.faults && !late.denies &&
		      late.takes == GUEST_TAKES_NOTHING;
	return &late;
}

static long late_pins(const struct check *k)
{
	const struct guest_promise *p = k->promise;

	if (p->faults || p->kills || p->takes == GUEST_TAKES_REGION)
		return 0;
	return (long)(p->stale ? k->nr_pages : k->nr_pages - k->hit.nr);
}

static void expect_late(struct check *k)
{
	struct kb_ledger now;

	if (k->promise->notifies)
		expect_late_events(k);
	k->promise = late_promise(k->promise);
	if (k->promise->kills)
		check_owner_killed(k, 0);
	check_expect_pins(k, late_pins(k));
	check_file_write(k, 2, k->hit.first, k->hit.nr);
	check_ledger(k, k->region, &now);
	check_expect_over(k, &now);
}

/* Once the whole region is revoked no more of its pages are pinned */
static void expect_count(struct check *k, uint64_t escaped)
{
	const struct guest_promise *p = k->promise;
	uint64_t most = p->faults ? 0 : k->hit.nr;
	uint64_t least = p->kills || p->takes == GUEST_TAKES_REGION ? 1 : most;

	check_want(k, escaped >= least && escaped <= most,
		   "%llu pages left the file unseen, expected %llu",
		   (unsigned long long)escaped, (unsigned long long)most);
}

/*
 * A second region has the pages that the file got instead: they leave it, too,
 * while the first region still has those that left it before.
 */
static void expect_count_once(struct check *k)
{
	uint64_t before;
	struct kb_ledger now;
	int second;

	check_ledger(k, k->region, &now);
	before = now.escaped_pages;
	second = check_owner_start(k, 1, NULL);
	check_ok(k, direct_write(k), "direct_write: %m");
	check_ledger(k, second, &now);
	expect_count(k, now.escaped_pages);
	check_ledger(k, k->region, &now);
	check_want(k, now.escaped_pages == before,
		   "%llu pages left the file unseen, then %llu: counted twice",
		   (unsigned long long)before,
		   (unsigned long long)now.escaped_pages);
	check_owner_end(k, 1, second);
}

static void run(struct check *k)
{
	const struct way *way = way_of(k);
	struct kb_ledger now;
	int ret;

	k->escapes = true;
	check_file_make(k, CHECK_PAGES);
	if (way->run == zeroout)
		check_loop_node(k);
	check_owner_start(k, 0, NULL);
	check_want(k, !fsync(k->file.fd), "fsync: %m");
	check_rounds(k, k->region, 1, &now);
	check_want(k, now.right_bytes && !now.stale_bytes && !now.escaped_pages,
		   "wrong accesses, or pages that left, before the event");

	ret = way->run(k);
	if (ret == -EINVAL && way->run == hwpoison)
		check_skip(k, "this kernel handles no memory failure");
	check_ok(k, ret, "%s: %m", way->name);
	check_ledger(k, k->region, &now);
	expect_count(k, now.escaped_pages);
	if (way->run == direct_write && late_promise(k->promise)->stale)
		expect_count_once(k);
	expect_late(k);
	check_file_expect(k, 0, 0);
}

const struct check_case check_case_escape = {
	.name = "escape",
	.title = "pinned pages leave their file by a way that is no event",
	.variants = CHECK_VARIANTS("direct_write", "hwpoison", "discard",
				   "zeroout", "swap_boot", "swapext"),
	.run = run,
};
