/* SPDX-License-Identifier: GPL-2.0-only */
/* run_cmdline.h - the command line as text, and the folder behind -o */
#ifndef RUN_CMDLINE_H
#define RUN_CMDLINE_H

/**
 * run_cmdline_command() - the command line, quoted for a shell
 * @name:	of the subcommand
 * @argc:	as of main()
 * @argv:	as of main(), before argp has reordered it
 *
 * Return: "./revokebench NAME ...", to be freed, or NULL.
 */
char *run_cmdline_command(const char *name, int argc, char *const argv[]);

/**
 * run_cmdline_folder() - the folder for results, as an absolute path
 * @dir:	the argument of -o; NULL: one named by the time, below results/
 * @top:	the project's folder
 * @prefix:	of the name by the time
 *
 * Return: its path, to be freed, or NULL. It need not exist.
 */
char *run_cmdline_folder(const char *dir, const char *top, const char *prefix);

#endif /* RUN_CMDLINE_H */
