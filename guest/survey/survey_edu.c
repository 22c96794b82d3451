// SPDX-License-Identifier: GPL-2.0-only
/* survey_edu.c - QEMU's edu device reads and writes by DMA through an IOMMU */
#include <errno.h>
#include <fcntl.h>
#include <linux/pci_regs.h>
#include <linux/vfio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "guest/lib/guest_time.h"
#include "guest/survey/survey_edu.h"

#define EDU_CHECK 0x04 /* reads as the inverse of what was written */
#define EDU_SOURCE 0x80 /* registers of edu */
#define EDU_TARGET 0x88
#define EDU_COUNT 0x90
#define EDU_COMMAND 0x98
#define EDU_START 1
#define EDU_TO_MEMORY 2
#define EDU_BUFFER 0x40000 /* its own memory */
#define EDU_STORE (EDU_BUFFER + 64) /* a byte to write */

#define IOVA_FILE 0x100000UL
#define IOVA_AGAIN 0x180000UL /* the same, where it is mapped twice */
#define IOVA_BYTE 0x200000UL /* a page of ours, to hand over a byte */

static int edu_container, edu_group, edu_fd;
static volatile char *edu_bar;
static size_t edu_bar_bytes;
static char *edu_byte;

static int edu_map(void *addr, uint64_t iova, size_t bytes, bool write)
{
	struct vfio_iommu_type1_dma_map map = {
		.argsz = sizeof(map),
		.flags = VFIO_DMA_MAP_FLAG_READ |
			 (write ? VFIO_DMA_MAP_FLAG_WRITE : 0),
		.vaddr = (uintptr_t)addr,
		.iova = iova,
		.size = bytes,
	};

	return guest_errno(ioctl(edu_container, VFIO_IOMMU_MAP_DMA, &map));
}

/* The group of the device, if vfio-pci has it: no driver is unbound for this */
static int edu_open_group(const char *container)
{
	char link[256], path[64];
	ssize_t length;

	if (access("/sys/bus/pci/drivers/vfio-pci/" SURVEY_EDU_SLOT, F_OK))
		return -ENODEV;
	length = readlink("/sys/bus/pci/devices/" SURVEY_EDU_SLOT
			  "/iommu_group",
			  link, sizeof(link) - 1);
	if (length < 0)
		return -ENODEV;
	link[length] = '\0';
	snprintf(path, sizeof(path), "/dev/vfio/%d",
		 atoi(strrchr(link, '/') + 1));
	edu_container = open(container, O_RDWR | O_CLOEXEC);
	edu_group = open(path, O_RDWR | O_CLOEXEC);
	return edu_container < 0 || edu_group < 0 ? -ENODEV : 0;
}

static int edu_region(unsigned int index, struct vfio_region_info *info)
{
	*info = (struct vfio_region_info){ .argsz = sizeof(*info),
					   .index = index };
	return guest_errno(ioctl(edu_fd, VFIO_DEVICE_GET_REGION_INFO, info));
}

static int edu_open(const char *container)
{
	uint16_t command = PCI_COMMAND_MEMORY | PCI_COMMAND_MASTER;
	struct vfio_region_info config, bar;
	int ret = edu_open_group(container);

	if (ret)
		return ret;
	if (ioctl(edu_group, VFIO_GROUP_SET_CONTAINER, &edu_container) ||
	    ioctl(edu_container, VFIO_SET_IOMMU, VFIO_TYPE1v2_IOMMU))
		return -errno;
	edu_fd = ioctl(edu_group, VFIO_GROUP_GET_DEVICE_FD, SURVEY_EDU_SLOT);
	if (edu_fd < 0 || edu_region(VFIO_PCI_CONFIG_REGION_INDEX, &config) ||
	    edu_region(VFIO_PCI_BAR0_REGION_INDEX, &bar) ||
	    pwrite(edu_fd, &command, sizeof(command),
		   config.offset + PCI_COMMAND) != sizeof(command))
		return -errno;
	edu_bar_bytes = bar.size;
	edu_bar = mmap(NULL, bar.size, PROT_READ | PROT_WRITE, MAP_SHARED,
		       edu_fd, bar.offset);
	edu_byte = guest_anon(SURVEY_PAGE, MAP_PRIVATE);
	return guest_errno(edu_bar == MAP_FAILED || !edu_byte);
}

