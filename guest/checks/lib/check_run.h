/* SPDX-License-Identifier: GPL-2.0-only */
/* check_run.h - options, runs and rows of kb_check */
#ifndef CHECK_RUN_H
#define CHECK_RUN_H

#include "guest/checks/lib/check.h"

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
	bool pairs; /* no checks that need neither policy nor device */
	unsigned int limit_s; /* seconds after which a check counts as hung */
	/* of a command with the timer engine, unless a check sets it */
	unsigned int latency_us;
};

/* Exits with RVB_EXIT_USAGE on a wrong command line */
void check_options_parse(struct check_options *o, int argc, char **argv);

/* Run a check, look for pins and splats it left, add its row */
void check_run(struct check *k, const struct check_case *check,
	       const char *variant, const struct check_options *o);

/* Report to the host which check runs next */
void check_row_begin(const struct check *k, const char *name);

/* Print the line of a check, add its row */
void check_row_end(const struct check *k, const char *name,
		   enum check_status status, const char *reason);

/* Print the plan, send the result to the host: the exit code of the program */
int check_row_finish(void);

#endif /* CHECK_RUN_H */
