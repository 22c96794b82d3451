/* SPDX-License-Identifier: GPL-2.0-only WITH Linux-syscall-note */
/* kb_uapi.h - the ioctl ABI of /dev/kbench */
#ifndef KB_UAPI_H
#define KB_UAPI_H

#include <linux/ioctl.h>
#include <linux/types.h>

/*
 * Every struct opens with @abi, which the caller sets to KB_ABI; any other
 * value, an unknown flag and a reserved field that is not zero are -EINVAL,
 * an unknown command is -ENOTTY. Cases, phases and policies go by name.
 */
#define KB_ABI 1

#define KB_NAME_MAX 32 /* bytes, closing NUL included */
#define KB_TITLE_MAX 96 /* bytes, closing NUL included */
#define KB_PHASES_MAX 4
#define KB_LOOPS_MAX 65536 /* samples of one phase in one run */
#define KB_PAGES_MAX 1048576 /* pages of one run */

/**
 * struct kb_info - what is loaded; KB_IOC_INFO
 * @abi:	(in) KB_ABI
 * @nr_cases:	(out) cases are numbered from 0 to @nr_cases - 1
 * @clock_khz:	(out) ticks a millisecond of the clock that samples are in
 * @policy:	(out) the policy that this open file has selected
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

/**
 * struct kb_case_info - one case of the registry; KB_IOC_CASE
 * @abi:	(in) KB_ABI
 * @index:	(in) 0 to kb_info.nr_cases - 1, else -ENOENT
 * @flags:	(out) KB_CASE_*
 * @nr_phases:	(out) how many of @phase are set
 * @name:	(out) the word a user types
 * @title:	(out) one line
 * @phase:	(out) what is timed apart, in order
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
 * @name:	(in) its module is loaded where it is not yet; -ENOENT if there
 *		is none
 * @reserved:	(in) zero
 */
struct kb_policy {
	__u32 abi;
	__u32 flags;
	char name[KB_NAME_MAX];
	__u64 reserved[2];
};

#define KB_RUN_WRITE 0x1 /* pin for writing */
#define KB_RUN_HOLD 0x2 /* pin once more and keep it */
#define KB_RUN_FLAGS (KB_RUN_WRITE | KB_RUN_HOLD)

/**
 * struct kb_run - run one case; KB_IOC_RUN
 * @abi:	(in) KB_ABI
 * @flags:	(in) KB_RUN_*
 * @name:	(in) the case; -ENOENT if there is none
 * @addr:	(in) page-aligned start of the memory, 0 for KB_CASE_NO_MEMORY
 * @nr_pages:	(in) base pages from @addr on, 1 to KB_PAGES_MAX, 0 for
 *		KB_CASE_NO_MEMORY
 * @nr_warmups:	(in) loops before the first one that is kept
 * @nr_loops:	(in) loops that are kept, 1 to KB_LOOPS_MAX
 * @samples:	(in) pointer to __u64[nr_phases][nr_loops]; (out) clock ticks
 * @nr_pinned:	(out) pages that the last pin got, also after an error
 * @nr_done:	(out) loops whose samples were written
 * @nr_phases:	(out) as in kb_case_info
 * @reserved:	(in) zero
 *
 * With KB_RUN_HOLD a loop more, which is not timed, pins the pages and leaves
 * them pinned, and charged to RLIMIT_MEMLOCK, until KB_IOC_DROP (fine with
 * nothing held, too) or the last close of the file.
 *
 * Errors: what the pin call said (a refusal is a result, -EOPNOTSUPP for a
 * long-term pin of fsdax), -EFAULT for a pin that got fewer pages than asked,
 * -ENOMEM over RLIMIT_MEMLOCK, -EBUSY while pins are held, -EINTR when killed.
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

#define KB_IOC_MAGIC 0xB7
#define KB_IOC_INFO _IOWR(KB_IOC_MAGIC, 0x01, struct kb_info)
#define KB_IOC_CASE _IOWR(KB_IOC_MAGIC, 0x02, struct kb_case_info)
#define KB_IOC_POLICY _IOWR(KB_IOC_MAGIC, 0x03, struct kb_policy)
#define KB_IOC_RUN _IOWR(KB_IOC_MAGIC, 0x04, struct kb_run)
#define KB_IOC_DROP _IO(KB_IOC_MAGIC, 0x05)

#ifdef __KERNEL__
#include <linux/build_bug.h>
#else
#include <assert.h>
#endif

static_assert(sizeof(struct kb_info) == 64, "kb_info");
static_assert(sizeof(struct kb_case_info) == 288, "kb_case_info");
static_assert(sizeof(struct kb_policy) == 56, "kb_policy");
static_assert(sizeof(struct kb_run) == 104, "kb_run");

#endif /* KB_UAPI_H */
