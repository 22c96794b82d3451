/* SPDX-License-Identifier: GPL-2.0-only */
/* check_options.h - the command line of kb_check */
#ifndef CHECK_OPTIONS_H
#define CHECK_OPTIONS_H

#include <stdbool.h>

/* Which checks to run, on what */
struct check_options {
	/* list of globs, NULL for all; as the next four */
	const char *policies;
	const char *devices; /* devices of kbench */
	const char *engines; /* timer, thread */
	const char *fs; /* guest_fs_names */
	const char *checks; /* NAME or NAME/VARIANT */
	/* hold each policy to the guarantees of this one, or NULL */
	const char *promise;
	unsigned int limit_s; /* seconds after which a check counts as hung */
	/*
	 * microseconds of a command with the timer engine, unless a check sets
	 * one
	 */
	unsigned int latency_us;
};

/* Exits with RVB_EXIT_USAGE on a wrong command line */
void check_options_parse(struct check_options *o, int argc, char **argv);

/* Whether a list of globs, NULL or "all" for all, selects a name */
bool check_selected(const char *list, const char *name);

#endif /* CHECK_OPTIONS_H */
