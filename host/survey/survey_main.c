// SPDX-License-Identifier: GPL-2.0-only
/* survey_main.c - revokebench survey: who pins file pages, and what becomes of them */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/run/run_cmdline.h"
#include "host/survey/survey.h"
#include "lib/rvb_argp.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_file.h"
#include "lib/rvb_job.h"

struct survey_opts {
	const char *kernel;
	const char *users;
	const char *fs;
	const char *events;
	const char *out;
	const char *cell;
	bool here;
};

#define OPTS struct survey_opts

static const struct rvb_option options[] = {
	{ "kernel", RVB_STRING(OPTS, kernel), "LIST",
	  "kernels to boot, NAME or PATH each [6.1,6.12]", .group = 1 },
	{ "here", RVB_FLAG(OPTS, here), NULL,
	  "ask this machine's own kernel and hardware; loads nothing",
	  .group = 1 },
	{ "users", RVB_STRING(OPTS, users), "LIST",
	  "who pins; see list users [all]", .group = 2 },
	{ "fs", RVB_STRING(OPTS, fs), "LIST", "kinds of file [all]",
	  .group = 2 },
	{ "events", RVB_STRING(OPTS, events), "LIST",
	  "what happens to the file [all]", .group = 2 },
	{ "output", RVB_STRING(OPTS, out), "DIR",
	  "folder for the results [results/survey-TIME]", 'o', 3 },
	{ "reproducer", RVB_STRING(OPTS, cell), "USER[/EVENT[/read]]",
	  "print one self-contained C file for a bug report, run nothing; "
	  "--fs and --kernel are told in its head",
	  .group = 4 },
	{ 0 },
};

static const struct rvb_argp argp = {
	.options = options,
	.name = "revokebench survey",
	.doc = "Ask the real users of pinned pages what becomes of them when the "
	       "file is truncated, in a VM or here. Loads no module of this project.",
};

static int reproducer(const char *top, const struct survey_opts *o)
{
	char *path = rvb_path("%s/scripts/survey_reproducer.sh", top);
	const char *const argv[] = { path, o->cell, o->fs,
				     o->kernel ? o->kernel : "all", NULL };
	int ret = path ? rvb_job(argv, NULL) : -ENOMEM;

	free(path);
	return ret < 0 ? RVB_EXIT_HARNESS : ret;
}

static int ask(struct survey *s, const struct survey_opts *o)
{
	char *list, *rest, *kernel;
	int code = survey_count(s), ret;

	if (code)
		return code;
	list = strdup(o->kernel ? o->kernel : "6.1,6.12");
	rest = list;
	if (o->here)
		code = survey_here(s);
	while (!o->here && (kernel = strsep(&rest, ","))) {
		ret = survey_boot(s, kernel);
		code = ret ? ret : code;
		if (ret == RVB_EXIT_INTERRUPTED || ret == RVB_EXIT_USAGE)
			break;
	}
	free(list);
	return code;
}

int main(int argc, char **argv)
{
	struct survey_opts o = { .users = "all", .fs = "all", .events = "all" };
	struct survey s = { .top = getenv("RVB_TOP"),
			    .bin = getenv("RVB_BIN") };
	char *command = run_cmdline_command("survey", argc, argv);
	int code, ret;

	rvb_argp_parse(&argp, argc, argv, &o);
	if (!s.top || !s.bin || !command) {
		fprintf(stderr,
			"revokebench: start this as ./revokebench survey\n");
		return RVB_EXIT_USAGE;
	}
	if (o.cell)
		return reproducer(s.top, &o);
	s.out = run_cmdline_folder(o.out, s.top, "survey-");
	if (!s.out || run_cmdline_make_folder(s.out) ||
	    run_cmdline_lock_folder(s.out))
		return RVB_EXIT_USAGE;
	s.users = rvb_path("--users=%s", o.users);
	s.fs = rvb_path("--fs=%s", o.fs);
	s.events = rvb_path("--events=%s", o.events);
	if (!s.users || !s.fs || !s.events)
		return RVB_EXIT_HARNESS;
	s.rows = json_array();
	s.boots = json_array();
	code = ask(&s, &o);
	if (!json_array_size(s.rows)) {
		fprintf(stderr, "revokebench: nothing was asked\n");
		return code ? code : RVB_EXIT_NOTHING;
	}
	ret = survey_save(&s, command);
	return code ? code : ret;
}
