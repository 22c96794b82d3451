/* SPDX-License-Identifier: GPL-2.0-only WITH Linux-syscall-note */
/* kb_uapi_log.h - part of kb_uapi.h: last event and command log of a region */
#ifndef KB_UAPI_LOG_H
#define KB_UAPI_LOG_H

#ifdef __KERNEL__
#include <linux/build_bug.h>
#else
#include <assert.h>
#endif
#include <linux/types.h>

/* Steps of the task that truncates, in this order */
#define KB_STEP_NOTIFY 0 /* notify the owner, or send it a signal */
#define KB_STEP_WAIT 1 /* wait until the owner has released */
#define KB_STEP_REDIRECT 2 /* rewrite entries, flush the device's table */
#define KB_STEP_DRAIN 3 /* wait for commands that may carry an old address */
#define KB_STEP_FLUSH 4 /* unmap DMA addresses; a strict IOMMU flushes, too */
#define KB_STEP_UNPIN 5 /* dirty and unpin pages */
/* Of KB_STEP_REDIRECT, and not in it: have the IOMMU flush its IOTLB */
#define KB_STEP_IOTLB 6
#define KB_STEPS_MAX 8

/**
 * struct kb_timeline - the last event that hit a region; KB_IOC_TIMELINE on it
 * @abi:	(in) KB_ABI
 * @flags:	(in) zero
 * @begin_ticks: (out) the event reached the gate; 0 before the first event
 * @access_ticks: (out) the device last accessed a page that the event removed
 *		from the file; 0 if not since the event began
 * @quiet_ticks: (out) the policy returned
 * @end_ticks:	(out) the system call returned; 0: not yet
 * @unpin_ticks: (out) the last page of the range was unpinned; 0: not yet
 * @step_ticks:	(out) spent in each KB_STEP_*; time between steps is not counted
 * @reserved:	(in) zero
 */
struct kb_timeline {
	__u32 abi;
	__u32 flags;
	__u64 begin_ticks;
	__u64 access_ticks;
	__u64 quiet_ticks;
	__u64 end_ticks;
	__u64 unpin_ticks;
	__u64 step_ticks[KB_STEPS_MAX];
	__u64 reserved[2];
};

#define KB_MOVED_RIGHT 1
#define KB_MOVED_STALE 2
#define KB_MOVED_SCRATCH 3
#define KB_MOVED_REFUSED 4

/**
 * struct kb_move - one access: a command that ended
 * @ticks:	clock at its end
 * @word:	first word of the page, as read or as written
 * @page:	page of the region
 * @outcome:	KB_MOVED_*, as counted in the ledger
 */
struct kb_move {
	__u64 ticks;
	__u64 word;
	__u32 page;
	__u32 outcome;
};

/**
 * struct kb_log - read the command log of a region, each entry once; KB_IOC_LOG
 * @abi:	(in) KB_ABI
 * @nr_moves:	(in) size of @moves; (out) number of entries written there
 * @moves:	(in) pointer to struct kb_move
 * @nr_lost:	(out) commands that ended after the log was full: it keeps the
 *		first kb_region.nr_log
 * @reserved:	(in) zero
 */
struct kb_log {
	__u32 abi;
	__u32 nr_moves;
	__u64 moves;
	__u64 nr_lost;
	__u64 reserved[2];
};

static_assert(sizeof(struct kb_timeline) == 128, "kb_timeline");
static_assert(sizeof(struct kb_move) == 24, "kb_move");
static_assert(sizeof(struct kb_log) == 40, "kb_log");

#endif /* KB_UAPI_LOG_H */
