// SPDX-License-Identifier: GPL-2.0-only
/* run_argv.c - the command lines of the guest's programs */
#include <stdlib.h>
#include <string.h>

#include "host/run/run.h"
#include "host/run/run_registry.h"
#include "lib/rvb_array.h"
#include "lib/rvb_file.h"
#include "lib/rvb_text.h"

/* The kinds of memory with events: files, whose pages can be truncated */
static const char *const file_memory[] = { "tmpfs", "ext4", "xfs", "fsdax" };

#define IOMMU "iommu" /* names of the cases of edu begin so */

/* Options behind -- that go to kb_scene; the others go to ubench. */
static const char *const scene_words[] = { "--events=", "--scenes=" };

static const struct {
	const char *preset;
	const char *pages;
} presets[] = {
	{ "quick", "1,8,64,512,4096" },
	{ "default", "1,8,64,512,4096,65536" },
	{ "full",
	  "1,2,4,8,16,32,64,128,256,512,1024,2048,4096,8192,16384,32768,65536" },
};

const char *run_preset_pages(const char *preset)
{
	size_t i = 0;

	while (strcmp(presets[i].preset, preset))
		i++;
	return presets[i].pages;
}

bool run_argv_has(const char *list, const char *name)
{
	size_t length = strlen(name);
	const char *at = list;

	if (!list)
		return true;
	for (; *at; at += strcspn(at, ","), at += *at == ',') {
		if ((!strncmp(at, name, length) && strchr(",", at[length])) ||
		    (!strncmp(at, "all", 3) && strchr(",", at[3])))
			return true;
	}
	return false;
}

int run_words_nr(const char *list)
{
	int n = 1;

	while ((list = strchr(list, ','))) {
		list++;
		n++;
	}
	return n;
}

/* Cases of edu, whose names begin so, among those of --cases, or NULL */
static char *iommu_cases(const struct run_opts *o)
{
	json_auto_t *pins = run_registry_list("pins");
	char *words = NULL;
	json_t *pin;
	size_t i;

	json_array_foreach(pins, i, pin)
	{
		const char *name = rvb_json_text(pin, "name");

		if (!strncmp(name, IOMMU, strlen(IOMMU)) &&
		    run_registry_matches(o->cases, name))
			words = run_registry_add(words, name);
	}
	return words;
}

bool run_argv_names_iommu(const struct run_opts *o)
{
	const char *at = o->cases;

	for (; *at; at += strcspn(at, ","), at += *at == ',')
		if (!strncmp(at, IOMMU, strlen(IOMMU)))
			return true;
	return false;
}

/* Whether --cases selects cases of edu, and nothing else */
static bool only_iommu(const struct run_opts *o)
{
	rvb_auto char *words = iommu_cases(o);

	return words &&
	       (size_t)run_words_nr(words) ==
		       run_registry_count("pins", o->cases) &&
	       !run_registry_count("scenes", o->cases);
}

bool run_argv_edu(const struct run_opts *o)
{
	return o->devices ? !strcmp(o->devices, "edu") : only_iommu(o);
}

bool run_argv_adds_none(const struct run_opts *o)
{
	return run_registry_count("scenes", o->cases) &&
	       !run_argv_has(o->policies, "none");
}

/* The guest names edu by IOMMU and mode, as it finds them: "edu-vtd-strict" */
static json_t *devices(const struct run_opts *o)
{
	if (run_argv_edu(o))
		return json_sprintf("--devices=edu-%s*", o->iommu);
	return json_sprintf("--devices=%s", o->devices ? o->devices : "all");
}

static bool is_scene_word(const char *word)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(scene_words); i++) {
		if (!strncmp(word, scene_words[i], strlen(scene_words[i])))
			return true;
	}
	return false;
}

static void add(json_t *argv, const char *word)
{
	json_array_append_new(argv, json_string(word));
}

static void add_extra(json_t *argv, const struct run_opts *o, bool scene)
{
	char **word;

	for (word = o->extra; word && *word; word++) {
		if (is_scene_word(*word) == scene)
			add(argv, *word);
	}
}

/* ubench runs under one policy: that of --policies if it names only one */
static const char *figure_policy(const struct run_opts *o)
{
	if (!o->policies || strchr(o->policies, ',') ||
	    !strcmp(o->policies, "all"))
		return "none";
	return o->policies;
}

