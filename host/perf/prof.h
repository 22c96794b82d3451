/* SPDX-License-Identifier: GPL-2.0-only */
/* prof.h - revokebench perf: options, and the ways to profile */
#ifndef PROF_H
#define PROF_H

#include <stdbool.h>
#include <stddef.h>

/**
 * struct prof_opts - options of `revokebench perf`
 * @top:	the project's folder
 * @command:	the command line as typed
 * @policy:	name of the policy
 * @ucase:	name of the case
 * @memory:	kind of memory
 * @pages:	number of pages
 * @phase:	profile only this one, or NULL
 * @kernel:	name of a kernel, or path of a bzImage
 * @dir:	absolute path of the output folder
 * @run:	folder of a run whose report gets a section, or NULL; @dir is in it
 * @diff:	two folders to compare, or NULL
 * @exact:	trace instructions instead of sampling
 * @most:	functions to list
 * @seconds:	of recording
 * @frequency:	samples a second
 */
struct prof_opts {
	const char *top;
	const char *command;
	const char *policy;
	const char *ucase;
	const char *memory;
	unsigned int pages;
	const char *phase;
	const char *kernel;
	char *dir;
	char *run;
	const char *diff[2];
	bool exact;
	unsigned int most;
	unsigned int seconds;
	unsigned int frequency;
};

/* Each returns an exit code; other than 0 after a line on stderr. */
int prof_exact(const struct prof_opts *o);
int prof_record(const struct prof_opts *o);
int prof_diff(const struct prof_opts *o);

#endif /* PROF_H */
