// SPDX-License-Identifier: GPL-2.0-only
/* kfd.c - memory that an AMD GPU registered: hsa_amd_memory_lock(), through KFD */
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "guest/survey/survey.h"

#define HSA_DEVICE 17 /* HSA_AGENT_INFO_DEVICE, and what it may say */
#define HSA_CPU 0
#define HSA_GPU 1
#define HSA_SEGMENT 0 /* HSA_AMD_MEMORY_POOL_INFO_SEGMENT */
#define HSA_GLOBAL 0
#define HSA_LESS 2 /* HSA_SIGNAL_CONDITION_LT */
#define HSA_WAIT 5000000000ULL /* in ticks of at least a nanosecond */

/* Of ROCm's library, opened at run time; its handles are structs of 64 bits */
static struct {
	int (*init)(void);
	int (*agents)(int (*see)(uint64_t agent, void *data), void *data);
	int (*agent_info)(uint64_t agent, int what, void *value);
	int (*pools)(uint64_t agent, int (*see)(uint64_t pool, void *data),
		     void *data);
	int (*pool_info)(uint64_t pool, int what, void *value);
	int (*allocate)(uint64_t pool, size_t bytes, uint32_t flags, void **at);
	int (*lock)(void *host, size_t bytes, uint64_t *agents, int nr,
		    void **at);
	int (*unlock)(void *host);
	int (*signal)(int64_t value, uint32_t nr, void *agents, uint64_t *made);
	int (*copy)(void *to, uint64_t to_agent, const void *from,
		    uint64_t from_agent, size_t bytes, uint32_t nr,
		    const void *before, uint64_t signal);
	int64_t (*wait)(uint64_t signal, int condition, int64_t value,
			uint64_t ticks, int state);
	void (*set)(uint64_t signal, int64_t value);
} rocm;

static const struct {
	const char *name;
	size_t offset;
} rocm_symbols[] = {
#define ROCM(name, symbol)                                  \
	{                                                   \
		"hsa_" symbol, offsetof(typeof(rocm), name) \
	}
	ROCM(init, "init"),
	ROCM(agents, "iterate_agents"),
	ROCM(agent_info, "agent_get_info"),
	ROCM(pools, "amd_agent_iterate_memory_pools"),
	ROCM(pool_info, "amd_memory_pool_get_info"),
	ROCM(allocate, "amd_memory_pool_allocate"),
	ROCM(lock, "amd_memory_lock"),
	ROCM(unlock, "amd_memory_unlock"),
	ROCM(signal, "signal_create"),
	ROCM(copy, "amd_memory_async_copy"),
	ROCM(wait, "signal_wait_scacquire"),
	ROCM(set, "signal_store_screlease"),
};

static struct {
	uint64_t cpu, gpu, pool, signal;
	char *file; /* the region, as the GPU sees it */
	char *host; /* a byte that the CPU reads, likewise */
	char *byte; /* the same, as the CPU sees it */
	void *own; /* a byte of the GPU's memory */
} kfd;

static int kfd_agent(uint64_t agent, void *data)
{
	int is = -1;

	rocm.agent_info(agent, HSA_DEVICE, &is);
	if (is == HSA_CPU)
		kfd.cpu = agent;
	else if (is == HSA_GPU)
		kfd.gpu = agent;
	return 0;
}

static int kfd_pool(uint64_t pool, void *data)
{
	int segment = -1;

	rocm.pool_info(pool, HSA_SEGMENT, &segment);
	if (segment == HSA_GLOBAL && !kfd.pool)
		kfd.pool = pool;
	return 0;
}

static int kfd_open(void)
{
	void *library = dlopen("libhsa-runtime64.so.1", RTLD_NOW), *symbol;
	size_t i;

	if (!library || access("/dev/kfd", F_OK))
		return -ENODEV;
	for (i = 0; i < sizeof(rocm_symbols) / sizeof(*rocm_symbols); i++) {
		symbol = dlsym(library, rocm_symbols[i].name);
		if (!symbol)
			return -ENODEV;
		memcpy((char *)&rocm + rocm_symbols[i].offset, &symbol,
		       sizeof(symbol));
	}
	if (rocm.init() || rocm.agents(kfd_agent, NULL) || !kfd.gpu)
		return -ENODEV;
	kfd.byte = aligned_alloc(SURVEY_PAGE, SURVEY_PAGE);
	return rocm.pools(kfd.gpu, kfd_pool, NULL) ||
			       rocm.allocate(kfd.pool, SURVEY_PAGE, 0,
					     &kfd.own) ||
			       rocm.lock(kfd.byte, SURVEY_PAGE, &kfd.gpu, 1,
					 (void **)&kfd.host) ||
			       rocm.signal(1, 0, NULL, &kfd.signal) ?
		       -EIO :
		       0;
}

/* The library hides the kernel's errno. */
static int kfd_pin(struct survey_region *region)
{
	int ret = kfd_open();

	if (ret)
		return ret;
	return rocm.lock(region->addr, SURVEY_BYTES, &kfd.gpu, 1,
			 (void **)&kfd.file) ?
		       -EIO :
		       0;
}

/* The GPU moves a byte; a failed copy leaves the signal below 0 */
static int kfd_copy(void *to, uint64_t to_agent, const void *from,
		    uint64_t from_agent)
{
	int64_t left;

	rocm.set(kfd.signal, 1);
	if (rocm.copy(to, to_agent, from, from_agent, 1, 0, NULL, kfd.signal))
		return -EIO;
	left = rocm.wait(kfd.signal, HSA_LESS, 1, HSA_WAIT, 0);
	return left > 0 ? -ETIMEDOUT : left ? -EIO : 0;
}

/* By way of the GPU's memory, from one address of the host to the other */
static int kfd_move(const void *from, void *to)
{
	int ret = kfd_copy(kfd.own, kfd.gpu, from, kfd.cpu);

	return ret ? ret : kfd_copy(to, kfd.cpu, kfd.own, kfd.gpu);
}

static int kfd_read(struct survey_region *region, unsigned int page, char *byte)
{
	int ret = kfd_move(kfd.file + page * SURVEY_PAGE, kfd.host);

	*byte = *kfd.byte;
	return ret;
}

static int kfd_write(struct survey_region *region, unsigned int page, char byte)
{
	*kfd.byte = byte;
	return kfd_move(kfd.host, kfd.file + page * SURVEY_PAGE);
}

static void kfd_unpin(struct survey_region *region)
{
	rocm.unlock(region->addr);
}

const struct survey_user survey_user_kfd = {
	.name = "kfd",
	.title = "memory registered with an AMD GPU: an MMU notifier, no pin",
	.needs = "CONFIG_HSA_AMD, an AMD GPU, libhsa-runtime64.so.1",
	.wide = true,
	.holds_none = true,
	.pin = kfd_pin,
	.read = kfd_read,
	.write = kfd_write,
	.unpin = kfd_unpin,
};
