// SPDX-License-Identifier: GPL-2.0-only
/* rp_users.c - what a policy does to real users of pinned pages */
#include <math.h>
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/views/rp_users.h"

#define ALIKE 1.01 /* medians that are not told apart */

int rp_users_is_price(const struct rp_key *key)
{
	return !strcmp(key->device, "kbench");
}

int rp_users_alike(const struct rp_key *a, const struct rp_key *b)
{
	return !strcmp(a->memory, b->memory) && !strcmp(a->unit, b->unit) &&
	       !strcmp(a->event, b->event) && a->pages == b->pages;
}

int rp_users_is_first(const struct rp_model *m, const struct rp_distribution *d)
{
	const struct rp_distribution *first = m->scenes.users;

	while (!rp_users_alike(&first->key, &d->key))
		first++;
	return first == d;
}

static int is_of_user(const struct rp_distribution *a,
		      const struct rp_distribution *b)
{
	return rp_users_alike(&a->key, &b->key) &&
	       !strcmp(a->key.device, b->key.device);
}

static const struct rp_distribution *find_none(const struct rp_model *m,
					       const struct rp_distribution *of)
{
	const struct rp_distribution *d;

	rvb_each(d, &m->scenes, users)
		if (is_of_user(d, of) && !strcmp(d->key.policy, "none"))
			return d;
	return NULL;
}

double rp_users_returns(const struct rp_model *m,
			const struct rp_distribution *d)
{
	const struct rp_distribution *none = find_none(m, d);

	if (!rp_key_measured(&d->key))
		return NAN;
	if (!d->key.emulated)
		return d->p50;
	return none ? d->p50 / none->p50 : NAN;
}

/* A row has figures only where the promise was kept; none promises nothing */
static int is_candidate(const struct rp_distribution *d)
{
	return rp_key_measured(&d->key) && d->answer &&
	       strcmp(d->key.policy, "none") && strcmp(d->answer, "KILL") &&
	       strncmp(d->answer, "reads ", strlen("reads "));
}

static const struct rp_distribution *find_best(const struct rp_model *m,
					       const struct rp_distribution *of)
{
	const struct rp_distribution *d, *best = NULL;

	rvb_each(d, &m->scenes, users)
		if (is_of_user(d, of) && is_candidate(d) &&
		    (!best || d->p50 < best->p50))
			best = d;
	return best;
}

static const char *figure(const struct rp_model *m, struct rp_doc *doc,
			  const struct rp_distribution *d)
{
	if (d->key.emulated)
		return rp_doc_printf(doc, "%.2f times as long as under none",
				     rp_users_returns(m, d));
	return rp_doc_printf(doc, "%s %s", rp_doc_number(doc, RP_COUNT, d->p50),
			     d->key.unit);
}

/* "rdma under fence (89,985 vns; none: 86,535)" */
static const char *name_best(const struct rp_model *m, struct rp_doc *doc,
			     const struct rp_distribution *best)
{
	const struct rp_distribution *d, *none = find_none(m, best);
	const char *policies = best->key.policy, *than = "";

	rvb_each(d, &m->scenes, users)
		if (d != best && is_of_user(d, best) && is_candidate(d) &&
		    d->p50 < ALIKE * best->p50)
			policies = rp_doc_join(doc, policies, " or ",
					       d->key.policy);
	if (none && rp_key_measured(&none->key) && !best->key.emulated)
		than = rp_doc_join(doc, "; none", ": ",
				   rp_doc_number(doc, RP_COUNT, none->p50));
	return rp_doc_printf(doc, "%s under %s (%s%s)", best->key.device,
			     policies, figure(m, doc, best), than);
}

/* Of exact and timed tables the first one is enough */
static int is_said(const struct rp_model *m, const struct rp_distribution *of)
{
	const struct rp_distribution *d;

	for (d = m->scenes.users; d < of; d++)
		if (!rp_users_is_price(&d->key) &&
		    !strcmp(d->key.memory, of->key.memory) &&
		    !strcmp(d->key.event, of->key.event))
			return 1;
	return 0;
}

static void say_table(const struct rp_model *m, struct rp_doc *doc,
		      const struct rp_distribution *of)
{
	const struct rp_distribution *d, *best;
	const char *list = NULL, *name;
	int pinned = 0;

	rvb_each(d, &m->scenes, users) {
		if (!rp_users_alike(&d->key, &of->key))
			continue;
		pinned |= rp_key_measured(&d->key) || d->key.refused;
		best = find_best(m, d);
		if (d != best)
			continue;
		name = name_best(m, doc, best);
		list = list ? rp_doc_join(doc, list, ", by ", name) : name;
	}
	if (list)
		rp_say(doc, RP_PLAIN,
		       "Of real users, among the policies that kept their promise and neither lose data silently nor kill, %s of %s is delayed least by %s.",
		       of->key.event, of->key.memory, list);
	else if (!pinned)
		rp_say(doc, RP_WARN,
		       "No real user could pin pages of %s; the table says why.",
		       of->key.memory);
	else
		rp_say(doc, RP_WARN,
		       "Of real users, every policy that was measured at %s of %s loses data silently, kills or refuses.",
		       of->key.event, of->key.memory);
}

void rp_users_answer(const struct rp_model *m, struct rp_doc *doc)
{
	const struct rp_distribution *d;

	rvb_each(d, &m->scenes, users)
		if (!is_said(m, d) && !rp_users_is_price(&d->key))
			say_table(m, doc, d);
}
