/* SPDX-License-Identifier: GPL-2.0-only */
/* prof_tree.h - a tree of calls and their costs */
#ifndef PROF_TREE_H
#define PROF_TREE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/**
 * struct prof_node - a function in the stack of its ancestors
 * @name:	of the function
 * @parent:	index; the root is its own parent
 * @first:	index of a callee, 0 for none
 * @next:	index of its next sibling, 0 for none
 * @self:	instructions or samples in it
 * @total:	with all callees; prof_tree_sum() fills it in
 * @calls:	number of calls; 0 if unknown
 */
struct prof_node {
	const char *name;
	uint32_t parent;
	uint32_t first;
	uint32_t next;
	uint64_t self;
	uint64_t total;
	uint64_t calls;
};

/**
 * struct prof_tree - the calls of one cell
 * @node:	the first is the root, it has no function; parents come before
 *		their children
 * @nr:		how many
 * @room:	allocated nodes
 * @names:	owns the names: they are the keys of this JSON object
 */
struct prof_tree {
	struct prof_node *node;
	uint32_t nr;
	uint32_t room;
	json_t *names;
};

/**
 * prof_tree_fits() - whether a name may hold a character
 * @c:		allowed if printable ASCII, which every output can hold and cut
 */
bool prof_tree_fits(char c);
bool prof_tree_is_name(const char *text);

/**
 * prof_tree_init() - a tree with nothing but its root
 * @t:		filled in
 *
 * Return: 0 or -ENOMEM.
 */
int prof_tree_init(struct prof_tree *t);
void prof_tree_free(struct prof_tree *t);

/**
 * prof_tree_child() - find a callee of a node, add it if it is new
 * @t:		the tree
 * @parent:	index
 * @name:	copied
 *
 * Return: its index, or 0 without memory.
 */
uint32_t prof_tree_child(struct prof_tree *t, uint32_t parent,
			 const char *name);

/**
 * prof_tree_find() - find a callee of a node
 * @t:		the tree
 * @parent:	index
 * @name:	of the function
 *
 * Return: its index, or 0 if there is none.
 */
uint32_t prof_tree_find(const struct prof_tree *t, uint32_t parent,
			const char *name);

/**
 * prof_tree_sum() - fill in prof_node.total
 * @t:		the tree
 *
 * Return: the root's.
 */
uint64_t prof_tree_sum(struct prof_tree *t);

/**
 * prof_tree_stack() - the callers of a node and itself, folded
 * @t:		the tree
 * @i:		index
 *
 * Return: "a;b;c", to be freed, or NULL without memory.
 */
char *prof_tree_stack(const struct prof_tree *t, uint32_t i);

/**
 * prof_tree_read() - read folded stacks
 * @t:		made and summed up, to be freed
 * @f:		a line a stack: "a;b;c SELF"
 *
 * Calls are not in the file and stay 0.
 *
 * Return: 0, -EINVAL for another kind of line, -ENOMEM or -EIO.
 */
int prof_tree_read(struct prof_tree *t, FILE *f);

#endif /* PROF_TREE_H */
