// SPDX-License-Identifier: GPL-2.0-only
/* rp_quantile.c - waits by quantile, from the median to the longest */
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/views/rp_quantile.h"
#include "reports/views/rp_section.h"

const struct rp_distribution *rp_quantile_first(const struct rp_model *m)
{
	const struct rp_distribution *d;

	rvb_each(d, &m->scenes, distributions)
		if (rp_key_measured(&d->key) && !d->key.emulated &&
		    !rp_key_is_kernel(&d->key) && d->histogram &&
		    !strcmp(d->phase, "return"))
			return d;
	return NULL;
}

int rp_quantile_is_beside(const struct rp_distribution *d,
			  const struct rp_distribution *first)
{
	const struct rp_key *a = &d->key, *b = &first->key;

	return rp_key_measured(a) && !rp_key_is_kernel(a) &&
	       rp_key_comparable(a, b) && !strcmp(a->event, b->event) &&
	       !strcmp(a->memory, b->memory) && !strcmp(a->scene, b->scene) &&
	       a->pages == b->pages && a->depth == b->depth &&
	       a->regions == b->regions;
}

int rp_quantile_is_drawn(const struct rp_model *m,
			 const struct rp_distribution *d,
			 const struct rp_distribution *first)
{
	const struct rp_distribution *other = m->scenes.distributions;

	for (; other <= d; other++)
		if (!strcmp(other->phase, "return") &&
		    rp_quantile_is_beside(other, first) &&
		    !strcmp(other->key.policy, d->key.policy) &&
		    !strcmp(other->key.device, d->key.device))
			return other == d;
	return 0;
}

static double number(const json_t *pair, size_t index)
{
	return json_number_value(json_array_get(pair, index));
}

/* At x, one wait in x is in this bucket or beyond; the last is the longest. */
static void add_points(struct rp_doc *doc, struct rp_node *figure,
		       const struct rp_distribution *d)
{
	struct rp_point point = { .panel = d->key.device,
				  .series = d->key.policy };
	double total = 0, before = 0;
	const json_t *pair;
	size_t i, nr = json_array_size(d->histogram);

	for (i = 0; i < nr; i++)
		total += number(json_array_get(d->histogram, i), 1);
	for (i = 0; i < nr; i++) {
		pair = json_array_get(d->histogram, i);
		point.x = total / (total - before);
		point.y = number(pair, 0);
		before += number(pair, 1);
		rp_doc_point(doc, figure, &point);
	}
	if (nr && point.x < total) {
		point.x = total;
		point.y = d->max >= point.y ? d->max : point.y;
		rp_doc_point(doc, figure, &point);
	}
}

struct rp_node *rp_quantile_figure(const struct rp_model *m, struct rp_doc *doc)
{
	static const char desc[] =
		"One plot a device, one line a policy, both axes logarithmic:"
		" how long the median event waits, how long one in ten, one "
		"in a hundred, and so on to the longest.";
	const struct rp_distribution *first = rp_quantile_first(m);
	struct rp_figure figure = {
		.name = "quantiles",
		.desc = desc,
		.x = "one in",
	};
	const struct rp_distribution *d;
	struct rp_node *node;

	if (!first)
		return NULL;
	figure.y = rp_doc_printf(doc, "wait in %s", rp_key_unit(&first->key));
	node = rp_doc_figure(
		doc,
		rp_doc_printf(doc, "Wait of %s, %s, %s pages", first->key.event,
			      first->key.memory,
			      rp_doc_number(doc, RP_COUNT, first->key.pages)),
		&figure);
	rvb_each(d, &m->scenes, distributions)
		if (rp_quantile_is_drawn(m, d, first))
			add_points(doc, node, d);
	return node;
}
