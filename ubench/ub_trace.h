/* SPDX-License-Identifier: GPL-2.0-only */
/* ub_trace.h - lets the host trace a case, and sends it symbols and code */
#ifndef UB_TRACE_H
#define UB_TRACE_H

#include <jansson.h>

#include "ubench/ub_job.h"

/**
 * ub_trace() - run a case until the host has traced some loops of it
 * @job:	a job of a kernel case with outcome UB_DONE
 * @loop_ticks:	ticks of one loop, all phases
 * @trace:	set to an object for reading the trace, which the caller puts:
 *		"kallsyms", the lines of the kernel's functions, "code_at" and
 *		"code", address and instructions of our module, in hex
 *
 * Works in exact mode only: the host logs instructions of the guest's CPU while
 * loops run.
 *
 * Return: 0, or -errno after one line on stderr.
 */
int ub_trace(struct ub_job *job, double loop_ticks, json_t **trace);

#endif /* UB_TRACE_H */
