// SPDX-License-Identifier: GPL-2.0-only
/* anon.c - events on files leave a region of anonymous memory alone */
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "guest/checks/lib/check_revoke.h"

static void *map_anon(struct check *k)
{
	size_t bytes = k->nr_pages * CHECK_PAGE;

	return memset(check_anon(k, bytes, MAP_PRIVATE), 1, bytes);
}

/* Also under a policy that refuses file pages; the file itself stays usable */
static void run(struct check *k)
{
	struct check_job job = { .map = map_anon };
	struct guest_promise admits = *k->promise;
	struct kb_ledger now;

	admits.denies = false;
	k->promise = &admits;
	check_start(k, &job);
	check_rounds(k, k->region, 2, &now);
	check_want(k, now.right_bytes && !now.stale_bytes && !now.refused_bytes,
		   "wrong accesses to anonymous memory");
	check_want(k, now.last_word == 0x0101010101010101ULL,
		   "%#llx was read, expected 0x0101010101010101",
		   now.last_word);
	check_want(k, !ftruncate(k->file.fd, 0), "ftruncate: %m");
	check_rounds(k, k->region, 1, &now);
	check_want(k, !now.nr_events, "the truncate of a file hit the region");
	check_close(k);
}

const struct check_case check_case_anon = {
	.name = "anon",
	.title = "events on files leave anonymous memory alone",
	.run = run,
};
