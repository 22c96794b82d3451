/* SPDX-License-Identifier: GPL-2.0-only */
/* check_run.h - one check in a process of its own */
#ifndef CHECK_RUN_H
#define CHECK_RUN_H

#include "guest/checks/lib/check.h"
#include "guest/checks/lib/check_options.h"

/**
 * check_run() - run a check, judge what it left behind, note the row
 * @k:		combination
 * @check:	the check
 * @variant:	of it, or NULL
 * @o:		when it counts as hung, how slow devices are
 */
void check_run(struct check *k, const struct check_case *check,
	       const char *variant, const struct check_options *o);

#endif /* CHECK_RUN_H */
