/* SPDX-License-Identifier: GPL-2.0-only */
/* ub_options.h - the command line */
#ifndef UB_OPTIONS_H
#define UB_OPTIONS_H

#include "ubench/ub_plan.h"

/**
 * ub_options_parse() - read the command line
 * @argc:	of main()
 * @argv:	of main(); its text is referred to by @plan
 * @plan:	filled in, with defaults for what is not said
 *
 * --benchmark_* goes to Google Benchmark. --help ends the program.
 *
 * Return: 0, or -EINVAL after one line on stderr.
 */
int ub_options_parse(int argc, char **argv, struct ub_plan *plan);

#endif /* UB_OPTIONS_H */
