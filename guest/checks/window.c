// SPDX-License-Identifier: GPL-2.0-only
/* window.c - what a transfer finds after the truncate, by how a driver revokes */

/*
 * A device has begun to read a page when the file is truncated, and accesses it
 * when the truncate has returned. A driver that only calls dma_unmap_page() and
 * unpins relies on the mode of the IOMMU: a lazy one has not flushed its IOTLB
 * yet, so that the device reads a page that is nobody's any more.
 */
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "guest/checks/lib/check.h"
#include "guest/lib/guest_client.h"
#include "guest/lib/guest_clock.h"
#include "guest/lib/guest_trace.h"

#define EVENTS 6U
/*
 * The access is made 99 to 100 ms after the doorbell, and a lazy IOMMU flushes 10 ms
 * or more after the unmap.
 */
#define FIRST_MS 91U
#define LOG 4U

/* What comes after the doorbell; ticks of the last event */
enum mark { TRUNCATE, REMOVED, RETURNED, FLUSHED, ACCESS, MARKS };

static const char *const mark_names[MARKS] = {
	"truncate_ms", "removed_ms", "returned_ms", "flushed_ms", "access_ms",
};

static double ms_between(uint64_t from, uint64_t to)
{
	uint64_t us = (to - from) * 1000 / guest_clock_khz();

	return us / 1000.0;
}

/* The access of the second command */
static struct kb_move second_access(struct check *k)
{
	struct kb_move moves[LOG];
	struct kb_log log = {
		.abi = KB_ABI,
		.moves = (uintptr_t)moves,
		.nr_moves = LOG,
	};
	int ret = guest_client_call(k->region, KB_IOC_LOG, &log);

	check_want(k, !ret && log.nr_moves > 1, "KB_IOC_LOG: %s",
		   strerror(-ret));
	return moves[1];
}

/* A first command has the IOTLB know the page: wait for it, return the time */
static uint64_t warm_up(struct check *k)
{
	struct kb_ledger ledger;

	do {
		guest_sleep_ms(1);
		check_ledger(k, k->region, &ledger);
	} while (!ledger.nr_commands);
	return guest_clock_read();
}

/* Whether the device reads the old page after a truncate that comes @ms later */
static bool reads_old(struct check *k, int kbench, unsigned int ms,
		      uint64_t *doorbell, uint64_t ticks[MARKS])
{
	struct kb_region arg = { .flags = k->flags,
				 .nr_pages = 1,
				 .depth = 1,
				 .latency_ns = k->latency_ns,
				 .nr_log = LOG };
	struct kb_move move;
	void *addr;
	int ret;

	/* Takes 20 ms: not between doorbell and truncate */
	guest_trace_clear();
	check_file_make(k, 1);
	addr = check_file_map(k, 1);
	arg.addr = (uintptr_t)addr;
	k->region = check_ok(
		k, guest_region_register(kbench, k->device, k->engine, &arg),
		"KB_IOC_REGION: %m");
	*doorbell = warm_up(k);
	guest_sleep_ms(ms);
	ticks[TRUNCATE] = guest_clock_read();
	ret = ftruncate(k->file.fd, 0);
	ticks[RETURNED] = guest_clock_read();
	check_want(k, !ret, "ftruncate: %m");
	guest_sleep_ms(2 * k->command_ns / 1000000);
	move = second_access(k);
	ticks[ACCESS] = move.ticks;
	ticks[REMOVED] = guest_trace_removed(ticks[TRUNCATE]);
	ticks[FLUSHED] = guest_trace_flushed(ticks[REMOVED]);
	check_want(k, ticks[RETURNED] < move.ticks,
		   "the truncate returned at %.1f ms, after the access",
		   ms_between(*doorbell, ticks[RETURNED]));
	close(k->region);
	munmap(addr, CHECK_PAGE);
	guest_file_remove(&k->file);
	return move.outcome == KB_MOVED_STALE && move.word == CHECK_WORD(1, 0);
}

/* Transfers that read the old page, and when what happened */
static void tell(struct check *k, unsigned int nr, uint64_t doorbell,
		 const uint64_t ticks[MARKS])
{
	unsigned int i;

	check_mark(k, "transfers", EVENTS);
	check_mark(k, "old", nr);
	for (i = 0; i < MARKS; i++)
		if (ticks[i])
			check_mark(k, mark_names[i],
				   ms_between(doorbell, ticks[i]));
	if (nr)
		check_note(
			k,
			"%u of %u transfers read the old page: the last truncate returned %.1f ms after the doorbell, the access was at %.1f ms",
			nr, EVENTS, ms_between(doorbell, ticks[RETURNED]),
			ms_between(doorbell, ticks[ACCESS]));
	else
		check_note(k, "no transfer of %u read the old page", EVENTS);
}

static void set(struct check *k, const char *name, const char *value)
{
	int ret = guest_parameter("kbench", name, value);

	check_want(k, !ret, "parameter %s of kbench: %s", name, strerror(-ret));
}

static void run(struct check *k)
{
	bool flushes = !strcmp(k->variant, "flush");
	bool lazy = strstr(k->device, "-lazy");
	unsigned int i, nr = 0, expected;
	struct kb_info info = { .abi = KB_ABI };
	uint64_t doorbell, ticks[MARKS];
	int kbench;

	if (!k->command_ns || strcmp(k->policy, "fence"))
		check_skip(k, "needs edu, under fence");
	if (strstr(k->device, "-none") || strstr(k->device, "-pt"))
		check_skip(k, "%s: no IOMMU in the way", k->device);
	if (!strcmp(k->fs, "fsdax"))
		check_skip(k, CHECK_XFS_WAITS);
	kbench = check_ok(k, guest_client_open(k->policy), "/dev/kbench: %m");
	check_want(k, !guest_client_call(kbench, KB_IOC_INFO, &info),
		   "KB_IOC_INFO: %m");
	guest_clock_init(info.clock_khz);
	set(k, "edu_drain", "0");
	set(k, "edu_flush", flushes ? "1" : "0");
	check_ok(k, guest_trace_begin(), "tracing of the IOMMU: %m");
	for (i = 0; i < EVENTS; i++)
		nr += reads_old(k, kbench, FIRST_MS + i, &doorbell, ticks);
	close(kbench);
	expected = lazy && !flushes ? EVENTS : 0;
	check_want(k, nr == expected,
		   "%u of %u transfers read the old page, expected %u", nr,
		   EVENTS, expected);
	tell(k, nr, doorbell, ticks);
}

static void restore(const struct check *k)
{
	if (!k->command_ns)
		return;
	guest_trace_end();
	guest_parameter("kbench", "edu_drain", "1");
	guest_parameter("kbench", "edu_flush", "1");
}

const struct check_case check_case_window = {
	.name = "window",
	.title = "a transfer in progress that a driver does not wait for",
	.variants = CHECK_VARIANTS("trust", "flush"),
	.run = run,
	.restore = restore,
};
