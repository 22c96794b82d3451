// SPDX-License-Identifier: GPL-2.0-only
/* calibrate.c - a gate from results of equal code, for their environment */
#include <err.h>
#include <errno.h>
#include <gsl/gsl_cdf.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/rvb_argp.h"
#include "lib/rvb_array.h"
#include "lib/rvb_file.h"
#include "reports/compare/rp_calibrate.h"
#include "reports/compare/rp_compare.h"
#include "reports/write/rp_output.h"

#define RESULTS_MAX 64

struct args {
	const char *path[RESULTS_MAX];
	size_t nr;
	const char *output;
	unsigned int days;
};

static const struct rvb_option options[] = {
	{ "days", RVB_NUMBER(struct args, days, 1, 3650), "N",
	  "days until the gate expires (30)", 'd' },
	{ "output", RVB_STRING(struct args, output), "FILE",
	  "where to write the gate (in the cache, by environment)", 'o' },
	{}
};

static error_t parse_word(int key, char *arg, struct argp_state *state)
{
	struct args *args = state->input;

	switch (key) {
	case ARGP_KEY_ARG:
		if (args->nr == RESULTS_MAX)
			argp_failure(state, RVB_EXIT_USAGE, 0,
				     "at most %d results", RESULTS_MAX);
		args->path[args->nr++] = arg;
		return 0;
	case ARGP_KEY_END:
		if (args->nr < 2)
			argp_failure(state, RVB_EXIT_USAGE, 0,
				     "two results of equal code at least");
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct rvb_argp argp = {
	.options = options,
	.rest = parse_word,
	.args_doc = "RESULT RESULT...",
	.doc = "Make a gate from results of equal code, each compared with each.",
};

/* Code is equal if the environment and the measured modules are. */
static enum rvb_exit check_equal(const struct rp_saved *a,
				 const struct rp_saved *b)
{
	static const char *const code[] = { "modules.rvk", "modules.kbench",
					    "revokebench" };
	struct rp_comparison c = { .base = a, .new = b };
	enum rvb_exit ret = RVB_EXIT_OK;
	const char *x, *y;
	size_t i;

	rp_compare_keys(&c);
	if (c.nr_differing) {
		warnx("not one environment, %s", c.differing[0]);
		ret = RVB_EXIT_NOTHING;
	}
	for (i = 0; i < ARRAY_SIZE(code) && !ret; i++) {
		x = rp_model_setting(&a->model, code[i]);
		y = rp_model_setting(&b->model, code[i]);
		if (!x || !y || !strcmp(x, y))
			continue;
		warnx("not equal code, %s: %s, %s", code[i], x, y);
		ret = RVB_EXIT_NOTHING;
	}
	rp_compare_free(&c);
	return ret;
}

static enum rvb_exit load_all(struct rp_saved *s, const struct args *args)
{
	enum rvb_exit code = RVB_EXIT_OK;
	size_t i;

	for (i = 0; i < args->nr && !code; i++) {
		code = rp_saved_get(&s[i], args->path[i]);
		if (!code)
			code = check_equal(&s[0], &s[i]);
		if (!code && s[i].not_exact) {
			warnx("%s: not exact: %s", s[i].path, s[i].not_exact);
			code = RVB_EXIT_NOTHING;
		}
	}
	return code;
}

/* Clopper and Pearson's interval of a share. */
static void print_share(size_t k, size_t n)
{
	double low = k ? gsl_cdf_beta_Pinv(0.025, k, n - k + 1) : 0;
	double high = k < n ? gsl_cdf_beta_Pinv(0.975, k + 1, n - k) : 1;

	printf("timed: %zu of %zu A/A tests below alpha: %.1f %% (95 %%: %.1f..%.1f)\n",
	       k, n, 100.0 * k / n, 100 * low, 100 * high);
}

static void print(const struct rp_calibration *c)
{
	const char *name;
	json_t *own;

	printf("%zu results of equal code, %zu exact boots, %zu exact metrics\n",
	       c->nr, c->seeds, c->metrics);
	printf("A against A: %lld comparisons; alarms: %lld as built in, %lld now\n",
	       c->aa.comparisons, c->builtin.alarms, c->aa.alarms);
	if (c->aa.timed) {
		print_share(c->aa.significant, c->aa.timed);
		printf("timed margin: %.2f %%\n", c->margin);
	}
	printf("%zu metrics have wider limits than the built-in %g %% and %g %%:\n",
	       json_object_size(c->limits), RP_GATE_MIN, RP_GATE_MEDIAN);
	json_object_foreach(c->limits, name, own)
	{
		printf("  %-44s", name);
		if (json_object_get(own, "min"))
			printf(" least %.2f %%",
			       json_real_value(json_object_get(own, "min")));
		if (json_object_get(own, "median"))
			printf(" median %.2f %%",
			       json_real_value(json_object_get(own, "median")));
		printf("\n");
	}
}

/* Make each folder above @path. Return: 0 or -errno. */
static int make_folders(char *path)
{
	char *slash;
	int ret = 0;

	for (slash = path; !ret && (slash = strchr(slash + 1, '/'));) {
		*slash = '\0';
		if (mkdir(path, 0777) && errno != EEXIST)
			ret = -errno;
		*slash = '/';
	}
	return ret;
}

static enum rvb_exit save(const struct rp_calibration *c,
			  const struct args *args)
{
	json_t *gate = rp_calibrate_gate(c, args->days);
	char *path = args->output ? strdup(args->output) :
				    rp_gate_cached(&c->results[0]);
	int ret = gate && path ? 0 : -ENOMEM;

	if (!ret && !args->output)
		ret = make_folders(path);
	if (!ret)
		ret = rvb_json_save(path, gate);
	if (ret)
		warnx("%s: %s", path ? path : "gate", strerror(-ret));
	else
		printf("gate: %s, for %u days\n", path, args->days);
	json_decref(gate);
	free(path);
	return ret ? RVB_EXIT_USAGE : RVB_EXIT_OK;
}

int main(int argc, char **argv)
{
	struct args args = { .days = RP_GATE_DAYS };
	struct rp_saved results[RESULTS_MAX] = { 0 };
	struct rp_calibration c = { .results = results };
	enum rvb_exit code;
	size_t i;

	obstack_alloc_failed_handler = rp_output_no_memory;
	rvb_argp_parse(&argp, argc, argv, &args);
	c.nr = args.nr;
	code = load_all(results, &args);
	if (!code) {
		rp_calibrate(&c);
		print(&c);
		code = save(&c, &args);
	}
	rp_calibrate_free(&c);
	for (i = 0; i < c.nr; i++)
		rp_saved_free(&results[i]);
	return code;
}
