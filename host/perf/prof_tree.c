// SPDX-License-Identifier: GPL-2.0-only
/* prof_tree.c - a tree of calls and their costs */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "host/perf/prof_tree.h"
#include "lib/rvb_compiler.h"
#include "lib/rvb_grow.h"

#define DEPTH_MAX 512
#define SELF_MAX \
	(1LL << 40) /* longer than any trace, so sums do not overflow */

/* Return: one copy of each name. */
static const char *intern(struct prof_tree *t, const char *name)
{
	if (!json_object_get(t->names, name))
		json_object_set_new(t->names, name, json_true());
	return json_object_iter_key(json_object_iter_at(t->names, name));
}

static uint32_t add_node(struct prof_tree *t, uint32_t parent, const char *name)
{
	t->node = rvb_grow(t->node, t->nr, sizeof(*t->node));
	t->node[t->nr] = (struct prof_node){ .name = name, .parent = parent };
	return t->nr++;
}

bool prof_tree_fits(char c)
{
	return c >= ' ' && c <= '~';
}

bool prof_tree_is_name(const char *text)
{
	while (prof_tree_fits(*text))
		text++;
	return !*text;
}

void prof_tree_init(struct prof_tree *t)
{
	*t = (struct prof_tree){ .names = json_object() };
	add_node(t, 0, "");
}

void prof_tree_free(struct prof_tree *t)
{
	free(t->node);
	json_decref(t->names);
	*t = (struct prof_tree){};
}

uint32_t prof_tree_find(const struct prof_tree *t, uint32_t parent,
			const char *name)
{
	uint32_t i;

	for (i = t->node[parent].first; i; i = t->node[i].next)
		if (t->node[i].name == name || !strcmp(t->node[i].name, name))
			return i;
	return 0;
}

uint32_t prof_tree_child(struct prof_tree *t, uint32_t parent, const char *name)
{
	uint32_t i = prof_tree_find(t, parent, name);

	if (i)
		return i;
	i = add_node(t, parent, intern(t, name));
	t->node[i].next = t->node[parent].first;
	t->node[parent].first = i;
	return i;
}

uint64_t prof_tree_sum(struct prof_tree *t)
{
	uint32_t i;

	for (i = 0; i < t->nr; i++)
		t->node[i].total = t->node[i].self;
	/* Parents precede their children. */
	for (i = t->nr; i-- > 1;)
		t->node[t->node[i].parent].total += t->node[i].total;
	return t->node[0].total;
}

/* No reader makes a tree of more than DEPTH_MAX levels. */
void prof_tree_print_stack(const struct prof_tree *t, uint32_t i, FILE *f)
{
	uint32_t parent = t->node[i].parent;

	if (parent) {
		prof_tree_print_stack(t, parent, f);
		fputc(';', f);
	}
	fputs(t->node[i].name, f);
}

/* Add the figure of one line, "a;b;c 12". */
static int read_line(struct prof_tree *t, char *line)
{
	char *space = strrchr(line, ' '), *end, *name;
	unsigned int depth = 0;
	uint32_t at = 0;
	uint64_t self;

	if (!space || !isdigit((unsigned char)space[1]) ||
	    !prof_tree_is_name(line))
		return -EINVAL;
	self = strtoull(space + 1, &end, 10);
	if (*end || self > SELF_MAX)
		return -EINVAL;
	*space = '\0';
	while ((name = strsep(&line, ";"))) {
		at = prof_tree_child(t, at, name);
		if (++depth > DEPTH_MAX)
			return -EINVAL;
	}
	t->node[at].self += self;
	return 0;
}

int prof_tree_read(struct prof_tree *t, FILE *f)
{
	rvb_auto char *line = NULL;
	size_t size = 0;
	int ret = 0;

	prof_tree_init(t);
	while (!ret && getline(&line, &size, f) >= 0) {
		line[strcspn(line, "\n")] = '\0';
		ret = read_line(t, line);
	}
	if (!ret && ferror(f))
		ret = -EIO;
	if (ret)
		prof_tree_free(t);
	else
		prof_tree_sum(t);
	return ret;
}
