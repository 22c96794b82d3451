// SPDX-License-Identifier: GPL-2.0-only
/* prof_main.c - revokebench perf: where the time of a cell goes */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/perf/prof.h"
#include "host/run/run_cmdline.h"
#include "host/run/run_registry.h"
#include "kbench/kb_uapi.h"
#include "lib/rvb_argp.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_text.h"

/* The command line */
struct words {
	struct prof_opts o; /* the options, resolved */
	char *word[2]; /* POLICY and CASE, or OLD and NEW */
	int nr_words;
	const char *dir; /* -o as given, or NULL */
	bool diff; /* --diff was given */
};

#define NUMBER(member, ...) RVB_NUMBER(struct words, member, __VA_ARGS__)

static const struct rvb_option options[] = {
	{ "exact", RVB_FLAG(struct words, o.exact), NULL,
	  "count every instruction, by the trace of an emulated CPU",
	  .group = 1 },
	{ "diff", RVB_FLAG(struct words, diff), NULL,
	  "compare two folders that perf wrote, OLD and NEW", .group = 1 },
	{ "kernel", RVB_STRING(struct words, o.kernel), "NAME|PATH",
	  "kernel to boot [6.1]", .group = 2 },
	{ "top", NUMBER(o.most, 1, 100000), "N", "functions of a table [25]",
	  .group = 2 },
	{ "seconds", NUMBER(o.seconds, 1, 600), "N", "to record for, about [5]",
	  .group = 2 },
	{ "frequency", NUMBER(o.frequency, 1, 20000), "HZ",
	  "samples a second [997]", .group = 2 },
	{ "output", RVB_STRING(struct words, dir), "DIR",
	  "folder for the profile [results/perf-TIME]; that of a run: its report gets a section",
	  .key = 'o', .group = 3 },
	{}
};

static error_t take_word(int key, char *arg, struct argp_state *state)
{
	struct words *w = state->input;

	switch (key) {
	case ARGP_KEY_ARG:
		if (w->nr_words == 2)
			argp_error(state, "unexpected '%s'", arg);
		w->word[w->nr_words++] = arg;
		return 0;
	case ARGP_KEY_END:
		if (w->nr_words < 2)
			argp_error(state,
				   w->diff ? "--diff: missing OLD and NEW" :
					     "missing POLICY and CASE");
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct rvb_argp argp = {
	.options = options,
	.rest = take_word,
	.name = "revokebench perf",
	.args_doc = "POLICY CASE[/MEMORY][/PAGES][/PHASE]\n--diff OLD NEW",
	.doc = "Record one cell in the guest: top functions and a flame graph.\v"
	       "For example: perf --exact none pin/512 -o a; "
	       "perf --exact none pin/512 --kernel 6.12 -o b; perf --diff a b.",
};

#define PAGES_WORD "pages:"

static int read_pages(struct prof_opts *o, const char *word)
{
	unsigned long n;
	char *end;

	if (!strncmp(word, PAGES_WORD, strlen(PAGES_WORD)))
		word += strlen(PAGES_WORD);
	n = strtoul(word, &end, 10);
	if (!isdigit((unsigned char)*word) || *end || n > KB_PAGES_MAX)
		return rvb_fail(-ERANGE,
				"'%s': want a number of pages up to %u", word,
				KB_PAGES_MAX);
	if (n)
		o->pages = n;
	return 0;
}

/*
 * Read "pin/tmpfs/pages:512/unpin" or less into @o, which refers to @word: 0,
 * or -EINVAL, -ERANGE, -ENOENT after a line on stderr.
 */
static int parse_cell(struct prof_opts *o, char *word)
{
	const char *part;
	int ret = 0;

	o->ucase = strsep(&word, "/");
	while (!ret && (part = strsep(&word, "/"))) {
		if (isdigit((unsigned char)*part) ||
		    !strncmp(part, PAGES_WORD, strlen(PAGES_WORD)))
			ret = read_pages(o, part);
		else if (run_registry_has("fs", part))
			o->memory = part;
		else if (*part && !o->phase && strcmp(part, "none"))
			o->phase = part;
		else if (strcmp(part, "none"))
			ret = rvb_fail(
				-EINVAL,
				"'%s' is neither memory, pages nor phase: want CASE[/MEMORY][/PAGES][/PHASE]",
				part);
	}
	return ret;
}

static const char *last_part(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash && slash[1] ? slash + 1 : path;
}

/* In the folder of a run each profile gets a folder of its own. */
static int settle_in_run(struct prof_opts *o)
{
	rvb_auto char *results = rvb_text("%s/results.json", o->dir);

	if (access(results, F_OK))
		return 0;
	o->run = o->dir;
	if (o->diff[0])
		o->dir = rvb_text("%s/perf/%s-to-%s", o->run,
				  last_part(o->diff[0]), last_part(o->diff[1]));
	else
		o->dir = rvb_text("%s/perf/%s-%s-%s-%s-%u%s%s", o->run,
				  o->exact ? "exact" : "samples", o->policy,
				  o->ucase, o->memory, o->pages,
				  o->phase ? "-" : "",
				  o->phase ? o->phase : "");
	return run_cmdline_make_folder(o->dir);
}

static int check(struct words *w)
{
	if (w->diff) {
		w->o.diff[0] = w->word[0];
		w->o.diff[1] = w->word[1];
		return 0;
	}
	w->o.policy = w->word[0];
	if (strchr(w->o.policy, ',') || !strcmp(w->o.policy, "all"))
		return rvb_fail(-EINVAL, "'%s': one policy at a time",
				w->o.policy);
	return parse_cell(&w->o, w->word[1]);
}

int main(int argc, char **argv)
{
	struct words w = { .o = {
				   .top = getenv("RVB_TOP"),
				   .memory = "tmpfs",
				   .pages = 512,
				   .kernel = "6.1",
				   .most = 25,
				   .seconds = 5,
				   .frequency = 997,
			   } };
	char *command = run_cmdline_command("perf", argc, argv);
	int ret;

	rvb_argp_parse(&argp, argc, argv, &w);
	if (!w.o.top || !getenv("RVB_BIN"))
		return rvb_fail(RVB_EXIT_USAGE,
				"start this as ./revokebench perf");
	if (!command)
		return RVB_EXIT_HARNESS;
	w.o.command = command;
	if (check(&w))
		return RVB_EXIT_USAGE;
	w.o.dir = run_cmdline_folder(w.dir, w.o.top, "perf-");
	if (run_cmdline_make_folder(w.o.dir) ||
	    run_cmdline_lock_folder(w.o.dir) || settle_in_run(&w.o))
		return RVB_EXIT_USAGE;
	if (w.diff)
		ret = prof_diff(&w.o);
	else
		ret = w.o.exact ? prof_exact(&w.o) : prof_record(&w.o);
	/* Remove the folder again if nothing was written into it. */
	if (ret)
		rmdir(w.o.dir);
	return ret;
}