int survey_edu_pin(struct survey_region *region, const char *container)
{
	int ret = edu_open(container);

	if (!ret)
		ret = edu_map(edu_byte, IOVA_BYTE, SURVEY_PAGE, true);
	if (!ret)
		ret = edu_map(region->addr, IOVA_FILE, SURVEY_BYTES,
			      region->write);
	return ret;
}

int survey_edu_map_again(struct survey_region *region)
{
	return edu_map(region->addr, IOVA_AGAIN, SURVEY_BYTES, region->write);
}

static void edu_unmap(uint64_t iova)
{
	struct vfio_iommu_type1_dma_unmap unmap = {
		.argsz = sizeof(unmap),
		.iova = iova,
		.size = SURVEY_BYTES,
	};

	ioctl(edu_container, VFIO_IOMMU_UNMAP_DMA, &unmap);
}

void survey_edu_unmap_again(struct survey_region *region)
{
	edu_unmap(IOVA_AGAIN);
}

static volatile uint64_t *edu_register(unsigned int at)
{
	return (volatile uint64_t *)(edu_bar + at);
}

/* The device takes 100 ms for any DMA */
static int edu_dma_of(uint64_t source, uint64_t target, int direction,
		      uint64_t bytes)
{
	*edu_register(EDU_SOURCE) = source;
	*edu_register(EDU_TARGET) = target;
	*edu_register(EDU_COUNT) = bytes;
	*edu_register(EDU_COMMAND) = EDU_START | direction;
	return guest_until(!(*edu_register(EDU_COMMAND) & EDU_START), 3000) ?
		       0 :
		       -ETIMEDOUT;
}

static int edu_dma(uint64_t source, uint64_t target, int direction)
{
	return edu_dma_of(source, target, direction, 1);
}

/* It stays in the device from one process to the next, which saves a DMA */
static int edu_store(char byte)
{
	volatile uint32_t *check = (volatile uint32_t *)(edu_bar + EDU_CHECK);
	int ret;

	if (*check == ~(uint32_t)byte)
		return 0;
	*edu_byte = byte;
	ret = edu_dma(IOVA_BYTE, EDU_STORE, 0);
	if (!ret)
		*check = byte;
	return ret;
}

static int edu_fetch(unsigned int page, uint64_t bytes, char *byte)
{
	int ret = edu_dma_of(IOVA_FILE + page * SURVEY_PAGE, EDU_BUFFER, 0,
			     bytes);

	if (!ret)
		ret = edu_dma(EDU_BUFFER, IOVA_BYTE, EDU_TO_MEMORY);
	*byte = *edu_byte;
	return ret;
}

int survey_edu_write(struct survey_region *region, unsigned int page, char byte)
{
	int ret = edu_store(byte);

	return ret ? ret :
		     edu_dma(EDU_STORE, IOVA_FILE + page * SURVEY_PAGE,
			     EDU_TO_MEMORY);
}

/*
 * edu reports no error of a DMA. Where the IOMMU lets it access nothing, QEMU has
 * it read zeros and drops what it writes; memory would keep that.
 */
static int edu_probe(struct survey_region *region, unsigned int page)
{
	char byte = 0;
	int ret = survey_edu_write(region, page, SURVEY_DEVICE);

	if (!ret)
		ret = edu_fetch(page, 1, &byte);
	if (ret)
		return ret;
	return byte == SURVEY_DEVICE ? survey_edu_write(region, page, 0) :
				       SURVEY_EDU_NOWHERE;
}

int survey_edu_read(struct survey_region *region, unsigned int page, char *byte)
{
	int ret = edu_fetch(page, 1, byte);

	return ret || *byte || !region->write ? ret : edu_probe(region, page);
}

/* It overwrites the byte that survey_edu_write() left there */
int survey_edu_move(struct survey_region *region, unsigned int page, char *byte)
{
	*(volatile uint32_t *)(edu_bar + EDU_CHECK) = 0;
	return edu_fetch(page, SURVEY_EDU_MOVES, byte);
}

void survey_edu_unpin(struct survey_region *region)
{
	edu_unmap(IOVA_FILE);
	/* its registers keep the device open, and with it our page pinned */
	munmap((void *)edu_bar, edu_bar_bytes);
	close(edu_fd);
	close(edu_group);
	close(edu_container);
}
