/* SPDX-License-Identifier: GPL-2.0-only */
/* vm_qemu.h - QEMU as a child: what it can, its arguments, start and end */
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
 * struct vm_config - what is asked for
 * @qemu:	program, looked for in PATH
 * @kernel:	bzImage
 * @kernel_fd:	what to boot in its place, or -1
 * @initrd:	made by scripts/initramfs.sh
 * @initrd_fd:	what to take in its place, or -1
 * @append:	more of the kernel's command line
 * @guest:	the guest's program and its arguments, ends with NULL
 * @exact:	count instructions; else two CPUs on the host's clock
 * @kvm:	these two by the host's own CPUs; else by translation
 * @interactive: the stdio port is a terminal
 * @no_result:	the program gives none, nor need it
 * @foreign:	without the mark that our modules look for; for tests
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
 * struct vm_confined - what QEMU is kept from
 * @sandbox:	system calls that it has no need of
 * @nobody:	what belongs to the user who runs us; only for root
 */
struct vm_confined {
	bool sandbox;
	bool nobody;
};

/**
 * struct vm_qemu - a QEMU that runs
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

/**
 * vm_qemu_probe() - is there a QEMU, with all devices needed?
 * @config:	the program's name is taken from here
 * @confined:	set to the most that it works with
 * @why:	on error one line: what is missing, what to do
 * @size:	bytes in @why
 *
 * Return: 0, -ENOENT without QEMU, -ENODEV without a device, or -errno.
 */
int vm_qemu_probe(const struct vm_config *config, struct vm_confined *confined,
		  char *why, size_t size);

/**
 * vm_qemu_start() - start it, stopped before the first instruction
 * @qemu:	filled in
 * @config:	what is asked for
 * @confined:	from vm_qemu_probe(); a nobody needs @kernel_fd and @initrd_fd
 * @console:	file the guest's first serial line goes to
 *
 * It dies with the calling thread, however that ends.
 *
 * Return: 0 or -errno.
 */
int vm_qemu_start(struct vm_qemu *qemu, const struct vm_config *config,
		  struct vm_confined confined, int console);

/**
 * vm_qemu_end() - wait for it
 * @qemu:	from vm_qemu_start()
 * @kill_it:	with its whole process group, first
 *
 * Return: the status of wait().
 */
int vm_qemu_end(struct vm_qemu *qemu, bool kill_it);

#endif /* VM_QEMU_H */
