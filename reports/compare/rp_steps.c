// SPDX-License-Identifier: GPL-2.0-only
/* rp_steps.c - the largest steps of costs from one kernel to the next */
#include <math.h>
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/compare/rp_runs.h"

/* Less than this is what the order of allocations makes up. */
#define LEAST_INSNS 2.0 /* of a call */
#define LEAST_SHARE 0.003 /* of the cost */

/* The functions that changed, if the new run has the profile of a difference */
static const struct rp_part *part_of(const struct rp_model *m,
				     const struct rp_row *row)
{
	const struct rp_profile *p;
	const struct rp_part *part;

	rvb_each(p, &m->perf, profiles) {
		if (!p->old || strcmp(p->kind, "exact") ||
		    strcmp(p->ucase, row->case_name) ||
		    strcmp(p->memory, row->memory) || p->pages != row->pages)
			continue;
		rvb_each(part, p, parts)
			if (!strcmp(part->name, row->phase))
				return part;
	}
	return NULL;
}

static int is_step(const struct rp_step *s)
{
	if (s->is && !strcmp(s->is->case_name, RP_CASE_URING))
		return 0;
	if (!s->was || !s->is || !rp_row_measured(s->was) ||
	    !rp_row_measured(s->is))
		return 0;
	return fabs(s->is->p50 - s->was->p50) > LEAST_INSNS &&
	       fabs(s->is->p50 - s->was->p50) > LEAST_SHARE * s->was->p50;
}

/* Keep @s among the largest; of one phase and neighbours only the largest. */
static size_t keep_step(struct rp_step steps[RP_STEPS], size_t nr,
			const struct rp_step *s)
{
	size_t i, at;

	for (i = 0; i < nr; i++)
		if (steps[i].to == s->to &&
		    !strcmp(steps[i].is->phase, s->is->phase))
			break;
	if (i == nr && nr < RP_STEPS)
		steps[nr++].by = 0;
	if (i == nr)
		i = nr - 1;
	if (fabs(steps[i].by) >= fabs(s->by))
		return nr;
	for (at = i; at && fabs(steps[at - 1].by) < fabs(s->by); at--)
		steps[at] = steps[at - 1];
	steps[at] = *s;
	return nr;
}

size_t rp_runs_steps(const struct rp_runs *v, struct rp_step steps[RP_STEPS])
{
	const struct rp_model *base = &v->s[0].model;
	const struct rp_runs_row *row;
	struct rp_step s;
	size_t nr = 0;

	for (row = v->first; row && base->memory; row = row->next) {
		if (strcmp(row->any->group, "cost"))
			continue;
		s.figure = rp_runs_figure(v, row->any->name, base->memory,
					  base->pages);
		for (s.to = 1; s.figure && s.to < v->nr; s.to++) {
			s.was = rp_runs_cost(v, s.to - 1, row->any->name);
			s.is = rp_runs_cost(v, s.to, row->any->name);
			if (!is_step(&s))
				continue;
			s.by = rp_row_per_page(s.is) - rp_row_per_page(s.was);
			s.part = part_of(&v->s[s.to].model, s.is);
			nr = keep_step(steps, nr, &s);
		}
	}
	return nr;
}
