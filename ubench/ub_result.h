/* SPDX-License-Identifier: GPL-2.0-only */
/* ub_result.h - the result of a run, as JSON */
#ifndef UB_RESULT_H
#define UB_RESULT_H

#include <jansson.h>

#define UB_SCHEMA "revokebench/guest-1"

/*
 * Write the result to the file @path, unless NULL, and as a frame to
 * RVB_RESULT_FD if that is set: 0, or -errno after a line on stderr.
 */
int ub_result_save(json_t *rows, json_t *trace, const char *policy,
		   const char *path);

#endif /* UB_RESULT_H */
