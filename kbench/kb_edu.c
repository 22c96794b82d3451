// SPDX-License-Identifier: GPL-2.0-only
/* kb_edu.c - drive QEMU's edu: its transfers, by turns for each region */
#include <linux/module.h>

#include "kbench/kb_edu.h"

/* Its numbers, registers and memory: docs/specs/edu.rst of QEMU */
#define EDU_VENDOR 0x1234
#define EDU_DEVICE 0x11e8
#define EDU_IRQ_STATUS 0x24
#define EDU_IRQ_ACK 0x64
#define EDU_SOURCE 0x80
#define EDU_TARGET 0x88
#define EDU_COUNT 0x90
#define EDU_COMMAND 0x98
#define EDU_START 0x1
#define EDU_TO_MEMORY 0x2
#define EDU_RAISE_IRQ 0x4
#define EDU_BUFFER 0x40000
#define EDU_ADDRESS_BITS 40

static bool kb_edu_wanted;
module_param_named(edu, kb_edu_wanted, bool, 0444);
MODULE_PARM_DESC(edu, "drive QEMU's edu (0: leave it to others)");

static bool edu_drain = true;
module_param(edu_drain, bool, 0644);
MODULE_PARM_DESC(edu_drain,
		 "wait for the transfer in progress (0: to see what it finds)");

char kb_edu_name[KB_NAME_MAX] = "edu";

static struct kb_edu *kb_edu; /* the first one that was found */

/**
 * kb_edu_get() - get the device
 *
 * Return: the device; NULL if the machine has none.
 */
struct kb_edu *kb_edu_get(void)
{
	return kb_edu;
}

/**
 * kb_edu_dev() - kb_device.dev of edu
 *
 * Return: as kb_edu_get().
 */
struct device *kb_edu_dev(void)
{
	return kb_edu ? &kb_edu->pdev->dev : NULL;
}

/**
 * kb_edu_is_there() - kb_case.is_there of cases that need edu
 *
 * Return: whether the machine has one.
 */
bool kb_edu_is_there(void)
{
	return kb_edu;
}

static void kb_edu_transfer(struct kb_edu *edu, dma_addr_t addr, bool to_memory)
{
	bool half = edu->stage == KB_EDU_ACCESS;
	u64 buffer = EDU_BUFFER;

	/* Both halves are written from one place, as they have the same words */
	if (half && edu->half && !to_memory)
		buffer += KB_EDU_SECOND;
	lockdep_assert_held(&edu->lock);
	writeq(to_memory ? buffer : addr, edu->regs + EDU_SOURCE);
	writeq(to_memory ? addr : buffer, edu->regs + EDU_TARGET);
	writeq(half ? KB_EDU_HALF : KB_EDU_ALL, edu->regs + EDU_COUNT);
	writeq(EDU_START | EDU_RAISE_IRQ | (to_memory ? EDU_TO_MEMORY : 0),
	       edu->regs + EDU_COMMAND);
}

/* What the device will write, or room for what it has read */
static void kb_edu_swap(struct kb_edu *edu, enum kb_edu_stage stage)
{
	edu->stage = stage;
	kb_edu_transfer(edu, edu->bounce.dma, stage == KB_EDU_FETCH);
}

/* The address is chosen when the device is told, for each half */
static void kb_edu_do_access(struct kb_edu *edu, unsigned int half)
{
	edu->stage = KB_EDU_ACCESS;
	edu->half = half;
	kb_edu_issue(edu);
	kb_edu_transfer(edu, edu->access[half].addr + half * KB_EDU_HALF,
			edu->mr->r.flags & RVK_REGION_WRITE);
}

/* Begin a command of the region whose turn it is */
static void kb_edu_begin(struct kb_edu *edu)
{
	struct kb_mr *mr;

	lockdep_assert_held(&edu->lock);
	edu->stage = KB_EDU_IDLE;
	edu->mr = NULL;
	if (!edu->nr_regions)
		return;
	edu->next %= edu->nr_regions;
	mr = edu->regions[edu->next++];
	edu->mr = mr;
	edu->page = mr->next;
	mr->next = (mr->next + 1) % mr->r.nr_pages;
	if (!(mr->r.flags & RVK_REGION_WRITE)) {
		kb_edu_do_access(edu, 0);
		return;
	}
	kb_edu_fill(edu);
	kb_edu_swap(edu, KB_EDU_LOAD);
}

