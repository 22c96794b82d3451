// SPDX-License-Identifier: GPL-2.0-only
/* run_check.c - refuse options that cannot be met */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/run/run.h"
#include "lib/rvb_job.h"

/* These options travel on the kernel's command line, which has no quoting. */
static int check_words(const struct run_opts *o)
{
	char **word;

	for (word = o->extra; word && *word; word++) {
		if (strpbrk(*word, " \t\n\"'\\")) {
			fprintf(stderr,
				"revokebench: -- %s: blanks, quotes and backslashes cannot be passed to the guest\n",
				*word);
			return -EINVAL;
		}
	}
	return 0;
}

/* ubench --list-events checks the names; its list of this host is dropped. */
static int check_events(const char *events)
{
	char *ubench, *listed = NULL;
	int ret;

	if (asprintf(&ubench, "%s/ubench", getenv("RVB_BIN")) < 0)
		return -ENOMEM;
	const char *const argv[] = { ubench, "--events", events,
				     "--list-events", NULL };

	ret = strpbrk(events, " \t\"'\\") ? -EINVAL : rvb_job(argv, &listed);
	if (ret == -EINVAL)
		fprintf(stderr,
			"revokebench: --events=%s: expected no blank, quote or backslash\n",
			events);
	free(listed);
	free(ubench);
	return ret ? -EINVAL : 0;
}

/* Modules may crash this machine: --target host needs a second option. */
static int check_target(struct run_opts *o)
{
	if (o->sure && !o->host) {
		fprintf(stderr,
			"revokebench: --i-know-this-loads-kernel-code goes with --target host only\n");
		return -EINVAL;
	}
	if (!o->host)
		return 0;
	if (!o->sure) {
		fprintf(stderr,
			"revokebench: --target host loads modules into the kernel of this machine, which may crash: add --i-know-this-loads-kernel-code\n");
		return -EINVAL;
	}
	if (o->mode && strcmp(o->mode, "timed")) {
		fprintf(stderr,
			"revokebench: --target host cannot count instructions; add --mode timed\n");
		return -EINVAL;
	}
	if (o->kernel) {
		fprintf(stderr,
			"revokebench: --target host measures the running kernel; leave out --kernel\n");
		return -EINVAL;
	}
	o->mode = "timed";
	return 0;
}

/*
 * Refuse options that cannot be met, by a line on stderr and -errno; fill in
 * the defaults of those left out. Nothing is run or written. The front door has
 * refused names that no registry has: scripts/words.sh.
 */
int run_opts_check(struct run_opts *o)
{
	int ret = check_words(o);

	if (!ret)
		ret = check_target(o);
	if (!ret && o->events)
		ret = check_events(o->events);
	if (!o->mode)
		o->mode = strcmp(o->preset, "quick") ? "both" : "exact";
	if (!o->kernel)
		o->kernel = o->host ? "the running one" : "6.1";
	return ret;
}
