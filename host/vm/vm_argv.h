/* SPDX-License-Identifier: GPL-2.0-only */
/* vm_argv.h - the command line of QEMU */
#ifndef VM_ARGV_H
#define VM_ARGV_H

#include "host/vm/vm_qemu.h"

#define VM_SANDBOX                                            \
	"on,obsolete=deny,elevateprivileges=deny,spawn=deny," \
	"resourcecontrol=deny"

/**
 * vm_argv() - the arguments of QEMU
 * @c:		the guest
 * @sandbox:	QEMU can install a seccomp filter
 * @console:	descriptor of the file for the first serial line
 * @qmp:	its end of the monitor's socket
 * @port:	its ends of the serial ports
 *
 * Return: an array of strings; the caller owns the reference.
 */
json_t *vm_argv(const struct vm_config *c, bool sandbox, int console, int qmp,
		const int port[VM_PORTS]);

#endif /* VM_ARGV_H */
