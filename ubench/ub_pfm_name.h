/* SPDX-License-Identifier: GPL-2.0-only */
/* ub_pfm_name.h - libpfm4's names of events, and those next to a misspelt one */
#ifndef UB_PFM_NAME_H
#define UB_PFM_NAME_H

#include <perfmon/perf_event.h>

/**
 * ub_pfm_encode() - what perf_event_open() wants for a name
 * @name:	with modifiers
 * @attr:	filled in
 *
 * Return: 0 or -EINVAL.
 */
int ub_pfm_encode(const char *name, struct perf_event_attr *attr);

/**
 * ub_pfm_name_check() - whether libpfm4 knows a name on this machine
 * @name:	with modifiers
 *
 * Return: 0, or -EINVAL after a line on stderr that has the nearest names.
 */
int ub_pfm_name_check(const char *name);

/**
 * ub_pfm_distance() - how far two words are apart
 * @a:		one
 * @b:		the other
 *
 * Letters that must be put in, left out or changed; capitals are no matter.
 *
 * Return: how many.
 */
unsigned int ub_pfm_distance(const char *a, const char *b);

#endif /* UB_PFM_NAME_H */
