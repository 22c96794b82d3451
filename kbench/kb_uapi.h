/* SPDX-License-Identifier: GPL-2.0-only WITH Linux-syscall-note */
/* kb_uapi.h - the ioctl ABI of /dev/kbench */
#ifndef KB_UAPI_H
#define KB_UAPI_H

#include <linux/ioctl.h>
#include <linux/types.h>

#include "kbench/kb_uapi_log.h"

/*
 * Every struct opens with @abi, which the caller sets to KB_ABI; any other
 * value, an unknown flag and a reserved field that is not zero are -EINVAL, an
 * unknown command is -ENOTTY. Cases, phases, policies and devices have names.
 */
#define KB_ABI 1
#define KB_NAME_MAX 32 /* bytes, closing NUL included */
#define KB_TITLE_MAX 96 /* bytes, closing NUL included */
#define KB_PHASES_MAX 8
#define KB_LOOPS_MAX 65536 /* samples of one phase in one run */
#define KB_PAGES_MAX 1048576 /* pages of one run */

/**
 * struct kb_info - cases, clock and policy; KB_IOC_INFO
 * @abi:	(in) KB_ABI
 * @nr_cases:	(out) cases are numbered from 0 to @nr_cases - 1
 * @clock_khz:	(out) ticks a millisecond of the clock of all samples
 * @policy:	(out) selected policy of this open file
 * @reserved:	(in) zero
 */
struct kb_info {
	__u32 abi;
	__u32 nr_cases;
	__u64 clock_khz;
	char policy[KB_NAME_MAX];
	__u64 reserved[2];
};

#define KB_CASE_NO_MEMORY 0x1 /* takes no address */
#define KB_CASE_GATE 0x2 /* passes the gate: measured without it, too */

/**
 * struct kb_case_info - one case of the registry; KB_IOC_CASE
 * @abi:	(in) KB_ABI
 * @index:	(in) 0 to kb_info.nr_cases - 1, else -ENOENT
 * @flags:	(out) KB_CASE_*
 * @nr_phases:	(out) number of @phase that are set
 * @name:	(out) what a user types
 * @title:	(out) one line
 * @phase:	(out) phases that are timed separately, in order
 * @reserved:	(in) zero
 */
struct kb_case_info {
	__u32 abi;
	__u32 index;
	__u32 flags;
	__u32 nr_phases;
	char name[KB_NAME_MAX];
	char title[KB_TITLE_MAX];
	char phase[KB_PHASES_MAX][KB_NAME_MAX];
	__u64 reserved[2];
};

/**
 * struct kb_policy - select the policy of this open file; KB_IOC_POLICY
 * @abi:	(in) KB_ABI
 * @flags:	(in) zero
 * @name:	(in) the module is loaded if need be; -ENOENT if there is none
 * @reserved:	(in) zero
 */
struct kb_policy {
	__u32 abi;
	__u32 flags;
	char name[KB_NAME_MAX];
	__u64 reserved[2];
};

/* What a policy promises */
#define KB_PROMISE_STALE 0x1 /* nothing: the device goes on with old pages */
#define KB_PROMISE_WAITS 0x2 /* the event waits until its pages are released */
#define KB_PROMISE_NOTIFIES 0x4 /* owners read the event and its deadline */
#define KB_PROMISE_TAKES_PAGES 0x8 /* the device loses the pages of the event */
#define KB_PROMISE_TAKES_REGION 0x10 /* the device loses the whole region */
#define KB_PROMISE_KILLS 0x20 /* the owners get SIGKILL, and are gone */
#define KB_PROMISE_ON_UNMAP 0x40 /* the device also loses what is unmapped */
#define KB_PROMISE_ON_EVICT 0x80 /* and what is left when the last link goes */
#define KB_PROMISE_DENIES 0x100 /* no region gets pages of a file */

#define KB_REFUSES_MAX 4

/**
 * struct kb_promise - the promise of the selected policy; KB_IOC_PROMISE
 * @abi:	(in) KB_ABI
 * @does:	(out) KB_PROMISE_*. Under KB_PROMISE_WAITS, TAKES_* and KILLS
 *		hold for owners that do not release within @grace
 * @policy:	(out) its name
 * @needs:	(out) KB_CAN_* that a device must have
 * @own:	(out) -errno for an owner that truncates its own pages, or 0
 * @refuses:	(out) -errno of events that are refused, 0 at the end
 * @grace:	(out) module parameter that limits the wait, in ms, or ""
 * @reserved:	(in) zero
 */
