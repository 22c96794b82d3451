// SPDX-License-Identifier: GPL-2.0-only
/* innocent.c - system calls that take no pinned page of a region: nobody pays */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "guest/checks/lib/check.h"
#include "guest/lib/guest_text.h"

#define HALF (CHECK_PAGES / 2)
#define HUGE_BYTES (2UL << 20)

/* All pages of a private mapping that the CPU has written to are copies */
static void *map_private(struct check *k)
{
	uint64_t *addr = mmap(NULL, k->nr_pages * CHECK_PAGE,
			      PROT_READ | PROT_WRITE, MAP_PRIVATE, k->file.fd,
			      0);
	uint64_t i;

	check_want(k, addr != MAP_FAILED, "mmap: %m");
	for (i = 0; i < k->nr_pages; i++)
		addr[i * CHECK_PAGE / sizeof(*addr)] = CHECK_WORD(1, i);
	return addr;
}

static int truncate_half(struct check *k)
{
	return guest_errno(ftruncate(k->file.fd, HALF * CHECK_PAGE));
}

static int copy_from(struct check *k, loff_t from, loff_t to, size_t bytes)
{
	int source = check_file_copy(k, ".from");
	int ret = guest_errno(
		copy_file_range(source, &from, k->file.fd, &to, bytes, 0) < 0);

	close(source);
	return ret;
}

/* No filesystem shares blocks there, so the kernel writes */
static int copy_unaligned(struct check *k)
{
	return copy_from(k, 512, 4 * CHECK_PAGE + 512, 2 * CHECK_PAGE);
}

static int copy_aligned(struct check *k)
{
	return copy_from(k, 0, 4 * CHECK_PAGE, 2 * CHECK_PAGE);
}

/* No kernel of ours knows this mode: it refuses the call */
static int unknown_mode(struct check *k)
{
	int ret = guest_errno(fallocate(k->file.fd, 0x4000, 0, CHECK_PAGE));

	return ret == -EOPNOTSUPP ? 0 : ret ? ret : -EUCLEAN;
}

/* In hugetlbfs a hole within a page is filled with zeros in place */
static void *map_huge(struct check *k)
{
	void *addr;

	/* One more than another check may still hold */
	guest_text_put("/proc/sys/vm/nr_hugepages", 2);
	close(k->file.fd);
	k->file.fd = memfd_create("innocent", MFD_HUGETLB);
	if (k->file.fd < 0 || ftruncate(k->file.fd, HUGE_BYTES))
		check_skip(k, "hugetlb: %m");
	addr = mmap(NULL, HUGE_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED,
		    k->file.fd, 0);
	if (addr == MAP_FAILED)
		check_skip(k, "hugetlb: %m");
	memset(addr, 1, HUGE_BYTES);
	return addr;
}

static int release_half(struct check *k, void *addr, int region)
{
	return guest_region_release(region, HALF, k->nr_pages - HALF);
}

/* One such system call */
static const struct innocent {
	const char *name; /* the variant */
	/* maps the memory to register; NULL: a shared mapping of the file */
	void *(*map)(struct check *k);
	/* what the owner does before the call, or NULL */
	int (*then)(struct check *k, void *addr, int region);
	int (*body)(struct check *k); /* NULL: the owner punches holes */
	const char *only_on; /* the one filesystem for it, or NULL */
} cases[] = {
	{ "private", map_private, NULL, truncate_half, NULL },
	{ "unaligned", NULL, NULL, copy_unaligned, NULL },
	/* Made without reflink, see guest/memory/fsdax.c */
	{ "no_reflink", NULL, NULL, copy_aligned, "fsdax" },
	{ "mode", NULL, NULL, unknown_mode, NULL },
	{ "released", NULL, release_half, truncate_half, NULL },
	{ "huge", map_huge, NULL, NULL, "tmpfs" },
};

/* The second hole begins one byte behind the start of a huge page */
static int owner_punches(struct check *k, void *addr, int region)
{
	int ret = guest_punch(k->file.fd, 4 * CHECK_PAGE, CHECK_PAGE);

	return ret ? ret : guest_punch(k->file.fd, 1, HUGE_BYTES);
}

static void expect_unharmed(struct check *k)
{
	struct kb_ledger before, after;

	check_want(k,
		   !kill(k->shared->owner[0].pid, 0) &&
			   !guest_owner_ended(k->shared->owner[0].pid),
		   "the owner was killed");
	check_ledger(k, k->region, &before);
	check_rounds(k, k->region, 2, &after);
	check_want(k, !after.revoked_pages && !after.scratch_bytes,
		   "%llu pages were revoked", after.revoked_pages);
	check_want(k, !after.stale_bytes, "accesses are stale");
	check_want(k, after.right_bytes > before.right_bytes,
		   "the device lost pages that stay in the file");
}

static void run(struct check *k)
{
	const struct innocent *c = cases;
	struct check_job job = { .map = NULL };

	while (strcmp(c->name, k->variant))
		c++;
	if (c->only_on && strcmp(c->only_on, k->fs))
		check_skip(k, "runs on %s", c->only_on);
	if (c->then && !guest_region_in_parts(k->can))
		check_skip(k, "%s releases whole regions only", k->device);
	if (c->then && !strcmp(k->fs, "fsdax"))
		check_skip(k, "XFS waits until no page of the file is pinned");
	if (c->map == map_private) {
		if (!strcmp(k->fs, "fsdax"))
			check_skip(k, "the truncated pages stay mapped");
		k->flags |= KB_REGION_WRITE;
	}
	job.map = c->map;
	job.then = c->body ? c->then : owner_punches;
	check_start(k, &job);
	check_rounds(k, k->region, 1, NULL);
	if (job.then)
		check_ok(k, check_owner_then(k, 0), "the owner's call: %m");
	if (c->body) {
		check_task_start(k, 0, c->body);
		check_ok(k, check_task_wait(k, 0), "the call returned %m");
	}
	expect_unharmed(k);
	check_close(k);
}

const struct check_case check_case_innocent = {
	.name = "innocent",
	.title = "a system call takes no pinned page, so that nobody pays",
	.variants = CHECK_VARIANTS("private", "unaligned", "no_reflink", "mode",
				   "released", "huge"),
	.run = run,
};
