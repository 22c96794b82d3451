// SPDX-License-Identifier: GPL-2.0-only
/* late_dirty.c - writeback cleans a pinned page, then the device writes to it */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "guest/checks/lib/check_revoke.h"

#define PAGES 4U
#define SLOW_NS 200000000U /* the check writes and syncs before the device */

/* First word of a page on disk; O_DIRECT writes dirty pages back first */
static uint64_t on_disk(struct check *k, int fd, uint64_t page)
{
	static uint64_t words[CHECK_PAGE / sizeof(uint64_t)]
		__attribute__((aligned(CHECK_PAGE)));

	check_want(k,
		   pread(fd, words, CHECK_PAGE, page * CHECK_PAGE) ==
			   CHECK_PAGE,
		   "O_DIRECT: %m");
	return words[0];
}

static void expect_on_disk(struct check *k, int fd, const char *when)
{
	uint64_t i, word;

	for (i = 0; i < k->nr_words; i++) {
		word = on_disk(k, fd, i);
		check_want(k, word == k->words[i],
			   "%s: page %llu on disk has %#llx, expected %#llx",
			   when, (unsigned long long)i,
			   (unsigned long long)word,
			   (unsigned long long)k->words[i]);
	}
}

/*
 * The device writes to clean pages, which writeback does not see: until they are
 * unpinned, and thereby dirtied, the disk has what the CPU wrote.
 */
static void run(struct check *k)
{
	bool answers = !strcmp(k->variant, "answer");
	struct kb_ledger ledger;
	int fd;

	if (strcmp(k->fs, "ext4") && strcmp(k->fs, "xfs"))
		check_skip(k, "%s has no writeback", k->fs);
	if (strcmp(k->engine, "timer"))
		check_skip(k, "with threads the device writes before the sync");
	k->flags |= KB_REGION_WRITE;
	k->nr_pages = PAGES;
	k->latency_ns = SLOW_NS;
	check_file_make(k, PAGES);
	check_owner_start(k, 0, NULL);
	fd = open(k->file.path, O_RDONLY | O_DIRECT | O_CLOEXEC);
	check_want(k, fd >= 0, "O_DIRECT: %m");

	check_file_write(k, 2, 0, PAGES);
	check_want(k, !fsync(k->file.fd), "fsync: %m");
	check_ledger(k, k->region, &ledger);
	if (ledger.nr_commands)
		check_skip(k, "the machine is too slow for this check");
	check_rounds(k, k->region, 1, &ledger);
	check_want(k, ledger.right_bytes && !ledger.stale_bytes,
		   "the device wrote to other pages");
	if (!k->promise->faults)
		expect_on_disk(k, fd, "before the unpin");
	if (answers && !k->promise->faults)
		check_release(k, (struct check_range){ 0, PAGES });
	check_file_written(k);
	if (answers)
		expect_on_disk(k, fd, "after the unpin");
	check_close(k);
	expect_on_disk(k, fd, "after the close");
	close(fd);
	check_file_expect(k, 0, 0);
}

const struct check_case check_case_late_dirty = {
	.name = "late_dirty",
	.title = "writeback cleans a pinned page before the device writes",
	.variants = CHECK_VARIANTS("answer", "close"),
	.run = run,
};
