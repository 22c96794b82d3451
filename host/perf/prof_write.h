/* SPDX-License-Identifier: GPL-2.0-only */
/* prof_write.h - write a profile or a difference into a folder */
#ifndef PROF_WRITE_H
#define PROF_WRITE_H

#include <jansson.h>
#include <stdio.h>

#include "host/perf/prof.h"
#include "host/perf/prof_flame.h"

/**
 * prof_write_profile() - write perf.json, stacks.folded, flame.svg and top.txt
 * @o:		options
 * @profile:	the profile
 * @tree:	its calls, a node below the root for each part
 *
 * Prints top.txt on stdout. In the folder of a run the profile also becomes a
 * section of the run's reports.
 *
 * Return: 0, or an exit code after a line on stderr.
 */
int prof_write_profile(const struct prof_opts *o, json_t *profile,
		       const struct prof_tree *tree);

/**
 * prof_write_text() - write a text into a file
 * @o:		options, with the folder
 * @name:	of the file
 * @text:	to write
 *
 * Return: 0, or an exit code after a line on stderr.
 */
int prof_write_text(const struct prof_opts *o, const char *name,
		    const char *text);

/**
 * prof_write_flame() - write stacks.folded and draw the flame graph
 * @o:		options, with the folder
 * @name:	of the picture's file
 * @flame:	the graph
 *
 * Return: 0; -ENOENT if only flamegraph.pl is missing, or an exit code, both
 * after a line on stderr.
 */
int prof_write_flame(const struct prof_opts *o, const char *name,
		     const struct prof_flame *flame);

/**
 * prof_write_json() - write a profile, and the key "perf" of results.json
 * @o:		options, with the folder and the run
 * @name:	of the file
 * @profile:	the profile
 * @flame:	name of its picture, or NULL
 *
 * A profile replaces an older one of the same kind and cell.
 *
 * Return: 0, or an exit code after a line on stderr.
 */
int prof_write_json(const struct prof_opts *o, const char *name,
		    const json_t *profile, const char *flame);

#endif /* PROF_WRITE_H */
