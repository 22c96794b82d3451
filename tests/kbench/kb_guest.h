/* SPDX-License-Identifier: GPL-2.0-only */
/* kb_guest.h - what tests of /dev/kbench have in common */
#ifndef KB_GUEST_H
#define KB_GUEST_H

#include <stddef.h>
#include <sys/capability.h>

#include "kbench/kb_uapi.h"

#define PAGES 64 /* of a usual run */
#define LOOPS 3

extern uint64_t samples[KB_PHASES_MAX * LOOPS];
extern long page_size;

/* An open /dev/kbench; the test fails without one. */
int open_kbench(void);

/* The error of an ioctl, 0 for none. */
int call(int fd, unsigned long cmd, void *arg);
int run_call(int fd, struct kb_run run);

/* Anonymous memory, populated. */
void *map(size_t pages);

/* A good call of the case pin. */
struct kb_run pin_of(void *memory, size_t pages);

/* A good call of KB_IOC_REGION, with a device that does nothing. */
struct kb_region region_of(void *memory, size_t pages);

/* Pins that are held anywhere in the guest, exact after a stat_refresh. */
long long held_pins(void);

/* What is charged to RLIMIT_MEMLOCK (mm->locked_vm), in KiB. */
long locked_kib(void);

void drop_capability(cap_value_t cap);

/* Runs @body in a child; its exit code, or minus the signal that ended it. */
int in_child(int (*body)(void));

/* kb_limit.c */
void test_memlock_limit(void **state);
void test_memlock_limit_of_a_region(void **state);

#endif /* KB_GUEST_H */
