/* SPDX-License-Identifier: GPL-2.0-only */
/* ub_pfm_name.h - libpfm4's names of events, and one for a misspelt name */
#ifndef UB_PFM_NAME_H
#define UB_PFM_NAME_H

#include <perfmon/perf_event.h>

/**
 * ub_pfm_encode() - translate a name for perf_event_open()
 * @name:	with modifiers
 * @attr:	filled in
 *
 * Return: 0 or -EINVAL.
 */
int ub_pfm_encode(const char *name, struct perf_event_attr *attr);

/**
 * ub_pfm_name_check() - check that libpfm4 knows a name on this machine
 * @name:	with modifiers
 *
 * Return: 0, or -EINVAL after a line on stderr that suggests the event whose name
 * has the longest beginning in common with @name.
 */
int ub_pfm_name_check(const char *name);

#endif /* UB_PFM_NAME_H */
