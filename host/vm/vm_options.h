/* SPDX-License-Identifier: GPL-2.0-only */
/* vm_options.h - the command line of vm */
#ifndef VM_OPTIONS_H
#define VM_OPTIONS_H

#include <linux/types.h>

#include "host/vm/vm_qemu.h"

/* The command line of vm */
struct vm_options {
	struct vm_config config; /* the guest; its paths are absolute */
	char *dir; /* cell folder */
	char *rules; /* splat rules */
	/* in seconds of a fast host; scale it before use, as @idle_s */
	int boot_s;
	int idle_s;
	__u64 result_limit; /* most bytes of a result */
	int progress; /* file descriptor, or -1 */
	bool probe; /* only check QEMU; all but @config.qemu may be unset */
	const char *trace; /* file for a trace of instructions, or NULL */
};

/* Exits with RVB_EXIT_USAGE and a line on stderr if an option is wrong */
void vm_options_parse(struct vm_options *o, int argc, char *argv[]);

/* A script that runs the cell again; NULL with errno (EINVAL: a quote) */
char *vm_replay(const struct vm_options *o);

#endif /* VM_OPTIONS_H */