struct kb_promise {
	__u32 abi;
	__u32 does;
	char policy[KB_NAME_MAX];
	__u32 needs;
	__s32 own;
	__s32 refuses[KB_REFUSES_MAX];
	char grace[KB_NAME_MAX];
	__u64 reserved[2];
};

#define KB_RUN_WRITE 0x1 /* pin for writing */
#define KB_RUN_HOLD 0x2 /* pin once more and keep it */
#define KB_RUN_STEP 0x4 /* then run single phases by KB_IOC_STEP */
#define KB_RUN_FLAGS (KB_RUN_WRITE | KB_RUN_HOLD | KB_RUN_STEP)

/**
 * struct kb_run - run one case; KB_IOC_RUN
 * @abi:	(in) KB_ABI
 * @flags:	(in) KB_RUN_*
 * @name:	(in) the case; -ENOENT if there is none
 * @addr:	(in) page-aligned start of the memory, 0 for KB_CASE_NO_MEMORY
 * @nr_pages:	(in) base pages from @addr on, 1 to KB_PAGES_MAX, 0 for
 *		KB_CASE_NO_MEMORY
 * @nr_warmups:	(in) loops before the first that is measured
 * @nr_loops:	(in) loops that are measured, 1 to KB_LOOPS_MAX
 * @samples:	(in) pointer to __u64[nr_phases][nr_loops]; (out) clock ticks
 * @nr_pinned:	(out) pages that the last pin got, also after an error
 * @nr_done:	(out) loops whose samples were written
 * @nr_phases:	(out) as in kb_case_info
 * @reserved:	(in) zero
 *
 * With KB_RUN_HOLD another loop, which is not timed, pins the pages and leaves
 * them pinned and charged to RLIMIT_MEMLOCK until KB_IOC_DROP (also allowed
 * with no pins held) or the last close of the file.
 *
 * With KB_RUN_STEP no page is pinned at the end. Each KB_IOC_STEP then runs one
 * phase, the first again after the last, so that the caller can count events
 * around it. KB_IOC_DROP, or the last close, completes a loop. The two flags
 * exclude each other.
 *
 * Errors: that of the pin call (a refusal is a result: -EOPNOTSUPP for a
 * long-term pin of fsdax), -EFAULT for a pin that got fewer pages than
 * requested, -ENOMEM over RLIMIT_MEMLOCK, -EBUSY while pins are held, -EINTR
 * when killed.
 */
struct kb_run {
	__u32 abi;
	__u32 flags;
	char name[KB_NAME_MAX];
	__u64 addr;
	__u64 nr_pages;
	__u32 nr_warmups;
	__u32 nr_loops;
	__u64 samples;
	__u64 nr_pinned;
	__u32 nr_done;
	__u32 nr_phases;
	__u64 reserved[2];
};

/* What a device can do at run time, and what a policy needs it to do */
#define KB_CAN_REDIRECT 0x1 /* point an entry at another page */
#define KB_CAN_FENCE 0x2 /* put a whole region into error */
#define KB_CAN_FAULT 0x4 /* fault in an entry that is not valid */

/**
 * struct kb_device_info - one device of the registry; KB_IOC_DEVICE
 * @abi:	(in) KB_ABI
 * @index:	(in) from 0 on, -ENOENT past the last one
 * @can:	(out) KB_CAN_*
 * @pad:	(in) zero
 * @name:	(out) what a user types
 * @title:	(out) one line
 * @point_ns:	(out) modelled time to change entries; 0: not modelled
 * @fence_ns:	(out) modelled time to put a region into error; 0: not modelled
 * @command_ns:	(out) what a command takes, also where kb_region asks for another
 *		latency; 0: what it asks for
 * @reserved:	(in) zero
 */
struct kb_device_info {
	__u32 abi;
	__u32 index;
	__u32 can;
	__u32 pad;
	char name[KB_NAME_MAX];
	char title[KB_TITLE_MAX];
	__u64 point_ns;
	__u64 fence_ns;
	__u64 command_ns;
	__u64 reserved[2];
};

#define KB_REGION_WRITE 0x1 /* the device writes, else it reads */
#define KB_REGION_LONGTERM 0x2 /* pin with FOLL_LONGTERM */
#define KB_REGION_NOWAIT 0x4 /* -EAGAIN while a revoke is in progress */
#define KB_REGION_PROBE 0x8 /* only check whether device and policy fit */
#define KB_REGION_FLAGS 0xf

#define KB_DEPTH_MAX 256
#define KB_LOG_MAX 1048576

