/* SPDX-License-Identifier: GPL-2.0-only */
/* run_cmdline.h - the command line as text, the folder behind -o, kernels */
#ifndef RUN_CMDLINE_H
#define RUN_CMDLINE_H

#include <stdbool.h>

/*
 * " WORD WORD...", each as a shell takes it, to be freed; by printf(1), NULL if
 * that fails
 */
char *run_cmdline_quote(int argc, char *const argv[]);

/* The command line, quoted for a shell: "$RVB_ME NAME ...", or "./revokebench" */
char *run_cmdline_command(const char *name, int argc, char *const argv[]);

/*
 * The folder of -o as an absolute path, to be freed; without -o one named by
 * @prefix and the time, below $RVB_RESULTS, or below results/ of @top.
 */
char *run_cmdline_folder(const char *dir, const char *top, const char *prefix);

/* Create a folder and those above it: 0, or -errno after a line on stderr */
int run_cmdline_make_folder(char *path);

/*
 * Keep other runs from writing to a folder until this process ends: 0, also if
 * there is no such folder yet, or -EBUSY after a line on stderr.
 */
int run_cmdline_lock_folder(const char *path);

/*
 * Have the reports of a folder's results.json written, and printed if @show: 0, an
 * exit code, or -errno.
 */
int run_cmdline_report(const char *folder, bool show);

/*
 * One word of a comma list of kernels, as kernels.sh takes it, to be freed: the
 * shell replaces ~ at the start of a word only, not behind a comma.
 */
char *run_cmdline_kernel(const char *word);

/*
 * The name of a kernel's folder below -o, to be freed: its own, or that of the
 * tree that a path leads to.
 */
char *run_cmdline_kernel_name(const char *kernel);

#endif /* RUN_CMDLINE_H */
