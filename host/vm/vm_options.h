/* SPDX-License-Identifier: GPL-2.0-only */
/* vm_options.h - the command line of vm */
#ifndef VM_OPTIONS_H
#define VM_OPTIONS_H

#include <linux/types.h>

#include "host/vm/vm_qemu.h"

/**
 * struct vm_options - the command line of vm
 * @config:	the guest; its paths are absolute
 * @dir:	cell folder
 * @rules:	splat rules
 * @boot_s:	in seconds of a fast host; scale it before use, as @idle_s
 * @idle_s:	as given
 * @result_limit: most bytes of a result
 * @progress:	file descriptor, or -1
 * @probe:	only check QEMU; all but @config.qemu may be unset
 * @trace:	file for a trace of instructions, or NULL
 */
struct vm_options {
	struct vm_config config;
	char *dir;
	char *rules;
	int boot_s;
	int idle_s;
	__u64 result_limit;
	int progress;
	bool probe;
	const char *trace;
};

/* Exits with RVB_EXIT_USAGE and a line on stderr if an option is wrong */
void vm_options_parse(struct vm_options *o, int argc, char *argv[]);

void vm_options_free(struct vm_options *o);

#endif /* VM_OPTIONS_H */
