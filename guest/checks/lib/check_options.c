// SPDX-License-Identifier: GPL-2.0-only
/* check_options.c - the command line of kb_check */
#include "guest/checks/lib/check.h"
#include "guest/checks/lib/check_run.h"
#include "lib/rvb_argp.h"

#define OPT(kind, member, ...) \
	RVB_##kind(struct check_options, member, ##__VA_ARGS__)

static const struct rvb_option options[] = {
	{ "policies", OPT(STRING, policies), "LIST",
	  "Policies, a list of globs, as in all lists (default: all)" },
	{ "devices", OPT(STRING, devices), "LIST", "Devices (default: all)" },
	{ "engines", OPT(STRING, engines), "LIST",
	  "Engines of the device, timer or thread (default: both)" },
	{ "fs", OPT(STRING, fs), "LIST",
	  "Filesystems: tmpfs, ext4, xfs, fsdax (default: all)" },
	{ "checks", OPT(STRING, checks), "LIST",
	  "Checks, NAME or NAME/VARIANT (default: all)" },
	{ "pairs", OPT(FLAG, pairs), NULL,
	  "Only checks of a policy and a device" },
	{ "promise", OPT(STRING, promise), "POLICY",
	  "Hold each policy to the promise of this one" },
	{ "limit", OPT(NUMBER, limit_s, 1, 3600), "SECONDS",
	  "When a check counts as hung (default: 20)" },
	{ "latency", OPT(NUMBER, latency_us, 1, 1000000), "US",
	  "Time of a command with the timer engine, in microseconds (default: 500)" },
	{}
};

static const struct rvb_argp argp = {
	.options = options,
	.doc = "Tries the hard cases on each policy and device, in the guest.",
};

void check_options_parse(struct check_options *o, int argc, char **argv)
{
	*o = (struct check_options){ .limit_s = 20,
				     .latency_us = CHECK_LATENCY_US };
	rvb_argp_parse(&argp, argc, argv, o);
}
