/* SPDX-License-Identifier: GPL-2.0-only */
/* rvb_argp.h - what command lines of all programs have in common */
#ifndef RVB_ARGP_H
#define RVB_ARGP_H

#include <argp.h>

/**
 * rvb_argp_number() - a whole number behind an option
 * @state:	of the parser
 * @option:	its long name
 * @text:	what was typed
 * @low:	least that is taken
 * @high:	most
 *
 * Return: the number; for all else the program ends with RVB_EXIT_USAGE and a
 * line that says why.
 */
long rvb_argp_number(const struct argp_state *state, const char *option,
		     const char *text, long low, long high);

#endif /* RVB_ARGP_H */
