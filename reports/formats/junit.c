// SPDX-License-Identifier: GPL-2.0-only
/* junit.c - JUnit's XML, which CI servers show */
#include <errno.h>
#include <string.h>

#include "reports/html/rp_xml.h"
#include "reports/model/rp_each.h"
#include "reports/write/rp_format.h"

struct junit {
	struct rp_xml xml;
	size_t nr;
	size_t failures;
	size_t errors;
	size_t skipped;
};

static void count(const struct rp_result *r, void *data)
{
	struct junit *j = data;

	j->nr++;
	if (!strcmp(r->status, "FAIL"))
		j->failures++;
	else if (rp_result_failed(r))
		j->errors++;
	else if (!strcmp(r->status, "SKIP"))
		j->skipped++;
}

static void outcome(struct rp_xml *x, const struct rp_result *r)
{
	const char *tag;

	if (!strcmp(r->status, "FAIL"))
		tag = "failure";
	else if (rp_result_failed(r))
		tag = "error";
	else if (!strcmp(r->status, "SKIP"))
		tag = "skipped";
	else
		return;
	rp_xml_open(x, tag);
	rp_xml_attribute(x, "message", r->reason ? r->reason : "");
	if (rp_result_failed(r))
		rp_xml_attribute(x, "type", r->status);
	rp_xml_close(x);
}

static void one(const struct rp_result *r, void *data)
{
	struct rp_xml *x = &((struct junit *)data)->xml;
	char class[40], text[80];

	snprintf(class, sizeof(class), "revokebench.%s", r->group);
	rp_xml_open(x, "testcase");
	rp_xml_attribute(x, "classname", class);
	rp_xml_attribute(x, "name", r->name);
	outcome(x, r);
	if (r->has_number) {
		snprintf(text, sizeof(text), "p50 %.15g %s, min %.15g",
			 r->number, r->unit, r->min);
		rp_xml_open(x, "system-out");
		rp_xml_text(x, text);
		rp_xml_close(x);
	} else if (r->reason && !rp_result_failed(r) &&
		   strcmp(r->status, "SKIP")) {
		rp_xml_open(x, "system-out");
		rp_xml_text(x, r->reason);
		rp_xml_close(x);
	}
	rp_xml_close(x);
	rp_xml_line(x);
}

static void total(struct rp_xml *x, const char *name, size_t nr)
{
	char text[24];

	snprintf(text, sizeof(text), "%zu", nr);
	rp_xml_attribute(x, name, text);
}

static int write_junit(const struct rp_report *report, FILE *out)
{
	struct junit j = { 0 };
	int ret;

	ret = rp_report_walk(report, count, &j);
	if (!ret)
		ret = rp_xml_begin(&j.xml);
	if (ret)
		return ret;
	rp_xml_open(&j.xml, "testsuites");
	rp_xml_open(&j.xml, "testsuite");
	rp_xml_attribute(&j.xml, "name", "revokebench");
	total(&j.xml, "tests", j.nr);
	total(&j.xml, "failures", j.failures);
	total(&j.xml, "errors", j.errors);
	total(&j.xml, "skipped", j.skipped);
	rp_xml_line(&j.xml);
	ret = rp_report_walk(report, one, &j);
	rp_xml_close(&j.xml);
	rp_xml_close(&j.xml);
	return rp_xml_end(&j.xml, out, ret);
}

const struct rp_format rp_format_junit = {
	.name = "junit",
	.one_run = 1,
	.write = write_junit,
};