/**
 * struct kb_region - register memory with a device; KB_IOC_REGION
 * @abi:	(in) KB_ABI
 * @flags:	(in) KB_REGION_*
 * @device:	(in) -ENOENT if there is none
 * @engine:	(in) "timer": a command ends after @latency_ns; "thread": as
 *		fast as the CPU can; else -ENOENT
 * @addr:	(in) page-aligned start of the memory
 * @nr_pages:	(in) base pages, 1 to KB_PAGES_MAX; ignored with
 *		KB_REGION_PROBE, as is all that follows
 * @depth:	(in) commands in progress at any time, of a page each, in turn
 *		over the region; 0 to KB_DEPTH_MAX, 0 for an idle device
 * @fd:		(out) descriptor of the region, closed on exec; the region keeps
 *		the policy that the file had selected
 * @latency_ns:	(in) of a command with the timer engine, at least 1000
 * @cookie:	(in) a device that writes fills page i with words of @cookie + i
 * @reason:	(out) for -EOPNOTSUPP, why policy and device do not fit, as in
 *		"fixed cannot redirect"
 * @nr_log:	(in) commands to log for KB_IOC_LOG, 0 to KB_LOG_MAX
 * @pad:	(in) zero
 * @reserved:	(in) zero
 *
 * On the region's descriptor, poll() returns POLLIN while there is a struct
 * kb_event to read() and POLLHUP when no page is pinned any more; it supports
 * KB_IOC_LEDGER, KB_IOC_TIMELINE, KB_IOC_LOG and KB_IOC_ANSWER. The region is
 * closed with the last close, and when the memory of its owner is gone.
 *
 * Errors: as of KB_IOC_RUN, -EAGAIN when the mappings kept changing or with
 * KB_REGION_NOWAIT, -EINTR, that of the policy (deny: -EOPNOTSUPP).
 */
struct kb_region {
	__u32 abi;
	__u32 flags;
	char device[KB_NAME_MAX];
	char engine[KB_NAME_MAX];
	__u64 addr;
	__u64 nr_pages;
	__u32 depth;
	__s32 fd;
	__u64 latency_ns;
	__u64 cookie;
	char reason[KB_TITLE_MAX];
	__u32 nr_log;
	__u32 pad;
	__u64 reserved[2];
};

#define KB_CAUSE_TRUNCATE 1
#define KB_CAUSE_PUNCH 2
#define KB_CAUSE_ZERO 3
#define KB_CAUSE_COLLAPSE 4
#define KB_CAUSE_INSERT 5
#define KB_CAUSE_REMAP 6
#define KB_CAUSE_EVICT 7
#define KB_CAUSE_LATE 8 /* the pages have left the file unseen already */

/**
 * struct kb_event - notifies the owner of an event; read() from a region
 * @seq:	1, 2, ...; a gap shows that events were not read in time
 * @cause:	KB_CAUSE_*
 * @deadline_ms: time to release the pages, 0 for no limit
 * @first:	first page of the region
 * @nr_pages:	number of pages
 * @ticks:	clock when the gate caught the event
 */
struct kb_event {
	__u64 seq;
	__u32 cause;
	__u32 deadline_ms;
	__u64 first;
	__u64 nr_pages;
	__u64 ticks;
};

/**
 * struct kb_answer - release pages; KB_IOC_ANSWER on a region
 * @abi:	(in) KB_ABI
 * @flags:	(in) zero
 * @first:	(in) first page of the region
 * @nr_pages:	(in) number of pages; -EOPNOTSUPP for a part if the device can
 *		only release the whole region
 * @reserved:	(in) zero
 */
struct kb_answer {
	__u32 abi;
	__u32 flags;
	__u64 first;
	__u64 nr_pages;
	__u64 reserved[2];
};

/**
 * struct kb_ledger - accesses of a device to a region; KB_IOC_LEDGER on it
 * @abi:	(in) KB_ABI
 * @flags:	(in) zero
 * @right_bytes: (out) accesses to the page that the file has there
 * @stale_bytes: (out) accesses to a page that the file no longer has
 * @scratch_bytes: (out) accesses to a scratch page
 * @refused_bytes: (out) no access: the command ended in an error
 * @nr_commands: (out) commands that ended
 * @nr_faults:	(out) faults of the device
 * @last_word:	(out) first word of the page last read
 * @stale_ticks: (out) clock at the end of the last stale command
 * @nr_events:	(out) events that hit the region
 * @nr_unmaps:	(out) MMU notifier calls for its addresses
 * @begin_ticks: (out) as in kb_timeline, and the next two
 * @quiet_ticks: (out) see there
 * @end_ticks:	(out) see there
 * @revoked_pages: (out) pages that the policy revoked from the device
 * @quarantine_pages: (out) revoked, but a command may still use them
 * @quarantine_max: (out) maximum of @quarantine_pages
 * @scratch_pages: (out) redirected to a page of their own (scratch: each=1)
 * @nr_deferred: (out) commands that ended late, because the CPU cannot sustain
 *		kb_region.depth commands per latency_ns
 * @escaped_pages: (out) left their file outside of an event while they were
 *		pinned; the policy was called late for them
 */
