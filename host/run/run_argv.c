// SPDX-License-Identifier: GPL-2.0-only
/* run_argv.c - the command lines of the guest's programs */
#include <string.h>

#include "host/run/run.h"
#include "host/run/run_registry.h"
#include "lib/rvb_array.h"

/* The kinds of memory with events: files, whose pages can be truncated */
static const char *const file_memory[] = { "tmpfs", "ext4", "xfs", "fsdax" };

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

bool run_argv_adds_none(const struct run_opts *o)
{
	return run_registry_count("scenes", o->cases) &&
	       !run_argv_has(o->policies, "none");
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
	json_t *argv;

	if (!run_registry_count("pins", o->cases))
		return NULL;
	argv = json_pack("[s, s, s, s, s, o, s, s]", "/bin/ubench",
			 "--settle=8", "--policy", figure_policy(o), "--cases",
			 run_registry_words("pins", o->cases), "--pages",
			 run_preset_pages(o->preset));
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
	json_t *fs = scene_fs(o), *argv, *scenes;
	bool has_fs = *json_string_value(fs);

	if (!nr || (o->fs && !has_fs)) {
		json_decref(fs);
		return NULL;
	}
	argv = json_pack("[s, o, o, o, o, o]", "/bin/kb_scene",
			 json_sprintf("--mode=%s", mode),
			 json_sprintf("--preset=%s", o->preset),
			 json_sprintf("--policies=%s%s",
				      run_argv_adds_none(o) ? "none," : "",
				      o->policies ? o->policies : "all"),
			 json_sprintf("--devices=%s",
				      o->devices ? o->devices : "all"),
			 json_sprintf("--seed=%d", seed));
	if (has_fs)
		json_array_append(argv, fs);
	json_decref(fs);
	if (!strcmp(mode, "exact"))
		add(argv, "--settle=8");
	if (nr < run_registry_count("scenes", "*")) {
		scenes = run_registry_words("scenes", o->cases);
		json_array_append_new(argv,
				      json_sprintf("--scenes=%s",
						   json_string_value(scenes)));
		json_decref(scenes);
	}
	add_extra(argv, o, true);
	return argv;
}

/* Both engines with --full, the timer otherwise; --quick on tmpfs only */
json_t *run_argv_check(const struct run_opts *o)
{
	bool quick = !strcmp(o->preset, "quick");
	bool full = !strcmp(o->preset, "full");

	if (!o->policies && !o->devices)
		return NULL;
	return json_pack("[s, s, s, s, s, s, s, s, s]", "/bin/kb_check",
			 "--policies", o->policies ? o->policies : "all",
			 "--devices", o->devices ? o->devices : "all", "--fs",
			 quick ? "tmpfs" : "all", "--engines",
			 full ? "all" : "timer");
}
