// SPDX-License-Identifier: GPL-2.0-only
/* rp_saved_load.c - read a result and list what it has to compare */
#include <err.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/rvb_array.h"
#include "reports/compare/rp_metric.h"

#define obstack_chunk_alloc malloc
#define obstack_chunk_free free

/* If one of these differs, figures may differ because of it. */
static const char *const keys[] = {
	"kernel.release",
	"kernel.version",
	"kernel.config_sha256",
	"kernel.image_sha256",
	"kernel.modules_sha256",
	"qemu.version",
	"compiler.kernel",
	"compiler.kernel_modules",
	"compiler.userspace",
	"mode",
	"accel",
	"policy",
	"memory_kib",
	"iommu",
	"iommu_mode",
};

/* Options of QEMU that make the machine; others hold paths and sockets. */
static const char *const machine[] = { "-machine", "-cpu",    "-accel",
				       "-smp",	   "-icount", "-m" };

static const char *machine_of(struct rp_saved *s, const char *argv)
{
	char *words = (char *)rp_saved_printf(s, "%s", argv), *word, *rest;
	const char *kept = "";
	int take = 0;
	size_t i;

	for (word = strtok_r(words, " ", &rest); word;
	     word = strtok_r(NULL, " ", &rest)) {
		if (take)
			kept = rp_saved_printf(s, "%s%s%s", kept,
					       *kept ? " " : "", word);
		take = 0;
		for (i = 0; i < ARRAY_SIZE(machine); i++)
			take |= !strcmp(word, machine[i]);
	}
	return kept;
}

/* Words behind "--" are the program to run; the rows name that. */
static const char *cmdline_of(struct rp_saved *s, const char *cmdline)
{
	char *words = (char *)rp_saved_printf(s, "%s", cmdline), *word, *rest;
	const char *kept = "";

	for (word = strtok_r(words, " ", &rest); word && strcmp(word, "--");
	     word = strtok_r(NULL, " ", &rest))
		if (strncmp(word, "rvb.", 4))
			kept = rp_saved_printf(s, "%s%s%s", kept,
					       *kept ? " " : "", word);
	return kept;
}

static void add_keys(struct rp_saved *s)
{
	const struct rp_model *m = &s->model;
	const char *argv = rp_model_setting(m, "qemu.argv");
	const char *cmdline = rp_model_setting(m, "kernel.cmdline");
	const char *mode = rp_model_setting(m, "mode");
	size_t i;

	rp_saved_key(s, "schema", RP_SCHEMA);
	for (i = 0; i < ARRAY_SIZE(keys); i++)
		rp_saved_key(s, keys[i], rp_model_setting(m, keys[i]));
	rp_saved_key(s, "unit", m->unit);
	rp_saved_key(s, "qemu.machine", argv ? machine_of(s, argv) : NULL);
	rp_saved_key(s, "kernel.parameters",
		     cmdline ? cmdline_of(s, cmdline) : NULL);
	/* Instructions are the same everywhere, time is not. */
	if (mode && !strcmp(mode, "exact"))
		return;
	rp_saved_key(s, "host.cpu", rp_model_setting(m, "host.cpu"));
	rp_saved_key(s, "host.cpus", rp_model_setting(m, "host.cpus"));
	rp_saved_key(s, "host.kernel", rp_model_setting(m, "host.kernel"));
}

static void set_missing(struct rp_metric *m, enum rp_outcome outcome,
			const char *why)
{
	m->outcome = outcome;
	m->missing = why;
}

static void set_status(struct rp_saved *s, struct rp_metric *m,
		       const char *status, const char *refused,
		       const char *reason)
{
	if (refused)
		set_missing(m, RP_REFUSED,
			    rp_saved_printf(s, "refused: %s", refused));
	else
		set_missing(m,
			    !strcmp(status, "SKIP") ? RP_NOT_RUN :
			    m->how == RP_STATE && !strcmp(status, "FAIL") ?
						      RP_FAILED :
						      RP_BROKE,
			    rp_saved_printf(s, "%s%s%s", status,
					    reason ? ": " : "",
					    reason ? reason : ""));
}

