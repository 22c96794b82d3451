// SPDX-License-Identifier: GPL-2.0-only
/* pf_script.c - what `perf script` prints, as a tree of calls */
#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scripts/perf/pf_script.h"

#define STACK_MAX 256

struct stack {
	char command[64];
	char *name[STACK_MAX]; /* innermost first */
	unsigned int depth;
};

/* An idle CPU, perf, the guest's watchdog: none is what was to be recorded. */
static bool is_left_out(const char *command)
{
	static const char *const names[] = { "swapper", "perf", "perf-exec",
					     "init",	"vm_init", "pf_guest" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (!strcmp(command, names[i]))
			return true;
	return false;
}

/* "ubench    97 ": the command may hold blanks, the number is the last word. */
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
	/* It divides the functions of a stack. */
	for (; length; length--)
		if (length < sizeof(s->command) && s->command[length] == ';')
			s->command[length] = ':';
}

/*
 * The place of a function, "kernel.kallsyms", "kbench" or a path: a module is
 * put behind the name, as the kernel does it.
 */
static char *full_name(const char *name, char *place)
{
	char *slash, *full, *ko;

	place += *place == '[';
	place[strcspn(place, "])")] = '\0';
	slash = strrchr(place, '/');
	ko = strstr(slash ? slash : place, ".ko");
	if (slash && !ko)
		return strdup(name);
	if (ko)
		*ko = '\0';
	if (!strncmp(place, "kernel.kallsyms", 15) ||
	    !strcmp(place, "unknown") || !strcmp(place, "vdso"))
		return strdup(name);
	return asprintf(&full, "%s [%s]", name, slash ? slash + 1 : place) < 0 ?
		       NULL :
		       full;
}

/* "\t    ffffffff8121c7a0 pin_user_pages_fast ([kernel.kallsyms])" */
static int read_frame(struct stack *s, char *line)
{
	char *name, *place;

	line += strspn(line, " \t");
	name = line + strspn(line, "0123456789abcdef");
	if (name == line || *name != ' ')
		return 0;
	place = strrchr(++name, '(');
	if (!place || place == name || s->depth == STACK_MAX)
		return 0;
	place[-1] = '\0';
	s->name[s->depth] = full_name(name, place + 1);
	if (!s->name[s->depth])
		return -ENOMEM;
	s->depth++;
	return 0;
}

static int add(struct pf_tree *tree, struct pf_samples *samples,
	       const struct stack *s)
{
	unsigned int i;
	uint32_t at;

	samples->nr++;
	if (is_left_out(s->command)) {
		samples->nr_left_out++;
		return 0;
	}
	samples->nr_unknown += !s->depth || *s->name[0] == '[';
	at = pf_tree_child(tree, 0, s->command);
	for (i = s->depth; at && i-- > 0;)
		at = pf_tree_child(tree, at, s->name[i]);
	if (!at)
		return -ENOMEM;
	tree->node[at].self++;
	return 0;
}

static void clear(struct stack *s)
{
	while (s->depth)
		free(s->name[--s->depth]);
	*s->command = '\0';
}

/* An empty line ends a sample. */
static int read_line(struct pf_tree *tree, struct pf_samples *samples,
		     struct stack *s, char *line)
{
	int ret = 0;

	if (!*line) {
		if (*s->command)
			ret = add(tree, samples, s);
		clear(s);
		return ret;
	}
	if (*line != '\t')
		read_command(s, line);
	else if (*s->command)
		ret = read_frame(s, line);
	return ret;
}

int pf_script_read(struct pf_tree *tree, struct pf_samples *samples,
		   const char *text, size_t size)
{
	char *copy = strndup(text, size), *rest = copy, *line;
	struct stack s = {};
	int ret = copy ? 0 : -ENOMEM;
	char end[] = "";

	*samples = (struct pf_samples){};
	while (!ret && (line = strsep(&rest, "\n")))
		ret = read_line(tree, samples, &s, line);
	if (!ret)
		ret = read_line(tree, samples, &s, end);
	clear(&s);
	free(copy);
	return ret ? ret : samples->nr ? 0 : -ENODATA;
}
