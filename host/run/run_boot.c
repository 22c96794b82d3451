// SPDX-License-Identifier: GPL-2.0-only
/* run_boot.c - the command line that boots a cell */
#include <stdlib.h>

#include "host/run/run.h"
#include "lib/rvb_grow.h"
#include "lib/rvb_text.h"

/* RAM that the guest's kernel reserves as persistent memory, for fsdax */
#define PMEM "memmap=400M!1G"

/* In a cell of the device edu kbench drives it; VFIO has it in others */
#define EDU " kbench.edu=1"

/* Add "--OPTION=VALUE" for a member of a cell's plan, if it has that */
static char **add_planned(char **argv, const struct run_cell *cell,
			  const char *option, const char *key)
{
	const char *value = json_string_value(json_object_get(cell->plan, key));

	if (value)
		*argv++ = rvb_text("--%s=%s", option, value);
	return argv;
}

/* vm --kernel K --initrd I ...: those of this machine, or copies below @stage */
static char **vm_files(char **argv, const struct run *run, const char *stage)
{
	*argv++ = rvb_text("%s/vm", stage ? stage : getenv("RVB_BIN"));
	*argv++ = rvb_text("--kernel=%s/vmlinux",
			   stage ? stage : run->kernel_dir);
	if (!stage) {
		*argv++ = rvb_text("--initrd=%s", run->initrd);
		return argv;
	}
	*argv++ = rvb_text("--initrd=%s/initrd", stage);
	*argv++ = rvb_text("--rules=%s/splats.txt", stage);
	return argv;
}

/* ... --mode M --accel A --seed N --append P --progress-fd F -oD */
static char **vm_words(char **argv, const struct run_cell *cell, int progress,
		       const char *stage)
{
	const char *accel =
		json_string_value(json_object_get(cell->plan, "accel"));
	bool edu = json_is_true(json_object_get(cell->plan, "edu"));

	argv = vm_files(argv, cell->run, stage);
	*argv++ = rvb_text("--mode=%s", cell->mode);
	*argv++ = rvb_text("--accel=%s", accel ? accel : "tcg");
	*argv++ = rvb_text("--seed=%d", cell->seed);
	*argv++ = rvb_text("--append=%s%s", PMEM, edu ? EDU : "");
	*argv++ = rvb_text("--progress-fd=%d", progress);
	*argv++ = rvb_text("-o%s", cell->folder);
	argv = add_planned(argv, cell, "iommu", "iommu");
	argv = add_planned(argv, cell, "iommu-mode", "iommu_mode");
	*argv++ = rvb_text("--");
	return argv;
}

/* host_run.sh MODULES CELLDIR PROGRESS-FD WORD... */
static char **host_words(char **argv, const struct run_cell *cell, int progress)
{
	*argv++ = rvb_text("%s/scripts/host_run.sh", cell->run->top);
	*argv++ = rvb_copy(cell->run->modules);
	*argv++ = rvb_copy(cell->folder);
	*argv++ = rvb_text("%d", progress);
	return argv;
}

/*
 * The command line of a boot; @progress: file descriptor for the runner's
 * reports; @stage: folder of kernel and guest on other machines, or NULL. To be
 * freed by run_boot_free().
 */
char **run_boot_argv(const struct run_cell *cell, int progress,
		     const char *stage)
{
	json_t *words = json_object_get(cell->plan, "argv"), *word;
	char **argv = rvb_alloc(16 + json_array_size(words), sizeof(*argv));
	char **at;
	size_t i;

	at = cell->run->initrd ? vm_words(argv, cell, progress, stage) :
				 host_words(argv, cell, progress);
	json_array_foreach(words, i, word)
	{
		*at++ = rvb_copy(json_string_value(word));
	}
	return argv;
}

void run_boot_free(char **argv)
{
	size_t i;

	for (i = 0; argv[i]; i++)
		free(argv[i]);
	free(argv);
}
