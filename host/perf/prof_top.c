// SPDX-License-Identifier: GPL-2.0-only
/* prof_top.c - functions by cost, of one cell or two */
#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "host/perf/prof_top.h"

/* Cut "folio_add.part.0" and "folio_add.cold" to "folio_add". */
static char *plain_name(const char *name)
{
	const char *module = strstr(name, " [");
	size_t length = strcspn(name, ".");
	char *plain;

	/* A name in brackets was not made by the compiler: keep it. */
	if (*name == '[' || !length || !name[length])
		return strdup(name);
	return asprintf(&plain, "%.*s%s", (int)length, name,
			module ? module : "") < 0 ?
		       NULL :
		       plain;
}

/* Return: the index of a function, added if new; -1 without memory. */
static ssize_t place(struct prof_top *top, const char *name)
{
	json_t *at = json_object_get(top->names, name);
	struct prof_function *grown;

	if (at)
		return json_integer_value(at);
	grown = reallocarray(top->list, top->nr + 1, sizeof(*grown));
	if (!grown)
		return -1;
	top->list = grown;
	if (json_object_set_new(top->names, name, json_integer(top->nr)))
		return -1;
	top->list[top->nr] = (struct prof_function){
		.name = json_object_iter_key(
			json_object_iter_at(top->names, name)),
	};
	return top->nr++;
}

static bool same(const char *a, const char *b, bool plain)
{
	char *x, *y;
	bool is;

	if (!plain)
		return a == b || !strcmp(a, b);
	x = plain_name(a);
	y = plain_name(b);
	is = x && y && !strcmp(x, y);
	free(x);
	free(y);
	return is;
}

/* Whether node @i is below @root; parents precede their children. */
static bool is_below(const struct prof_tree *t, uint32_t i, uint32_t root)
{
	do
		i = t->node[i].parent;
	while (i > root);
	return i == root;
}

/* Whether an ancestor of node @i below @root is the same function. */
static bool is_inner(const struct prof_tree *t, uint32_t i, uint32_t root,
		     bool plain)
{
	uint32_t above;

	for (above = t->node[i].parent; above > root;
	     above = t->node[above].parent)
		if (same(t->node[above].name, t->node[i].name, plain))
			return true;
	return false;
}

static int add(struct prof_top *top, const struct prof_tree *t, uint32_t root,
	       double scale, bool old, bool plain)
{
	struct prof_function *f;
	const struct prof_node *n;
	double total;
	ssize_t at;
	uint32_t i;

	for (i = root + 1; i < t->nr; i++) {
		char *name;

		if (!is_below(t, i, root))
			continue;
		n = &t->node[i];
		name = plain ? plain_name(n->name) : strdup(n->name);
		at = name ? place(top, name) : -1;
		free(name);
		if (at < 0)
			return -ENOMEM;
		f = &top->list[at];
		total = is_inner(t, i, root, plain) ? 0 : n->total * scale;
		*(old ? &f->old_self : &f->self) += n->self * scale;
		*(old ? &f->old_total : &f->total) += total;
		if (!old)
			f->calls += n->calls;
	}
	return 0;
}

static int by_name(const struct prof_function *a, const struct prof_function *b)
{
	return strcmp(a->name, b->name);
}

static int by_self(const void *x, const void *y)
{
	const struct prof_function *a = x, *b = y;

	if (a->self != b->self)
		return a->self < b->self ? 1 : -1;
	return by_name(a, b);
}

static int by_change(const void *x, const void *y)
{
	const struct prof_function *a = x, *b = y;
	double da = fabs(a->self - a->old_self);
	double db = fabs(b->self - b->old_self);

	if (da != db)
		return da < db ? 1 : -1;
	return by_name(a, b);
}

int prof_top(struct prof_top *top, const struct prof_tree *tree, uint32_t root)
{
	int ret;

	*top = (struct prof_top){ .names = json_object() };
	ret = add(top, tree, root, 1, false, false);
	if (ret)
		prof_top_free(top);
	else if (top->nr)
		qsort(top->list, top->nr, sizeof(*top->list), by_self);
	return ret;
}

int prof_top_diff(struct prof_top *top, const struct prof_tree *old,
		  uint32_t old_root, const struct prof_tree *new,
		  uint32_t new_root, double scale)
{
	int ret;

	*top = (struct prof_top){ .names = json_object() };
	ret = add(top, new, new_root, 1, false, true);
	if (!ret)
		ret = add(top, old, old_root, scale, true, true);
	if (ret)
		prof_top_free(top);
	else if (top->nr)
		qsort(top->list, top->nr, sizeof(*top->list), by_change);
	return ret;
}

void prof_top_free(struct prof_top *top)
{
	free(top->list);
	json_decref(top->names);
	*top = (struct prof_top){};
}

json_t *prof_top_save(const struct prof_top *top, size_t most)
{
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < top->nr && i < most; i++) {
		const struct prof_function *f = &top->list[i];

		json_array_append_new(
			list,
			json_pack("{s:s, s:f, s:f, s:f, s:f, s:f}", "name",
				  f->name, "self", f->self, "total", f->total,
				  "calls", f->calls, "old_self", f->old_self,
				  "old_total", f->old_total));
	}
	return list;
}

static double percent(double part, double all)
{
	return all > 0 ? 100 * part / all : 0;
}

void prof_top_print(const struct prof_top *top, double all, size_t most,
		    const char *unit, FILE *f)
{
	const struct prof_function *is;
	size_t i;

	fprintf(f, "%10s %6s %10s %6s %7s  %s\n", "self", "%", "total", "%",
		"calls", "function");
	for (i = 0; i < top->nr && i < most; i++) {
		is = &top->list[i];
		fprintf(f, "%10.0f %6.2f %10.0f %6.2f ", is->self,
			percent(is->self, all), is->total,
			percent(is->total, all));
		if (is->calls)
			fprintf(f, "%7.0f  %s\n", is->calls, is->name);
		else
			fprintf(f, "%7s  %s\n", "-", is->name);
	}
	if (top->nr > most)
		fprintf(f, "%*s and %zu more functions\n", 44, "",
			top->nr - most);
	fprintf(f, "%10.0f %6.2f %10.0f %6.2f %7s  all, in %s\n", all, 100.0,
		all, 100.0, "", unit);
}

void prof_top_print_diff(const struct prof_top *top, double old, double new,
			 size_t most, const char *unit, FILE *f)
{
	const struct prof_function *is;
	size_t i;

	fprintf(f, "%10s %10s %10s %10s %10s  %s\n", "old self", "new self",
		"change", "old total", "new total", "function");
	for (i = 0; i < top->nr && i < most; i++) {
		is = &top->list[i];
		if (is->self == is->old_self && is->total == is->old_total)
			continue;
		fprintf(f, "%10.0f %10.0f %+10.0f %10.0f %10.0f  %s%s\n",
			is->old_self, is->self, is->self - is->old_self,
			is->old_total, is->total, is->name,
			!is->old_total ? " (new)" :
			!is->total     ? " (gone)" :
					 "");
	}
	fprintf(f, "%10.0f %10.0f %+10.0f %10s %10s  all, in %s\n", old, new,
		new - old, "", "", unit);
}
