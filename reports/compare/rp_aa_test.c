// SPDX-License-Identifier: GPL-2.0-only
/* rp_aa_test.c - a thousand comparisons of equal code, from real boots */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_statistics_double.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reports/compare/rp_calibrate.h"
#include "reports/compare/rp_compare.h"

#define obstack_chunk_alloc malloc
#define obstack_chunk_free free

#define BOOTS 12
#define SEEDS 3 /* of one run */
#define ROWS_MAX 1000
#define COMPARISONS 1000

static struct row {
	char name[80];
	double min[BOOTS];
	double p50[BOOTS];
} rows[ROWS_MAX];

static size_t nr_rows;

static void read_boots(void)
{
	FILE *stream = fopen(RP_GOLDEN_DIR "/aa/boots.tsv", "re");
	char *line = NULL, *word;
	size_t size = 0;
	struct row *r;
	int i;

	assert_non_null(stream);
	while (getline(&line, &size, stream) > 0) {
		if (*line == '#')
			continue;
		assert_true(nr_rows < ROWS_MAX);
		r = &rows[nr_rows++];
		word = strtok(line, "\t");
		snprintf(r->name, sizeof(r->name), "%s", word);
		for (i = 0; i < 2 * BOOTS; i++) {
			word = strtok(NULL, "\t\n");
			assert_non_null(word);
			*(i < BOOTS ? &r->min[i] : &r->p50[i - BOOTS]) =
				atof(word);
		}
	}
	free(line);
	fclose(stream);
	assert_true(nr_rows > 100);
}

static json_t *seed_row(const struct row *r, int boot, double factor)
{
	return json_pack("{s:s, s:f, s:f}", "run_name", r->name, "min",
			 r->min[boot] * factor, "p50", r->p50[boot] * factor);
}

/* A run's result, as run merges it: the least, and the median of medians. */
static void make_run(struct rp_saved *s, const int *boot, const char *slow,
		     double factor)
{
	json_t *benchmarks = json_array();
	struct rp_metric *m;
	double p50[SEEDS], f;
	size_t i;
	int k;

	memset(s, 0, sizeof(*s));
	obstack_init(&s->memory);
	s->path = "boots.tsv";
	s->model.root = json_pack("{s:o}", "benchmarks", benchmarks);
	for (i = 0; i < nr_rows; i++) {
		f = slow && strstr(rows[i].name, slow) ? factor : 1;
		m = rp_saved_add(s);
		m->name = rows[i].name;
		m->group = "cost";
		m->what = rows[i].name;
		m->how = RP_EXACT;
		m->min = rows[i].min[boot[0]] * f;
		for (k = 0; k < SEEDS; k++) {
			p50[k] = rows[i].p50[boot[k]] * f;
			if (rows[i].min[boot[k]] * f < m->min)
				m->min = rows[i].min[boot[k]] * f;
			json_array_append_new(benchmarks,
					      seed_row(&rows[i], boot[k], f));
		}
		gsl_stats_minmax(&m->low, &m->high, p50, 1, SEEDS);
		m->p50 = gsl_stats_median(p50, 1, SEEDS);
	}
}

/* From the first six boots: the other six have not been seen by the gate. */
static void make_gate(struct rp_gate *gate, struct rp_calibration *c,
		      struct rp_saved run[2])
{
	static const int boot[2][SEEDS] = { { 0, 1, 2 }, { 3, 4, 5 } };

	make_run(&run[0], boot[0], NULL, 1);
	make_run(&run[1], boot[1], NULL, 1);
	*c = (struct rp_calibration){ .results = run, .nr = 2 };
	rp_calibrate(c);
	rp_gate_default(gate);
	gate->calibrated = c->limits;
	assert_int_equal(c->aa.alarms, 0);
}

static enum rvb_exit compare(const struct rp_gate *gate, struct rp_saved *base,
			     struct rp_saved *new, size_t *regressed)
{
	struct rp_comparison c = { .base = base, .new = new, .gate = gate };
	enum rvb_exit code;

	rp_compare_keys(&c);
	rp_compare(&c);
	assert_int_equal(c.figures, nr_rows);
	code = rp_compare_exit(&c);
	*regressed = c.count[RP_REGRESSED];
	if (code == RVB_EXIT_REGRESSED)
		printf("%s: %+.3f %%, %+.3f %%\n", c.judged[0].new->name,
		       c.judged[0].min, c.judged[0].median);
	rp_compare_free(&c);
	return code;
}

static void test_no_alarm(void **state)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	int boot[BOOTS], i, k, alarms = 0;
	struct rp_saved run[2], base, new;
	struct rp_calibration c;
	struct rp_gate gate;
	size_t regressed;

	gsl_rng_set(rng, 20181213);
	make_gate(&gate, &c, run);
	for (k = 0; k < BOOTS; k++)
		boot[k] = k;
	for (i = 0; i < COMPARISONS; i++) {
		gsl_ran_shuffle(rng, boot, BOOTS, sizeof(*boot));
		make_run(&base, boot, NULL, 1);
		make_run(&new, boot + SEEDS, NULL, 1);
		alarms += compare(&gate, &base, &new, &regressed) !=
			  RVB_EXIT_OK;
		rp_saved_free(&base);
		rp_saved_free(&new);
	}
	printf("%d comparisons of %zu metrics, %d alarms\n", COMPARISONS,
	       nr_rows, alarms);
	assert_int_equal(alarms, 0);
	rp_calibrate_free(&c);
	rp_saved_free(&run[0]);
	rp_saved_free(&run[1]);
	gsl_rng_free(rng);
}

/* The same gate is no wall: 1 % of one phase is found in a single run. */
static void test_one_percent(void **state)
{
	static const int before[] = { 6, 7, 8 }, after[] = { 9, 10, 11 };
	struct rp_saved run[2], base, new;
	struct rp_calibration c;
	struct rp_gate gate;
	size_t regressed;

	make_gate(&gate, &c, run);
	make_run(&base, before, NULL, 1);
	make_run(&new, after, "revoke/tmpfs/pages:512/revoke", 1.01);
	assert_int_equal(compare(&gate, &base, &new, &regressed),
			 RVB_EXIT_REGRESSED);
	assert_int_equal(regressed, 1);
	rp_calibrate_free(&c);
	rp_saved_free(&base);
	rp_saved_free(&new);
	rp_saved_free(&run[0]);
	rp_saved_free(&run[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_alarm),
		cmocka_unit_test(test_one_percent),
	};

	read_boots();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
