// SPDX-License-Identifier: GPL-2.0-only
/* fuzz_table.c - each ioctl of kb_uapi.h with each field of its struct */
#include "guest/fuzz/fuzz_table.h"
#include "kbench/kb_uapi.h"

/* FIELD(kb_run, addr, FUZZ_ADDR, max, words) */
#define FIELD(tag, member, kind, max, words)                          \
	{                                                             \
#member, kind, offsetof(struct tag, member),          \
			sizeof(((struct tag *)0)->member), max, words \
	}
#define ABI(tag) FIELD(tag, abi, FUZZ_ABI, 0, NULL)
#define OUT(tag, member) FIELD(tag, member, FUZZ_OUT, 0, NULL)
#define RESERVED(tag, member) FIELD(tag, member, FUZZ_RESERVED, 0, NULL)
#define FLAGS(tag, mask) FIELD(tag, flags, FUZZ_FLAGS, mask, NULL)
#define NUMBER(tag, member, max) FIELD(tag, member, FUZZ_NUMBER, max, NULL)
#define NAME(tag, member, words) FIELD(tag, member, FUZZ_NAME, 0, words)

#define IOCTL(name, on, weight, cmd, tag, ...)                   \
	{                                                        \
		name, on, weight, cmd, sizeof(struct tag), NULL, \
			FUZZ_NR(__VA_ARGS__),                    \
		{                                                \
			__VA_ARGS__                              \
		}                                                \
	}