struct kb_ledger {
	__u32 abi;
	__u32 flags;
	__u64 right_bytes;
	__u64 stale_bytes;
	__u64 scratch_bytes;
	__u64 refused_bytes;
	__u64 nr_commands;
	__u64 nr_faults;
	__u64 last_word;
	__u64 stale_ticks;
	__u64 nr_events;
	__u64 nr_unmaps;
	__u64 begin_ticks;
	__u64 quiet_ticks;
	__u64 end_ticks;
	__u64 revoked_pages;
	__u64 quarantine_pages;
	__u64 quarantine_max;
	__u64 scratch_pages;
	__u64 nr_deferred;
	__u64 escaped_pages;
};

/**
 * struct kb_lease - hold a layout lease of a file; KB_IOC_LEASE on /dev/kbench
 * @abi:	(in) KB_ABI
 * @flags:	(in) zero
 * @fd:		(in) the file; -1 to drop the lease that is held, if any
 * @pad:	(in) zero
 * @reserved:	(in) zero
 *
 * Held until the last close, or for fs.lease-break-time once a task breaks it:
 * the kernel's own delay. -EBUSY for a second one, -EINVAL if the filesystem
 * has no layout leases.
 */
struct kb_lease {
	__u32 abi;
	__u32 flags;
	__s32 fd;
	__u32 pad;
	__u64 reserved[2];
};

#define KB_IOC_MAGIC 0xB7
#define KB_IOC_INFO _IOWR(KB_IOC_MAGIC, 0x01, struct kb_info)
#define KB_IOC_CASE _IOWR(KB_IOC_MAGIC, 0x02, struct kb_case_info)
#define KB_IOC_POLICY _IOWR(KB_IOC_MAGIC, 0x03, struct kb_policy)
#define KB_IOC_RUN _IOWR(KB_IOC_MAGIC, 0x04, struct kb_run)
#define KB_IOC_DROP _IO(KB_IOC_MAGIC, 0x05)
#define KB_IOC_DEVICE _IOWR(KB_IOC_MAGIC, 0x06, struct kb_device_info)
#define KB_IOC_REGION _IOWR(KB_IOC_MAGIC, 0x07, struct kb_region)
#define KB_IOC_LEDGER _IOWR(KB_IOC_MAGIC, 0x08, struct kb_ledger)
#define KB_IOC_ANSWER _IOWR(KB_IOC_MAGIC, 0x09, struct kb_answer)
#define KB_IOC_TIMELINE _IOWR(KB_IOC_MAGIC, 0x0a, struct kb_timeline)
#define KB_IOC_LEASE _IOWR(KB_IOC_MAGIC, 0x0c, struct kb_lease)
#define KB_IOC_LOG _IOWR(KB_IOC_MAGIC, 0x0b, struct kb_log)
#define KB_IOC_STEP _IO(KB_IOC_MAGIC, 0x0d) /* -EINVAL without KB_RUN_STEP */
#define KB_IOC_PROMISE _IOWR(KB_IOC_MAGIC, 0x0e, struct kb_promise)

static_assert(sizeof(struct kb_info) == 64, "kb_info");
static_assert(sizeof(struct kb_case_info) == 416, "kb_case_info");
static_assert(sizeof(struct kb_policy) == 56, "kb_policy");
static_assert(sizeof(struct kb_promise) == 112, "kb_promise");
static_assert(sizeof(struct kb_run) == 104, "kb_run");
static_assert(sizeof(struct kb_device_info) == 184, "kb_device_info");
static_assert(sizeof(struct kb_region) == 232, "kb_region");
static_assert(sizeof(struct kb_event) == 40, "kb_event");
static_assert(sizeof(struct kb_answer) == 40, "kb_answer");
static_assert(sizeof(struct kb_ledger) == 160, "kb_ledger");
static_assert(sizeof(struct kb_lease) == 32, "kb_lease");

#endif /* KB_UAPI_H */
