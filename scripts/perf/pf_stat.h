/* SPDX-License-Identifier: GPL-2.0-only */
/* pf_stat.h - what `perf stat -x,` writes, as JSON */
#ifndef PF_STAT_H
#define PF_STAT_H

#include <jansson.h>
#include <stddef.h>

/**
 * pf_stat_read() - the totals of a cell
 * @text:	of `perf stat -x,`; need not end in a NUL
 * @size:	bytes of it
 *
 * Return: array of objects with event and either value (and scaled, where it
 * was counted for a part of the time only) or reason, a reference of the
 * caller's; NULL without memory. Lines that are none are passed over.
 */
json_t *pf_stat_read(const char *text, size_t size);

#endif /* PF_STAT_H */