static void kb_edu_next(struct kb_edu *edu)
{
	switch (edu->stage) {
	case KB_EDU_LOAD:
		kb_edu_do_access(edu, 0);
		return;
	case KB_EDU_ACCESS:
		kb_edu_look(edu);
		if (!edu->half) {
			kb_edu_do_access(edu, 1);
			return;
		}
		if (!(edu->mr->r.flags & RVK_REGION_WRITE)) {
			kb_edu_swap(edu, KB_EDU_FETCH);
			return;
		}
		break;
	default:
		break;
	}
	kb_edu_complete(edu);
	kb_edu_begin(edu);
}

/* A transfer has ended: begin the next one of the command, or a command */
static void kb_edu_end(struct tasklet_struct *tasklet)
{
	struct kb_edu *edu = from_tasklet(edu, tasklet, end);
	struct kb_mr *mr;

	spin_lock(&edu->lock);
	mr = edu->mr;
	kb_edu_next(edu);
	wake_up_all(&mr->ended);
	spin_unlock(&edu->lock);
}

static irqreturn_t kb_edu_irq(int irq, void *data)
{
	struct kb_edu *edu = data;
	u32 status = readl(edu->regs + EDU_IRQ_STATUS);

	if (!status)
		return IRQ_NONE;
	edu->irq_ticks = rvk_clock();
	writel(status, edu->regs + EDU_IRQ_ACK);
	tasklet_schedule(&edu->end);
	return IRQ_HANDLED;
}

/**
 * kb_edu_start() - kb_device.start of edu
 * @mr:		an open region; kb_mr.depth and kb_mr.latency_ns do not matter,
 *		as the device does one command at a time
 *
 * Return: 0; -ENOSPC for too many regions.
 */
int kb_edu_start(struct kb_mr *mr)
{
	struct kb_edu *edu = kb_edu;
	int ret = 0;

	spin_lock_bh(&edu->lock);
	if (edu->nr_regions == KB_EDU_REGIONS) {
		ret = -ENOSPC;
	} else {
		edu->regions[edu->nr_regions++] = mr;
		if (edu->stage == KB_EDU_IDLE)
			kb_edu_begin(edu);
	}
	spin_unlock_bh(&edu->lock);
	return ret;
}

/* Whether no command of a region is in progress */
static bool kb_edu_left(struct kb_edu *edu, const struct kb_mr *mr)
{
	bool left;

	spin_lock_bh(&edu->lock);
	left = edu->mr != mr;
	spin_unlock_bh(&edu->lock);
	return left;
}

/**
 * kb_edu_stop() - rvk_device_ops.stop of edu
 * @r:		the region; no command of it is in progress on return
 */
void kb_edu_stop(struct rvk_region *r)
{
	struct kb_mr *mr = kb_mr(r);
	struct kb_edu *edu = kb_edu;
	unsigned int i;

	spin_lock_bh(&edu->lock);
	for (i = 0; i < edu->nr_regions && edu->regions[i] != mr; i++)
		;
	if (i < edu->nr_regions)
		edu->regions[i] = edu->regions[--edu->nr_regions];
	spin_unlock_bh(&edu->lock);
	wait_event(mr->ended, kb_edu_left(edu, mr));
	WRITE_ONCE(mr->stopping, true);
}

/* Whether the access in progress was issued after number @last */
static bool kb_edu_drained(struct kb_edu *edu, const struct kb_mr *mr, u64 last)
{
	bool drained;

	spin_lock_bh(&edu->lock);
	drained = edu->mr != mr || edu->stage != KB_EDU_ACCESS ||
		  edu->access[edu->half].number > last;
	spin_unlock_bh(&edu->lock);
	return drained;
}

/**
 * kb_edu_drain() - rvk_device_ops.drain of edu
 * @r:		the region
 *
 * The device cannot stop a transfer: wait for the one that carries an address.
 */
void kb_edu_drain(struct rvk_region *r)
{
	struct kb_mr *mr = kb_mr(r);
	u64 last;

	might_sleep();
	if (!READ_ONCE(edu_drain))
		return;
	spin_lock_bh(&mr->lock);
	last = mr->nr_issued;
	spin_unlock_bh(&mr->lock);
	wait_event(mr->ended, kb_edu_drained(kb_edu, mr, last));
}

static int kb_edu_page_get(struct kb_edu *edu, struct kb_edu_page *page)
{
	page->words = dmam_alloc_coherent(&edu->pdev->dev, PAGE_SIZE,
					  &page->dma, GFP_KERNEL);
	return page->words ? 0 : -ENOMEM;
}

