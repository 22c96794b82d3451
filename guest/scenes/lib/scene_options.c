// SPDX-License-Identifier: GPL-2.0-only
/* scene_options.c - the command line of kb_scene */
#include <string.h>

#include "guest/scenes/lib/scene.h"
#include "guest/scenes/lib/scene_event.h"
#include "lib/rvb_argp.h"
#include "lib/rvb_exit.h"

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
		argp_failure(state, RVB_EXIT_USAGE, 0, "--%s=%s: no '%s'",
			     option, list, word);
}

static error_t events(char *list, struct argp_state *state)
{
	struct scene_plan *plan = state->input;
	const char *names[32] = { NULL };
	int i;

	for (i = 0; scene_events[i].name && i < 31; i++)
		names[i] = scene_events[i].name;
	check(state, "events", list, names);
	plan->events = list;
	return 0;
}

static error_t scene_list(char *list, struct argp_state *state)
{
	struct scene_plan *plan = state->input;
	const char *names[32] = { NULL };
	int i;

	for (i = 0; scenes[i] && i < 31; i++)
		names[i] = scenes[i]->name;
	check(state, "scenes", list, names);
	plan->scenes = list;
	return 0;
}

static error_t set(char *text, struct argp_state *state)
{
	struct scene_plan *plan = state->input;

	if (!strchr(text, '.') || !strchr(text, '='))
		argp_failure(state, RVB_EXIT_USAGE, 0,
			     "--set=%s: expected POLICY.NAME=VALUE", text);
	plan->set = text;
	return 0;
}

#define OPT(kind, member, ...) \
	RVB_##kind(struct scene_plan, member, ##__VA_ARGS__)

static const struct rvb_option options[] = {
	{ "mode", OPT(INDEX_OF, timed, "exact,timed"), "exact|timed",
	  "Which clock (default: exact)" },
	{ "preset", OPT(INDEX_OF, preset, "quick,default,full"),
	  "quick|default|full", "How many cells and samples" },
	{ "policies", OPT(STRING, policies), "LIST",
	  "Policies, a list of globs, as in all lists (default: all)" },
	{ "devices", OPT(STRING, devices), "LIST", "Devices (default: all)" },
	{ "fs", OPT(STRING, fs), "LIST",
	  "Filesystems: tmpfs, ext4, xfs, fsdax (default: by preset)" },
	{ "events", RVB_CALL(events), "LIST", "Events (default: by preset)" },
	{ "scenes", RVB_CALL(scene_list), "LIST", "Scenes (default: all)" },
	{ "seed", OPT(NUMBER, seed, 0, 1000000000), "N",
	  "Seed of the random numbers (default: 1)" },
	{ "settle", OPT(NUMBER, settle, 0, 3600), "SECONDS",
	  "Sleep first, and after each mount (default: 0)" },
	{ "set", RVB_CALL(set), "POLICY.NAME=VALUE",
	  "Set a parameter of a policy first" },
	{}
};

static const struct rvb_argp argp = {
	.options = options,
	.doc = "Measures what policies cost at events, in the guest.",
};

void scene_options_parse(struct scene_plan *plan, int argc, char **argv)
{
	*plan = (struct scene_plan){ .preset = SCENE_DEFAULT, .seed = 1 };
	rvb_argp_parse(&argp, argc, argv, plan);
}
