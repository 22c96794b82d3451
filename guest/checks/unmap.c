// SPDX-License-Identifier: GPL-2.0-only
/* unmap.c - the owner unmaps or moves its mapping, the file keeps its pages */
#include <errno.h>
#include <string.h>
#include <sys/mman.h>

#include "guest/checks/lib/check_revoke.h"

static int run_munmap(struct check *k, void *addr, int region)
{
	return guest_errno(munmap(addr, k->nr_pages * CHECK_PAGE));
}

static int run_mremap(struct check *k, void *addr, int region)
{
	size_t bytes = k->nr_pages * CHECK_PAGE;
	void *to = mmap(NULL, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1,
			0);

	if (to == MAP_FAILED)
		return -errno;
	to = mremap(addr, bytes, bytes, MREMAP_MAYMOVE | MREMAP_FIXED, to);
	return guest_errno(to == MAP_FAILED);
}

/* MADV_DONTNEED on a shared mapping clears page table entries only */
static int run_dontneed(struct check *k, void *addr, int region)
{
	return guest_errno(
		madvise(addr, k->nr_pages * CHECK_PAGE, MADV_DONTNEED));
}

/* The file keeps all pages, so no access may count as stale */
static void expect_after(struct check *k, bool unmapped, struct kb_ledger *then)
{
	bool lost = unmapped && k->promise->unmaps;
	struct kb_ledger now;

	check_rounds(k, k->region, 2, &now);
	check_want(k, !now.stale_bytes, "%llu bytes are stale",
		   now.stale_bytes);
	if (!lost) {
		check_want(k, now.right_bytes > then->right_bytes,
			   "the device lost its pages");
		check_want(k,
			   now.refused_bytes == then->refused_bytes &&
				   !now.scratch_bytes,
			   "accesses were refused or redirected");
		return;
	}
	check_want(k, now.right_bytes == then->right_bytes,
		   "the device still accesses the unmapped pages");
	if (k->promise->takes == GUEST_TAKES_PAGES && !k->promise->faults)
		check_want(k, now.scratch_bytes > then->scratch_bytes,
			   "no access was redirected to a scratch page");
	else
		check_want(k, now.refused_bytes > then->refused_bytes,
			   "no access was refused");
}

static void run(struct check *k)
{
	bool unmapped = strcmp(k->variant, "dontneed");
	struct check_job job = {
		.then = !unmapped		     ? run_dontneed :
			strcmp(k->variant, "munmap") ? run_mremap :
						       run_munmap,
	};
	bool lost = unmapped && k->promise->unmaps;
	struct kb_ledger then, now;

	check_start(k, &job);
	check_ok(k, check_owner_then(k, 0), "%s: %m", k->variant);
	check_ledger(k, k->region, &then);
	check_rounds(k, k->region, 1, &now);
	/* A worker unpins what the MMU notifier revoked */
	check_expect_pins(k,
			  lost || k->promise->faults ? 0 : (long)k->nr_pages);
	expect_after(k, unmapped, &now);
	check_close(k);
	check_file_expect(k, 0, 0);
}

const struct check_case check_case_unmap = {
	.name = "unmap",
	.title = "munmap, mremap and MADV_DONTNEED by the owner",
	.variants = CHECK_VARIANTS("munmap", "mremap", "dontneed"),
	.run = run,
};
