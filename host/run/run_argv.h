/* SPDX-License-Identifier: GPL-2.0-only */
/* run_argv.h - the command lines of the guest's programs */
#ifndef RUN_ARGV_H
#define RUN_ARGV_H

#include <jansson.h>

#include "host/run/run.h"

/**
 * run_argv_pin() - the command line of ubench, which measures pin and unpin
 * @o:		the options of the run
 *
 * Return: a JSON array, or NULL if the options select no case of ubench.
 */
json_t *run_argv_pin(const struct run_opts *o);

/**
 * run_argv_scene() - the command line of kb_scene, which measures events
 * @o:		the options of the run
 * @mode:	exact or timed
 * @seed:	of the cell
 *
 * Return: a JSON array, or NULL if the options select no scene or no memory of
 * files.
 */
json_t *run_argv_scene(const struct run_opts *o, const char *mode, int seed);

/**
 * run_argv_check() - the command line of kb_check, which tries hard cases
 * @o:		the options of the run
 *
 * Return: a JSON array, or NULL if the options name neither policies nor devices.
 */
json_t *run_argv_check(const struct run_opts *o);

/**
 * run_argv_has() - does a comma list contain a name
 * @list:	names, "all" among them selects all; NULL: all
 * @name:	the name
 */
bool run_argv_has(const char *list, const char *name);

/**
 * run_preset_pages() - the numbers of pages that a preset pins
 * @preset:	quick, default or full
 */
const char *run_preset_pages(const char *preset);

#endif /* RUN_ARGV_H */
