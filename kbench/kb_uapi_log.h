/* SPDX-License-Identifier: GPL-2.0-only WITH Linux-syscall-note */
/* kb_uapi_log.h - kb_uapi.h: a region's last event, and its single commands */
#ifndef KB_UAPI_LOG_H
#define KB_UAPI_LOG_H

#include <linux/types.h>

/* What the task that truncates spends its time with, in this order */
#define KB_STEP_NOTIFY 0 /* the owner is told, or sent a signal */
#define KB_STEP_WAIT 1 /* until the owner has let go */
#define KB_STEP_REDIRECT 2 /* entries rewritten, the device's table flushed */
#define KB_STEP_DRAIN 3 /* commands that may carry an old address end */
#define KB_STEP_FLUSH 4 /* DMA addresses unmapped, the IOTLB flushed */
#define KB_STEP_UNPIN 5 /* pages dirtied and unpinned */
#define KB_STEPS_MAX 8

/**
 * struct kb_timeline - the last event that hit a region; KB_IOC_TIMELINE on it
 * @abi:	(in) KB_ABI
 * @flags:	(in) zero
 * @begin_ticks: (out) it reached the gate; 0: there was none yet
 * @access_ticks: (out) the device last used a page that it took from the file;
 *		0: never after it came
 * @quiet_ticks: (out) its policy was done
 * @end_ticks:	(out) the system call returned; 0: not yet
 * @unpin_ticks: (out) the last page of its range was unpinned; 0: not yet
 * @step_ticks:	(out) spent with each KB_STEP_*; what is between them is in none
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
 * struct kb_move - one command that ended
 * @ticks:	clock
 * @word:	first word of the page: what was read, or what was written
 * @page:	of the region
 * @outcome:	KB_MOVED_*, as the ledger has counted it
 */
struct kb_move {
	__u64 ticks;
	__u64 word;
	__u32 page;
	__u32 outcome;
};

/**
 * struct kb_log - the commands of a region, each once; KB_IOC_LOG on it
 * @abi:	(in) KB_ABI
 * @nr_moves:	(in) room at @moves; (out) how many were written there
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

#endif /* KB_UAPI_LOG_H */
