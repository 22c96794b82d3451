// SPDX-License-Identifier: GPL-2.0-only
/* kcidb.c - KCIDB's JSON, schema 5.3: one test a number */
#include <ctype.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/rvb_grow.h"
#include "lib/rvb_text.h"
#include "reports/model/rp_each.h"
#include "reports/write/rp_format.h"

#define ORIGIN "revokebench"

struct kcidb {
	const char *build;
	const char *run;
	json_t *tests;
	size_t nr;
	int failed;
};

/* A path holds letters, digits, '_', '-' and '.', which parts it. */
static char *kcidb_path(const struct rp_result *r)
{
	char *path = rvb_text("%s.%s.%s", ORIGIN, r->group, r->name), *p;

	for (p = path + strlen(ORIGIN) + strlen(r->group) + 2; *p; p++) {
		if (*p == '/')
			*p = '.';
		else if (!isascii(*p) || (!isalnum(*p) && *p != '-'))
			*p = '_';
	}
	return path;
}

/*
 * "number" holds one figure: the result; "misc" holds all of them. JSON has none that
 * is not finite, as a ratio of figures far out of range may be.
 */
static int add_figures(json_t *one, const struct rp_result *r)
{
	double value = isnan(*r->figure) ? r->figure[1] : *r->figure;
	json_t *misc = json_object_get(one, "misc"), *number;
	int ret = 0;
	size_t i;

	for (i = 0; i < RP_FIGURES; i++)
		if (isfinite(r->figure[i]))
			ret |= json_object_set_new(misc, rp_figure_keys[i],
						   json_real(r->figure[i]));
	if (!isfinite(value))
		return ret;
	number = json_pack("{s:f, s:s}", "value", value, "unit", r->unit);
	return ret | json_object_set_new(one, "number", number);
}

static void test(const struct rp_result *r, void *data)
{
	struct kcidb *k = data;
	char *path = kcidb_path(r);
	json_t *one;

	one = json_pack("{s:o, s:s, s:s, s:s, s:s, s:{s:s, s:s*}}", "id",
			json_sprintf("%s:%s:%zu", ORIGIN, k->run, ++k->nr),
			"build_id", k->build, "origin", ORIGIN, "path", path,
			"status", r->status, "misc", "name", r->name, "reason",
			r->reason);
	free(path);
	if (one && r->has_number && add_figures(one, r))
		k->failed = 1;
	if (json_array_append_new(k->tests, one))
		k->failed = 1;
}

/* Two kernels of one release are told apart by image, else by version. */
static char *kernel_of(const struct rp_model *m, const char *release)
{
	const char *image = rp_model_setting(m, "kernel.image_sha256");

	if (!image)
		image = rp_model_setting(m, "kernel.version");
	return rvb_text("%s:%s:%.40s", ORIGIN, release ? release : "unknown",
			image ? image : "unknown");
}

/*
 * Objects of one id are one object to KCIDB. The kernel is the checkout; a run
 * builds modules and guest for itself, and its file names it: the date is in it.
 */
static void write_kcidb(const struct rp_report *report, FILE *out)
{
	const struct rp_model *m = report->model;
	const char *release = rp_model_setting(m, "kernel.release");
	char *kernel = kernel_of(m, release);
	char *build = rvb_text("%s:%.16s", kernel, m->file_sha256);
	struct kcidb k = { .build = build,
			   .run = m->file_sha256,
			   .tests = json_array() };
	json_t *root;

	rp_walk(m, test, &k);
	root = json_pack("{s:{s:i, s:i}, s:[{s:s, s:s, s:s*}],"
			 " s:[{s:s, s:s, s:s, s:s*}], s:o}",
			 "version", "major", 5, "minor", 3, "checkouts", "id",
			 kernel, "origin", ORIGIN, "comment", release, "builds",
			 "id", build, "checkout_id", kernel, "origin", ORIGIN,
			 "comment", release, "tests", k.tests);
	free(build);
	free(kernel);
	if (!root || k.failed)
		rvb_no_memory();
	json_dumpf(root, out, JSON_INDENT(1));
	fputc('\n', out);
	json_decref(root);
}

const struct rp_format rp_format_kcidb = {
	.name = "kcidb",
	.one_run = 1,
	.write = write_kcidb,
};