json_t *run_argv_pin(const struct run_opts *o)
{
	rvb_auto char *cases = NULL;
	json_t *argv;

	if (!run_registry_count("pins", o->cases))
		return NULL;
	if (run_argv_edu(o))
		cases = iommu_cases(o);
	else
		cases = run_registry_words("pins", o->cases);
	if (!cases)
		return NULL;
	argv = json_pack("[s, s, s, s, s, s, s, s]", "/bin/ubench",
			 "--settle=8", "--policy", figure_policy(o), "--cases",
			 cases, "--pages", run_preset_pages(o->preset));
	if (o->fs) {
		add(argv, "--memory");
		add(argv, o->fs);
	}
	if (o->events) {
		add(argv, "--events");
		add(argv, o->events);
	}
	add_extra(argv, o, false);
	return argv;
}

/* "--fs=" with the files among o->fs; "" without any, or for all */
static json_t *scene_fs(const struct run_opts *o)
{
	char list[64] = "";
	size_t i, n = 0;

	for (i = 0; o->fs && i < ARRAY_SIZE(file_memory); i++) {
		if (!run_argv_has(o->fs, file_memory[i]))
			continue;
		strcat(list, n++ ? "," : "--fs=");
		strcat(list, file_memory[i]);
	}
	return json_string(list);
}

json_t *run_argv_scene(const struct run_opts *o, const char *mode, int seed)
{
	size_t nr = run_registry_count("scenes", o->cases);
	json_auto_t *fs = scene_fs(o);
	rvb_auto char *scenes = NULL;
	bool has_fs = *json_string_value(fs);
	json_t *argv;

	if (!nr || (o->fs && !has_fs))
		return NULL;
	argv = json_pack("[s, o, o, o, o, o]", "/bin/kb_scene",
			 json_sprintf("--mode=%s", mode),
			 json_sprintf("--preset=%s", o->preset),
			 json_sprintf("--policies=%s%s",
				      run_argv_adds_none(o) ? "none," : "",
				      o->policies ? o->policies : "all"),
			 devices(o), json_sprintf("--seed=%d", seed));
	if (has_fs)
		json_array_append(argv, fs);
	if (!strcmp(mode, "exact"))
		add(argv, "--settle=8");
	if (nr < run_registry_count("scenes", "*")) {
		scenes = run_registry_words("scenes", o->cases);
		json_array_append_new(argv,
				      json_sprintf("--scenes=%s", scenes));
	}
	add_extra(argv, o, true);
	return argv;
}

/* Words of a user's own tools, and whom they mean */
static const char *const user_alias[][2] = {
	{ "rxe", "rdma" },
	{ "xdp", "af_xdp" },
};

static char *users_of(const char *list)
{
	rvb_auto char *words = rvb_copy(list);
	char *rest = words, *word, *all = NULL;
	size_t i;

	while ((word = strsep(&rest, ","))) {
		for (i = 0; i < ARRAY_SIZE(user_alias); i++)
			if (!strcmp(word, user_alias[i][0]))
				word = (char *)user_alias[i][1];
		all = run_registry_add(all, word);
	}
	return all;
}

/* Those that pin for long, and tmpfs, unless the options say otherwise */
json_t *run_argv_users(const struct run_opts *o, const char *mode)
{
	rvb_auto char *users = NULL;
	json_t *argv;

	if (!o->users)
		return NULL;
	argv = json_pack("[s, o, o]", "/bin/kb_adopt",
			 json_sprintf("--mode=%s", mode),
			 json_sprintf("--policies=%s",
				      o->policies ? o->policies : "all"));
	if (strcmp(o->users, "all")) {
		users = users_of(o->users);
		json_array_append_new(argv, json_sprintf("--users=%s", users));
	}
	if (o->fs)
		json_array_append_new(argv, json_sprintf("--fs=%s", o->fs));
	if (!strcmp(mode, "exact"))
		add(argv, "--settle=8");
	return argv;
}

/* Both engines with --full, the timer otherwise; --quick on tmpfs only */
json_t *run_argv_check(const struct run_opts *o)
{
	bool quick = !strcmp(o->preset, "quick");
	bool full = !strcmp(o->preset, "full");

	if (!o->policies && !o->devices)
		return NULL;
	return json_pack("[s, s, s, o, s, s, s, s]", "/bin/kb_check",
			 "--policies", o->policies ? o->policies : "all",
			 devices(o), "--fs", quick ? "tmpfs" : "all",
			 "--engines", full ? "all" : "timer");
}
