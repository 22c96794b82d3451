/* SPDX-License-Identifier: GPL-2.0-only */
/* run_argv.h - what the guest's programs are started with */
#ifndef RUN_ARGV_H
#define RUN_ARGV_H

#include <jansson.h>

#include "host/run/run.h"

/**
 * run_argv_pin() - ubench, which times what pins and unpins
 * @o:		what was asked
 *
 * Return: its words, or NULL where no case of it was asked for.
 */
json_t *run_argv_pin(const struct run_opts *o);

/**
 * run_argv_scene() - kb_scene, which times what happens at events
 * @o:		what was asked
 * @mode:	exact or timed
 * @seed:	of the cell
 *
 * Return: its words, or NULL where no scene, or none of the memory that files
 * are made of, was asked for.
 */
json_t *run_argv_scene(const struct run_opts *o, const char *mode, int seed);

/**
 * run_argv_check() - kb_check, which tries what is hard
 * @o:		what was asked
 *
 * Return: its words, or NULL where neither policies nor devices were named.
 */
json_t *run_argv_check(const struct run_opts *o);

/**
 * run_argv_has() - is a word one of a comma list, or the list "all"
 * @list:	names, or NULL for all
 * @name:	one of them
 */
bool run_argv_has(const char *list, const char *name);

/**
 * run_preset_pages() - the numbers of pages that a preset pins
 * @preset:	quick, default or full
 */
const char *run_preset_pages(const char *preset);

#endif /* RUN_ARGV_H */
