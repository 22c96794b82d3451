// SPDX-License-Identifier: GPL-2.0-only
/* policies.c - which policy kept its promise on which device */
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/views/rp_section.h"

#define NA "n/a: "

/* All checks of one policy on one device. */
struct pair {
	const char *policy;
	const char *device;
	const char *na;
	size_t passed;
	size_t failed;
	size_t skipped;
};

static int is_of(const struct rp_verdict *v, const char *policy,
		 const char *device)
{
	return !strcmp(v->policy, policy) && !strcmp(v->device, device);
}

static struct pair count(const struct rp_model *m, const char *policy,
			 const char *device)
{
	struct pair pair = { .policy = policy, .device = device };
	const struct rp_verdict *v;

	rvb_each(v, m, verdicts) {
		if (!is_of(v, policy, device))
			continue;
		if (!strncmp(v->reason, NA, strlen(NA)))
			pair.na = v->reason + strlen(NA);
		if (!strcmp(v->status, "PASS"))
			pair.passed++;
		else if (!strcmp(v->status, "SKIP"))
			pair.skipped++;
		else
			pair.failed++;
	}
	return pair;
}

static struct rp_cell pair_cell(struct rp_doc *doc, const struct pair *pair)
{
	if (pair->failed)
		return rp_cell_word(
			rp_doc_printf(doc, "FAIL %zu", pair->failed), RP_BAD);
	if (pair->passed)
		return rp_cell_text(
			rp_doc_printf(doc, "PASS %zu", pair->passed));
	return rp_cell_text(pair->na ? "n/a" : "-");
}

/*
 * The names of policies or devices, each once, in the file's order. Skip the
 * "-" of checks that need neither: it would be an empty row and column.
 */
static struct rp_words names(const struct rp_model *m, struct rp_doc *doc,
			     int devices)
{
	struct rp_words list = { 0 };
	const struct rp_verdict *v;
	const char *name;

	rvb_each(v, m, verdicts) {
		name = devices ? v->device : v->policy;
		if (strcmp(name, "-") || strcmp(v->status, "SKIP"))
			rp_words_add(doc, &list, name);
	}
	return list;
}

/* What a policy promises, as it was in force; older results lack it. */
static const char *promise_of(const struct rp_model *m, const char *policy)
{
	size_t i;

	for (i = 0; strcmp(policy, "-") && i < m->nr_verdicts; i++)
		if (!strcmp(m->verdicts[i].policy, policy) &&
		    m->verdicts[i].promise)
			return m->verdicts[i].promise;
	return "-";
}

static void add_matrix(const struct rp_model *m, struct rp_doc *doc)
{
	const struct rp_words policies = names(m, doc, 0);
	const struct rp_words devices = names(m, doc, 1);
	struct rp_column columns[devices.nr + 2];
	size_t i, d;
	struct rp_node *table;
	struct rp_cell *cells;
	struct pair pair;

	columns[0] = (struct rp_column){ "policy" };
	for (d = 0; d < devices.nr; d++)
		columns[d + 1] = (struct rp_column){ devices.word[d] };
	columns[d + 1] = (struct rp_column){ "promise", RP_TEXT };
	table = rp_doc_columns(doc, "Checks that passed, policy by device",
			       columns, devices.nr + 2);
	for (i = 0; i < policies.nr; i++) {
		cells = rp_doc_add(doc, table, rp_cell_text(policies.word[i]));
		for (d = 0; d < devices.nr; d++) {
			pair = count(m, policies.word[i], devices.word[d]);
			cells[d + 1] = pair_cell(doc, &pair);
		}
		cells[d + 1] = rp_cell_text(promise_of(m, policies.word[i]));
	}
}

static int is_said(const struct rp_model *m, const struct rp_verdict *v)
{
	const struct rp_verdict *before;

	for (before = m->verdicts; before < v; before++)
		if (is_of(before, v->policy, v->device) &&
		    !strcmp(before->reason, v->reason))
			return 1;
	return 0;
}

static void add_reasons(const struct rp_model *m, struct rp_doc *doc)
{
	struct rp_node *table = rp_doc_table(doc, "n/a: pairs that can't work",
					     { "policy" }, { "device" },
					     { "reason", RP_TEXT });
	const struct rp_verdict *v;

	rvb_each(v, m, verdicts)
		if (!strncmp(v->reason, NA, strlen(NA)) && !is_said(m, v))
			rp_doc_add(doc, table, rp_cell_text(v->policy),
				   rp_cell_text(v->device),
				   rp_cell_text(v->reason + strlen(NA)));
	rp_doc_keep(doc, table);
}

/* The policies that passed the check of @seen and saw nothing of that kind. */
static const char *others(const struct rp_model *m, struct rp_doc *doc,
			  const struct rp_verdict *seen)
{
	const struct rp_verdict *v;
	const char *list = "";

	rvb_each(v, m, verdicts)
		if (!strcmp(v->check, seen->check) && !*v->reason &&
		    !strcmp(v->status, "PASS"))
			list = rp_doc_join(doc, list, ", ", v->policy);
	return *list ? list : "no other policy";
}

/* Say what checks saw that the policy is not to blame for. */
static void say_seen(const struct rp_model *m, struct rp_doc *doc)
{
	const struct rp_verdict *v;

	rvb_each(v, m, verdicts)
		if (*v->reason && !strcmp(v->status, "PASS"))
			rp_say(doc, RP_PLAIN,
			       "Under %s the check %s saw: %s. It saw nothing of that under %s.",
			       v->policy, v->check, v->reason,
			       others(m, doc, v));
}

static void build(const struct rp_model *m, struct rp_doc *doc)
{
	if (!m->nr_verdicts)
		return;
	rp_say(doc, RP_PLAIN,
	       "Each hard case ran on each pair, on real files, with commands of the device under way: the policy's guarantee must hold once the system call has returned. With policy none the stale access must be seen.");
	add_matrix(m, doc);
	add_reasons(m, doc);
	say_seen(m, doc);
}

const struct rp_section rp_section_policies = {
	.title = "Promises kept",
	.order = 38,
	.build = build,
};
