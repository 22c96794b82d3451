/* SPDX-License-Identifier: GPL-2.0-only */
/* prof_tree.h - a tree of calls and their costs */
#ifndef PROF_TREE_H
#define PROF_TREE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* A function in the stack of its ancestors */
struct prof_node {
	const char *name; /* of the function */
	uint32_t parent; /* index; the root is its own parent */
	uint32_t first; /* index of a callee, 0 for none */
	uint32_t next; /* index of its next sibling, 0 for none */
	uint64_t self; /* instructions or samples in it */
	uint64_t total; /* with all callees; prof_tree_sum() fills it in */
	uint64_t calls; /* number of calls; 0 if unknown */
};

/* The calls of one cell */
struct prof_tree {
	/* the first is the root; parents come before their children */
	struct prof_node *node;
	uint32_t nr;
	/* owns the names: they are the keys of this JSON object */
	json_t *names;
};

/* Whether a name may hold a character: it is printable ASCII */
bool prof_tree_fits(char c);
bool prof_tree_is_name(const char *text);

/* A tree with nothing but its root; without memory the program ends */
void prof_tree_init(struct prof_tree *t);
void prof_tree_free(struct prof_tree *t);

/* Find a callee of a node, add it if it is new: its index */
uint32_t prof_tree_child(struct prof_tree *t, uint32_t parent,
			 const char *name);

/* Find a callee of a node: its index, or 0 if there is none */
uint32_t prof_tree_find(const struct prof_tree *t, uint32_t parent,
			const char *name);

/* Fill in prof_node.total; returns the root's */
uint64_t prof_tree_sum(struct prof_tree *t);

/* Print the callers of a node and itself, "a;b;c" */
void prof_tree_print_stack(const struct prof_tree *t, uint32_t i, FILE *f);

/*
 * Read folded stacks into a new tree, without calls, and sum it up: 0, or
 * -EINVAL for another kind of line, or -EIO.
 */
int prof_tree_read(struct prof_tree *t, FILE *f);

#endif /* PROF_TREE_H */
