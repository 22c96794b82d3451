// SPDX-License-Identifier: GPL-2.0-only
/* kb_case.c - the registry of cases */
#include <linux/kernel.h>
#include <linux/string.h>

#include "kbench/kb_case.h"

static const struct kb_case *const kb_cases[] = { KB_CASES };

static bool kb_case_is_there(const struct kb_case *c)
{
	return !c->is_there || c->is_there();
}

/**
 * kb_case_count() - number of cases
 *
 * Return: of those for which the machine has what they need, one more than the
 * greatest index of kb_case_at().
 */
u32 kb_case_count(void)
{
	u32 i, nr = 0;

	for (i = 0; i < ARRAY_SIZE(kb_cases); i++)
		nr += kb_case_is_there(kb_cases[i]);
	return nr;
}

/**
 * kb_case_at() - get a case by its index
 * @index:	from 0 on, in the order of the names
 *
 * Return: the case, or NULL past the last one.
 */
const struct kb_case *kb_case_at(u32 index)
{
	u32 i;

	for (i = 0; i < ARRAY_SIZE(kb_cases); i++)
		if (kb_case_is_there(kb_cases[i]) && !index--)
			return kb_cases[i];
	return NULL;
}

/**
 * kb_case_find() - get a case by its name
 * @name:	a string
 *
 * Return: the case, or NULL if there is none of that name.
 */
const struct kb_case *kb_case_find(const char *name)
{
	u32 i;

	for (i = 0; i < ARRAY_SIZE(kb_cases); i++)
		if (!strcmp(kb_cases[i]->name, name))
			return kb_cases[i];
	return NULL;
}

/**
 * kb_case_phases() - number of phases of a case
 * @c:		the case
 *
 * Return: 1 to KB_PHASES_MAX.
 */
u32 kb_case_phases(const struct kb_case *c)
{
	u32 i;

	for (i = 0; i < KB_PHASES_MAX && c->phase[i].name; i++)
		;
	return i;
}
