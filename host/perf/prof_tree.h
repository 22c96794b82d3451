/* SPDX-License-Identifier: GPL-2.0-only */
/* prof_tree.h - who called whom, and what each call took */
#ifndef PROF_TREE_H
#define PROF_TREE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * struct prof_node - a function, called by all those above it
 * @name:	of the function
 * @parent:	index; the root is its own
 * @first:	index of one that it called, 0 for none
 * @next:	index of another one that its parent called, 0 for none
 * @self:	instructions or samples in it
 * @total:	in it and in all below it; prof_tree_sum() fills this in
 * @calls:	how often it was entered; 0 where that is not known
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
 * @room:	in @node
 * @names:	keeps the names: a JSON object, they are its keys
 */
struct prof_tree {
	struct prof_node *node;
	uint32_t nr;
	uint32_t room;
	json_t *names;
};

/**
 * prof_tree_fits() - may it be part of a name
 * @c:		printable ASCII, which every output can hold and cut anywhere
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
 * prof_tree_child() - a function that a node calls, added if it is new
 * @t:		the tree
 * @parent:	index
 * @name:	copied
 *
 * Return: its index, or 0 without memory.
 */
uint32_t prof_tree_child(struct prof_tree *t, uint32_t parent,
			 const char *name);

/**
 * prof_tree_find() - a function that a node calls
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
 * prof_tree_save() - the tree as JSON
 * @t:		the tree
 *
 * Return: an object, a reference of the caller's: from "a;b;c" to [self,
 * calls]; NULL without memory.
 */
json_t *prof_tree_save(const struct prof_tree *t);

/**
 * prof_tree_load() - add what prof_tree_save() gave
 * @t:		the tree
 * @parent:	below which node
 * @stacks:	that object
 *
 * Return: 0, -EINVAL for anything else, or -ENOMEM.
 */
int prof_tree_load(struct prof_tree *t, uint32_t parent, const json_t *stacks);

#endif /* PROF_TREE_H */
