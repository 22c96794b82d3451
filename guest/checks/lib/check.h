/* SPDX-License-Identifier: GPL-2.0-only */
/* check.h - the interface of a hard case in guest/checks/, and its tools */
#ifndef CHECK_H
#define CHECK_H

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "guest/lib/guest_call.h"
#include "guest/lib/guest_file.h"
#include "guest/lib/guest_promise.h"
#include "kbench/kb_uapi.h"

#define CHECK_PAGE GUEST_PAGE_BYTES
/* Pages of the file and the region, unless a check sets another size */
#define CHECK_PAGES 16U
#define CHECK_PAGES_MAX 2048U
/* Prime to CHECK_PAGES, so that each page is the last of a round in turn */
#define CHECK_DEPTH 7U
#define CHECK_LATENCY_US 500U
#define CHECK_COOKIE 0xc00c1e0000000000ULL
#define CHECK_GRACE_MS \
	"20000000" /* longer than --limit, so that it never ends */

/* Why a check is skipped on fsdax if its policy leaves pages pinned */
#define CHECK_XFS_WAITS "XFS waits for pinned pages of persistent memory"

enum check_status { CHECK_RUNNING, CHECK_PASS, CHECK_FAIL, CHECK_SKIP };

/* A process that runs a body, such as an event */
struct check_task {
	pid_t pid;
	bool started; /* the body is about to run */
	bool done; /* the body returned; what follows is valid */
	int ret; /* what it returned, 0 or -errno */
	uint64_t ns; /* how long it ran */
	/* pages pinned in the guest when it returned, beyond kc.base_pins */
	long pins;
	struct kb_ledger ledger; /* of kc.region when it returned */
};

#define CHECK_TASKS 3

/* The process that registered a region */
struct check_owner {
	pid_t pid;
	bool ready; /* @ret and @fd are valid */
	int ret; /* of KB_IOC_REGION; 0 or -errno */
	int fd; /* the region, a descriptor in that process */
	bool go; /* set by the check: call check_job.then */
	bool quit; /* set by the check: close all descriptors and exit */
	bool then_done; /* check_job.then returned */
	int then_ret; /* what it returned */
	long locked_kib; /* RLIMIT_MEMLOCK charge after the close; -1 before */
};

#define CHECK_OWNERS 2

/* A number that a check has seen */
struct check_mark {
	char name[16];
	double value;
};

#define CHECK_MARKS 8

/* Memory that all processes of a check share */
struct check_shared {
	/* enum check_status; the first process to set it wins */
	volatile int status;
	char reason[256]; /* of a failure or a skip; else check_note() */
	/* what check_mark() was told */
	struct check_mark mark[CHECK_MARKS];
	unsigned int nr_marks;
	/* processes that registered regions */
	volatile struct check_owner owner[CHECK_OWNERS];
	/* processes that run events */
	volatile struct check_task task[CHECK_TASKS];
};

/* Pages of a region */
struct check_range {
	uint64_t first;
	uint64_t nr;
};

struct check_event;

/**
 * struct check - one check on one policy, device, engine and filesystem
 * @policy:	its name
 * @device:	name of the region's device
 * @engine:	name of the device's engine
 * @fs:		name of the filesystem
 * @folder:	a folder on it
 * @variant:	one of check_case.variants, or NULL
 * @promise:	the guarantees that the policy must keep
 * @can:	KB_CAN_* of the device
 * @command_ns:	what a command of the device takes; 0: @latency_ns
 * @base_pins:	pages pinned in the guest before the check
 * @shared:	see there
 * @file:	the file
 * @nr_pages:	of the region
 * @flags:	KB_REGION_* of each region
 * @latency_ns:	time of one command with the timer engine
 * @event:	the system call that takes pages from the file
 * @hit:	the pages that a region over the whole file loses by it
 * @escapes:	pinned pages may leave the file outside of an event
 * @region:	our descriptor of the first owner's region, or -1
 * @words:	the word that each page of the file must be full of
 * @nr_words:	pages that the file must have
 */
struct check {
	const char *policy;
	const char *device;
	const char *engine;
	const char *fs;
	const char *folder;
	const char *variant;
	const struct guest_promise *promise;
	unsigned int can;
	uint64_t command_ns;
	long base_pins;
	struct check_shared *shared;
	struct guest_file file;
	uint64_t nr_pages;
	uint32_t flags;
	uint64_t latency_ns;
	const struct check_event *event;
	struct check_range hit;
	bool escapes;
	int region;
	uint64_t words[CHECK_PAGES_MAX];
	uint64_t nr_words;
};

/* A time-out: @ms, and for a device that has its own pace some of its rounds */
static inline uint64_t check_ms(const struct check *k, uint64_t ms)
{
	return ms + (6 * k->nr_pages + 128) * k->command_ns / 1000000;
}

/**
 * struct check_case - a hard case; guest/checks/NAME.c defines check_case_NAME
 * @name:	NAME
 * @title:	one line
 * @variants:	the check runs once for each, as NAME/VARIANT; NULL: it has none
 * @per_fs:	needs no policy and device: runs once for each filesystem
 * @all_pairs:	also runs for pairs of policy and device that do not fit
 * @run:	runs in a process of its own; returning passes the check
 * @restore:	undoes what of @run outlasts its process, however that ended; or NULL
 */
struct check_case {
	const char *name;
	const char *title;
	const char *const *variants;
	bool per_fs;
	bool all_pairs;
	void (*run)(struct check *k);
	void (*restore)(const struct check *k);
};

/* The value of check_case.variants */
#define CHECK_VARIANTS(...)     \
	((const char *const[]){ \
		__VA_ARGS__,    \
		NULL,           \
	})

/* From the names of the files in guest/checks/, by CMake; ends with NULL */
extern const struct check_case *const check_cases[];

/* check_verdict.c: each of these ends the process */
void check_fail(struct check *k, const char *format, ...)
	__attribute__((noreturn, format(printf, 2, 3)));
void check_skip(struct check *k, const char *format, ...)
	__attribute__((noreturn, format(printf, 2, 3)));
void check_pass(struct check *k) __attribute__((noreturn));

/* What a check that passes has seen, for its row and the report */
void check_note(struct check *k, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* A number that a check has seen, for its row and the report */
void check_mark(struct check *k, const char *name, double value);

/* Fail unless @condition holds; errno is %m in the message */
#define check_want(k, condition, ...)               \
	do {                                        \
		if (!(condition))                   \
			check_fail(k, __VA_ARGS__); \
	} while (0)

/* The value of @call; fail if that is an -errno, which is %m in the message */
#define check_ok(k, call, ...)                         \
	({                                             \
		int ret_ = (call);                     \
		errno = ret_ < 0 ? -ret_ : 0;          \
		check_want(k, ret_ >= 0, __VA_ARGS__); \
		ret_;                                  \
	})

#include "guest/checks/lib/check_event.h"
#include "guest/checks/lib/check_file.h"
#include "guest/checks/lib/check_kbench.h"
#include "guest/checks/lib/check_process.h"
#include "guest/lib/guest_kernel.h"
#include "guest/lib/guest_owner.h"
#include "guest/lib/guest_region.h"
#include "guest/lib/guest_time.h"

#endif /* CHECK_H */
