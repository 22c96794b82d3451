// SPDX-License-Identifier: GPL-2.0-only
/* run_finish.c - from the cells of a run to its results, reports and exit code */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/results/run_merge.h"
#include "host/run/run.h"
#include "lib/rvb_array.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_file.h"
#include "lib/rvb_job.h"

/* Have the reports of a run written, and printed if @show. 0 or not. */
int run_write_reports(const struct run *run, bool show)
{
	char *report = rvb_path("%s/report", getenv("RVB_BIN"));
	const char *const write[] = { report, "--write", run->out, NULL };
	const char *const print[] = { report, run->out, NULL };
	int ret = report ? rvb_job(write, NULL) : -ENOMEM;

	if (!ret && show)
		ret = rvb_job(print, NULL);
	free(report);
	return ret;
}

/*
 * The arrays of rows, and the exit code if a row has the status ERROR. A ledger
 * that does not account for every byte shows a broken policy or guest; other
 * rows that lack their figures show a broken harness.
 */
static const struct {
	const char *name;
	int wrong;
} arrays[] = {
	{ "ledger", RVB_EXIT_GUEST },
	{ "summary", RVB_EXIT_HARNESS },
	{ "checks", RVB_EXIT_HARNESS },
	{ "distributions", RVB_EXIT_HARNESS },
	{ "throughput", RVB_EXIT_HARNESS },
	{ "scaling", RVB_EXIT_HARNESS },
	{ "users", RVB_EXIT_GUEST },
};

static size_t nr_rows(const json_t *results)
{
	size_t i, n = 0;

	for (i = 0; i < ARRAY_SIZE(arrays); i++)
		n += json_array_size(json_object_get(results, arrays[i].name));
	return n;
}

static int check_rows(const json_t *rows, int wrong)
{
	json_t *row;
	size_t i;

	json_array_foreach(rows, i, row)
	{
		if (strcmp(rvb_json_text(row, "status"), "ERROR"))
			continue;
		fprintf(stderr, "revokebench: row %s: %s\n",
			rvb_json_text(row, "name"),
			rvb_json_text(row, "reason"));
		return wrong;
	}
	return RVB_EXIT_OK;
}

/* Nothing may be compared with a run whose boots disagree. */
static int verdict(const json_t *results, int rc)
{
	json_t *exact = json_object_get(results, "exact");
	size_t i;

	if (rc)
		return rc;
	if (!nr_rows(results)) {
		fprintf(stderr,
			"revokebench: nothing ran: no row matches the options\n");
		return RVB_EXIT_NOTHING;
	}
	if (json_array_size(json_object_get(exact, "seeds")) &&
	    !json_is_true(json_object_get(exact, "exact"))) {
		fprintf(stderr, "revokebench: not exact: %s\n",
			json_string_value(json_object_get(exact, "why")));
		return RVB_EXIT_HARNESS;
	}
	for (i = 0; !rc && i < ARRAY_SIZE(arrays); i++)
		rc = check_rows(json_object_get(results, arrays[i].name),
				arrays[i].wrong);
	return rc;
}

/* `perf -o` adds profiles to a result: an earlier end of the same run may have some */
static void keep_profiles(json_t *results, const char *path)
{
	json_t *before = NULL, *perf;
	char why[512];

	if (!results || access(path, F_OK) ||
	    rvb_json_load(path, &before, why, sizeof(why)))
		return;
	perf = json_object_get(before, "perf");
	if (perf)
		json_object_set(results, "perf", perf);
	json_decref(before);
}

/*
 * Merge the cells into results.json and have its reports written. Return: the
 * exit code of the run.
 */
int run_finish(struct run *run)
{
	json_t *results;
	int ret, rc = run->rc;
	char *path;

	if (rc == RVB_EXIT_INTERRUPTED) {
		fprintf(stderr,
			"revokebench: interrupted; finished cells are kept: the same command with -o %s resumes\n",
			run->parent);
		return rc;
	}
	if (asprintf(&path, "%s/results.json", run->out) < 0)
		return RVB_EXIT_HARNESS;
	results = run_merge(run);
	keep_profiles(results, path);
	ret = results ? rvb_json_save_rows(path, results) : -ENOMEM;
	if (ret) {
		fprintf(stderr, "revokebench: %s: %s\n", path, strerror(-ret));
		rc = RVB_EXIT_USAGE;
	} else {
		rc = verdict(results, rc);
		if (run_write_reports(run, !run->one_of_many) && !rc)
			rc = RVB_EXIT_HARNESS;
		fprintf(stderr,
			"revokebench: %s/report.html, report.txt, results.json\n",
			run->out);
	}
	json_decref(results);
	free(path);
	return rc;
}
