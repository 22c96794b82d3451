// SPDX-License-Identifier: GPL-2.0-only
/* report.c - results.json as a mail or as a page */
#include <argp.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

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

static const struct argp_option options[] = {
	{ "format", 'f', "FORMAT", 0,
	  "text (default), html, markdown, csv, junit, ktap or kcidb", 0 },
	{ "output", 'o', "FILE", 0, "Where to write (standard output)", 0 },
	{ "full", 'F', NULL, 0, "Text: leave nothing out", 0 },
	{ "write", 'w', NULL, 0,
	  "Write report.txt, report.html and plots/ beside the results", 0 },
	{ 0 }
};

static void refuse(const struct argp_state *state, const char *why)
{
	argp_failure(state, RVB_EXIT_USAGE, 0, "%s", why);
}

static error_t report_option(int key, char *arg, struct argp_state *state)
{
	struct report_args *args = state->input;

	switch (key) {
	case 'f':
		args->format = rp_format_find(arg);
		if (!args->format)
			refuse(state,
			       "no such format; `report --help` lists them");
		return 0;
	case 'o':
		args->output = arg;
		return 0;
	case 'F':
		args->full = 1;
		return 0;
	case 'w':
		args->write = 1;
		return 0;
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

static const struct argp argp = {
	.options = options,
	.parser = report_option,
	.args_doc = "DIR|FILE...",
	.doc = "Show DIR/results.json, the results of a run; of several runs side by side.",
};

static char *report_path(const char *folder, const char *name)
{
	char *path;

	if (asprintf(&path, "%s/%s", folder, name) < 0)
		obstack_alloc_failed_handler();
	return path;
}

/* report.txt, report.html and plots/ */
static enum rvb_exit report_beside(struct rp_report *report, const char *folder)
{
	char *text = report_path(folder, "report.txt");
	char *html = report_path(folder, "report.html");
	char *dir = report_path(folder, "plots");
	struct rp_plots plots;
	enum rvb_exit code;
	int ret;

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

/* FILE stands for the folder it is in. */
static char *report_folder(const char *input, int is_folder)
{
	char *folder = strdup(input), *slash;

	if (!folder)
		obstack_alloc_failed_handler();
	if (is_folder)
		return folder;
	slash = strrchr(folder, '/');
	if (!slash)
		strcpy(folder, ".");
	else
		*slash = '\0';
	return folder;
}

static int is_folder(const char *input)
{
	struct stat st;

	return !stat(input, &st) && S_ISDIR(st.st_mode);
}

static int report_load(struct rp_model *model, const char *input)
{
	char *path, why[512];
	int ret;

	path = is_folder(input) ? report_path(input, "results.json") :
				  strdup(input);
	if (!path)
		obstack_alloc_failed_handler();
	ret = rp_model_load(model, path, why, sizeof(why));
	if (ret)
		fprintf(stderr, "report: %s\n", why);
	free(path);
	return ret;
}

/* The models are there. */
static int report_make(const struct report_args *args,
		       const struct rp_model *models)
{
	const struct rp_beside beside = { args->nr, args->input, models };
	struct rp_report report = { .model = models, .full = args->full };
	struct rp_doc doc;
	char *folder;
	int ret;

	rp_doc_init(&doc);
	report.doc = &doc;
	ret = rp_sections_build(&beside, &doc);
	if (ret) {
		fprintf(stderr, "report: %s: %s\n", args->input[0],
			strerror(-ret));
		ret = RVB_EXIT_HARNESS;
	} else if (!args->write) {
		ret = rp_output("report", &report, args->format, args->output);
	} else {
		folder = report_folder(args->input[0],
				       is_folder(args->input[0]));
		ret = report_beside(&report, folder);
		free(folder);
	}
	rp_doc_free(&doc);
	return ret;
}

int main(int argc, char **argv)
{
	static struct rp_model models[MOST];
	struct report_args args = { 0 };
	size_t loaded;
	int ret = 0;

	argp_err_exit_status = RVB_EXIT_USAGE;
	obstack_alloc_failed_handler = rp_output_no_memory;
	argp_parse(&argp, argc, argv, 0, NULL, &args);

	for (loaded = 0; loaded < args.nr && !ret; loaded += !ret)
		ret = report_load(&models[loaded], args.input[loaded]);
	if (ret)
		ret = RVB_EXIT_USAGE;
	else
		ret = report_make(&args, models);
	while (loaded)
		rp_model_free(&models[--loaded]);
	return ret;
}
