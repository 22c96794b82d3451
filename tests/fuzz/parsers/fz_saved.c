// SPDX-License-Identifier: GPL-2.0-only
/* fz_saved.c - load a result as compare does, and compare it with itself */
#include <math.h>
#include <string.h>

#include "reports/compare/rp_compare.h"
#include "tests/fuzz/parsers/fz_file.h"
#include "tests/fuzz/parsers/fz_report.h"
#include "tests/fuzz/parsers/fz_saved.h"

#define METRICS_MAX 64 /* of a comparison: it resamples each */

static void check_metric(const struct rp_saved *s, size_t at)
{
	const struct rp_metric *m = &s->metrics[at];
	size_t i;

	fz_check(m->name && *m->group);
	fz_check(m->how != RP_BLOCKS || m->nr || m->missing);
	for (i = 0; i < m->nr; i++)
		fz_check(isfinite(m->log[i]));
}

static void compare(const struct rp_saved *s)
{
	struct rp_gate gate = { 0 };
	struct rp_comparison c = { .base = s, .new = s, .gate = &gate };
	struct rp_report report = { .full = 1,
				    .walk = rp_compare_walk,
				    .of = &c };
	struct rp_doc doc;

	rp_gate_default(&gate);
	rp_compare_keys(&c);
	fz_check(!c.nr_differing);
	rp_compare(&c);
	fz_check(!c.count[RP_REGRESSED] && !c.count[RP_IMPROVED]);
	rp_doc_init(&doc);
	rp_compare_build(&c, &doc);
	report.doc = &doc;
	fz_report(&report, "kcidb"); /* of runs only */
	rp_doc_free(&doc);
	rp_compare_free(&c);
	rp_gate_free(&gate);
}

void fz_saved(const uint8_t *data, size_t size)
{
	char why[512] = "";
	struct rp_saved s;
	size_t i;

	if (rp_saved_load(&s, fz_file(data, size), why, sizeof(why))) {
		fz_check(*why && !strchr(why, '\n'));
		rp_saved_free(&s);
		return;
	}
	for (i = 0; i < s.nr_metrics; i++)
		check_metric(&s, i);
	if (s.nr_metrics < METRICS_MAX)
		compare(&s);
	rp_saved_free(&s);
}
