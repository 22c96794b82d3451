/* SPDX-License-Identifier: GPL-2.0-only */
/* prof.h - revokebench perf: what was asked for, and the ways to do it */
#ifndef PROF_H
#define PROF_H

#include <stdbool.h>
#include <stddef.h>

/**
 * struct prof_opts - the words of `revokebench perf`
 * @top:	the project's folder
 * @command:	what was typed
 * @policy:	name of the policy
 * @ucase:	name of the case
 * @memory:	kind of memory
 * @pages:	how many
 * @phase:	only this one, or NULL
 * @kernel:	name of a kernel, or path of a bzImage
 * @dir:	absolute path of the folder for what comes of it
 * @run:	folder of a run whose report gets a section, or NULL; @dir is in it
 * @diff:	two folders to compare, or NULL
 * @exact:	trace instructions in place of taking samples
 * @most:	functions of a table
 * @seconds:	to record for
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

/* The ways; each returns an exit code, and has said why it is not 0. */
int prof_exact(const struct prof_opts *o);
int prof_record(const struct prof_opts *o);
int prof_diff(const struct prof_opts *o);

#endif /* PROF_H */
