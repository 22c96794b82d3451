/* SPDX-License-Identifier: GPL-2.0-only */
/* check_options.h - the command line of kb_check */
#ifndef CHECK_OPTIONS_H
#define CHECK_OPTIONS_H

#include <stdbool.h>

/**
 * struct check_options - which checks to run, on what
 * @policies:	list of globs, NULL for all; as the next four
 * @devices:	devices of kbench
 * @engines:	timer, thread
 * @fs:		guest_fs_names
 * @checks:	NAME or NAME/VARIANT
 * @promise:	hold each policy to the guarantees of this one, or NULL
 * @limit_s:	seconds after which a check counts as hung
 * @latency_us:	microseconds of a command with the timer engine, unless a check sets one
 */
struct check_options {
	const char *policies;
	const char *devices;
	const char *engines;
	const char *fs;
	const char *checks;
	const char *promise;
	unsigned int limit_s;
	unsigned int latency_us;
};

/* Exits with RVB_EXIT_USAGE on a wrong command line */
void check_options_parse(struct check_options *o, int argc, char **argv);

/* Whether a list of globs, NULL or "all" for all, selects a name */
bool check_selected(const char *list, const char *name);

#endif /* CHECK_OPTIONS_H */
