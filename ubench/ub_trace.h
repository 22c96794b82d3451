/* SPDX-License-Identifier: GPL-2.0-only */
/* ub_trace.h - lets the host trace a case, and sends it symbols and code */
#ifndef UB_TRACE_H
#define UB_TRACE_H

#include <jansson.h>

#include "ubench/ub_job.h"

/*
 * Run a kernel case until the host has traced some loops of it, of @loop_ticks
 * each; exact mode only. @trace is set to an object for reading the trace:
 * "kallsyms", the lines of the kernel's functions, "code_at" and "code",
 * address and instructions of our module, in hex. 0, or -errno after a line on
 * stderr.
 */
int ub_trace(struct ub_job *job, double loop_ticks, json_t **trace);

#endif /* UB_TRACE_H */
