/* SPDX-License-Identifier: GPL-2.0-only */
/* prof_write.h - a profile, or the difference of two, into a folder */
#ifndef PROF_WRITE_H
#define PROF_WRITE_H

#include <jansson.h>
#include <stdio.h>

#include "host/perf/prof.h"
#include "host/perf/prof_flame.h"

/**
 * prof_write_profile() - perf.json, flame.svg and top.txt, and that on stdout
 * @o:		what was asked for
 * @profile:	what came of it
 *
 * In the folder of a run it also becomes a section of the run's reports.
 *
 * Return: 0, or an exit code after what went wrong was said.
 */
int prof_write_profile(const struct prof_opts *o, json_t *profile);

/**
 * prof_write_text() - a text that came about in memory, into a file
 * @o:		says into which folder
 * @name:	of the file
 * @text:	what
 *
 * Return: 0, or an exit code after what went wrong was said.
 */
int prof_write_text(const struct prof_opts *o, const char *name,
		    const char *text);

/**
 * prof_write_flame() - a picture into a file
 * @o:		says into which folder
 * @name:	of the file
 * @flame:	the picture
 *
 * Return: 0, or an exit code after what went wrong was said.
 */
int prof_write_flame(const struct prof_opts *o, const char *name,
		     const struct prof_flame *flame);

/**
 * prof_write_json() - the file, and the key "perf" of a run's results.json
 * @o:		says into which folder
 * @name:	of the file
 * @profile:	what
 * @flame:	name of its picture
 *
 * Of two profiles of the same kind and cell the newer one stays.
 *
 * Return: 0, or an exit code after what went wrong was said.
 */
int prof_write_json(const struct prof_opts *o, const char *name,
		    const json_t *profile, const char *flame);

#endif /* PROF_WRITE_H */
