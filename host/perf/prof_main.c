// SPDX-License-Identifier: GPL-2.0-only
/* prof_main.c - revokebench perf: where the time of a cell goes */
#include <argp.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/perf/prof.h"
#include "host/perf/prof_cell.h"
#include "host/run/run_cmdline.h"
#include "host/run/run_registry.h"
#include "lib/rvb_argp.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_job.h"

enum {
	OPT_EXACT = 0x100,
	OPT_DIFF,
	OPT_KERNEL,
	OPT_TOP,
	OPT_SECONDS,
	OPT_FREQUENCY,
};

static const struct argp_option options[] = {
	{ "exact", OPT_EXACT, NULL, 0,
	  "count every instruction, by the trace of an emulated CPU", 1 },
	{ "diff", OPT_DIFF, NULL, 0,
	  "compare two folders that perf wrote, OLD and NEW", 1 },
	{ "kernel", OPT_KERNEL, "NAME|FILE", 0, "kernel to boot [6.1]", 2 },
	{ "top", OPT_TOP, "N", 0, "functions of a table [25]", 2 },
	{ "seconds", OPT_SECONDS, "N", 0, "to record for, about [5]", 2 },
	{ "frequency", OPT_FREQUENCY, "HZ", 0, "samples a second [997]", 2 },
	{ "output", 'o', "DIR", 0,
	  "folder for what comes of it [results/perf-TIME]; that of a run: its report gets a section",
	  3 },
	{ 0 },
};

/**
 * struct words - the command line while it is read
 * @o:		what it comes down to
 * @word:	those that are no option
 * @nr_words:	of these
 * @dir:	as given, or NULL
 * @diff:	--diff was given
 */
struct words {
	struct prof_opts o;
	char *word[2];
	int nr_words;
	const char *dir;
	bool diff;
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct words *w = state->input;

	switch (key) {
	case OPT_EXACT:
		w->o.exact = true;
		break;
	case OPT_DIFF:
		w->diff = true;
		break;
	case OPT_KERNEL:
		w->o.kernel = arg;
		break;
	case OPT_TOP:
		w->o.most = rvb_argp_number(state, "top", arg, 1, 100000);
		break;
	case OPT_SECONDS:
		w->o.seconds = rvb_argp_number(state, "seconds", arg, 1, 600);
		break;
	case OPT_FREQUENCY:
		w->o.frequency =
			rvb_argp_number(state, "frequency", arg, 1, 20000);
		break;
	case 'o':
		w->dir = arg;
		break;
	case ARGP_KEY_ARG:
		if (w->nr_words == 2)
			argp_error(state, "unexpected '%s'", arg);
		w->word[w->nr_words++] = arg;
		break;
	case ARGP_KEY_END:
		if (w->nr_words < 2)
			argp_error(state, w->diff ? "--diff wants OLD and NEW" :
						    "want POLICY and CASE");
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static const struct argp argp = {
	.options = options,
	.parser = parse,
	.args_doc = "POLICY CASE[/MEMORY][/PAGES][/PHASE]\n--diff OLD NEW",
	.doc = "Record one cell in the guest: top functions and a flame graph.\v"
	       "For example: perf --exact none pin/512 -o a; "
	       "perf --exact none pin/512 --kernel 6.12 -o b; perf --diff a b.",
};

static int make_folder(const char *path)
{
	const char *const argv[] = { "mkdir", "-p", "--", path, NULL };

	if (rvb_job(argv, NULL) || access(path, W_OK)) {
		fprintf(stderr,
			"revokebench: cannot write to %s; choose another -o\n",
			path);
		return -EACCES;
	}
	return 0;
}

static const char *last_part(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash && slash[1] ? slash + 1 : path;
}

/* In the folder of a run each cell has one of its own. */
static int settle_in_run(struct prof_opts *o)
{
	char *path, *results;
	int n;

	if (asprintf(&results, "%s/results.json", o->dir) < 0)
		return -ENOMEM;
	n = access(results, F_OK);
	free(results);
	if (n)
		return 0;
	o->run = o->dir;
	if (o->diff[0])
		n = asprintf(&path, "%s/perf/%s-to-%s", o->run,
			     last_part(o->diff[0]), last_part(o->diff[1]));
	else
		n = asprintf(&path, "%s/perf/%s-%s-%s-%s-%u%s%s", o->run,
			     o->exact ? "exact" : "samples", o->policy,
			     o->ucase, o->memory, o->pages, o->phase ? "-" : "",
			     o->phase ? o->phase : "");
	if (n < 0)
		return -ENOMEM;
	o->dir = path;
	return make_folder(o->dir);
}

static int check(struct words *w)
{
	if (w->diff) {
		w->o.diff[0] = w->word[0];
		w->o.diff[1] = w->word[1];
		return 0;
	}
	w->o.policy = w->word[0];
	if (strchr(w->o.policy, ',') || !strcmp(w->o.policy, "all")) {
		fprintf(stderr, "revokebench: '%s': one policy at a time\n",
			w->o.policy);
		return -EINVAL;
	}
	if (run_registry_check(w->o.top, "policies", w->o.policy))
		return -EINVAL;
	return prof_cell_parse(&w->o, w->word[1]);
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

	argp_err_exit_status = RVB_EXIT_USAGE;
	argv[0] = "revokebench perf";
	argp_parse(&argp, argc, argv, 0, NULL, &w);
	if (!w.o.top || !getenv("RVB_BIN")) {
		fprintf(stderr,
			"revokebench: start this as ./revokebench perf\n");
		return RVB_EXIT_USAGE;
	}
	if (!command)
		return RVB_EXIT_HARNESS;
	w.o.command = command;
	if (check(&w))
		return RVB_EXIT_USAGE;
	w.o.dir = run_cmdline_folder(w.dir, w.o.top, "perf-");
	if (!w.o.dir)
		return RVB_EXIT_HARNESS;
	if (make_folder(w.o.dir) || settle_in_run(&w.o))
		return RVB_EXIT_USAGE;
	if (w.diff)
		ret = prof_diff(&w.o);
	else
		ret = w.o.exact ? prof_exact(&w.o) : prof_record(&w.o);
	/* Made for nothing: it goes if nothing came to be in it. */
	if (ret)
		rmdir(w.o.dir);
	return ret;
}
