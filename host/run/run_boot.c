// SPDX-License-Identifier: GPL-2.0-only
/* run_boot.c - the command line that boots a cell */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/run/run.h"

/* RAM that the guest's kernel reserves as persistent memory, for fsdax */
#define PMEM "memmap=400M!1G"

/* In a cell of the device edu kbench drives it; VFIO has it in others */
#define EDU " kbench.edu=1"

/* Add "OPTION=VALUE" for a member of a cell's plan, if it has that: the number */
static int add_planned(char **argv, const struct run_cell *cell,
		       const char *option, const char *key)
{
	const char *value = json_string_value(json_object_get(cell->plan, key));

	if (!value)
		return 0;
	return asprintf(argv, "--%s=%s", option, value) < 0 ? -1 : 1;
}

/* vm --kernel K --initrd I ...: those of this machine, or copies below @stage */
static size_t vm_files(char **argv, const struct run *run, const char *stage)
{
	size_t n = 0;

	if (asprintf(&argv[n++], "%s/vm", stage ? stage : getenv("RVB_BIN")) <
		    0 ||
	    asprintf(&argv[n++], "--kernel=%s/vmlinux",
		     stage ? stage : run->kernel_dir) < 0 ||
	    asprintf(&argv[n++], "--initrd=%s%s", stage ? stage : run->initrd,
		     stage ? "/initrd" : "") < 0)
		return 0;
	if (stage && asprintf(&argv[n++], "--rules=%s/splats.txt", stage) < 0)
		return 0;
	return n;
}

/* ... --mode M --accel A --seed N --append P --progress-fd F -oD */
static size_t vm_words(char **argv, const struct run_cell *cell, int progress,
		       const char *stage)
{
	const char *accel =
		json_string_value(json_object_get(cell->plan, "accel"));
	size_t n = vm_files(argv, cell->run, stage);
	int kind, mode;

	if (!n || asprintf(&argv[n++], "--mode=%s", cell->mode) < 0 ||
	    asprintf(&argv[n++], "--accel=%s", accel ? accel : "tcg") < 0 ||
	    asprintf(&argv[n++], "--seed=%d", cell->seed) < 0 ||
	    asprintf(&argv[n++], "--append=%s%s", PMEM,
		     json_is_true(json_object_get(cell->plan, "edu")) ?
			     EDU :
			     "") < 0 ||
	    asprintf(&argv[n++], "--progress-fd=%d", progress) < 0 ||
	    asprintf(&argv[n++], "-o%s", cell->folder) < 0)
		return 0;
	kind = add_planned(&argv[n], cell, "iommu", "iommu");
	n += kind > 0;
	mode = add_planned(&argv[n], cell, "iommu-mode", "iommu_mode");
	n += mode > 0;
	if (kind < 0 || mode < 0)
		return 0;
	argv[n++] = strdup("--");
	return n;
}

/* host_run.sh MODULES CELLDIR PROGRESS-FD WORD... */
static size_t host_words(char **argv, const struct run_cell *cell, int progress)
{
	const struct run *run = cell->run;
	size_t n = 0;

	if (asprintf(&argv[n++], "%s/scripts/host_run.sh", run->top) < 0 ||
	    asprintf(&argv[n++], "%s", run->modules) < 0 ||
	    asprintf(&argv[n++], "%s", cell->folder) < 0 ||
	    asprintf(&argv[n++], "%d", progress) < 0)
		return 0;
	return n;
}

/*
 * The command line of a boot; @progress: file descriptor for the runner's
 * reports; @stage: folder of kernel and guest on other machines, or NULL. To be
 * freed by run_boot_free(); NULL without memory.
 */
char **run_boot_argv(const struct run_cell *cell, int progress,
		     const char *stage)
{
	json_t *words = json_object_get(cell->plan, "argv"), *word;
	char **argv = calloc(16 + json_array_size(words), sizeof(*argv));
	size_t n, i;

	if (!argv)
		return NULL;
	n = cell->run->initrd ? vm_words(argv, cell, progress, stage) :
				host_words(argv, cell, progress);
	if (!n) {
		run_boot_free(argv);
		return NULL;
	}
	json_array_foreach(words, i, word)
		argv[n++] = strdup(json_string_value(word));
	return argv;
}

void run_boot_free(char **argv)
{
	size_t i;

	for (i = 0; argv && argv[i]; i++)
		free(argv[i]);
	free(argv);
}
