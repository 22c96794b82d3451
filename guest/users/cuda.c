// SPDX-License-Identifier: GPL-2.0-only
/* cuda.c - memory that a GPU registered: cuMemHostRegister() */
#include <dlfcn.h>
#include <errno.h>
#include <string.h>

#include "guest/survey/survey.h"

#define CU_DEVICEMAP 2
#define CU_INVALID_VALUE 1
#define CU_NOT_SUPPORTED 801

/* Of the driver's library, which is opened at run time */
static struct {
	int (*cuInit)(unsigned int flags);
	int (*cuDeviceGet)(int *device, int ordinal);
	int (*cuDevicePrimaryCtxRetain)(void **context, int device);
	int (*cuCtxSetCurrent)(void *context);
	int (*cuMemHostRegister)(void *addr, size_t bytes, unsigned int flags);
	int (*cuMemHostUnregister)(void *addr);
	int (*cuMemHostGetDevicePointer)(uint64_t *at, void *addr,
					 unsigned int flags);
	int (*cuMemAlloc)(uint64_t *at, size_t bytes);
	int (*cuMemcpyDtoD)(uint64_t to, uint64_t from, size_t bytes);
	int (*cuMemcpyDtoH)(void *to, uint64_t from, size_t bytes);
	int (*cuMemsetD8)(uint64_t to, unsigned char byte, size_t bytes);
	int (*cuCtxSynchronize)(void);
} cu;

static const struct {
	const char *name;
	size_t offset;
} cu_symbols[] = {
#define CU(name, symbol)                           \
	{                                          \
		symbol, offsetof(typeof(cu), name) \
	}
	CU(cuInit, "cuInit"),
	CU(cuDeviceGet, "cuDeviceGet"),
	CU(cuDevicePrimaryCtxRetain, "cuDevicePrimaryCtxRetain"),
	CU(cuCtxSetCurrent, "cuCtxSetCurrent"),
	CU(cuMemHostRegister, "cuMemHostRegister_v2"),
	CU(cuMemHostUnregister, "cuMemHostUnregister"),
	CU(cuMemHostGetDevicePointer, "cuMemHostGetDevicePointer_v2"),
	CU(cuMemAlloc, "cuMemAlloc_v2"),
	CU(cuMemcpyDtoD, "cuMemcpyDtoD_v2"),
	CU(cuMemcpyDtoH, "cuMemcpyDtoH_v2"),
	CU(cuMemsetD8, "cuMemsetD8_v2"),
	CU(cuCtxSynchronize, "cuCtxSynchronize"),
};

static uint64_t cu_file; /* the region, as the GPU sees it */
static uint64_t cu_own; /* a byte of the GPU's memory */

static int cu_open(void)
{
	void *library = dlopen("libcuda.so.1", RTLD_NOW), *symbol, *context;
	int device;
	size_t i;

	if (!library)
		return -ENODEV;
	for (i = 0; i < sizeof(cu_symbols) / sizeof(*cu_symbols); i++) {
		symbol = dlsym(library, cu_symbols[i].name);
		if (!symbol)
			return -ENODEV;
		memcpy((char *)&cu + cu_symbols[i].offset, &symbol,
		       sizeof(symbol));
	}
	return cu.cuInit(0) || cu.cuDeviceGet(&device, 0) ||
			       cu.cuDevicePrimaryCtxRetain(&context, device) ||
			       cu.cuCtxSetCurrent(context) ||
			       cu.cuMemAlloc(&cu_own, 1) ?
		       -ENODEV :
		       0;
}

/* The driver hides the kernel's errno, and its log has it */
static int cu_pin(struct survey_region *region)
{
	int ret = cu_open();

	if (ret)
		return ret;
	ret = cu.cuMemHostRegister(region->addr, SURVEY_BYTES, CU_DEVICEMAP);
	if (!ret)
		ret = cu.cuMemHostGetDevicePointer(&cu_file, region->addr, 0);
	return ret == CU_INVALID_VALUE ? -EINVAL :
	       ret == CU_NOT_SUPPORTED ? -EOPNOTSUPP :
	       ret		       ? -EIO :
					 0;
}

/* The GPU copies, not the CPU: by way of its own memory */
static int cu_read(struct survey_region *region, unsigned int page, char *byte)
{
	int ret = cu.cuMemcpyDtoD(cu_own, cu_file + page * SURVEY_PAGE, 1);

	return ret ? ret : cu.cuMemcpyDtoH(byte, cu_own, 1);
}

static int cu_write(struct survey_region *region, unsigned int page, char byte)
{
	int ret = cu.cuMemsetD8(cu_file + page * SURVEY_PAGE, byte, 1);

	return ret ? ret : cu.cuCtxSynchronize();
}

static void cu_unpin(struct survey_region *region)
{
	cu.cuMemHostUnregister(region->addr);
}

const struct survey_user survey_user_cuda = {
	.name = "cuda",
	.title = "memory registered with an NVIDIA GPU",
	.needs = "an NVIDIA GPU and its driver (libcuda.so.1)",
	.wide = true,
	.pin = cu_pin,
	.read = cu_read,
	.write = cu_write,
	.unpin = cu_unpin,
};
