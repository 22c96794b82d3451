// SPDX-License-Identifier: GPL-2.0-only
/* rp_each.c - walk all results of a model as one struct */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lib/rvb_text.h"
#include "reports/model/rp_each.h"

const char *const rp_figure_keys[RP_FIGURES] = { "p50", "min", "p50_low",
						 "p50_high" };

static void set_figures(struct rp_result *r, double p50, double min, double low,
			double high)
{
	const double figures[RP_FIGURES] = { p50, min, low, high };

	memcpy(r->figure, figures, sizeof(figures));
	r->has_number = !isnan(p50) || !isnan(min);
	if (!r->has_number && !r->reason)
		r->reason = "too few samples";
}

static void walk_boot(const struct rp_boot *b, rp_result_fn fn, void *data)
{
	struct rp_result r = {
		.group = "boot",
		.name = b->id,
		.status = b->status,
		.seconds = b->seconds,
	};

	if (rp_result_failed(&r))
		r.reason = b->detail && *b->detail ? b->detail : b->reason;
	fn(&r, data);
}

static void walk_row(const struct rp_model *m, const struct rp_row *row,
		     rp_result_fn fn, void *data)
{
	rvb_auto char *refused = NULL;
	struct rp_result r = {
		.group = "cost",
		.name = row->name,
		.status = row->status,
		.reason = row->reason,
		.unit = m->unit,
	};

	if (rp_row_measured(row)) {
		set_figures(&r, row->p50, row->min, row->p50_low,
			    row->p50_high);
	} else if (row->refused) {
		refused = rvb_text("refused: %s", row->refused);
		r.reason = refused;
	}
	fn(&r, data);
}

static void walk_verdict(const struct rp_verdict *v, rp_result_fn fn,
			 void *data)
{
	struct rp_result r = {
		.group = "check",
		.name = v->name,
		.status = v->status,
		.reason = *v->reason ? v->reason : NULL,
	};

	fn(&r, data);
}

static void walk_number(struct rp_result *r, double number, const char *unit)
{
	set_figures(r, number, NAN, NAN, NAN);
	r->unit = unit;
}

/* Times of an emulated machine have no meaning: skip all but ratios. */
static void walk_figure(const struct rp_scenes *s, size_t group, size_t index,
			struct rp_result *r)
{
	const struct rp_distribution *d = &s->distributions[index];
	const struct rp_scaling *scaling = &s->scaling[index];

	switch (group) {
	case 0:
		if (d->key.emulated)
			walk_number(r, rp_pairs_ratio(d->pairs), "ratio");
		else
			set_figures(r, d->p50, d->min, d->p50_low, d->p50_high);
		break;
	case 1:
		walk_number(r, s->throughput[index].device, "ratio");
		break;
	case 2:
		walk_number(r, s->ledger[index].stale, "bytes");
		break;
	default:
		if (!scaling->key.emulated)
			set_figures(r, scaling->p50, scaling->min,
				    scaling->p50_low, scaling->p50_high);
		else
			r->reason = "emulated";
	}
}

/* Report p50 of a wait, stale bytes of a ledger, the kept share of a rate. */
static void walk_scenes(const struct rp_scenes *s, rp_result_fn fn, void *data)
{
	static const char *const group[] = { "latency", "throughput", "ledger",
					     "scaling" };
	const size_t until[] = {
		s->nr_distributions,
		s->nr_distributions + s->nr_throughput,
		s->nr_distributions + s->nr_throughput + s->nr_ledger,
	};
	const struct rp_key *key;
	size_t i, g = 0;

	for (i = 0; (key = rp_scenes_key(s, i)); i++) {
		struct rp_result r = {
			.name = key->name,
			.status = key->status,
			.reason = key->reason ? key->reason : key->refused,
			.unit = key->unit,
		};

		while (g < 3 && i >= until[g])
			g++;
		r.group = group[g];
		if (rp_key_measured(key))
			walk_figure(s, g, g ? i - until[g - 1] : i, &r);
		fn(&r, data);
	}
}

/* As waits, but not of devices of ours */
static void walk_users(const struct rp_scenes *s, rp_result_fn fn, void *data)
{
	const struct rp_distribution *d;

	for (d = s->users; d < s->users + s->nr_users; d++) {
		struct rp_result r = {
			.group = "user",
			.name = d->key.name,
			.status = d->key.status,
			.reason = d->key.reason ? d->key.reason :
						  d->key.refused,
			.unit = d->key.unit,
		};

		if (rp_key_measured(&d->key) && !d->key.emulated)
			set_figures(&r, d->p50, d->min, d->p50_low,
				    d->p50_high);
		fn(&r, data);
	}
}

void rp_walk(const void *of, rp_result_fn fn, void *data)
{
	const struct rp_model *m = of;
	size_t i;

	for (i = 0; i < m->nr_boots; i++)
		walk_boot(&m->boots[i], fn, data);
	for (i = 0; i < m->nr_rows; i++)
		walk_row(m, &m->rows[i], fn, data);
	for (i = 0; i < m->nr_verdicts; i++)
		walk_verdict(&m->verdicts[i], fn, data);
	walk_scenes(&m->scenes, fn, data);
	walk_users(&m->scenes, fn, data);
}

const char *rp_result_words(const struct rp_result *result, char *text,
			    size_t size)
{
	size_t length = 0, i;

	*text = '\0';
	for (i = 0; i < RP_FIGURES && length < size; i++) {
		if (isnan(result->figure[i]))
			continue;
		length += snprintf(text + length, size - length,
				   "%s%s %.15g%s%.20s", length ? ", " : "",
				   rp_figure_keys[i], result->figure[i],
				   length ? "" : " ",
				   length ? "" : result->unit);
	}
	return text;
}

int rp_result_failed(const struct rp_result *result)
{
	return !strcmp(result->status, "FAIL") ||
	       !strcmp(result->status, "ERROR") ||
	       !strcmp(result->status, "MISS");
}
