// SPDX-License-Identifier: GPL-2.0-only
/* anon.c - events on files leave a region of anonymous memory alone */
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "guest/checks/lib/check_revoke.h"

static void *map_anon(struct check *k)
{
	void *addr = mmap(NULL, k->nr_pages * CHECK_PAGE,
			  PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
			  -1, 0);

	check_want(k, addr != MAP_FAILED, "mmap: %s", strerror(errno));
	memset(addr, 1, k->nr_pages * CHECK_PAGE);
	return addr;
}

/* Also under a policy that refuses file pages; the file itself stays usable */
static void run(struct check *k)
{
	struct check_job job = { .map = map_anon };
	struct guest_promise admits = *k->promise;
	struct kb_ledger now;

	admits.denies = false;
	k->promise = &admits;
	check_file_make(k, CHECK_PAGES);
	check_owner_start(k, 0, &job);
	check_rounds(k, k->region, 2, &now);
	check_want(k, now.right_bytes && !now.stale_bytes && !now.refused_bytes,
		   "wrong accesses to anonymous memory");
	check_want(k, now.last_word == 0x0101010101010101ULL,
		   "%#llx was read, expected 0x0101010101010101",
		   now.last_word);
	check_want(k, !ftruncate(k->file.fd, 0), "ftruncate: %s",
		   strerror(errno));
	check_rounds(k, k->region, 1, &now);
	check_want(k, !now.nr_events, "the truncate of a file hit the region");
	check_owner_end(k, 0, k->region);
	check_expect_pins(k, 0);
}

const struct check_case check_case_anon = {
	.name = "anon",
	.title = "events on files leave anonymous memory alone",
	.run = run,
};
