// SPDX-License-Identifier: GPL-2.0-only
/* guest_region.c - a region of /dev/kbench from registering to its ledger */
#include <stdio.h>

#include "guest/lib/guest_client.h"
#include "guest/lib/guest_region.h"

int guest_region_register(int kbench, const char *device, const char *engine,
			  struct kb_region *arg)
{
	int ret;

	arg->abi = KB_ABI;
	snprintf(arg->device, sizeof(arg->device), "%s", device);
	snprintf(arg->engine, sizeof(arg->engine), "%s", engine);
	ret = guest_client_call(kbench, KB_IOC_REGION, arg);
	return ret ? ret : arg->fd;
}

int guest_region_release(int region, uint64_t first, uint64_t nr_pages)
{
	struct kb_answer arg = { .abi = KB_ABI,
				 .first = first,
				 .nr_pages = nr_pages };

	return guest_client_call(region, KB_IOC_ANSWER, &arg);
}

int guest_region_ledger(int region, struct kb_ledger *ledger)
{
	*ledger = (struct kb_ledger){ .abi = KB_ABI };
	return guest_client_call(region, KB_IOC_LEDGER, ledger);
}
