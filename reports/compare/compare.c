// SPDX-License-Identifier: GPL-2.0-only
/* compare.c - compare two saved results and judge whether the new one is worse */
#include <ctype.h>
#include <err.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/rvb_argp.h"
#include "lib/rvb_array.h"
#include "lib/rvb_file.h"
#include "reports/compare/rp_compare.h"
#include "reports/write/rp_output.h"

struct args {
	const char *path[2];
	const char *gate;
	const char *again;
	const char *moved;
	const char *output;
	const char *patch_base;
	char *policies;
	const struct rp_format *format;
	int across;
	int allow_missing;
	int full;
};

static error_t set_format(char *arg, struct argp_state *state)
{
	struct args *args = state->input;

	args->format = rp_format_find(arg);
	if (!args->format || !strcmp(arg, "kcidb"))
		argp_failure(
			state, RVB_EXIT_USAGE, 0,
			"--format=%s: no such format; `compare --help` lists them",
			arg);
	return 0;
}

static error_t set_policies(char *arg, struct argp_state *state)
{
	struct args *args = state->input;

	args->policies = arg;
	if (!strchr(arg, ',') || strchr(arg, ',') != strrchr(arg, ','))
		argp_failure(state, RVB_EXIT_USAGE, 0,
			     "--policies=%s: expected two names, A,B", arg);
	return 0;
}

static error_t set_base(char *arg, struct argp_state *state)
{
	struct args *args = state->input;
	const char *p = arg;

	while (isalnum((unsigned char)*p) || (*p && strchr("._/~^-", *p)))
		p++;
	args->patch_base = arg;
	if (!*arg || *p || *arg == '-' || !strncmp(arg, "..", 2))
		argp_failure(state, RVB_EXIT_USAGE, 0,
			     "--patch-base=%s: expected a commit, or GOOD..BAD",
			     arg);
	return 0;
}

static const struct rvb_option options[] = {
	{ "gate", RVB_STRING(struct args, gate), "FILE",
	  "limits (those calibrate made for this environment, else built in)",
	  'g' },
	{ "across", RVB_FLAG(struct args, across), NULL,
	  "compare results of different environments; the report lists how they differ" },
	{ "allow-missing", RVB_FLAG(struct args, allow_missing), NULL,
	  "accept what NEW did not measure or was refused; it is listed as lost" },
	{ "policies", RVB_CALL(set_policies), "A,B",
	  "rows of policy A in BASE against rows of policy B in NEW" },
	{ "again", RVB_STRING(struct args, again), "RESULT",
	  "what regressed in NEW, measured again with a fresh seed" },
	{ "moved", RVB_STRING(struct args, moved), "FILE",
	  "write a line to FILE for each regression or loss: case, tab, metric" },
	{ "format", RVB_CALL(set_format), "FORMAT",
	  "text (default), mail, html, markdown, csv, junit or ktap", 'f' },
	{ "patch-base", RVB_CALL(set_base), "COMMIT[..BAD]",
	  "mail: commit of BASE, for base-commit: and, if worse, regzbot" },
	{ "output", RVB_STRING(struct args, output), "FILE",
	  "where to write (standard output)", 'o' },
	{ "full", RVB_FLAG(struct args, full), NULL,
	  "text, markdown: leave nothing out", 'F' },
	{}
};