static int kb_edu_memory(struct kb_edu *edu)
{
	int ret;

	ret = kb_edu_page_get(edu, &edu->bounce);
	if (!ret)
		ret = kb_edu_page_get(edu, &edu->sink[0]);
	if (!ret)
		ret = kb_edu_page_get(edu, &edu->sink[1]);
	if (!ret)
		memset64(edu->sink[0].words, KB_EDU_NOTHING,
			 PAGE_SIZE / sizeof(u64));
	return ret;
}

/* edu-IOMMU-MODE, as the kernel has set them up; edu-none without an IOMMU */
static void kb_edu_set_name(struct kb_edu *edu)
{
	const char *kind = rvk_iommu_name(&edu->pdev->dev), *mode = "strict";
	struct iommu_domain *domain;

	domain = iommu_get_domain_for_dev(&edu->pdev->dev);
	if (!domain || !kind) {
		strscpy(kb_edu_name, "edu-none", sizeof(kb_edu_name));
		return;
	}
	if (domain->type == IOMMU_DOMAIN_IDENTITY) {
		mode = "pt";
	} else {
		edu->domain = domain;
		if (domain->type == IOMMU_DOMAIN_DMA_FQ)
			mode = "lazy";
	}
	if (strstarts(kind, "dmar"))
		kind = "vtd";
	else if (strstarts(kind, "ivhd"))
		kind = "amd";
	else if (strchr(kind, ':')) /* it is named by its place on the bus */
		kind = "virtio";
	snprintf(kb_edu_name, sizeof(kb_edu_name), "edu-%.8s-%s", kind, mode);
}

static int kb_edu_enable(struct kb_edu *edu)
{
	struct pci_dev *pdev = edu->pdev;
	int ret;

	ret = pcim_enable_device(pdev);
	if (ret)
		return ret;
	edu->regs = pcim_iomap(pdev, 0, 0);
	if (!edu->regs)
		return -ENODEV;
	ret = dma_set_mask_and_coherent(&pdev->dev,
					DMA_BIT_MASK(EDU_ADDRESS_BITS));
	if (!ret)
		ret = kb_edu_memory(edu);
	if (ret)
		return ret;
	pci_set_master(pdev);
	ret = pci_alloc_irq_vectors(pdev, 1, 1, PCI_IRQ_ALL_TYPES);
	return ret < 0 ? ret : 0;
}

static int kb_edu_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct kb_edu *edu;
	int ret;

	if (kb_edu)
		return -EBUSY;
	edu = devm_kzalloc(&pdev->dev, sizeof(*edu), GFP_KERNEL);
	if (!edu)
		return -ENOMEM;
	edu->pdev = pdev;
	spin_lock_init(&edu->lock);
	tasklet_setup(&edu->end, kb_edu_end);
	ret = kb_edu_enable(edu);
	if (ret)
		return ret;
	ret = request_irq(pci_irq_vector(pdev, 0), kb_edu_irq, IRQF_SHARED,
			  "kbench-edu", edu);
	if (ret) {
		pci_free_irq_vectors(pdev);
		return ret;
	}
	kb_edu_set_name(edu);
	pci_set_drvdata(pdev, edu);
	kb_edu = edu;
	return 0;
}

/* Regions pin this module, and only its end removes the driver */
static void kb_edu_remove(struct pci_dev *pdev)
{
	struct kb_edu *edu = pci_get_drvdata(pdev);

	kb_edu = NULL;
	free_irq(pci_irq_vector(pdev, 0), edu);
	tasklet_kill(&edu->end);
	pci_free_irq_vectors(pdev);
	pci_clear_master(pdev);
}

static const struct pci_device_id kb_edu_ids[] = {
	{ PCI_DEVICE(EDU_VENDOR, EDU_DEVICE) },
	{},
};

static struct pci_driver kb_edu_driver = {
	.name = "kbench-edu",
	.id_table = kb_edu_ids,
	.probe = kb_edu_probe,
	.remove = kb_edu_remove,
	.driver.suppress_bind_attrs = true,
};

/**
 * kb_edu_init() - look for the device
 *
 * Return: 0, also if the machine has none; or -errno.
 */
int kb_edu_init(void)
{
	return kb_edu_wanted ? pci_register_driver(&kb_edu_driver) : 0;
}

/**
 * kb_edu_exit() - undo kb_edu_init()
 */
void kb_edu_exit(void)
{
	if (kb_edu_wanted)
		pci_unregister_driver(&kb_edu_driver);
}
