/* SPDX-License-Identifier: GPL-2.0-only */
/* check_options.h - the command line */
#ifndef CHECK_OPTIONS_H
#define CHECK_OPTIONS_H

#include <stdbool.h>

/**
 * struct check_options - what to run
 * @policies:	list of globs, as all that follow; NULL for all
 * @devices:	of kbench
 * @engines:	timer, thread
 * @fs:		kinds of ubench's memory that are files
 * @checks:	NAME or NAME/VARIANT
 * @promise:	hold every policy to what this one promises, or NULL
 * @limit_s:	for a check
 * @latency_ns:	of a command with the timer engine, where a check wants no other
 */
struct check_options {
	const char *policies;
	const char *devices;
	const char *engines;
	const char *fs;
	const char *checks;
	const char *promise;
	unsigned int limit_s;
	unsigned int latency_ns;
};

/* Ends the program when it is wrong */
void check_options_parse(struct check_options *o, int argc, char **argv);

/**
 * check_selected() - whether a name is asked for
 * @list:	globs with commas between them, or NULL for all
 * @name:	the name
 *
 * Return: true if so.
 */
bool check_selected(const char *list, const char *name);

#endif /* CHECK_OPTIONS_H */
