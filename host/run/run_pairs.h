/* SPDX-License-Identifier: GPL-2.0-only */
/* run_pairs.h - which policy works on which device */
#ifndef RUN_PAIRS_H
#define RUN_PAIRS_H

#include <jansson.h>
#include <stdbool.h>

/**
 * run_pairs_add() - add to each policy which devices it works on, or reverse
 * @what:	policies or devices
 * @list:	from run_registry_list(@what); each item gets an object "devices"
 *		or "policies": "yes", or "n/a" with the reason that the core
 *		gives when it refuses the pair
 *
 * tests/e2e/quick_test.sh holds these verdicts against what the modules do.
 *
 * Return: 0 or -ENOENT.
 */
int run_pairs_add(const char *what, json_t *list);

/**
 * run_pairs_print() - print a table, policies down and devices across
 * @policies:	from run_pairs_add()
 */
void run_pairs_print(const json_t *policies);

#endif /* RUN_PAIRS_H */
