// SPDX-License-Identifier: GPL-2.0-only
/* prof_top.c - functions by cost, of one cell or two */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "host/perf/prof_top.h"
#include "lib/rvb_grow.h"
#include "lib/rvb_text.h"

/* If @plain cut "folio_add.part.0" and "folio_add.cold" to "folio_add". */
static char *name_of(const char *name, bool plain)
{
	const char *module = strstr(name, " [");
	size_t length = strcspn(name, ".");

	/* A name in brackets was not made by the compiler: keep it. */
	if (!plain || *name == '[' || !length || !name[length])
		return rvb_copy(name);
	return rvb_text("%.*s%s", (int)length, name, module ? module : "");
}

/* Return: a function, added if new. */
static struct prof_function *place(struct prof_top *top, const char *name)
{
	json_t *at = json_object_get(top->names, name);

	if (at)
		return &top->list[json_integer_value(at)];
	top->list = rvb_grow(top->list, top->nr, sizeof(*top->list));
	json_object_set_new(top->names, name, json_integer(top->nr));
	top->list[top->nr] = (struct prof_function){
		.name = json_object_iter_key(
			json_object_iter_at(top->names, name)),
	};
	return &top->list[top->nr++];
}

/* A tree has one copy of each name. */
static bool same(const char *a, const char *b, bool plain)
{
	rvb_auto char *x = NULL;
	rvb_auto char *y = NULL;

	if (a == b || !plain)
		return a == b;
	x = name_of(a, plain);
	y = name_of(b, plain);
	return !strcmp(x, y);
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

static void add(struct prof_top *top, const struct prof_tree *t, uint32_t root,
		double scale, bool old, bool plain)
{
	uint32_t i;

	for (i = root + 1; i < t->nr; i++) {
		const struct prof_node *n = &t->node[i];
		rvb_auto char *name = name_of(n->name, plain);
		struct prof_function *f;
		double total;

		if (!is_below(t, i, root))
			continue;
		f = place(top, name);
		total = is_inner(t, i, root, plain) ? 0 : n->total * scale;
		*(old ? &f->old_self : &f->self) += n->self * scale;
		*(old ? &f->old_total : &f->total) += total;
		if (!old)
			f->calls += n->calls;
	}
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

void prof_top(struct prof_top *top, const struct prof_tree *tree, uint32_t root)
{
	*top = (struct prof_top){ .names = json_object() };
	add(top, tree, root, 1, false, false);
	if (top->nr)
		qsort(top->list, top->nr, sizeof(*top->list), by_self);
}

void prof_top_diff(struct prof_top *top, const struct prof_tree *old,
		   uint32_t old_root, const struct prof_tree *new,
		   uint32_t new_root, double scale)
{
	*top = (struct prof_top){ .names = json_object() };
	add(top, new, new_root, 1, false, true);
	add(top, old, old_root, scale, true, true);
	if (top->nr)
		qsort(top->list, top->nr, sizeof(*top->list), by_change);
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
