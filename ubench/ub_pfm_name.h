/* SPDX-License-Identifier: GPL-2.0-only */
/* ub_pfm_name.h - libpfm4's names of events, and one for a misspelt name */
#ifndef UB_PFM_NAME_H
#define UB_PFM_NAME_H

#include <perfmon/perf_event.h>

/* Translate a name for perf_event_open(): 0 or -EINVAL */
int ub_pfm_encode(const char *name, struct perf_event_attr *attr);

/*
 * 0 if libpfm4 knows the name on this machine; else -EINVAL after a line on
 * stderr that suggests the event with the longest beginning in common.
 */
int ub_pfm_name_check(const char *name);

#endif /* UB_PFM_NAME_H */
