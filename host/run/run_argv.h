/* SPDX-License-Identifier: GPL-2.0-only */
/* run_argv.h - the command lines of the guest's programs */
#ifndef RUN_ARGV_H
#define RUN_ARGV_H

#include <jansson.h>

#include "host/run/run.h"

/* Words of ubench; NULL if the options select no case of it */
json_t *run_argv_pin(const struct run_opts *o);

/*
 * Words of kb_scene; NULL if the options select no scene or no memory of files.
 */
json_t *run_argv_scene(const struct run_opts *o, const char *mode, int seed);

/* Words of kb_check; NULL if the options name neither policies nor devices */
json_t *run_argv_check(const struct run_opts *o);

/* Whether a comma list has a name; "all" or NULL has any */
bool run_argv_has(const char *list, const char *name);

/* The numbers of pages that a preset pins */
const char *run_preset_pages(const char *preset);

#endif /* RUN_ARGV_H */
