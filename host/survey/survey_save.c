// SPDX-License-Identifier: GPL-2.0-only
/* survey_save.c - results.json of a survey, and the reports made of it */
#include <errno.h>
#include <string.h>
#include <time.h>

#include "host/run/run_cmdline.h"
#include "host/survey/survey.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_file.h"
#include "lib/rvb_text.h"

/* Each release once */
static json_t *releases(const struct survey *s)
{
	json_t *list = json_array(), *row, *has;
	size_t i, j;

	json_array_foreach(s->rows, i, row)
	{
		json_array_foreach(list, j, has)
		{
			if (json_equal(has, json_object_get(row, "release")))
				break;
		}
		if (j == json_array_size(list))
			json_array_append(list,
					  json_object_get(row, "release"));
	}
	return list;
}

static json_t *results(const struct survey *s, const char *command)
{
	time_t now = time(NULL);
	char date[64];

	strftime(date, sizeof(date), "%FT%T+00:00", gmtime(&now));
	return json_pack(
		"{s:s, s:s, s:{s:s, s:s}, s:[], s:[], s:{s:b, s:[], s:[], s:s}, s:{s:{s:o}}, s:O, s:s, s:O}",
		"schema", "revokebench/results-1", "status", "DONE", "context",
		"date", date, "unit", "insns", "benchmarks", "summary", "exact",
		"exact", 0, "seeds", "sha256", "why",
		"a survey measures nothing", "environment", "kernel", "release",
		releases(s), "cells", s->boots, "command", command, "survey",
		s->rows);
}

int survey_save(const struct survey *s, const char *command)
{
	rvb_auto char *path = rvb_text("%s/results.json", s->out);
	json_auto_t *root = results(s, command);
	int ret = root ? rvb_json_save_rows(path, root) : -ENOMEM;

	if (ret)
		return rvb_fail(RVB_EXIT_USAGE, "%s: %s", path, strerror(-ret));
	ret = run_cmdline_report(s->out, true) ? RVB_EXIT_HARNESS : 0;
	return rvb_fail(ret, "%s/report.html, report.txt, results.json",
			s->out);
}
