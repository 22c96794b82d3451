/* SPDX-License-Identifier: GPL-2.0-only */
/* check_run.h - one check in a process of its own */
#ifndef CHECK_RUN_H
#define CHECK_RUN_H

#include "guest/checks/lib/check.h"
#include "guest/checks/lib/check_options.h"

/* Run a check, look for pins and splats it left, add its row */
void check_run(struct check *k, const struct check_case *check,
	       const char *variant, const struct check_options *o);

#endif /* CHECK_RUN_H */
