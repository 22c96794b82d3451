// SPDX-License-Identifier: GPL-2.0-only
/* report.c - print results.json as a mail, a page or for machines */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/rvb_argp.h"
#include "lib/rvb_file.h"
#include "reports/compare/rp_side_by_side.h"
#include "reports/views/rp_section.h"
#include "reports/write/rp_output.h"

#define MOST 16 /* runs side by side */

struct report_args {
	const char *input[MOST];
	size_t nr;
	const char *output;
	const struct rp_format *format;
	int full;
	int write;
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
	  "text (default), html, markdown, csv, junit, ktap or kcidb", 'f' },
	{ "output", RVB_STRING(struct report_args, output), "FILE",
	  "where to write (standard output)", 'o' },
	{ "full", RVB_FLAG(struct report_args, full), NULL,
	  "text: leave nothing out", 'F' },
	{ "write", RVB_FLAG(struct report_args, write), NULL,
	  "write report.txt, report.html and plots/ next to results.json",
	  'w' },
	{}
};

static void refuse(const struct argp_state *state, const char *why)
{
	argp_failure(state, RVB_EXIT_USAGE, 0, "%s", why);
}

static error_t parse_word(int key, char *arg, struct argp_state *state)
{
	struct report_args *args = state->input;

	switch (key) {
	case ARGP_KEY_ARG:
		if (args->nr == MOST)
			refuse(state, "more than 16 runs side by side");
		args->input[args->nr++] = arg;
		return 0;
	case ARGP_KEY_NO_ARGS:
		refuse(state,
		       "which results? Name a folder of `run -o` or its results.json");
		return 0;
	case ARGP_KEY_END:
		if (args->write && (args->output || args->format))
			refuse(state,
			       "--write makes all files itself: leave -f and -o out");
		if (args->nr > 1 &&
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
	.doc = "Show DIR/results.json, the results of a run; of several runs side by side.",
};

/* report.txt, report.html and plots/ next to results.json */
static enum rvb_exit report_write(struct rp_report *report, const char *folder)
{
	char *text = rvb_path("%s/report.txt", folder);
	char *html = rvb_path("%s/report.html", folder);
	char *dir = rvb_path("%s/plots", folder);
	struct rp_plots plots;
	enum rvb_exit code;
	int ret;

	if (!text || !html || !dir)
		obstack_alloc_failed_handler();
	ret = rp_plots_open(&plots, dir);
	if (ret) {
		fprintf(stderr, "report: %s: %s\n", dir, strerror(-ret));
		code = RVB_EXIT_USAGE;
	} else {
		report->plots = &plots;
		code = rp_output_file("report", report, rp_format_find("text"),
				      text);
		if (!code)
			code = rp_output_file("report", report,
					      rp_format_find("html"), html);
		rp_plots_close(&plots);
	}
	free(dir);
	free(html);
	free(text);
	return code;
}

static enum rvb_exit report_make(const struct report_args *args,
				 const struct rp_saved *s)
{
	struct rp_doc doc;
	struct rp_report report = { .model = &s->model,
				    .doc = &doc,
				    .full = args->full };
	char *folder = strdup(s->path), *slash = strrchr(s->path, '/');
	enum rvb_exit code;
	int ret;

	if (!folder)
		obstack_alloc_failed_handler();
	if (slash)
		folder[slash - s->path] = '\0';
	rp_doc_init(&doc);
	if (args->nr > 1)
		ret = rp_side_by_side(s, args->nr, args->input, &doc);
	else
		ret = rp_sections_build(&s->model, &doc);
	if (ret) {
		fprintf(stderr, "report: %s: %s\n", s->path, strerror(-ret));
		code = RVB_EXIT_HARNESS;
	} else if (args->write) {
		code = report_write(&report, slash ? folder : ".");
	} else {
		code = rp_output("report", &report, args->format, args->output);
	}
	rp_doc_free(&doc);
	free(folder);
	return code;
}

/* /dev/stdin may be a file, but the report has no place next to it. */
static int has_folder(const char *path)
{
	struct stat st;

	return strncmp(path, "/dev/", 5) && strncmp(path, "/proc/", 6) &&
	       !stat(path, &st) && S_ISREG(st.st_mode);
}

int main(int argc, char **argv)
{
	static struct rp_saved results[MOST];
	struct report_args args = { 0 };
	enum rvb_exit code = RVB_EXIT_OK;
	size_t i;

	obstack_alloc_failed_handler = rp_output_no_memory;
	rvb_argp_parse(&argp, argc, argv, &args);
	for (i = 0; i < args.nr && !code; i++)
		if (rp_saved_get(&results[i], args.input[i], "report"))
			code = RVB_EXIT_USAGE;
	if (!code && args.write && !has_folder(results->path)) {
		fprintf(stderr,
			"report: --write: %s is no file in a folder: name the folder of `run -o`\n",
			results->path);
		code = RVB_EXIT_USAGE;
	}
	if (!code)
		code = report_make(&args, results);
	for (i = 0; i < args.nr; i++)
		rp_saved_free(&results[i]);
	return code;
}
