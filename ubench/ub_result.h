/* SPDX-License-Identifier: GPL-2.0-only */
/* ub_result.h - the result of a run: rows, environment, trace */
#ifndef UB_RESULT_H
#define UB_RESULT_H

#include <jansson.h>

#include "ubench/ub_job.h"

#define UB_SCHEMA "revokebench/guest-1"

/*
 * Write the result to the file @path, unless NULL, and as a frame to
 * RVB_RESULT_FD if that is set: 0, or -errno after a line on stderr.
 */
int ub_result_save(json_t *rows, json_t *trace, const char *policy,
		   const char *path);

/* guest_env() with the version of Google Benchmark that ubench is built with */
json_t *ub_env(const char *policy);

/* Add the environment to Google Benchmark's context: 0 or -ENOMEM */
int ub_env_add_context(const char *policy);

/*
 * Run a kernel case until the host has traced some loops of it, of @loop_ticks
 * each; exact mode only. @trace is set to an object for reading the trace:
 * "kallsyms", the lines of the kernel's functions, "code_at" and "code",
 * address and instructions of our module, in hex. 0, or -errno after a line on
 * stderr.
 */
int ub_trace(struct ub_job *job, double loop_ticks, json_t **trace);

#endif /* UB_RESULT_H */
