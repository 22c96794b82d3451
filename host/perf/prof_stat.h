/* SPDX-License-Identifier: GPL-2.0-only */
/* prof_stat.h - parse the output of `perf stat -x,` */
#ifndef PROF_STAT_H
#define PROF_STAT_H

#include <jansson.h>
#include <stddef.h>

/**
 * prof_stat_read() - read the totals of a cell
 * @text:	of `perf stat -x,`; need not end in a NUL
 * @size:	bytes of it
 *
 * Return: array of objects with event and either value (and scaled, where it
 * was counted for a part of the time only) or reason, a reference of the
 * caller's; NULL without memory. Other lines are skipped.
 */
json_t *prof_stat_read(const char *text, size_t size);

#endif /* PROF_STAT_H */
