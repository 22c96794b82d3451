/* SPDX-License-Identifier: GPL-2.0-only */
/* vm_argv.h - the command line of QEMU */
#ifndef VM_ARGV_H
#define VM_ARGV_H

#include "host/vm/vm_qemu.h"

#define VM_SANDBOX                                            \
	"on,obsolete=deny,elevateprivileges=deny,spawn=deny," \
	"resourcecontrol=deny"

/* The arguments of QEMU, an array of strings; descriptors are QEMU's ends */
json_t *vm_argv(const struct vm_config *c, bool sandbox, int console, int qmp,
		const int port[VM_PORTS]);

#endif /* VM_ARGV_H */
