// SPDX-License-Identifier: GPL-2.0-only
/* run_finish.c - from the cells of a run to its results, reports and exit code */
#include <string.h>
#include <unistd.h>

#include "host/results/run_merge.h"
#include "host/run/run.h"
#include "host/run/run_cmdline.h"
#include "lib/rvb_array.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_file.h"
#include "lib/rvb_text.h"

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
		if (!strcmp(rvb_json_text(row, "status"), "ERROR"))
			return rvb_fail(wrong, "row %s: %s",
					rvb_json_text(row, "name"),
					rvb_json_text(row, "reason"));
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
	if (!nr_rows(results))
		return rvb_fail(RVB_EXIT_NOTHING,
				"nothing ran: no row matches the options");
	if (json_array_size(json_object_get(exact, "seeds")) &&
	    !json_is_true(json_object_get(exact, "exact")))
		return rvb_fail(RVB_EXIT_HARNESS, "not exact: %s",
				rvb_json_text(exact, "why"));
	for (i = 0; !rc && i < ARRAY_SIZE(arrays); i++)
		rc = check_rows(json_object_get(results, arrays[i].name),
				arrays[i].wrong);
	return rc;
}

/* `perf -o` adds profiles to a result: an earlier end of the same run may have some */
static void keep_profiles(json_t *results, const char *path)
{
	json_auto_t *before = NULL;
	json_t *perf;
	char why[512];

	if (access(path, F_OK) ||
	    rvb_json_load(path, &before, why, sizeof(why)))
		return;
	perf = json_object_get(before, "perf");
	if (perf)
		json_object_set(results, "perf", perf);
}

/*
 * Merge the cells into results.json and have its reports written. Return: the
 * exit code of the run.
 */
int run_finish(struct run *run)
{
	rvb_auto char *path = rvb_text("%s/results.json", run->out);
	json_auto_t *results = NULL;
	int ret, rc = run->rc;

	if (rc == RVB_EXIT_INTERRUPTED)
		return rvb_fail(
			rc,
			"interrupted; finished cells are kept: the same command with -o %s resumes",
			run->parent);
	results = run_merge(run);
	keep_profiles(results, path);
	ret = rvb_json_save_rows(path, results);
	if (ret)
		return rvb_fail(RVB_EXIT_USAGE, "%s: %s", path, strerror(-ret));
	rc = verdict(results, rc);
	if (run_cmdline_report(run->out, !run->one_of_many) && !rc)
		rc = RVB_EXIT_HARNESS;
	return rvb_fail(rc, "%s/report.html, report.txt, results.json",
			run->out);
}
