/* SPDX-License-Identifier: GPL-2.0-only */
/* ub_options.h - the command line of ubench */
#ifndef UB_OPTIONS_H
#define UB_OPTIONS_H

#include "ubench/ub_plan.h"

/**
 * ub_options_parse() - parse the command line
 * @argc:	of main()
 * @argv:	of main(); @plan refers to its text
 * @plan:	filled in
 *
 * Passes --benchmark_* to Google Benchmark. --help exits.
 *
 * Return: 0, or -EINVAL after one line on stderr.
 */
int ub_options_parse(int argc, char **argv, struct ub_plan *plan);

#endif /* UB_OPTIONS_H */
