/* SPDX-License-Identifier: GPL-2.0-only */
/* vm_qemu.h - QEMU as a child: probe, start, end */
#ifndef VM_QEMU_H
#define VM_QEMU_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum vm_port {
	VM_PORT_RESULT,
	VM_PORT_STDIO,
	VM_PORT_CONTROL,
	VM_PORTS,
};

/**
 * struct vm_config - the guest to run
 * @qemu:	program, searched in PATH
 * @kernel:	vmlinux or bzImage
 * @kernel_fd:	boot this file instead, or -1
 * @initrd:	made by scripts/initramfs.sh
 * @initrd_fd:	use this file instead, or -1
 * @append:	further words of the kernel's command line
 * @guest:	the guest's program and its arguments, ends with NULL
 * @exact:	count instructions; else two CPUs on the host's clock
 * @kvm:	run on the host's CPUs; else translate
 * @interactive: the stdio port is a terminal
 * @no_result:	the program need not send a result
 * @foreign:	leave out the mark that our modules look for; for tests
 * @seed:	1 to 28, the day the guest's clock starts at
 * @memory_mib:	the guest's RAM
 * @watchdog_s:	guest seconds without feeding until it counts as hung
 */
struct vm_config {
	const char *qemu;
	const char *kernel;
	int kernel_fd;
	const char *initrd;
	int initrd_fd;
	const char *append;
	char **guest;
	bool exact;
	bool kvm;
	bool interactive;
	bool no_result;
	bool foreign;
	int seed;
	int memory_mib;
	int watchdog_s;
};

/**
 * struct vm_confined - how QEMU is confined
 * @sandbox:	its seccomp filter is on
 * @nobody:	it runs as the user nobody; only if the runner is root
 */
struct vm_confined {
	bool sandbox;
	bool nobody;
};

/**
 * struct vm_qemu - a running QEMU
 * @pid:	its process, and its process group
 * @qmp:	our end of the monitor's socket
 * @port:	our ends of the serial ports
 * @argv:	its arguments, JSON strings
 */
struct vm_qemu {
	pid_t pid;
	int qmp;
	int port[VM_PORTS];
	json_t *argv;
};

/*
 * Check for QEMU and the devices a guest needs; @confined is set to the
 * strictest confinement that works. 0, or with @why set -ENOENT without QEMU,
 * -ENODEV without a device, or -errno.
 */
int vm_qemu_probe(const struct vm_config *config, struct vm_confined *confined,
		  char *why, size_t size);

/*
 * Start QEMU, stopped before the first instruction: 0 or -errno. As nobody it
 * needs @kernel_fd and @initrd_fd. The kernel kills it when the calling thread
 * ends.
 */
int vm_qemu_start(struct vm_qemu *qemu, const struct vm_config *config,
		  struct vm_confined confined, int console);

/* Wait for QEMU, killed first if asked: its wait() status */
int vm_qemu_end(struct vm_qemu *qemu, bool kill_it);

#endif /* VM_QEMU_H */
