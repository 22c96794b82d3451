// SPDX-License-Identifier: GPL-2.0-only
/* prof_script.c - parse the output of `perf script` into a tree of calls */
#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/perf/prof_script.h"
#include "lib/rvb_array.h"
#include "lib/rvb_text.h"

#define STACK_MAX 256

/* The sample being read */
struct stack {
	char command[64]; /* of the process; empty between two samples */
	char *name[STACK_MAX]; /* the functions, innermost first */
	unsigned int depth;
	const char *modules; /* of /proc/modules */
	uint32_t parent; /* node that gets the commands */
};

/* Leave out idle CPUs, perf and the watchdog: they are not the workload. */
static bool is_left_out(const char *command)
{
	static const char *const names[] = {
		"swapper", "perf", "perf-exec", "init", "vm_init", "guest_perf"
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++)
		if (!strcmp(command, names[i]))
			return true;
	return false;
}

/* "ubench    97 ": the command may hold blanks, so split at the last one. */
static void read_command(struct stack *s, const char *line)
{
	size_t length = strlen(line);

	while (length && isspace((unsigned char)line[length - 1]))
		length--;
	while (length && !isspace((unsigned char)line[length - 1]))
		length--;
	while (length && isspace((unsigned char)line[length - 1]))
		length--;
	snprintf(s->command, sizeof(s->command), "%.*s", (int)length, line);
}

/*
 * Replace what cannot be part of a name: names become keys of JSON and words of
 * folded stacks, separated by semicolons. The kernel cuts command names at any
 * byte, so UTF-8 may be broken.
 */
static void make_plain(char *text)
{
	for (; *text; text++) {
		if (*text == ';')
			*text = ':';
		else if (!prof_tree_fits(*text))
			*text = '?';
	}
}

/* Append the module to a symbol, as kallsyms does: "name [module]". */
static char *full_name(const char *name, char *place)
{
	char *slash, *ko;

	place += *place == '[';
	place[strcspn(place, "])")] = '\0';
	slash = strrchr(place, '/');
	ko = strstr(slash ? slash : place, ".ko");
	if (ko)
		*ko = '\0';
	if ((slash && !ko) || !strncmp(place, "kernel.kallsyms", 15) ||
	    !strcmp(place, "unknown") || !strcmp(place, "vdso"))
		return rvb_copy(name);
	return rvb_text("%s [%s]", name, slash ? slash + 1 : place);
}

/* Find the module at @at: "rvk 65536 1 kbench, Live 0xffffffffc025d000 (OE)" */
static bool module_at(const char *modules, unsigned long long at, char name[64])
{
	unsigned long long start, size;
	const char *line;

	for (line = modules; line && *line; line += *line == '\n') {
		if (sscanf(line, "%63s %llu %*s %*s %*s %llx", name, &size,
			   &start) == 3 &&
		    at >= start && at - start < size)
			return true;
		line += strcspn(line, "\n");
	}
	return false;
}

/* "\t    ffffffff8121c7a0 pin_user_pages_fast ([kernel.kallsyms])" */
static void read_frame(struct stack *s, char *line)
{
	char *name, *place, module[64];

	line += strspn(line, " \t");
	name = line + strspn(line, "0123456789abcdef");
	if (name == line || *name != ' ')
		return;
	place = strrchr(++name, '(');
	if (!place || place == name || s->depth == STACK_MAX)
		return;
	place[-1] = '\0';
	place++;
	if (module_at(s->modules, strtoull(line, NULL, 16), module)) {
		make_plain(module);
		place = module;
	}
	s->name[s->depth++] = full_name(name, place);
}

static void add(struct prof_tree *tree, struct prof_samples *samples,
		const struct stack *s)
{
	unsigned int i = s->depth;
	uint32_t at;

	samples->nr++;
	if (is_left_out(s->command)) {
		samples->nr_left_out++;
		return;
	}
	samples->nr_unknown += !s->depth || *s->name[0] == '[';
	at = prof_tree_child(tree, s->parent, s->command);
	/* perf loses the stack in programs without frame pointers. */
	while (i > 1 && *s->name[i - 1] == '[')
		i--;
	while (i-- > 0)
		at = prof_tree_child(tree, at, s->name[i]);
	tree->node[at].self++;
}

static void clear(struct stack *s)
{
	while (s->depth)
		free(s->name[--s->depth]);
	*s->command = '\0';
}

/* An empty line ends a sample. */
static void read_line(struct prof_tree *tree, struct prof_samples *samples,
		      struct stack *s, char *line)
{
	if (!*line) {
		if (*s->command)
			add(tree, samples, s);
		clear(s);
		return;
	}
	make_plain(line + (*line == '\t'));
	if (*line != '\t')
		read_command(s, line);
	else if (*s->command)
		read_frame(s, line);
}

int prof_script_read(struct prof_tree *tree, uint32_t parent,
		     struct prof_samples *samples, const char *text,
		     size_t size, const char *modules)
{
	rvb_auto char *copy = rvb_text("%.*s", (int)size, text);
	struct stack s = { .parent = parent, .modules = modules };
	char *rest = copy, *line, end[] = "";

	*samples = (struct prof_samples){};
	while ((line = strsep(&rest, "\n")))
		read_line(tree, samples, &s, line);
	read_line(tree, samples, &s, end);
	return samples->nr ? 0 : -ENODATA;
}