static error_t parse_word(int key, char *arg, struct argp_state *state)
{
	struct args *args = state->input;

	switch (key) {
	case ARGP_KEY_ARG:
		if (state->arg_num > 1)
			argp_failure(state, RVB_EXIT_USAGE, 0,
				     "two results only: BASE NEW");
		args->path[state->arg_num] = arg;
		return 0;
	case ARGP_KEY_END:
		if (args->patch_base &&
		    (!args->format || strcmp(args->format->name, "mail")))
			argp_failure(state, RVB_EXIT_USAGE, 0,
				     "--patch-base: for -f mail only");
		if (!args->path[1])
			argp_failure(
				state, RVB_EXIT_USAGE, 0,
				"which results? BASE NEW: folders of `run -o`, or files");
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct rvb_argp argp = {
	.options = options,
	.rest = parse_word,
	.args_doc = "BASE NEW",
	.doc = "Compare two saved results, metric by metric; run nothing.\v"
	       "A result is a folder of `run -o`, its results.json, or a pipe with that; gzip's are read as well. Exit codes: 0 no regression; 1 regression, or a figure became a refusal or an error; 2 bad input; 3 unsure; 4 not comparable, or a figure of BASE was not measured in NEW.",
};

/* @why may quote a file; a terminal is to show it, not to obey it. */
static enum rvb_exit complain(enum rvb_exit code, const char *why)
{
	char line[600];

	snprintf(line, sizeof(line), "%s", why);
	rvb_one_line(line);
	warnx("%s", line);
	return code;
}

/* Refuse a gate that was calibrated in another environment. */
static enum rvb_exit check_gate(const struct rp_comparison *c,
				const struct rp_gate *g)
{
	const json_t *value;
	const char *key, *have;
	char why[512];

	if (rp_gate_names_all(g, c->base, c->new, why, sizeof(why)))
		return complain(RVB_EXIT_USAGE, why);
	json_object_foreach((json_t *)g->environment, key, value)
	{
		have = rp_saved_value(c->base, key);
		if (c->across || (!have && json_is_null(value)) ||
		    (have && json_is_string(value) &&
		     !strcmp(have, json_string_value(value))))
			continue;
		snprintf(
			why, sizeof(why),
			"%s: made for another environment, %s: %.80s, here %.80s; add --across to use it",
			g->path, key,
			json_is_string(value) ? json_string_value(value) :
						"not recorded",
			have ? have : "not recorded");
		return complain(RVB_EXIT_NOTHING, why);
	}
	return RVB_EXIT_OK;
}

/* The gate of --gate, else the calibrated one of the environment, else built in. */
static enum rvb_exit find_gate(const struct rp_comparison *c,
			       const struct args *args, struct rp_gate *g)
{
	char why[512], *path;
	int ret;

	if (args->gate) {
		if (rp_gate_load(g, args->gate, why, sizeof(why)))
			return complain(RVB_EXIT_USAGE, why);
		return check_gate(c, g);
	}
	path = rp_gate_cached(c->base);
	ret = path ? rp_gate_load(g, path, why, sizeof(why)) : -ENOENT;
	free(path);
	if (ret && ret != -ENOENT)
		warnx("%s; using the built-in limits", why);
	if (ret)
		rp_gate_default(g);
	return RVB_EXIT_OK;
}

static enum rvb_exit check_keys(const struct rp_comparison *c)
{
	char why[512];
	size_t i;

	if (!c->across && c->nr_differing) {
		warnx("not comparable, %s%s; add --across to compare all the same",
		      c->differing[0],
		      c->nr_differing > 1 ? ", and more:" : "");
		for (i = 1; i < c->nr_differing; i++)
			fprintf(stderr, "  %s\n", c->differing[i]);
		return RVB_EXIT_NOTHING;
	}
	if (c->base->not_exact || c->new->not_exact) {
		snprintf(why, sizeof(why), "%s: not exact: %s",
			 c->base->not_exact ? c->base->path : c->new->path,
			 c->base->not_exact ? c->base->not_exact :
					      c->new->not_exact);
		return complain(RVB_EXIT_NOTHING, why);
	}
	return RVB_EXIT_OK;
}

static int write_moved(const struct rp_comparison *c, const char *path)
{
	const struct rp_judged *j;
	struct rvb_file file;
	int ret;

	ret = rvb_file_open(&file, path);
	if (ret)
		return ret;
	rvb_each(j, c, judged)
		if (rp_word_is_bad(j->word))
			fprintf(file.stream, "%s\t%s\n", j->new->word,
				j->new->name);
	return rvb_file_commit(&file);
}

static enum rvb_exit show(struct rp_comparison *c, const struct args *args)
{
	struct rp_report report = { .full = args->full,
				    .walk = rp_compare_walk,
				    .of = c,
				    .patch_base = args->patch_base };
	enum rvb_exit code;
	struct rp_doc doc;
	int ret;

	rp_compare(c);
	if (rp_compare_exit(c) == RVB_EXIT_NOTHING &&
	    !(c->common && c->count[RP_LOST]))
		return complain(
			RVB_EXIT_NOTHING,
			"no common metric: nothing has figures in both");
	rp_doc_init(&doc);
	rp_compare_build(c, &doc);
	report.doc = &doc;
	code = rp_output(&report, args->format, args->output);
	rp_doc_free(&doc);
	if (!code && args->moved) {
		ret = write_moved(c, args->moved);
		if (ret) {
			warnx("%s: %s", args->moved, strerror(-ret));
			code = RVB_EXIT_USAGE;
		}
	}
	return code ? code : rp_compare_exit(c);
}

static enum rvb_exit judge(struct rp_comparison *c, const struct args *args)
{
	struct rp_gate gate = { 0 };
	enum rvb_exit code;

	c->gate = &gate;
	rp_compare_keys(c);
	code = check_keys(c);
	if (!code)
		code = find_gate(c, args, &gate);
	if (!code)
		code = show(c, args);
	rp_gate_free(&gate);
	rp_compare_free(c);
	return code;
}

int main(int argc, char **argv)
{
	struct rp_saved base = { 0 }, new = { 0 }, again = { 0 };
	struct rp_comparison c = { .base = &base, .new = &new };
	struct args args = { 0 };
	enum rvb_exit code;

	obstack_alloc_failed_handler = rp_output_no_memory;
	rvb_argp_parse(&argp, argc, argv, &args);
	c.across = args.across || args.policies;
	c.allow_missing = args.allow_missing;
	if (args.policies) {
		c.policy[0] = strtok(args.policies, ",");
		c.policy[1] = strtok(NULL, ",");
	}
	code = rp_saved_get(&base, args.path[0]);
	if (!code)
		code = rp_saved_get(&new, args.path[1]);
	if (!code && args.again) {
		code = rp_saved_get(&again, args.again);
		c.again = &again;
	}
	if (!code)
		code = judge(&c, &args);
	rp_saved_free(&base);
	rp_saved_free(&new);
	rp_saved_free(&again);
	return code;
}
