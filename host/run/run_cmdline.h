/* SPDX-License-Identifier: GPL-2.0-only */
/* run_cmdline.h - the command line as text, and the folder behind -o */
#ifndef RUN_CMDLINE_H
#define RUN_CMDLINE_H

/* The command line, quoted for a shell: "./revokebench NAME ..." */
char *run_cmdline_command(const char *name, int argc, char *const argv[]);

/*
 * The folder of -o as an absolute path, to be freed; without -o one named by
 * @prefix and the time, below results/ of @top.
 */
char *run_cmdline_folder(const char *dir, const char *top, const char *prefix);

/* Create a folder and those above it: 0, or -errno after a line on stderr */
int run_cmdline_make_folder(char *path);

/*
 * Keep other runs from writing to a folder until this process ends: 0, also if
 * there is no such folder yet, or -EBUSY after a line on stderr.
 */
int run_cmdline_lock_folder(const char *path);

#endif /* RUN_CMDLINE_H */
