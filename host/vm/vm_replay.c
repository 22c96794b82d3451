// SPDX-License-Identifier: GPL-2.0-only
/* vm_replay.c - the command that runs a cell again */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/vm/vm_options.h"
#include "lib/rvb_compiler.h"

static const char head[] = "#!/bin/sh\n"
			   "# replay.sh [CELLDIR] - run this cell again, here\n"
			   "set -eu\n"
			   "here=$(cd \"$(dirname \"$0\")\" && pwd)\n"
			   "exec";

static const char *const iommu[] = {
	[VM_IOMMU_OFF] = "off",	  [VM_IOMMU_VTD] = "vtd",
	[VM_IOMMU_AMD] = "amd",	  [VM_IOMMU_VIRTIO] = "virtio",
	[VM_IOMMU_NONE] = "none",
};

static const char *const iommu_mode[] = {
	[VM_IOMMU_KERNEL] = "kernel",
	[VM_IOMMU_STRICT] = "strict",
	[VM_IOMMU_LAZY] = "lazy",
	[VM_IOMMU_PT] = "pt",
};

/* Quote a word; set @bad if it holds a single quote. */
static void word(FILE *f, const char *option, const char *value, int *bad)
{
	if (!value)
		return;
	if (strpbrk(value, "'\n"))
		*bad = EINVAL;
	fprintf(f, "%s '%s'", option, value);
}

static void write_script(FILE *f, const char *self, const struct vm_options *o,
			 int *bad)
{
	const struct vm_config *c = &o->config;
	char **guest;

	fputs(head, f);
	word(f, "", self, bad);
	word(f, " --kernel", c->kernel, bad);
	word(f, " --initrd", c->initrd, bad);
	word(f, " --qemu", c->qemu, bad);
	word(f, " --rules", o->rules, bad);
	word(f, " --append", c->append, bad);
	fprintf(f, " --mode %s --seed %d --memory %d",
		c->exact ? "exact" : "timed", c->seed, c->memory_mib);
	fprintf(f, " --watchdog %d --boot-timeout %d --idle-timeout %d",
		c->watchdog_s, o->boot_s, o->idle_s);
	if (c->iommu)
		fprintf(f, " --iommu %s --iommu-mode %s", iommu[c->iommu],
			iommu_mode[c->iommu_mode]);
	fprintf(f, "%s%s%s -o \"${1:-$here}\" --", c->kvm ? " --accel kvm" : "",
		c->interactive ? " --interactive" : "",
		c->no_result ? " --no-result" : "");
	for (guest = c->guest; *guest; guest++)
		word(f, "", *guest, bad);
	fputs("\n", f);
}

char *vm_replay(const struct vm_options *o)
{
	rvb_auto char *self = realpath("/proc/self/exe", NULL);
	char *text = NULL;
	size_t length;
	int bad = 0;
	FILE *f;

	f = self ? open_memstream(&text, &length) : NULL;
	if (!f)
		return NULL;
	write_script(f, self, o, &bad);
	if (fclose(f))
		bad = errno;
	if (!bad)
		return text;
	free(text);
	errno = bad;
	return NULL;
}
