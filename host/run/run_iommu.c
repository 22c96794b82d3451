// SPDX-License-Identifier: GPL-2.0-only
/* run_iommu.c - the IOMMUs and modes of a run, and whether a kernel has them */
#include <string.h>
#include <unistd.h>

#include "host/run/run.h"
#include "lib/rvb_array.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_grow.h"
#include "lib/rvb_text.h"

/* One more of the IOMMUs */
static struct run_iommu *add(struct run_iommu *list, int *nr, const char *kind,
			     const char *mode)
{
	list = rvb_grow(list, *nr, sizeof(*list));
	list[(*nr)++] = (struct run_iommu){ kind, mode };
	return list;
}

/* The words of the options live as long as the runs that name them. */
struct run_iommu *run_iommu_list(const struct run_opts *o, int *nr)
{
	char *kinds = o->iommu ? rvb_copy(o->iommu) : NULL, *kind, *mode;
	struct run_iommu *list = NULL;

	*nr = 0;
	if (!kinds)
		return add(list, nr, NULL, NULL);
	while ((kind = strsep(&kinds, ","))) {
		char *modes = strcmp(kind, "none") ? rvb_copy(o->iommu_mode) :
						     NULL;

		if (!modes)
			list = add(list, nr, kind, NULL);
		while (modes && (mode = strsep(&modes, ",")))
			list = add(list, nr, kind, mode);
	}
	return list;
}

/* IOMMUs that a kernel may be built without */
static const char *const iommu_config[][2] = {
	{ "vtd", "CONFIG_INTEL_IOMMU" },
	{ "amd", "CONFIG_AMD_IOMMU" },
	{ "virtio", "CONFIG_VIRTIO_IOMMU" },
};

/* Whether the kernel's config is there, and does not set an option */
static bool lacks(const struct run *run, const char *option)
{
	rvb_auto char *path = rvb_text("%s/config", run->kernel_dir);
	rvb_auto char *key = rvb_text("%s=", option);
	rvb_auto char *value = rvb_text_value(path, key);

	return !value && !access(path, R_OK);
}

int run_iommu_check(const struct run *run)
{
	const struct run_opts *o = &run->o;
	size_t i = 0;

	while (i < ARRAY_SIZE(iommu_config) && o->iommu &&
	       strcmp(iommu_config[i][0], o->iommu))
		i++;
	if (!o->iommu || i == ARRAY_SIZE(iommu_config))
		return 0;
	if (!lacks(run, iommu_config[i][1]))
		return 0;
	return rvb_fail(RVB_EXIT_NOTHING,
			"--iommu %s: n/a: kernel %s is built without %s",
			o->iommu, o->kernel, iommu_config[i][1]);
}
