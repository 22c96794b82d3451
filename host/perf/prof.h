/* SPDX-License-Identifier: GPL-2.0-only */
/* prof.h - revokebench perf: options, and the ways to profile */
#ifndef PROF_H
#define PROF_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* Options of `revokebench perf` */
struct prof_opts {
	const char *top; /* the project's folder */
	const char *command; /* the command line as typed */
	const char *policy; /* name of the policy */
	const char *ucase; /* name of the case */
	const char *memory; /* kind of memory */
	unsigned int pages; /* number of pages */
	const char *phase; /* profile only this one, or NULL */
	const char *kernel; /* name of a kernel, or path of a bzImage */
	char *dir; /* absolute path of the output folder */
	/* of a run whose report gets a section, or NULL; has @dir */
	char *run;
	const char *diff[2]; /* two folders to compare, or NULL */
	bool exact; /* trace instructions instead of sampling */
	unsigned int most; /* functions to list */
	unsigned int seconds; /* of recording */
	unsigned int frequency; /* samples a second */
};

/* Each returns an exit code; other than 0 after a line on stderr. */
int prof_exact(const struct prof_opts *o);
int prof_record(const struct prof_opts *o);
int prof_diff(const struct prof_opts *o);

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

#endif /* PROF_H */