const struct fuzz_call fuzz_ioctls[] = {
	IOCTL("info", FUZZ_ON_NODE, 1, KB_IOC_INFO, kb_info, ABI(kb_info),
	      OUT(kb_info, nr_cases), OUT(kb_info, clock_khz),
	      OUT(kb_info, policy), RESERVED(kb_info, reserved)),
	IOCTL("case", FUZZ_ON_NODE, 1, KB_IOC_CASE, kb_case_info,
	      ABI(kb_case_info), NUMBER(kb_case_info, index, 15),
	      OUT(kb_case_info, flags), OUT(kb_case_info, nr_phases),
	      OUT(kb_case_info, name), OUT(kb_case_info, title),
	      OUT(kb_case_info, phase), RESERVED(kb_case_info, reserved)),
	IOCTL("policy", FUZZ_ON_NODE, 12, KB_IOC_POLICY, kb_policy,
	      ABI(kb_policy), FLAGS(kb_policy, 0),
	      NAME(kb_policy, name, &guest_words_policies),
	      RESERVED(kb_policy, reserved)),
	IOCTL("promise", FUZZ_ON_NODE, 1, KB_IOC_PROMISE, kb_promise,
	      ABI(kb_promise),
	      { "does ... grace", FUZZ_OUT, offsetof(struct kb_promise, does),
		offsetof(struct kb_promise, reserved) -
			offsetof(struct kb_promise, does),
		0, NULL },
	      RESERVED(kb_promise, reserved)),
	IOCTL("run", FUZZ_ON_NODE, 6, KB_IOC_RUN, kb_run, ABI(kb_run),
	      FLAGS(kb_run, KB_RUN_FLAGS),
	      NAME(kb_run, name, &guest_words_cases),
	      FIELD(kb_run, addr, FUZZ_ADDR, 0, NULL),
	      FIELD(kb_run, nr_pages, FUZZ_PAGES, 0, NULL),
	      NUMBER(kb_run, nr_warmups, 3), NUMBER(kb_run, nr_loops, 8),
	      FIELD(kb_run, samples, FUZZ_USER, 0, NULL),
	      OUT(kb_run, nr_pinned), OUT(kb_run, nr_done),
	      OUT(kb_run, nr_phases), RESERVED(kb_run, reserved)),
	{ "drop", FUZZ_ON_NODE, 3, KB_IOC_DROP, 0, NULL, 0, { { 0 } } },
	{ "step", FUZZ_ON_NODE, 3, KB_IOC_STEP, 0, NULL, 0, { { 0 } } },
	IOCTL("device", FUZZ_ON_NODE, 1, KB_IOC_DEVICE, kb_device_info,
	      ABI(kb_device_info), NUMBER(kb_device_info, index, 5),
	      OUT(kb_device_info, can), RESERVED(kb_device_info, pad),
	      OUT(kb_device_info, name), OUT(kb_device_info, title),
	      OUT(kb_device_info, point_ns), OUT(kb_device_info, fence_ns),
	      OUT(kb_device_info, command_ns),
	      RESERVED(kb_device_info, reserved)),
	IOCTL("region", FUZZ_ON_NODE, 30, KB_IOC_REGION, kb_region,
	      ABI(kb_region), FLAGS(kb_region, KB_REGION_FLAGS),
	      NAME(kb_region, device, &guest_words_devices),
	      NAME(kb_region, engine, &guest_words_engines),
	      FIELD(kb_region, addr, FUZZ_ADDR, 0, NULL),
	      FIELD(kb_region, nr_pages, FUZZ_PAGES, 0, NULL),
	      NUMBER(kb_region, depth, 8),
	      FIELD(kb_region, fd, FUZZ_FD, 0, NULL),
	      NUMBER(kb_region, latency_ns, 2000000),
	      NUMBER(kb_region, cookie, 65536), OUT(kb_region, reason),
	      NUMBER(kb_region, nr_log, 64), RESERVED(kb_region, pad),
	      RESERVED(kb_region, reserved)),
	IOCTL("ledger", FUZZ_ON_REGION, 4, KB_IOC_LEDGER, kb_ledger,
	      ABI(kb_ledger), FLAGS(kb_ledger, 0),
	      { "right_bytes ... escaped_pages", FUZZ_OUT,
		offsetof(struct kb_ledger, right_bytes),
		sizeof(struct kb_ledger) -
			offsetof(struct kb_ledger, right_bytes),
		0, NULL }),
	IOCTL("answer", FUZZ_ON_REGION, 8, KB_IOC_ANSWER, kb_answer,
	      ABI(kb_answer), FLAGS(kb_answer, 0),
	      NUMBER(kb_answer, first, FUZZ_FILE_PAGES),
	      FIELD(kb_answer, nr_pages, FUZZ_PAGES, 0, NULL),
	      RESERVED(kb_answer, reserved)),
	IOCTL("timeline", FUZZ_ON_REGION, 2, KB_IOC_TIMELINE, kb_timeline,
	      ABI(kb_timeline), FLAGS(kb_timeline, 0),
	      { "begin_ticks ... step_ticks", FUZZ_OUT,
		offsetof(struct kb_timeline, begin_ticks),
		offsetof(struct kb_timeline, reserved) -
			offsetof(struct kb_timeline, begin_ticks),
		0, NULL },
	      RESERVED(kb_timeline, reserved)),
	IOCTL("log", FUZZ_ON_REGION, 3, KB_IOC_LOG, kb_log, ABI(kb_log),
	      NUMBER(kb_log, nr_moves, 80),
	      FIELD(kb_log, moves, FUZZ_USER, 0, NULL), OUT(kb_log, nr_lost),
	      RESERVED(kb_log, reserved)),
	IOCTL("lease", FUZZ_ON_NODE, 3, KB_IOC_LEASE, kb_lease, ABI(kb_lease),
	      FLAGS(kb_lease, 0), FIELD(kb_lease, fd, FUZZ_FILE, 0, NULL),
	      RESERVED(kb_lease, pad), RESERVED(kb_lease, reserved)),
	{ NULL, FUZZ_ON_NOTHING, 0, 0, 0, NULL, 0, { { 0 } } },
};

static unsigned int count(const struct fuzz_call *call)
{
	unsigned int nr = 0;

	while (call[nr].name)
		nr++;
	return nr;
}

unsigned int fuzz_nr_calls(void)
{
	return count(fuzz_ioctls) + count(fuzz_system_calls);
}

const struct fuzz_call *fuzz_call_at(unsigned int i)
{
	unsigned int nr = count(fuzz_ioctls);

	return i < nr ? &fuzz_ioctls[i] : &fuzz_system_calls[i - nr];
}
