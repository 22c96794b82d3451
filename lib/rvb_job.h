/* SPDX-License-Identifier: GPL-2.0-only */
/* rvb_job.h - run a program as a child process */
#ifndef RVB_JOB_H
#define RVB_JOB_H

#include <stddef.h>

#include "lib/rvb_digest.h"

/**
 * rvb_job() - run a program and capture its output
 * @argv:	absolute path and arguments, NULL-terminated
 * @out:	set to its standard output without trailing newlines, to be freed;
 *		NULL: the child inherits ours
 *
 * The program runs under LC_ALL=C, and so does what this process starts later:
 * messages are in one language, and numbers have a point.
 *
 * Return: its exit code (128 + N for signal N), or -errno.
 */
int rvb_job(const char *const argv[], char **out);

#endif /* RVB_JOB_H */
