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
#include "host/perf/prof_write.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_file.h"

/* Largest deviation of a traced call from the median measured before it */
#define TOLERANCE 0.005

#define NOTE "Every instruction of one call, by the trace of an emulated CPU."

static int complain(const char *what, const char *why, int code)
{
	fprintf(stderr, "revokebench: %s: %s\n", what, why);
	return code;
}

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
		return complain("symbols of the guest", why, RVB_EXIT_HARNESS);
	t->code_at = strtoull(rvb_json_text(trace, "code_at"), NULL, 16);
	t->code = bytes_of(rvb_json_text(trace, "code"), &t->code_bytes);
	ret = t->code ? map_trace(t, path) : -ENOMEM;
	return ret ? complain(path, strerror(-ret), RVB_EXIT_HARNESS) : 0;
}

static void close_trace(struct prof_trace *t)
{
	if (t->pc && t->pc != MAP_FAILED)
		munmap((void *)t->pc, t->nr * sizeof(*t->pc));
	free((void *)t->code);
	prof_symbols_free(&t->symbols);
}

static int add_phase(json_t *profile, struct prof_tree *tree,
		     const struct prof_trace *t, const char *name,
		     double measured, const struct prof_window *window,
		     size_t nr_calls)
{
	uint32_t node = prof_tree_child(tree, 0, name);
	int ret = node ? prof_walk(t, window, tree, node) : -ENOMEM;

	if (!ret)
		ret = prof_profile_add(profile, name, tree,
				       json_pack("{s:f, s:i}", "measured",
						 measured, "seen",
						 (int)nr_calls));
	return ret ? complain(name, strerror(-ret), RVB_EXIT_HARNESS) : 0;
}

/* Attribute one phase: find its call, check the sum, add it to the profile. */
static int one_phase(const struct prof_opts *o, json_t *profile,
		     struct prof_tree *tree, const struct prof_trace *t,
		     const json_t *row)
{
	const char *phase = rvb_json_text(row, "phase");
	double measured = json_number_value(json_object_get(row, "p50"));
	struct prof_window window = {};
	size_t nr_calls;
	char *function;
	int ret;

	if (o->phase && strcmp(o->phase, phase))
		return 0;
	if (asprintf(&function, "%s_%s [kbench]", o->ucase, phase) < 0)
		return RVB_EXIT_HARNESS;
	ret = prof_window_find(t, function, measured, &window, &nr_calls);
	if (ret == -ENOENT)
		ret = complain(function,
			       "the phase has no function of this name",
			       RVB_EXIT_HARNESS);
	else if (ret)
		ret = complain(
			function,
			"no whole call of it in the trace, which holds 16 million instructions at most: take fewer pages",
			RVB_EXIT_HARNESS);
	else if (fabs(window.nr - measured) > TOLERANCE * measured)
		ret = complain(
			function,
			"no call in the trace took what was measured before: it does not repeat",
			RVB_EXIT_HARNESS);
	else
		ret = add_phase(profile, tree, t, phase, measured, &window,
				nr_calls);
	free(function);
	return ret;
}

static int check_row(const json_t *row)
{
	const char *name = rvb_json_text(row, "name");

	if (*rvb_json_text(row, "refused"))
		return complain(name, rvb_json_text(row, "refused"),
				RVB_EXIT_NOTHING);
	if (strcmp(rvb_json_text(row, "status"), "DONE"))
		return complain(name, rvb_json_text(row, "reason"),
				RVB_EXIT_NOTHING);
	return 0;
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
	ret = prof_tree_init(&tree) ? RVB_EXIT_HARNESS :
				      open_trace(&t, guest, path);
	json_array_foreach(rows, i, row)
	{
		if (!ret)
			ret = one_phase(o, profile, &tree, &t, row);
	}
	close_trace(&t);
	if (!ret && !json_array_size(json_object_get(profile, "parts")))
		ret = complain(o->phase, "the case has no phase of this name",
			       RVB_EXIT_USAGE);
	if (!ret)
		ret = prof_write_profile(o, profile, &tree);
	prof_tree_free(&tree);
	json_decref(profile);
	return ret;
}

int prof_exact(const struct prof_opts *o)
{
	char pages[16], *trace;
	const char *const words[] = { "/bin/ubench", "--settle=8", "--trace",
				      "--policy",    o->policy,	   "--cases",
				      o->ucase,	     "--memory",   o->memory,
				      "--pages",     pages,	   NULL };
	struct prof_boot boot = { .mode = "exact", .guest = words };
	json_t *guest = NULL;
	int ret;

	snprintf(pages, sizeof(pages), "%u", o->pages);
	if (asprintf(&trace, "%s/trace.bin", o->dir) < 0)
		return RVB_EXIT_HARNESS;
	boot.trace = trace;
	ret = prof_boot(o, &boot, &guest);
	if (!ret)
		ret = attribute(o, guest, trace);
	unlink(trace);
	json_decref(guest);
	free(trace);
	return ret;
}
