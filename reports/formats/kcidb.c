// SPDX-License-Identifier: GPL-2.0-only
/* kcidb.c - KCIDB's JSON, schema 5.3: one test a number */
#include <ctype.h>
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "reports/model/rp_each.h"
#include "reports/write/rp_format.h"

#define ORIGIN "revokebench"

struct kcidb {
	const char *run;
	json_t *tests;
	size_t nr;
	int failed;
};

/* A path holds letters, digits, '_', '-' and '.', which parts it. */
static char *kcidb_path(const struct rp_result *r)
{
	char *path, *p;

	if (asprintf(&path, "%s.%s.%s", ORIGIN, r->group, r->name) < 0)
		return NULL;
	for (p = path + strlen(ORIGIN) + strlen(r->group) + 2; *p; p++) {
		if (*p == '/')
			*p = '.';
		else if (!isascii(*p) || (!isalnum(*p) && *p != '-'))
			*p = '_';
	}
	return path;
}

static void test(const struct rp_result *r, void *data)
{
	struct kcidb *k = data;
	char *path = kcidb_path(r);
	json_t *one, *number;

	one = json_pack("{s:o, s:s, s:s, s:s, s:s, s:{s:s, s:s*}}", "id",
			json_sprintf("%s:%s:%zu", ORIGIN, k->run, ++k->nr),
			"build_id", ORIGIN ":build", "origin", ORIGIN, "path",
			path ? path : "", "status", r->status, "misc", "name",
			r->name, "reason", r->reason);
	free(path);
	if (one && r->has_number) {
		number = json_pack("{s:f, s:s}", "value", r->number, "unit",
				   r->unit);
		if (json_object_set_new(one, "number", number))
			k->failed = 1;
	}
	if (!path || json_array_append_new(k->tests, one))
		k->failed = 1;
}

/* The first seed's digest names the run: the same figures, the same name. */
static const char *kcidb_run(const struct rp_model *m)
{
	const char *digest = json_string_value(json_array_get(m->sha256, 0));

	return digest ? digest : m->date ? m->date : "undated";
}

static int write_kcidb(const struct rp_report *report, FILE *out)
{
	const struct rp_model *m = report->model;
	const char *release = rp_model_setting(m, "kernel.release");
	struct kcidb k = { .run = kcidb_run(m), .tests = json_array() };
	json_t *root;
	int ret;

	ret = rp_walk(m, test, &k);
	root = json_pack("{s:{s:i, s:i}, s:[{s:s, s:s, s:s*}],"
			 " s:[{s:s, s:s, s:s, s:s*}], s:o}",
			 "version", "major", 5, "minor", 3, "checkouts", "id",
			 ORIGIN ":checkout", "origin", ORIGIN, "comment",
			 release, "builds", "id", ORIGIN ":build",
			 "checkout_id", ORIGIN ":checkout", "origin", ORIGIN,
			 "comment", release, "tests", k.tests);
	if (!root || k.failed)
		ret = -ENOMEM;
	if (!ret && json_dumpf(root, out, JSON_INDENT(1)))
		ret = -EIO;
	if (!ret)
		fputc('\n', out);
	json_decref(root);
	return ret ? ret : ferror(out) ? -EIO : 0;
}

const struct rp_format rp_format_kcidb = {
	.name = "kcidb",
	.one_run = 1,
	.write = write_kcidb,
};
