/* SPDX-License-Identifier: GPL-2.0-only */
/* kb_guest.h - calls and counters that the tests of /dev/kbench share */
#ifndef KB_GUEST_H
#define KB_GUEST_H

#include <stddef.h>
#include <sys/capability.h>

#include "kbench/kb_uapi.h"

#define PAGES 64 /* of a usual run */
#define LOOPS 3

extern uint64_t samples[KB_PHASES_MAX * LOOPS];
extern long page_size;

/* Open /dev/kbench, or fail the test */
int open_kbench(void);

/* Call ioctl(2): its errno, or 0 */
int call(int fd, unsigned long cmd, void *arg);
int run_call(int fd, struct kb_run run);

/* Map and populate anonymous memory */
void *map(size_t pages);

/* A valid KB_IOC_RUN of the case pin */
struct kb_run pin_of(void *memory, size_t pages);

/* A valid KB_IOC_REGION with an idle device */
struct kb_region region_of(void *memory, size_t pages);

/* Exact number of pinned pages in the guest, after a stat_refresh */
long long held_pins(void);

/* KiB charged to RLIMIT_MEMLOCK (mm->locked_vm) */
long locked_kib(void);

void drop_capability(cap_value_t cap);

/* Run @body in a child: its exit code, or minus the signal that ended it */
int in_child(int (*body)(void));

/* kb_event.c */
void test_a_bad_buffer_loses_no_event(void **state);

/* kb_limit.c */
void test_memlock_limit(void **state);
void test_memlock_limit_of_a_region(void **state);

#endif /* KB_GUEST_H */
