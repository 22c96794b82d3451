// SPDX-License-Identifier: GPL-2.0-only
/* prof_exact.c - where each instruction of an operation goes */
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/perf/prof.h"
#include "host/perf/prof_profile.h"
#include "host/perf/prof_walk.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_file.h"
#include "lib/rvb_text.h"

/* Largest deviation of a traced call from the median measured before it */
#define TOLERANCE 0.005

#define NOTE "Every instruction of one call, by the trace of an emulated CPU."

/* Convert hexadecimal digits to bytes, in place. */
static uint8_t *bytes_of(const char *hex, size_t *nr)
{
	uint8_t *bytes;
	size_t i;

	*nr = strlen(hex) / 2;
	bytes = calloc(*nr + 1, 1);
	for (i = 0; bytes && i < *nr; i++)
		if (sscanf(hex + 2 * i, "%2hhx", &bytes[i]) != 1)
			*nr = i;
	return bytes;
}

static int map_trace(struct prof_trace *t, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;

	if (fd < 0 || fstat(fd, &st))
		return -errno;
	t->nr = st.st_size / sizeof(*t->pc);
	t->pc = mmap(NULL, st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	return t->pc == MAP_FAILED ? -errno : 0;
}

/* Load trace, symbols and code. Return: 0 or an exit code. */
static int open_trace(struct prof_trace *t, const json_t *guest,
		      const char *path)
{
	const json_t *trace = json_object_get(guest, "trace");
	const char *symbols = rvb_json_text(trace, "kallsyms");
	char why[256];
	int ret;

	ret = prof_symbols_read(&t->symbols, symbols, strlen(symbols), why,
				sizeof(why));
	if (ret)
		return rvb_fail(RVB_EXIT_HARNESS, "symbols of the guest: %s",
				why);
	t->code_at = strtoull(rvb_json_text(trace, "code_at"), NULL, 16);
	t->code = bytes_of(rvb_json_text(trace, "code"), &t->code_bytes);
	ret = t->code ? map_trace(t, path) : -ENOMEM;
	return ret ? rvb_fail(RVB_EXIT_HARNESS, "%s: %s", path,
			      strerror(-ret)) :
		     0;
}

static void close_trace(struct prof_trace *t)
{
	if (t->pc && t->pc != MAP_FAILED)
		munmap((void *)t->pc, t->nr * sizeof(*t->pc));
	free((void *)t->code);
	prof_symbols_free(&t->symbols);
}

/* Attribute one phase: find its call, check the sum, add it to the profile. */
static int one_phase(const struct prof_opts *o, json_t *profile,
		     struct prof_tree *tree, const struct prof_trace *t,
		     const json_t *row)
{
	rvb_auto char *function = rvb_text("%s_%s [kbench]", o->ucase,
					   rvb_json_text(row, "phase"));
	const char *phase = rvb_json_text(row, "phase");
	double measured = json_number_value(json_object_get(row, "p50"));
	struct prof_window window = {};
	const char *why = NULL;
	size_t nr_calls;
	int ret;

	if (o->phase && strcmp(o->phase, phase))
		return 0;
	ret = prof_window_find(t, function, measured, &window, &nr_calls);
	if (ret == -ENOENT)
		why = "the phase has no function of this name";
	else if (ret)
		why = "no whole call of it in the trace, which holds 16 million "
		      "instructions at most: take fewer pages";
	else if (fabs(window.nr - measured) > TOLERANCE * measured)
		why = "no call in the trace took what was measured before: it "
		      "does not repeat";
	if (why)
		return rvb_fail(RVB_EXIT_HARNESS, "%s: %s", function, why);
	prof_walk(t, &window, tree, prof_tree_child(tree, 0, phase));
	prof_profile_add(profile, phase, tree,
			 json_pack("{s:f, s:i}", "measured", measured, "seen",
				   (int)nr_calls));
	return 0;
}

static int check_row(const json_t *row)
{
	const char *why = rvb_json_text(row, "refused");

	if (!*why && !strcmp(rvb_json_text(row, "status"), "DONE"))
		return 0;
	return rvb_fail(RVB_EXIT_NOTHING, "%s: %s", rvb_json_text(row, "name"),
			*why ? why : rvb_json_text(row, "reason"));
}

static int attribute(const struct prof_opts *o, const json_t *guest,
		     const char *path)
{
	json_t *rows = json_object_get(guest, "rows"), *row, *profile;
	struct prof_trace t = {};
	struct prof_tree tree;
	size_t i;
	int ret;

	ret = json_array_size(rows) ? check_row(json_array_get(rows, 0)) :
				      RVB_EXIT_NOTHING;
	if (ret)
		return ret;
	profile = prof_profile_new(o, "exact", "instructions",
				   json_object_get(guest, "guest"));
	json_object_set_new(profile, "note", json_string(NOTE));
	prof_tree_init(&tree);
	ret = open_trace(&t, guest, path);
	json_array_foreach(rows, i, row)
	{
		if (!ret)
			ret = one_phase(o, profile, &tree, &t, row);
	}
	close_trace(&t);
	if (!ret && !json_array_size(json_object_get(profile, "parts")))
		ret = rvb_fail(RVB_EXIT_USAGE,
			       "%s: the case has no phase of this name",
			       o->phase);
	if (!ret)
		ret = prof_write_profile(o, profile, &tree);
	prof_tree_free(&tree);
	json_decref(profile);
	return ret;
}

int prof_exact(const struct prof_opts *o)
{
	rvb_auto char *trace = rvb_text("%s/trace.bin", o->dir);
	rvb_auto char *pages = rvb_text("%u", o->pages);
	const char *const words[] = { "/bin/ubench", "--settle=8", "--trace",
				      "--policy",    o->policy,	   "--cases",
				      o->ucase,	     "--memory",   o->memory,
				      "--pages",     pages,	   NULL };
	const struct prof_boot boot = { .mode = "exact",
					.trace = trace,
					.guest = words };
	json_auto_t *guest = NULL;
	int ret = prof_boot(o, &boot, &guest);

	if (!ret)
		ret = attribute(o, guest, trace);
	unlink(trace);
	return ret;
}
