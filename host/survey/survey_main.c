// SPDX-License-Identifier: GPL-2.0-only
/* survey_main.c - revokebench survey: who pins file pages, and what becomes of them */
#include <stdlib.h>
#include <string.h>

#include "host/run/run_cmdline.h"
#include "host/survey/survey.h"
#include "lib/rvb_argp.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_job.h"
#include "lib/rvb_text.h"

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
	rvb_auto char *path = rvb_text("%s/scripts/survey_reproducer.sh", top);
	const char *const argv[] = { path, o->cell, o->fs,
				     o->kernel ? o->kernel : "all", NULL };
	int ret = rvb_job(argv, NULL);

	return ret < 0 ? RVB_EXIT_HARNESS : ret;
}

static int ask(struct survey *s, const struct survey_opts *o)
{
	rvb_auto char *list = rvb_copy(o->kernel ? o->kernel : "6.1,6.12");
	char *rest = list, *kernel;
	int code = survey_count(s), ret;

	if (code || o->here)
		return code ? code : survey_here(s);
	while ((kernel = strsep(&rest, ","))) {
		ret = survey_boot(s, kernel);
		code = ret ? ret : code;
		if (ret == RVB_EXIT_INTERRUPTED || ret == RVB_EXIT_USAGE)
			break;
	}
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
	if (!s.top || !s.bin || !command)
		return rvb_fail(RVB_EXIT_USAGE,
				"start this as ./revokebench survey");
	if (o.cell)
		return reproducer(s.top, &o);
	s.out = run_cmdline_folder(o.out, s.top, "survey-");
	if (run_cmdline_make_folder(s.out) || run_cmdline_lock_folder(s.out))
		return RVB_EXIT_USAGE;
	s.users = rvb_text("--users=%s", o.users);
	s.fs = rvb_text("--fs=%s", o.fs);
	s.events = rvb_text("--events=%s", o.events);
	s.rows = json_array();
	s.boots = json_array();
	code = ask(&s, &o);
	if (!json_array_size(s.rows))
		return rvb_fail(code ? code : RVB_EXIT_NOTHING,
				"nothing was asked");
	ret = survey_save(&s, command);
	return code ? code : ret;
}
