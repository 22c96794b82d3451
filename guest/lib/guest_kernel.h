/* SPDX-License-Identifier: GPL-2.0-only */
/* guest_kernel.h - pins, tasks, modules and log of the running kernel */
#ifndef GUEST_KERNEL_H
#define GUEST_KERNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Exact number of pinned pages in the guest, -1 if the kernel does not count */
long guest_pins(void);

/* /proc/sys/kernel/tainted, -1 if it cannot be read */
long guest_taint(void);

/* KiB charged to RLIMIT_MEMLOCK of this process, -1 if they cannot be read */
long guest_locked_kib(void);

/* State letter of a process in /proc/PID/stat, 0 if there is no such process */
char guest_task_state(pid_t pid);

/* Wait for the end of a child, without polling; false after @ms milliseconds */
bool guest_task_ends(pid_t pid, unsigned int ms);

/* Whether a task sleeps, interruptibly or not, in four looks 2 ms apart */
bool guest_task_sleeps(pid_t pid);

/* Set a parameter of a loaded module: 0 or -errno */
int guest_parameter(const char *module, const char *name, const char *value);

/* Read a parameter of a loaded module, as a string: 0 or -errno */
int guest_parameter_read(const char *module, const char *name, char *value,
			 size_t size);

/* Read one that is a number; -1 if it cannot be read */
long guest_parameter_number(const char *module, const char *name);

/* Unload a module unless it is in use: 0 or -errno */
int guest_unload(const char *module);

/*
 * Whether unloading rvk and kbench, which hook functions, is safe. A CPU of TCG that
 * runs code while another one patches it dies of a stale int3: see "qemu-x86_64
 * booting with 8.0.0" on linux-kernel, July 2023.
 */
bool guest_may_unload(void);

/* Unload all policies: 0, or -errno with @name set to the module that stayed */
int guest_unload_policies(char *name, size_t size);

/* Load a module by modprobe: 0 or -errno */
int guest_load(const char *module);

/*
 * Unload the policies, then kbench and rvk, which the policies use: 0, or
 * -errno with @name set to the module that stayed.
 */
int guest_unload_all(char *name, size_t size);

/* State and wait channel of each process of a group, as one line; stacks to stdout */
void guest_task_where(pid_t group, char *text, size_t size);

/* Reap all children of a process group; true once it is empty */
bool guest_group_gone(pid_t group);

/**
 * guest_left() - look for what a program left behind when all of it is gone
 * @base_pins:	pages pinned before; set to those of now if they differ after @ms
 * @ms:		how long to wait: files of a killed process are closed late
 * @taint:	guest_taint() before
 * @why:	set to the first find: pins, a line of guest_log_next(), a taint
 * @size:	bytes in @why
 *
 * Return: whether there was one.
 */
bool guest_left(long *base_pins, unsigned int ms, long taint, char *why,
		size_t size);

/* Copy the first warning or worse since the last call; none at first */
bool guest_log_next(char *line, size_t size);

#endif /* GUEST_KERNEL_H */
