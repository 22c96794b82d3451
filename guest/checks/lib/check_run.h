/* SPDX-License-Identifier: GPL-2.0-only */
/* check_run.h - one check in a process of its own */
#ifndef CHECK_RUN_H
#define CHECK_RUN_H

#include "guest/checks/lib/check.h"
#include "guest/checks/lib/check_options.h"

/**
 * check_run() - run a check, look for pins and splats it left, add its row
 * @k:		policy, device, engine and filesystem; the rest is set here
 * @check:	the check
 * @variant:	one of its variants, or NULL
 * @o:		@limit_s and @latency_ns are used
 */
void check_run(struct check *k, const struct check_case *check,
	       const char *variant, const struct check_options *o);

#endif /* CHECK_RUN_H */
