// SPDX-License-Identifier: GPL-2.0-only
/* policies.c - which policy kept its promise on which device */
#include <string.h>

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
	size_t i;

	for (i = 0; i < m->nr_verdicts; i++) {
		v = &m->verdicts[i];
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
static const char **names(const struct rp_model *m, struct rp_doc *doc,
			  int devices, size_t *nr)
{
	const char **list, *name;
	size_t i, j;

	list = obstack_alloc(&doc->memory, m->nr_verdicts * sizeof(*list));
	*nr = 0;
	for (i = 0; i < m->nr_verdicts; i++) {
		name = devices ? m->verdicts[i].device : m->verdicts[i].policy;
		if (!strcmp(name, "-") &&
		    !strcmp(m->verdicts[i].status, "SKIP"))
			continue;
		for (j = 0; j < *nr; j++)
			if (!strcmp(list[j], name))
				break;
		if (j == *nr)
			list[(*nr)++] = name;
	}
	return list;
}

static void add_matrix(const struct rp_model *m, struct rp_doc *doc)
{
	struct rp_column *columns;
	const char **policies, **devices;
	size_t nr_policies, nr_devices, i, d;
	struct rp_node *table;
	struct rp_cell *cells;
	struct pair pair;

	policies = names(m, doc, 0, &nr_policies);
	devices = names(m, doc, 1, &nr_devices);
	columns = obstack_alloc(&doc->memory,
				(nr_devices + 1) * sizeof(*columns));
	columns[0] = (struct rp_column){ "policy", RP_NAME, NULL };
	for (d = 0; d < nr_devices; d++)
		columns[d + 1] =
			(struct rp_column){ devices[d], RP_NAME, NULL };
	table = rp_doc_table(doc, "Checks that passed, policy by device",
			     columns, nr_devices + 1);
	for (i = 0; i < nr_policies; i++) {
		cells = rp_doc_row(doc, table);
		cells[0] = rp_cell_text(policies[i]);
		for (d = 0; d < nr_devices; d++) {
			pair = count(m, policies[i], devices[d]);
			cells[d + 1] = pair_cell(doc, &pair);
		}
	}
}

static int is_said(const struct rp_model *m, size_t index)
{
	const struct rp_verdict *v = &m->verdicts[index], *before;
	size_t i;

	for (i = 0; i < index; i++) {
		before = &m->verdicts[i];
		if (is_of(before, v->policy, v->device) &&
		    !strcmp(before->reason, v->reason))
			return 1;
	}
	return 0;
}

static void add_reasons(const struct rp_model *m, struct rp_doc *doc)
{
	static const struct rp_column columns[] = {
		{ "policy", RP_NAME, NULL },
		{ "device", RP_NAME, NULL },
		{ "reason", RP_TEXT, NULL },
	};
	struct rp_node *table = NULL;
	const struct rp_verdict *v;
	struct rp_cell *cells;
	size_t i;

	for (i = 0; i < m->nr_verdicts; i++) {
		v = &m->verdicts[i];
		if (strncmp(v->reason, NA, strlen(NA)) || is_said(m, i))
			continue;
		if (!table)
			table = rp_doc_table(doc, "n/a: pairs that can't work",
					     columns, 3);
		cells = rp_doc_row(doc, table);
		cells[0] = rp_cell_text(v->policy);
		cells[1] = rp_cell_text(v->device);
		cells[2] = rp_cell_text(v->reason + strlen(NA));
	}
}

static int build(const struct rp_model *m, struct rp_doc *doc)
{
	if (!m->nr_verdicts)
		return 0;
	rp_say(doc, RP_PLAIN,
	       "Each hard case ran on each pair, on real files, with commands of the device under way: the policy's guarantee must hold once the system call has returned. With policy none the stale access must be seen.");
	add_matrix(m, doc);
	add_reasons(m, doc);
	return 0;
}

const struct rp_section rp_section_policies = {
	.title = "Promises kept",
	.order = 38,
	.build = build,
};
