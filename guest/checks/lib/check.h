/* SPDX-License-Identifier: GPL-2.0-only */
/* check.h - what a hard case in guest/checks/ has to bring, and its tools */
#ifndef CHECK_H
#define CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "guest/lib/guest_file.h"
#include "guest/lib/guest_promise.h"
#include "kbench/kb_uapi.h"

#define CHECK_PAGE GUEST_PAGE_BYTES
#define CHECK_PAGES \
	16U /* of the file and the region, where nothing else is said */
#define CHECK_PAGES_MAX 2048U
/* No divisor of CHECK_PAGES: the last page of a round is each page in turn */
#define CHECK_DEPTH 7U
#define CHECK_LATENCY_NS 500000U
#define CHECK_COOKIE 0xc00c1e0000000000ULL
#define CHECK_GRACE_MS "20000" /* longer than any check may take */

enum check_status { CHECK_RUNNING, CHECK_PASS, CHECK_FAIL, CHECK_SKIP };

/**
 * struct check_task - a process that does something while others look
 * @pid:	of it
 * @started:	what follows is what it is there for
 * @done:	and it came back
 * @ret:	with that; 0 or -errno
 * @ns:		that took it so long
 * @pins:	of all pages in the guest when it came back
 * @ledger:	of the region at that moment
 */
struct check_task {
	pid_t pid;
	bool started;
	bool done;
	int ret;
	uint64_t ns;
	long pins;
	struct kb_ledger ledger;
};

#define CHECK_TASKS 3

/**
 * struct check_owner - the process that has a region
 * @pid:	of it
 * @ready:	@ret and @fd are there
 * @ret:	what KB_IOC_REGION said; 0 or -errno
 * @fd:		the region, a descriptor of that process
 * @go:		(by the check) begin with check_job.then
 * @quit:	(by the check) let go of all and end
 * @then_done:	check_job.then came back
 * @then_ret:	with that
 * @locked_kib:	charged to it after it let go; -1 before
 */
struct check_owner {
	pid_t pid;
	bool ready;
	int ret;
	int fd;
	bool go;
	bool quit;
	bool then_done;
	int then_ret;
	long locked_kib;
};

#define CHECK_OWNERS 2

/**
 * struct check_shared - memory that all processes of a check have in common
 * @status:	enum check_status; the first who sets it wins
 * @reason:	of a failure or a skip
 * @owner:	processes with regions
 * @task:	processes that truncate
 */
struct check_shared {
	volatile int status;
	char reason[256];
	volatile struct check_owner owner[CHECK_OWNERS];
	volatile struct check_task task[CHECK_TASKS];
};

struct check_event;

/**
 * struct check - one check on one combination
 * @policy:	name, as all that follow
 * @device:	of the region
 * @engine:	of the device
 * @fs:		filesystem
 * @folder:	in it
 * @variant:	one of check_case.variants, or NULL
 * @promise:	what the policy is held to
 * @can:	KB_CAN_* of the device
 * @base_pins:	pages that were pinned before
 * @shared:	see there
 * @file:	the file
 * @nr_pages:	of the region
 * @flags:	KB_REGION_* that regions are made with
 * @latency_ns:	of a command with the timer engine
 * @event:	what is done to the file
 * @region:	our descriptor of the first owner's region, or -1
 * @words:	what each page of the file has to hold
 * @nr_words:	pages of the file
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
	long base_pins;
	struct check_shared *shared;
	struct guest_file file;
	uint64_t nr_pages;
	uint32_t flags;
	uint64_t latency_ns;
	const struct check_event *event;
	int region;
	uint64_t words[CHECK_PAGES_MAX];
	uint64_t nr_words;
};

/**
 * struct check_case - a hard case; guest/checks/NAME.c defines check_case_NAME
 * @name:	NAME
 * @title:	one line
 * @variants:	it is run once for each, as NAME/VARIANT; NULL for one
 * @per_fs:	has nothing to do with policy and device: run once a filesystem
 * @all_pairs:	also run for pairs of policy and device that do not fit
 * @run:	in a process of its own; to come back is to pass
 */
struct check_case {
	const char *name;
	const char *title;
	const char *const *variants;
	bool per_fs;
	bool all_pairs;
	void (*run)(struct check *k);
};

/* From the names of the files in guest/checks/, by CMake; ends with NULL */
extern const struct check_case *const check_cases[];

/* check_verdict.c: all of these end the process */
void check_fail(struct check *k, const char *format, ...)
	__attribute__((noreturn, format(printf, 2, 3)));
void check_skip(struct check *k, const char *format, ...)
	__attribute__((noreturn, format(printf, 2, 3)));
void check_pass(struct check *k) __attribute__((noreturn));

#define check_want(k, condition, ...)               \
	do {                                        \
		if (!(condition))                   \
			check_fail(k, __VA_ARGS__); \
	} while (0)

#include "guest/checks/lib/check_event.h"
#include "guest/checks/lib/check_file.h"
#include "guest/checks/lib/check_kbench.h"
#include "guest/checks/lib/check_process.h"
#include "guest/lib/guest_kernel.h"
#include "guest/lib/guest_owner.h"
#include "guest/lib/guest_region.h"
#include "guest/lib/guest_time.h"

#endif /* CHECK_H */
