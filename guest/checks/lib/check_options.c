// SPDX-License-Identifier: GPL-2.0-only
/* check_options.c - the command line of kb_check */
#include <argp.h>
#include <stdio.h>
#include <string.h>

#include "guest/checks/lib/check.h"
#include "guest/checks/lib/check_options.h"
#include "guest/lib/guest_list.h"
#include "guest/lib/guest_promise.h"
#include "lib/rvb_argp.h"
#include "lib/rvb_exit.h"

enum {
	OPT_POLICIES = 256,
	OPT_DEVICES,
	OPT_ENGINES,
	OPT_FS,
	OPT_CHECKS,
	OPT_PROMISE,
	OPT_LIMIT,
	OPT_LATENCY,
};

static const struct argp_option options[] = {
	{ "policies", OPT_POLICIES, "LIST", 0,
	  "Policies, a list of globs, as in all lists (default: all)", 0 },
	{ "devices", OPT_DEVICES, "LIST", 0, "Devices (default: all)", 0 },
	{ "engines", OPT_ENGINES, "LIST", 0,
	  "What moves them, timer or thread (default: both)", 0 },
	{ "fs", OPT_FS, "LIST", 0,
	  "Filesystems: tmpfs, ext4, xfs, fsdax (default: all)", 0 },
	{ "checks", OPT_CHECKS, "LIST", 0,
	  "Checks, NAME or NAME/VARIANT (default: all)", 0 },
	{ "promise", OPT_PROMISE, "POLICY", 0,
	  "Hold every policy to what this one promises: with another one the "
	  "checks have to fail",
	  0 },
	{ "limit", OPT_LIMIT, "SECONDS", 0,
	  "When a check counts as hung (default: 20)", 0 },
	{ "latency", OPT_LATENCY, "US", 0,
	  "Of a command with the timer engine, in microseconds (default: 500)",
	  0 },
	{ 0 },
};

static error_t parse(int key, char *text, struct argp_state *state)
{
	struct check_options *o = state->input;

	switch (key) {
	case OPT_POLICIES:
		o->policies = text;
		return 0;
	case OPT_DEVICES:
		o->devices = text;
		return 0;
	case OPT_ENGINES:
		o->engines = text;
		return 0;
	case OPT_FS:
		o->fs = text;
		return 0;
	case OPT_CHECKS:
		o->checks = text;
		return 0;
	case OPT_PROMISE:
		if (!guest_promise_of(text)->known)
			argp_error(state, "--promise=%s: no such policy", text);
		o->promise = text;
		return 0;
	case OPT_LIMIT:
		o->limit_s = rvb_argp_number(state, "limit", text, 1, 3600);
		return 0;
	case OPT_LATENCY:
		o->latency_ns = 1000 * rvb_argp_number(state, "latency", text,
						       1, 1000000);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp argp = {
	.options = options,
	.parser = parse,
	.doc = "Tries the hard cases on each policy and device, in the guest.",
};

void check_options_parse(struct check_options *o, int argc, char **argv)
{
	*o = (struct check_options){ .limit_s = 20,
				     .latency_ns = CHECK_LATENCY_NS };
	argp_err_exit_status = RVB_EXIT_USAGE;
	argp_parse(&argp, argc, argv, ARGP_NO_ARGS, NULL, o);
}

bool check_selected(const char *list, const char *name)
{
	return !list || !strcmp(list, "all") ||
	       guest_list_match(list, name) > 0;
}
