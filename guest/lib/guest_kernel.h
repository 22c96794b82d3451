/* SPDX-License-Identifier: GPL-2.0-only */
/* guest_kernel.h - what the kernel says about itself */
#ifndef GUEST_KERNEL_H
#define GUEST_KERNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct kc;

/* Pages that are pinned in the guest now, exactly; -1 if it can't be known */
long kc_pins(void);

/* /proc/sys/kernel/tainted, -1 if it can't be read */
long kc_taint(void);

/* What is charged to RLIMIT_MEMLOCK of this process */
long kc_locked_kib(void);

/* State letter of a process as /proc/PID/stat has it, 0 when it is gone */
char kc_state(pid_t pid);

/* A child ends within that time; nobody has to ask for it again and again */
bool kc_ends(pid_t pid, unsigned int ms);

/* Asleep for several looks on end; who can only be killed counts as well */
bool kc_sleeps(pid_t pid);

/* Set a parameter of rvk_POLICY.ko; fails the check */
void kc_parameter(struct kc *k, const char *policy, const char *name,
		  const char *value);

/* delete_module(2): 0 or -errno; does not wait */
int kc_unload(const char *module);

/*
 * Whether rvk and kbench, which hook functions, may go. CPUs of TCG that run what
 * another one changes die of a left-over int3: see "qemu-x86_64 booting with 8.0.0"
 * on linux-kernel, July 2023.
 */
bool kc_may_unload(void);

/* Those that are loaded: 0, or -errno of the first one that stays, set as @name */
int kc_unload_policies(char *name, size_t size);

/* modprobe: 0 or -errno */
int kc_load(const char *module);

/* All of ours; fails the check, or skips it where that is not safe */
void kc_unload_all(struct kc *k);

/* Where the processes of a group are in the kernel, as one line */
void kc_where(pid_t group, char *text, size_t size);

/**
 * kc_log_next() - look for a splat in the kernel log
 * @line:	set to the first one since the last call
 * @size:	of it
 *
 * Return: whether there was one.
 */
bool kc_log_next(char *line, size_t size);

#endif /* GUEST_KERNEL_H */
