// SPDX-License-Identifier: GPL-2.0-only
/* limits.c - what these figures do not show */
#include <string.h>

#include "reports/views/rp_section.h"

/* edu as the guest has named it, "edu-vtd-lazy", or NULL */
static const char *edu(const struct rp_model *m)
{
	size_t i;

	for (i = 0; i < m->scenes.nr_distributions; i++)
		if (!strncmp(m->scenes.distributions[i].key.device, "edu", 3))
			return m->scenes.distributions[i].key.device;
	return NULL;
}

static void build(const struct rp_model *m, struct rp_doc *doc)
{
	const char *mode = rp_model_setting(m, "mode");
	const char *accel = rp_model_setting(m, "accel");
	const char *iommu = "No device has an IOMMU: nothing flushes an IOTLB.";

	if (!mode)
		rp_say(doc, RP_WARN,
		       "The mode of this run is not recorded: do not compare its figures with those of another run.");
	if (mode && strcmp(mode, "exact"))
		rp_say(doc, RP_PLAIN,
		       "Timed figures hold for this machine and this hour. If emulated, only their ratios mean anything. By: %s.",
		       accel ? accel : "not recorded");
	if (mode && strcmp(mode, "timed"))
		rp_say(doc, RP_PLAIN,
		       "One unit is one instruction of the one virtual CPU. Not seen: cache and TLB misses, cycles of atomics, IPIs and shootdowns, contention, memory bandwidth. Fewer instructions can still be slower on hardware.");
	if (edu(m))
		iommu = rp_doc_printf(
			doc,
			"%s A transfer of edu takes 100 ms and a command three of them: its waits are those of a slow device.",
			!strcmp(edu(m), "edu-none") ?
				iommu :
				"edu is behind QEMU's IOMMU, so that a flush is real, and costs what QEMU's does.");
	if (m->scenes.nr_distributions)
		rp_say(doc, RP_PLAIN,
		       "A wait begins when the gate catches the event: time in the queue behind another event of the same file is in it, as a file has one event at a time. Its end is taken before the event's own clean-up. When a policy is done is one time for all its regions of the file. %s",
		       iommu);
}

const struct rp_section rp_section_limits = {
	.title = "What this cannot see",
	.order = 54,
	.length = RP_BOTH,
	.build = build,
};
