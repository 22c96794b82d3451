// SPDX-License-Identifier: GPL-2.0-only
/* junit.c - JUnit's XML, which CI servers show */
#include <string.h>

#include "reports/html/rp_xml.h"
#include "reports/model/rp_each.h"
#include "reports/write/rp_format.h"

struct junit {
	FILE *out;
	size_t nr;
	size_t failures;
	size_t errors;
	size_t skipped;
	double seconds;
};

static void count(const struct rp_result *r, void *data)
{
	struct junit *j = data;

	j->nr++;
	j->seconds += r->seconds;
	if (!strcmp(r->status, "FAIL"))
		j->failures++;
	else if (rp_result_failed(r))
		j->errors++;
	else if (!strcmp(r->status, "SKIP"))
		j->skipped++;
}

static void outcome(FILE *out, const struct rp_result *r)
{
	const char *reason = r->reason ? r->reason : "";

	if (!strcmp(r->status, "FAIL"))
		rp_xml(out, "<failure message=\"%s\" type=\"FAIL\"></failure>",
		       reason);
	else if (rp_result_failed(r))
		rp_xml(out, "<error message=\"%s\" type=\"%s\"></error>",
		       reason, r->status);
	else if (!strcmp(r->status, "SKIP"))
		rp_xml(out, "<skipped message=\"%s\"></skipped>", reason);
	else if (r->reason && !r->has_number)
		rp_xml(out, "<system-out>%s</system-out>", r->reason);
}

static void one(const struct rp_result *r, void *data)
{
	FILE *out = ((struct junit *)data)->out;
	char text[200];

	snprintf(text, sizeof(text), "%.3f", r->seconds);
	rp_xml(out,
	       "<testcase classname=\"revokebench.%s\" name=\"%s\" time=\"%s\">",
	       r->group, r->name, text);
	outcome(out, r);
	if (r->has_number)
		rp_xml(out, "<system-out>%s</system-out>",
		       rp_result_words(r, text, sizeof(text)));
	fputs("</testcase>\n", out);
}

static void write_junit(const struct rp_report *report, FILE *out)
{
	struct junit j = { .out = out };
	char seconds[32];

	report->walk(report->of, count, &j);
	snprintf(seconds, sizeof(seconds), "%.3f", j.seconds);
	rp_xml(out,
	       "<testsuites><testsuite name=\"revokebench\" tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"%zu\" time=\"%s\">\n",
	       j.nr, j.failures, j.errors, j.skipped, seconds);
	report->walk(report->of, one, &j);
	fputs("</testsuite></testsuites>\n", out);
}

const struct rp_format rp_format_junit = {
	.name = "junit",
	.one_run = 1,
	.write = write_junit,
};
