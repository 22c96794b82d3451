// SPDX-License-Identifier: GPL-2.0-only
/* prof_tree.c - a tree of calls and their costs */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "host/perf/prof_tree.h"

#define DEPTH_MAX 512
#define SELF_MAX \
	(1LL << 40) /* longer than any trace, so sums do not overflow */

/* Return: one copy of each name. */
static const char *intern(struct prof_tree *t, const char *name)
{
	void *at = json_object_iter_at(t->names, name);

	if (!at) {
		if (json_object_set_new(t->names, name, json_true()))
			return NULL;
		at = json_object_iter_at(t->names, name);
	}
	return json_object_iter_key(at);
}

static uint32_t add_node(struct prof_tree *t, uint32_t parent, const char *name)
{
	struct prof_node *grown;

	if (t->nr == t->room) {
		uint32_t room = t->room ? 2 * t->room : 256;

		grown = reallocarray(t->node, room, sizeof(*grown));
		if (!grown)
			return 0;
		t->node = grown;
		t->room = room;
	}
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

int prof_tree_init(struct prof_tree *t)
{
	*t = (struct prof_tree){ .names = json_object() };
	if (!t->names)
		return -ENOMEM;
	add_node(t, 0, "");
	return t->nr ? 0 : -ENOMEM;
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
	name = intern(t, name);
	i = name ? add_node(t, parent, name) : 0;
	if (i) {
		t->node[i].next = t->node[parent].first;
		t->node[parent].first = i;
	}
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

/* List the nodes from below the root to @i. Return: how many. */
static unsigned int path_of(const struct prof_tree *t, uint32_t i,
			    uint32_t path[DEPTH_MAX])
{
	unsigned int depth = 0, k;

	for (; i && depth < DEPTH_MAX; i = t->node[i].parent)
		path[depth++] = i;
	for (k = 0; k < depth / 2; k++) {
		uint32_t other = path[k];

		path[k] = path[depth - 1 - k];
		path[depth - 1 - k] = other;
	}
	return depth;
}

char *prof_tree_stack(const struct prof_tree *t, uint32_t i)
{
	uint32_t path[DEPTH_MAX];
	unsigned int depth = path_of(t, i, path), k;
	char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);

	if (!f)
		return NULL;
	for (k = 0; k < depth; k++)
		fprintf(f, "%s%s", k ? ";" : "", t->node[path[k]].name);
	if (!fclose(f))
		return text;
	free(text);
	return NULL;
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
		if (!at || ++depth > DEPTH_MAX)
			return at ? -EINVAL : -ENOMEM;
	}
	t->node[at].self += self;
	return 0;
}

int prof_tree_read(struct prof_tree *t, FILE *f)
{
	char *line = NULL;
	size_t size = 0;
	int ret = prof_tree_init(t);

	while (!ret && getline(&line, &size, f) >= 0) {
		line[strcspn(line, "\n")] = '\0';
		ret = read_line(t, line);
	}
	free(line);
	if (!ret && ferror(f))
		ret = -EIO;
	if (ret)
		prof_tree_free(t);
	else
		prof_tree_sum(t);
	return ret;
}
