/* SPDX-License-Identifier: GPL-2.0-only */
/* ub_result.h - the result of a run, as JSON */
#ifndef UB_RESULT_H
#define UB_RESULT_H

#include <jansson.h>

#define UB_SCHEMA "revokebench/guest-1"

/**
 * ub_result_save() - write the result to a file and to the host
 * @rows:	array of rows
 * @trace:	from ub_trace(), or NULL
 * @policy:	the one selected
 * @path:	file, or NULL; the host gets a frame on RVB_RESULT_FD if that is set
 *
 * Return: 0, or -errno after one line on stderr.
 */
int ub_result_save(json_t *rows, json_t *trace, const char *policy,
		   const char *path);

#endif /* UB_RESULT_H */
