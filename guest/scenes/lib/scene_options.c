// SPDX-License-Identifier: GPL-2.0-only
/* scene_options.c - the command line of kb_scene */
#include <argp.h>
#include <stdlib.h>
#include <string.h>

#include "guest/lib/guest_list.h"
#include "guest/scenes/lib/scene_event.h"
#include "guest/scenes/lib/scene_options.h"
#include "lib/rvb_argp.h"
#include "lib/rvb_exit.h"

enum {
	OPT_MODE = 256,
	OPT_PRESET,
	OPT_POLICIES,
	OPT_DEVICES,
	OPT_FS,
	OPT_EVENTS,
	OPT_SCENES,
	OPT_SEED,
	OPT_SETTLE,
	OPT_SET,
};

static const struct argp_option options[] = {
	{ "mode", OPT_MODE, "exact|timed", 0, "Which clock (default: exact)",
	  0 },
	{ "preset", OPT_PRESET, "quick|default|full", 0, "How much", 0 },
	{ "policies", OPT_POLICIES, "LIST", 0,
	  "Policies, a list of globs, as in all lists (default: all)", 0 },
	{ "devices", OPT_DEVICES, "LIST", 0, "Devices (default: all)", 0 },
	{ "fs", OPT_FS, "LIST", 0,
	  "Filesystems: tmpfs, ext4, xfs, fsdax (default: by preset)", 0 },
	{ "events", OPT_EVENTS, "LIST", 0, "Events (default: by preset)", 0 },
	{ "scenes", OPT_SCENES, "LIST", 0, "Scenes (default: all)", 0 },
	{ "seed", OPT_SEED, "N", 0, "Of all that is random (default: 1)", 0 },
	{ "settle", OPT_SETTLE, "SECONDS", 0,
	  "Sleep first, and after a mount (default: 0)", 0 },
	{ "set", OPT_SET, "POLICY.NAME=VALUE", 0,
	  "Set a parameter of a policy first", 0 },
	{ 0 },
};

static enum scene_preset preset(struct argp_state *state, const char *text)
{
	static const char *const names[] = { "quick", "default", "full" };
	int i;

	for (i = 0; i <= SCENE_FULL; i++)
		if (!strcmp(text, names[i]))
			return i;
	argp_error(state, "--preset=%s: expected quick, default or full", text);
	return SCENE_QUICK;
}

/* Refuse a word that matches no name: it is a typo, not an empty selection */
static void check(struct argp_state *state, const char *option,
		  const char *list, const char *const *names)
{
	char *word;

	if (!strcmp(list, "all"))
		return;
	if (guest_list_unknown(list, names, &word))
		argp_failure(state, RVB_EXIT_HARNESS, 0, "no memory");
	if (word)
		argp_error(state, "--%s=%s: no '%s'", option, list, word);
}

static const char *events(struct argp_state *state, const char *list)
{
	const char *names[32] = { NULL };
	int i;

	for (i = 0; scene_events[i].name && i < 31; i++)
		names[i] = scene_events[i].name;
	check(state, "events", list, names);
	return list;
}

static const char *scene_list(struct argp_state *state, const char *list)
{
	const char *names[32] = { NULL };
	int i;

	for (i = 0; scenes[i] && i < 31; i++)
		names[i] = scenes[i]->name;
	check(state, "scenes", list, names);
	return list;
}

static error_t parse(int key, char *text, struct argp_state *state)
{
	struct scene_plan *plan = state->input;

	switch (key) {
	case OPT_MODE:
		plan->timed = !strcmp(text, "timed");
		if (!plan->timed && strcmp(text, "exact"))
			argp_error(state, "--mode=%s: expected exact or timed",
				   text);
		return 0;
	case OPT_PRESET:
		plan->preset = preset(state, text);
		return 0;
	case OPT_POLICIES:
		plan->policies = text;
		return 0;
	case OPT_DEVICES:
		plan->devices = text;
		return 0;
	case OPT_FS:
		plan->fs = text;
		return 0;
	case OPT_EVENTS:
		plan->events = events(state, text);
		return 0;
	case OPT_SCENES:
		plan->scenes = scene_list(state, text);
		return 0;
	case OPT_SEED:
		plan->seed =
			rvb_argp_number(state, "seed", text, 0, 1000000000);
		return 0;
	case OPT_SETTLE:
		plan->settle = rvb_argp_number(state, "settle", text, 0, 3600);
		return 0;
	case OPT_SET:
		if (!strchr(text, '.') || !strchr(text, '='))
			argp_error(state,
				   "--set=%s: expected POLICY.NAME=VALUE",
				   text);
		plan->set = text;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp argp = {
	.options = options,
	.parser = parse,
	.doc = "Measures what policies cost at events, in the guest.",
};

void scene_options_parse(struct scene_plan *plan, int argc, char **argv)
{
	*plan = (struct scene_plan){ .preset = SCENE_DEFAULT, .seed = 1 };
	argp_err_exit_status = RVB_EXIT_USAGE;
	argp_parse(&argp, argc, argv, ARGP_NO_ARGS, NULL, plan);
}

bool scene_listed(const char *list, const char *name)
{
	int ret;

	if (!list || !strcmp(list, "all"))
		return true;
	ret = guest_list_match(list, name);
	if (ret < 0)
		scene_die(list, ret);
	return ret;
}
