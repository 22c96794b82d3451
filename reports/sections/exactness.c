// SPDX-License-Identifier: GPL-2.0-only
/* exactness.c - whether the run repeats, and how far seeds differ */

#include "lib/rvb_array.h"
#include "reports/views/rp_section.h"

/* Digits that distinguish two results; the fold has all 64. */
#define SHORT_SUM 16

static void add_sums(const struct rp_model *m, struct rp_doc *doc, int digits)
{
	struct rp_node *pairs;
	size_t nr_seeds = json_array_size(m->seeds), i;
	long long seed;
	const char *sum;

	if (!json_array_size(m->sha256))
		return;
	pairs = rp_doc_pairs(doc);
	for (i = 0; i < json_array_size(m->sha256); i++) {
		sum = json_string_value(json_array_get(m->sha256, i));
		seed = i < nr_seeds ?
			       json_integer_value(json_array_get(m->seeds, i)) :
			       m->repeated_seed;
		rp_doc_pair(doc, pairs,
			    rp_doc_printf(doc, "seed %lld%s", seed,
					  i < nr_seeds ? "" : " again"),
			    sum ? rp_doc_printf(doc, "%.*s", digits, sum) :
				  "no result");
	}
}

static double spread(const struct rp_row *row)
{
	return row->p50 > 0 ? (row->p50_high - row->p50_low) / row->p50 : 0;
}

static void add_spread(const struct rp_model *m, struct rp_doc *doc)
{
	const struct rp_row *row, *widest = NULL;
	size_t nr = 0, nr_same = 0;

	rvb_each(row, m, rows) {
		if (!rp_row_measured(row))
			continue;
		nr++;
		nr_same += row->p50_low == row->p50_high;
		if (!widest || spread(row) > spread(widest))
			widest = row;
	}
	if (!widest || json_array_size(m->seeds) < 2)
		return;
	if (nr_same == nr)
		rp_say(doc, RP_PLAIN,
		       "A seed changes only the date at which the guest boots. All %s medians are the same with every seed.",
		       rp_doc_number(doc, RP_COUNT, nr));
	else
		rp_say(doc, RP_PLAIN,
		       "A seed changes only the date at which the guest boots. %s of %s medians are the same with every seed; %s differs most: %.2f %%, from %s to %s %s.",
		       rp_doc_number(doc, RP_COUNT, nr_same),
		       rp_doc_number(doc, RP_COUNT, nr), widest->name,
		       100 * spread(widest),
		       rp_doc_number(doc, RP_COUNT, widest->p50_low),
		       rp_doc_number(doc, RP_COUNT, widest->p50_high), m->unit);
}

static void build(const struct rp_model *m, struct rp_doc *doc)
{
	if (m->exact)
		rp_say(doc, RP_PLAIN,
		       "The first %d digits of each result's SHA-256; the repeated seed must give the same again, and did.",
		       SHORT_SUM);
	else
		rp_say(doc, RP_WARN, "Not exact: %s",
		       *m->exact_why ? m->exact_why : "no reason given");
	add_sums(m, doc, SHORT_SUM);
	add_spread(m, doc);
	rp_doc_open(doc, RP_FOLD, "the whole SHA-256 of each result");
	add_sums(m, doc, 64);
	rp_doc_close(doc);
}

const struct rp_section rp_section_exactness = {
	.title = "Exactness",
	.order = 60,
	.build = build,
};
