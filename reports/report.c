// SPDX-License-Identifier: GPL-2.0-only
/* report.c - print results.json as a mail, a page or for machines */
#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/rvb_argp.h"
#include "lib/rvb_file.h"
#include "reports/compare/rp_folder.h"
#include "reports/compare/rp_runs.h"
#include "reports/views/rp_section.h"
#include "reports/write/rp_output.h"

struct report_args {
	struct rp_folder *runs;
	const char *output;
	const struct rp_format *format;
	int full;
	int write;
	int steps;
};

static error_t set_format(char *arg, struct argp_state *state)
{
	struct report_args *args = state->input;

	args->format = rp_format_find(arg);
	if (!args->format)
		argp_failure(
			state, RVB_EXIT_USAGE, 0,
			"--format=%s: no such format; `report --help` lists them",
			arg);
	return 0;
}

static const struct rvb_option options[] = {
	{ "format", RVB_CALL(set_format), "FORMAT",
	  "text (default), mail (for git send-email), html, markdown, csv, junit, ktap or kcidb",
	  'f' },
	{ "output", RVB_STRING(struct report_args, output), "FILE",
	  "where to write (standard output)", 'o' },
	{ "full", RVB_FLAG(struct report_args, full), NULL,
	  "text: leave nothing out", 'F' },
	{ "write", RVB_FLAG(struct report_args, write), NULL,
	  "write report.txt, report.html and plots/ next to results.json",
	  'w' },
	{ "steps", RVB_FLAG(struct report_args, steps), NULL,
	  "print the largest steps between kernels that have no profile" },
	{}
};

static void refuse(const struct argp_state *state, const char *why)
{
	argp_failure(state, RVB_EXIT_USAGE, 0, "%s", why);
}

static error_t parse_word(int key, char *arg, struct argp_state *state)
{
	struct report_args *args = state->input;
	struct rp_folder *runs = args->runs;

	switch (key) {
	case ARGP_KEY_ARG:
		if (runs->nr == RP_MOST_RUNS)
			refuse(state, "more than 16 runs side by side");
		runs->input[runs->nr++] = arg;
		return 0;
	case ARGP_KEY_NO_ARGS:
		refuse(state,
		       "which results? Name a folder of `run -o` or its results.json");
		return 0;
	case ARGP_KEY_END:
		if (args->write && (args->output || args->format))
			refuse(state,
			       "--write makes all files itself: leave -f and -o out");
		if (runs->nr > 1 &&
		    (args->write || (args->format && args->format->one_run)))
			refuse(state,
			       "one run only; several are for -f text, html or markdown");
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct rvb_argp argp = {
	.options = options,
	.rest = parse_word,
	.args_doc = "DIR|FILE...",
	.doc = "Show DIR/results.json, the results of a run; several runs, or "
	       "one a kernel below DIR, side by side.",
};

/* report.txt, report.html and plots/ next to results.json */
static enum rvb_exit report_write(struct rp_report *report, struct rp_doc *doc,
				  const char *folder)
{
	const char *dir = rp_doc_printf(doc, "%s/plots", folder);
	struct rp_plots plots;
	enum rvb_exit code;
	int ret = rp_plots_open(&plots, dir);

	if (ret) {
		warnx("%s: %s", dir, strerror(-ret));
		return RVB_EXIT_USAGE;
	}
	report->plots = &plots;
	code = rp_output_file(report, rp_format_find("text"),
			      rp_doc_printf(doc, "%s/report.txt", folder));
	if (!code)
		code = rp_output_file(report, rp_format_find("html"),
				      rp_doc_printf(doc, "%s/report.html",
						    folder));
	rp_plots_close(&plots);
	return code;
}

static const char *folder_of(struct rp_doc *doc, const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? rp_doc_printf(doc, "%.*s", (int)(slash - path), path) :
		       ".";
}

static void print_steps(const struct rp_folder *f, struct rp_doc *doc)
{
	struct rp_runs v = { .s = f->s, .nr = f->nr, .doc = doc };
	struct rp_step steps[RP_STEPS], *step;
	size_t nr = 0, run;

	rp_runs_rows(&v);
	if (rp_runs_has_kernels(&v))
		nr = rp_runs_steps(&v, steps);
	for (step = steps; step < steps + nr; step++) {
		if (step->part)
			continue;
		for (run = step->to - 1; run <= step->to; run++)
			printf("%s\t%s\t", folder_of(doc, f->s[run].path),
			       f->s[run].model.nr_boots ?
				       f->s[run].model.boots->kernel :
				       "");
		printf("%s/%s/%lld\n", step->is->case_name, step->is->memory,
		       step->is->pages);
	}
}

static enum rvb_exit report_make(const struct report_args *args)
{
	const struct rp_folder *runs = args->runs;
	const struct rp_saved *s = runs->s;
	struct rp_doc doc;
	struct rp_report report = {
		.model = &s->model,
		.doc = &doc,
		.full = args->full,
		.walk = runs->path ? rp_folder_walk : rp_walk,
		.of = runs->path ? (void *)runs : &s->model
	};
	enum rvb_exit code = RVB_EXIT_OK;

	rp_doc_init(&doc);
	if (args->steps)
		print_steps(runs, &doc);
	else if (runs->nr > 1)
		rp_side_by_side(s, runs->nr, runs->input,
				runs->path ? runs->name : NULL, &doc);
	else
		rp_sections_build(&s->model, &doc);
	if (args->write && !args->steps)
		code = report_write(&report, &doc,
				    runs->path ?: folder_of(&doc, s->path));
	else if (!args->steps)
		code = rp_output(&report, args->format, args->output);
	rp_doc_free(&doc);
	return code;
}

/* /dev/stdin may be a file, but the report has no place next to it. */
static int has_folder(const char *path)
{
	struct stat st;

	return strncmp(path, "/dev/", 5) && strncmp(path, "/proc/", 6) &&
	       !stat(path, &st) && S_ISREG(st.st_mode);
}

static enum rvb_exit complain(const char *about, const char *why)
{
	warnx("%s: %s", about, why);
	return RVB_EXIT_USAGE;
}

static enum rvb_exit load(const struct report_args *args)
{
	struct rp_folder *runs = args->runs, below = { 0 };
	enum rvb_exit code = RVB_EXIT_OK;
	size_t i;

	if (runs->nr == 1 && rp_folder_open(&below, runs->input[0])) {
		*runs = below;
		if (args->format && !strcmp(args->format->name, "kcidb"))
			return complain(
				runs->path,
				"-f kcidb is for one run only: name one of its folders");
	}
	for (i = 0; i < runs->nr && !code; i++)
		if (rp_saved_get(&runs->s[i], runs->input[i]))
			code = RVB_EXIT_USAGE;
	if (!code && runs->path)
		rp_folder_sort(runs);
	if (!code && args->write && !has_folder(runs->s->path))
		code = complain(
			"--write",
			rp_saved_printf(
				runs->s,
				"%s is no file in a folder: name the folder of `run -o`",
				runs->s->path));
	return code;
}

int main(int argc, char **argv)
{
	static struct rp_folder runs;
	struct report_args args = { .runs = &runs };
	enum rvb_exit code;
	size_t i;

	obstack_alloc_failed_handler = rp_output_no_memory;
	rvb_argp_parse(&argp, argc, argv, &args);
	code = load(&args);
	if (!code)
		code = report_make(&args);
	for (i = 0; i < runs.nr; i++)
		rp_saved_free(&runs.s[i]);
	return code;
}