static void add_rows(struct rp_saved *s)
{
	const struct rp_row *row;
	struct rp_metric *m;

	rvb_each(row, &s->model, rows) {
		m = rp_saved_add(s);
		m->name = row->name;
		m->group = "cost";
		m->what = rp_saved_printf(s, "case %s, phase %s",
					  row->case_name, row->phase);
		m->word = row->case_name;
		m->unit = s->model.unit;
		m->how = RP_EXACT;
		if (!rp_row_measured(row)) {
			set_status(s, m, row->status, row->refused,
				   row->reason);
			continue;
		}
		m->min = row->min;
		m->p50 = row->p50;
		m->low = row->p50_low;
		m->high = row->p50_high;
	}
}

/* Leave out blocks in which a time is not above zero: they have no ratio. */
static void set_pairs(struct rp_saved *s, struct rp_metric *m,
		      const json_t *pairs)
{
	size_t size = json_array_size(pairs), i;
	double *ratio = obstack_alloc(&s->memory, (size + 1) * sizeof(*ratio));
	double base, new;
	const json_t *pair;

	for (i = 0; i < size; i++) {
		pair = json_array_get(pairs, i);
		base = json_number_value(json_array_get(pair, 0));
		new = json_number_value(json_array_get(pair, 1));
		if (base > 0 && new > 0)
			ratio[m->nr++] = new / base;
	}
	m->log = rp_saved_logs(s, ratio, m->nr);
	if (!m->nr)
		set_missing(m, RP_NOT_RUN, "no pairs of blocks");
}

static struct rp_metric *add_key(struct rp_saved *s, const struct rp_key *key,
				 const char *group)
{
	struct rp_metric *m = rp_saved_add(s);

	m->name = key->name;
	m->group = group;
	m->policy = key->policy;
	m->unit = key->unit;
	m->how = strcmp(key->mode, "timed") ? RP_EXACT : RP_BLOCKS;
	if (!rp_key_measured(key))
		set_status(s, m, key->status, key->refused, key->reason);
	return m;
}

static void add_distribution(struct rp_saved *s,
			     const struct rp_distribution *d, const char *group)
{
	struct rp_metric *m = add_key(s, &d->key, group);

	m->what = rp_saved_printf(s, "%s under %s on %s, phase %s",
				  d->key.event, d->key.policy, d->key.device,
				  d->phase);
	m->none = !strcmp(d->key.policy, "none");
	if (m->missing)
		return;
	if (m->how == RP_BLOCKS) {
		set_pairs(s, m, d->pairs);
		m->unit = d->key.emulated ? "ratio" : m->unit;
		m->p50 = d->key.emulated ? rp_pairs_ratio(d->pairs) : d->p50;
		return;
	}
	m->min = d->min;
	m->p50 = d->p50;
	m->low = isnan(d->p50_low) ? d->p50 : d->p50_low;
	m->high = isnan(d->p50_high) ? d->p50 : d->p50_high;
	if (isnan(d->min) && isnan(d->p50))
		set_missing(m, RP_NOT_RUN, "no samples");
}

static void add_distributions(struct rp_saved *s)
{
	const struct rp_distribution *d;

	rvb_each(d, &s->model.scenes, distributions)
		add_distribution(s, d, "latency");
	rvb_each(d, &s->model.scenes, users)
		add_distribution(s, d, "user");
}

/* Exact curves are judged; timed ones have no blocks of none to compare with. */
static void set_curve(struct rp_metric *m, double p50)
{
	if (m->how == RP_BLOCKS)
		m->how = RP_SHOWN;
	m->p50 = p50;
	m->low = p50;
	m->high = p50;
	if (isnan(p50) && !m->missing)
		set_missing(m, RP_NOT_RUN, "not measured");
}

