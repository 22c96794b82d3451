/* SPDX-License-Identifier: GPL-2.0-only */
/* run_pairs.h - which policy works on which device */
#ifndef RUN_PAIRS_H
#define RUN_PAIRS_H

#include <jansson.h>

/**
 * run_pairs_add() - say of each policy or device what it needs or can do
 * @top:	the project's folder
 * @what:	policies or devices
 * @list:	from run_registry_list(); each item gets "needs" or "can", and an
 *		object "devices" or "policies": "yes", or "n/a: " and the reason
 *		that the core gives when it refuses the pair
 *
 * Reads the words from the sources, where they are data. tests/checks/ holds
 * what this says against what the modules do.
 *
 * Return: 0, or -errno.
 */
int run_pairs_add(const char *top, const char *what, json_t *list);

/**
 * run_pairs_print() - policies down, devices across
 * @policies:	from run_pairs_add()
 */
void run_pairs_print(json_t *policies);

#endif /* RUN_PAIRS_H */
