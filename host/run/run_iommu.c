// SPDX-License-Identifier: GPL-2.0-only
/* run_iommu.c - the IOMMUs and modes of a run, and whether a kernel has them */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/run/run.h"
#include "lib/rvb_array.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_file.h"

/* One more of the IOMMUs; without memory there is none */
static struct run_iommu *add(struct run_iommu *list, int *nr, const char *kind,
			     const char *mode)
{
	struct run_iommu *longer =
		list ? realloc(list, (*nr + 1) * sizeof(*list)) : NULL;

	if (longer)
		longer[(*nr)++] = (struct run_iommu){ kind, mode };
	else
		free(list);
	return longer;
}

struct run_iommu *run_iommu_list(const struct run_opts *o, int *nr)
{
	struct run_iommu *list = malloc(sizeof(*list));
	char *kinds = o->iommu ? strdup(o->iommu) : NULL, *kind, *mode;

	*nr = 0;
	if (!o->iommu)
		return add(list, nr, NULL, NULL);
	while (kinds && (kind = strsep(&kinds, ","))) {
		char *modes = strcmp(kind, "none") ? strdup(o->iommu_mode) :
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
	char *path = rvb_path("%s/config", run->kernel_dir), *line = NULL;
	FILE *config = path ? fopen(path, "re") : NULL;
	size_t room = 0, length = strlen(option);
	bool missing = config;

	while (config && missing && getline(&line, &room, config) >= 0)
		missing = strncmp(line, option, length) || line[length] != '=';
	if (config)
		fclose(config);
	free(line);
	free(path);
	return missing;
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
	fprintf(stderr,
		"revokebench: --iommu %s: n/a: kernel %s is built without %s\n",
		o->iommu, o->kernel, iommu_config[i][1]);
	return RVB_EXIT_NOTHING;
}