static void add_scaling(struct rp_saved *s)
{
	const struct rp_scaling *p;
	struct rp_metric *m;

	rvb_each(p, &s->model.scenes, scaling) {
		m = add_key(s, &p->key, "scaling");
		m->what = rp_saved_printf(s, "%s under %s, %lld %s",
					  *p->key.event ? p->key.event :
							  "scaling",
					  p->key.policy, p->n, p->what);
		set_curve(m, p->key.emulated ? NAN : p->p50);
		m->min = p->min;
	}
}

/* The share of the device's work that is left under the most revokes. */
static void add_throughput(struct rp_saved *s)
{
	const struct rp_throughput *t;
	struct rp_metric *m;

	rvb_each(t, &s->model.scenes, throughput) {
		m = add_key(s, &t->key, "throughput");
		m->what = rp_saved_printf(s, "device work left under %s on %s",
					  t->key.policy, t->key.device);
		m->better = RP_HIGHER;
		m->unit = "ratio";
		set_curve(m, t->device);
	}
}

/* The number of stale bytes varies by chance: any of them is a failure. */
static void add_ledger(struct rp_saved *s)
{
	const struct rp_ledger *l;
	struct rp_metric *m;

	rvb_each(l, &s->model.scenes, ledger) {
		m = add_key(s, &l->key, "ledger");
		m->how = RP_STATE;
		m->what = rp_saved_printf(s, "integrity under %s on %s",
					  l->key.policy, l->key.device);
		if (m->missing)
			continue;
		m->p50 = l->stale;
		m->unit = "bytes";
		if (!(l->stale + l->lost > 0))
			continue;
		set_missing(m, RP_FAILED,
			    rp_saved_printf(s, "%.0f bytes stale or lost",
					    l->stale + l->lost));
	}
}

static void add_checks(struct rp_saved *s)
{
	const struct rp_verdict *v;
	struct rp_metric *m;

	rvb_each(v, &s->model, verdicts) {
		m = rp_saved_add(s);
		m->name = v->name;
		m->group = "check";
		m->what = rp_saved_printf(s, "check %s of %s on %s", v->check,
					  v->policy, v->device);
		m->policy = v->policy;
		m->how = RP_STATE;
		if (strcmp(v->status, "PASS"))
			set_status(s, m, v->status, NULL, v->reason);
	}
}

static void add_metrics(struct rp_saved *s)
{
	add_rows(s);
	add_checks(s);
	add_distributions(s);
	add_throughput(s);
	add_ledger(s);
	add_scaling(s);
}

/* A folder has its result plain or packed. */
static const char *file_of(struct rp_saved *s, const char *path)
{
	const char *packed = rp_saved_printf(s, "%s/results.json.gz", path);
	struct stat st;

	if (stat(path, &st) || !S_ISDIR(st.st_mode))
		return rp_saved_printf(s, "%s", path);
	path = rp_saved_printf(s, "%s/results.json", path);
	return stat(path, &st) && !stat(packed, &st) ? packed : path;
}

int rp_saved_load(struct rp_saved *s, const char *path, char *why, size_t size)
{
	const struct rp_model *m = &s->model;
	const char *commit, *committed;
	int ret;

	memset(s, 0, sizeof(*s));
	obstack_init(&s->memory);
	s->path = file_of(s, path);
	ret = rp_model_load(&s->model, s->path, why, size);
	if (ret)
		return ret;
	commit = rp_model_setting(m, "revokebench");
	s->commit = commit ? commit : "unknown";
	committed = rp_model_setting(m, "committed");
	s->committed = committed ? committed : "";
	s->date = m->date ? m->date : "unknown";
	s->failed = strcmp(m->status, "DONE") && strcmp(m->status, "PASS");
	if (!m->exact && m->nr_rows)
		s->not_exact = *m->exact_why ? m->exact_why : "not tried";
	add_keys(s);
	add_metrics(s);
	return 0;
}

enum rvb_exit rp_saved_get(struct rp_saved *s, const char *path)
{
	char why[512];
	int ret = rp_saved_load(s, path, why, sizeof(why));

	if (!ret)
		return RVB_EXIT_OK;
	warnx("%s", why);
	return ret == -EPROTONOSUPPORT ? RVB_EXIT_NOTHING : RVB_EXIT_USAGE;
}
