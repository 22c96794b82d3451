/* SPDX-License-Identifier: GPL-2.0-only */
/* ub_trace.h - have the host trace a case, and tell it what is where */
#ifndef UB_TRACE_H
#define UB_TRACE_H

#include <jansson.h>

#include "ubench/ub_job.h"

/**
 * ub_trace() - run a case until the host has traced some loops of it
 * @job:	a case of the kernel that has run well before
 * @loop_ticks:	what one loop of it takes, all phases
 * @trace:	set to what is needed to read the trace: "kallsyms", the text of
 *		the kernel's functions, "code_at" and "code", where our module is
 *		and its instructions, both in hex; a reference of the caller's
 *
 * For the guest in exact mode: the host logs the instructions of its only CPU
 * in between, how many loops pass until then is open.
 *
 * Return: 0, or -errno after one line on stderr.
 */
int ub_trace(struct ub_job *job, double loop_ticks, json_t **trace);

#endif /* UB_TRACE_H */
