// SPDX-License-Identifier: GPL-2.0-only
/* rp_quantile.c - waits by quantile, from the median to the longest */
#include <string.h>

#include "reports/views/rp_quantile.h"
#include "reports/views/rp_section.h"

const struct rp_distribution *rp_quantile_first(const struct rp_model *m)
{
	const struct rp_distribution *d;
	size_t i;

	for (i = 0; i < m->scenes.nr_distributions; i++) {
		d = &m->scenes.distributions[i];
		if (rp_key_measured(&d->key) && !d->key.emulated &&
		    !rp_key_is_kernel(&d->key) && d->histogram &&
		    !strcmp(d->phase, "return"))
			return d;
	}
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

int rp_quantile_is_drawn(const struct rp_model *m, size_t index,
			 const struct rp_distribution *first)
{
	const struct rp_distribution *all = m->scenes.distributions;
	size_t i;

	for (i = 0; i <= index; i++)
		if (!strcmp(all[i].phase, "return") &&
		    rp_quantile_is_beside(&all[i], first) &&
		    !strcmp(all[i].key.policy, all[index].key.policy) &&
		    !strcmp(all[i].key.device, all[index].key.device))
			return i == index;
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
	struct rp_node *node;
	size_t i;

	if (!first)
		return NULL;
	figure.y = rp_doc_printf(doc, "wait in %s", rp_key_unit(&first->key));
	node = rp_doc_figure(
		doc,
		rp_doc_printf(doc, "Wait of %s, %s, %s pages", first->key.event,
			      first->key.memory,
			      rp_doc_number(doc, RP_COUNT, first->key.pages)),
		&figure);
	for (i = 0; i < m->scenes.nr_distributions; i++) {
		if (rp_quantile_is_drawn(m, i, first))
			add_points(doc, node, &m->scenes.distributions[i]);
	}
	return node;
}
