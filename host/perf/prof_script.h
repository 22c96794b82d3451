/* SPDX-License-Identifier: GPL-2.0-only */
/* prof_script.h - parse the output of `perf script` into a tree of calls */
#ifndef PROF_SCRIPT_H
#define PROF_SCRIPT_H

#include <jansson.h>
#include <stddef.h>

#include "host/perf/prof_tree.h"

/* Counts of samples */
struct prof_samples {
	unsigned long nr; /* all */
	/* of idle CPUs and of the recording itself */
	unsigned long nr_left_out;
	/* kept ones whose innermost function has no name */
	unsigned long nr_unknown;
};

/*
 * Add the samples in @text, of `perf script -F comm,tid,ip,sym,dso`, below
 * @parent: the commands, and below them their calls. @modules of /proc/modules
 * names the modules that perf cannot. 0, or -ENODATA for a text without a sample.
 */
int prof_script_read(struct prof_tree *tree, uint32_t parent,
		     struct prof_samples *samples, const char *text,
		     size_t size, const char *modules);

/*
 * The totals in @text, of `perf stat -x,`: an array of objects with event and
 * either value (and scaled, if it was counted for a part of the time) or
 * reason.
 */
json_t *prof_stat_read(const char *text, size_t size);

#endif /* PROF_SCRIPT_H */
