/* SPDX-License-Identifier: GPL-2.0-only */
/* prof_stat.h - parse the output of `perf stat -x,` */
#ifndef PROF_STAT_H
#define PROF_STAT_H

#include <jansson.h>
#include <stddef.h>

/*
 * The totals in @text, of `perf stat -x,`: an array of objects with event and
 * either value (and scaled, if it was counted for a part of the time) or
 * reason.
 */
json_t *prof_stat_read(const char *text, size_t size);

#endif /* PROF_STAT_H */
