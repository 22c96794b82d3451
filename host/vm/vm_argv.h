/* SPDX-License-Identifier: GPL-2.0-only */
/* vm_argv.h - what QEMU is started with */
#ifndef VM_ARGV_H
#define VM_ARGV_H

#include "host/vm/vm_qemu.h"

#define VM_SANDBOX                                            \
	"on,obsolete=deny,elevateprivileges=deny,spawn=deny," \
	"resourcecontrol=deny"

/**
 * vm_argv() - the arguments of QEMU
 * @c:		what is asked for
 * @sandbox:	it can keep itself from system calls that it has no need of
 * @console:	descriptor of the file for the first serial line
 * @qmp:	its end of the monitor's socket
 * @port:	its ends of the serial ports
 *
 * Return: an array of strings, the caller's.
 */
json_t *vm_argv(const struct vm_config *c, bool sandbox, int console, int qmp,
		const int port[VM_PORTS]);

#endif /* VM_ARGV_H */
