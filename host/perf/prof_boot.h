/* SPDX-License-Identifier: GPL-2.0-only */
/* prof_boot.h - one boot of the guest for a profile */
#ifndef PROF_BOOT_H
#define PROF_BOOT_H

#include <jansson.h>

#include "host/perf/prof.h"

/* One boot */
struct prof_boot {
	const char *mode; /* exact or timed */
	bool perf; /* with Debian's perf in the guest */
	const char *trace; /* file for a trace of instructions, or NULL */
	/* its program and arguments, ends with NULL */
	const char *const *guest;
};

/*
 * Make the guest, boot it, load its frame into @result: 0, or an exit code
 * after a line on stderr. The logs are in the folder `cell` below @o->dir.
 */
int prof_boot(const struct prof_opts *o, const struct prof_boot *boot,
	      json_t **result);

#endif /* PROF_BOOT_H */
