/* SPDX-License-Identifier: GPL-2.0-only */
/* ub_options.h - the command line of ubench */
#ifndef UB_OPTIONS_H
#define UB_OPTIONS_H

#include "ubench/ub_plan.h"

/*
 * Parse the command line: 0, or -EINVAL after a line on stderr. Passes
 * --benchmark_* to Google Benchmark; --help exits.
 */
int ub_options_parse(int argc, char **argv, struct ub_plan *plan);

#endif /* UB_OPTIONS_H */
