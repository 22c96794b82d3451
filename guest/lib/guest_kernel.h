/* SPDX-License-Identifier: GPL-2.0-only */
/* guest_kernel.h - what the kernel says about itself */
#ifndef GUEST_KERNEL_H
#define GUEST_KERNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Pages that are pinned in the guest now, exactly; -1 if it can't be known */
long guest_pins(void);

/* /proc/sys/kernel/tainted, -1 if it can't be read */
long guest_taint(void);

/* What is charged to RLIMIT_MEMLOCK of this process */
long guest_locked_kib(void);

/* State letter of a process as /proc/PID/stat has it, 0 when it is gone */
char guest_task_state(pid_t pid);

/* A child ends within that time; nobody has to ask for it again and again */
bool guest_task_ends(pid_t pid, unsigned int ms);

/* Asleep for several looks on end; who can only be killed counts as well */
bool guest_task_sleeps(pid_t pid);

/* Set a parameter of a loaded module: 0 or -errno */
int guest_parameter(const char *module, const char *name, const char *value);

/* delete_module(2): 0 or -errno; does not wait */
int guest_unload(const char *module);

/*
 * Whether rvk and kbench, which hook functions, may go. CPUs of TCG that run what
 * another one changes die of a left-over int3: see "qemu-x86_64 booting with 8.0.0"
 * on linux-kernel, July 2023.
 */
bool guest_may_unload(void);

/* Those that are loaded: 0, or -errno of the first one that stays, set as @name */
int guest_unload_policies(char *name, size_t size);

/* modprobe: 0 or -errno */
int guest_load(const char *module);

/*
 * Unload the policies, then kbench and rvk, which the policies use: 0, or
 * -errno with @name set to the module that stayed.
 */
int guest_unload_all(char *name, size_t size);

/* Where the processes of a group are in the kernel, as one line */
void guest_task_where(pid_t group, char *text, size_t size);

/**
 * guest_log_next() - look for a splat in the kernel log
 * @line:	set to the first one since the last call
 * @size:	of it
 *
 * Return: whether there was one.
 */
bool guest_log_next(char *line, size_t size);

#endif /* GUEST_KERNEL_H */
