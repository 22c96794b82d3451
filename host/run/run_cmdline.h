/* SPDX-License-Identifier: GPL-2.0-only */
/* run_cmdline.h - what was typed: the command, and the folder behind -o */
#ifndef RUN_CMDLINE_H
#define RUN_CMDLINE_H

/**
 * run_cmdline_command() - the command line, quoted for a shell
 * @name:	of the subcommand
 * @argc:	as of main()
 * @argv:	as of main(), before argp has put it in another order
 *
 * Return: "./revokebench NAME ...", to be freed, or NULL.
 */
char *run_cmdline_command(const char *name, int argc, char *const argv[]);

/**
 * run_cmdline_folder() - the folder for results, as an absolute path
 * @dir:	what was given; NULL: one of this second below results/
 * @top:	the project's folder
 * @prefix:	of a name that is made up
 *
 * Return: its path, to be freed, or NULL. It need not be there.
 */
char *run_cmdline_folder(const char *dir, const char *top, const char *prefix);

#endif /* RUN_CMDLINE_H */
