// SPDX-License-Identifier: GPL-2.0-only
/* vdpa_sim.c - a simulated network card whose rings vhost-vdpa gives to a process */
#include <errno.h>
#include <fcntl.h>
#include <linux/vhost.h>
#include <linux/virtio_config.h>
#include <linux/virtio_net.h>
#include <linux/virtio_ring.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "guest/lib/guest_time.h"
#include "guest/survey/survey.h"

#define VDPA_DEVICE "survey"
#define VDPA_NODE "vhost-vdpa-0"
#define VDPA_VA "/sys/module/vdpa_sim/parameters/use_va"
#define VDPA_FEATURES \
	(1ULL << VIRTIO_F_VERSION_1 | 1ULL << VIRTIO_F_ACCESS_PLATFORM)
#define VDPA_STATUS                                             \
	(VIRTIO_CONFIG_S_ACKNOWLEDGE | VIRTIO_CONFIG_S_DRIVER | \
	 VIRTIO_CONFIG_S_FEATURES_OK | VIRTIO_CONFIG_S_DRIVER_OK)
#define VDPA_IOVA_FILE 0x100000UL
#define VDPA_IOVA_OWN 0x200000UL
#define VDPA_ENTRIES 2 /* of a queue: one packet */

enum { VDPA_RX, VDPA_TX, VDPA_QUEUES };

/* A page that the card reads and writes next to the region */
struct vdpa_own {
	char ring[VDPA_QUEUES][512];
	struct virtio_net_hdr_v1 head;
	unsigned char target[6]; /* the address of a packet */
	char byte;
};

#define VDPA_HEAD_BYTES \
	(offsetof(struct vdpa_own, byte) - offsetof(struct vdpa_own, head))

static struct {
	int fd, kick;
	struct vdpa_own *own;
	struct vring ring[VDPA_QUEUES];
} vdpa;

static uint64_t vdpa_iova(const void *own)
{
	return VDPA_IOVA_OWN + ((const char *)own - (const char *)vdpa.own);
}

static int vdpa_map(const void *addr, uint64_t iova, size_t bytes,
		    uint8_t access)
{
	struct vhost_msg_v2 map = {
		.type = VHOST_IOTLB_MSG_V2,
		.iotlb = { .iova = iova,
			   .size = bytes,
			   .uaddr = (uintptr_t)addr,
			   .perm = access,
			   .type = VHOST_IOTLB_UPDATE },
	};

	return write(vdpa.fd, &map, sizeof(map)) == sizeof(map) ? 0 : -errno;
}

/* Only the simulator that the setup added: a real card is not to be reset. */
static int vdpa_open(void)
{
	uint64_t features = VDPA_FEATURES;

	if (access("/sys/bus/vdpa/devices/" VDPA_DEVICE "/" VDPA_NODE, F_OK))
		return -ENODEV;
	vdpa.fd = open("/dev/" VDPA_NODE, O_RDWR | O_CLOEXEC);
	if (vdpa.fd < 0)
		return -errno;
	if (ioctl(vdpa.fd, VHOST_SET_OWNER) ||
	    ioctl(vdpa.fd, VHOST_SET_FEATURES, &features))
		return -errno;
	vdpa.kick = eventfd(0, EFD_CLOEXEC);
	vdpa.own = guest_anon(SURVEY_PAGE, MAP_PRIVATE);
	return guest_errno(vdpa.kick < 0 || !vdpa.own);
}

static int vdpa_start_queue(unsigned int queue)
{
	struct vring *ring = &vdpa.ring[queue];
	struct vhost_vring_state state = { .index = queue,
					   .num = VDPA_ENTRIES };
	struct vhost_vring_file kick = { .index = queue, .fd = vdpa.kick };
	struct vhost_vring_addr at = { .index = queue };

	vring_init(ring, VDPA_ENTRIES, vdpa.own->ring[queue], 16);
	at.desc_user_addr = vdpa_iova(ring->desc);
	at.avail_user_addr = vdpa_iova(ring->avail);
	at.used_user_addr = vdpa_iova(ring->used);
	return guest_errno(ioctl(vdpa.fd, VHOST_SET_VRING_NUM, &state) ||
			   ioctl(vdpa.fd, VHOST_SET_VRING_ADDR, &at) ||
			   ioctl(vdpa.fd, VHOST_SET_VRING_KICK, &kick) ||
			   ioctl(vdpa.fd, VHOST_VDPA_SET_VRING_ENABLE, &state));
}

static int vdpa_start(void)
{
	uint8_t status = VDPA_STATUS;
	int ret = vdpa_start_queue(VDPA_RX);

	if (!ret)
		ret = vdpa_start_queue(VDPA_TX);
	if (ret)
		return ret;
	memset(vdpa.own->target, 0xff, sizeof(vdpa.own->target));
	return guest_errno(ioctl(vdpa.fd, VHOST_VDPA_SET_STATUS, &status));
}

static int vdpa_pin(struct survey_region *region)
{
	int ret = vdpa_open();

	if (!ret)
		ret = vdpa_map(vdpa.own, VDPA_IOVA_OWN, SURVEY_PAGE,
			       VHOST_ACCESS_RW);
	if (!ret)
		ret = vdpa_map(region->addr, VDPA_IOVA_FILE, SURVEY_BYTES,
			       region->write ? VHOST_ACCESS_RW :
					       VHOST_ACCESS_RO);
	return ret ? ret : vdpa_start();
}

/* Post a head, which the card overwrites with the same bytes, and one byte */
static void vdpa_post(unsigned int queue, uint64_t byte_at)
{
	struct vring *ring = &vdpa.ring[queue];
	uint16_t flags = queue == VDPA_RX ? VRING_DESC_F_WRITE : 0;

	ring->desc[0] = (struct vring_desc){
		.addr = vdpa_iova(&vdpa.own->head),
		.len = VDPA_HEAD_BYTES,
		.flags = flags | VRING_DESC_F_NEXT,
		.next = 1,
	};
	ring->desc[1] = (struct vring_desc){
		.addr = byte_at,
		.len = 1,
		.flags = flags,
	};
	ring->avail->ring[ring->avail->idx % VDPA_ENTRIES] = 0;
	__atomic_store_n(&ring->avail->idx, ring->avail->idx + 1,
			 __ATOMIC_RELEASE);
}

/* The card receives what it sends: it reads a byte and writes it elsewhere. */
static int vdpa_copy(uint64_t from, uint64_t to)
{
	struct vring *ring = &vdpa.ring[VDPA_RX];

	vdpa_post(VDPA_RX, to);
	vdpa_post(VDPA_TX, from);
	if (eventfd_write(vdpa.kick, 1))
		return -errno;
	return guest_until(__atomic_load_n(&ring->used->idx,
					   __ATOMIC_ACQUIRE) ==
				   ring->avail->idx,
			   3000) ?
		       0 :
		       -ETIMEDOUT;
}

static int vdpa_read(struct survey_region *region, unsigned int page,
		     char *byte)
{
	int ret = vdpa_copy(VDPA_IOVA_FILE + page * SURVEY_PAGE,
			    vdpa_iova(&vdpa.own->byte));

	*byte = vdpa.own->byte;
	return ret;
}

static int vdpa_write(struct survey_region *region, unsigned int page,
		      char byte)
{
	vdpa.own->byte = byte;
	return vdpa_copy(vdpa_iova(&vdpa.own->byte),
			 VDPA_IOVA_FILE + page * SURVEY_PAGE);
}

static void vdpa_unpin(struct survey_region *region)
{
	close(vdpa.fd);
	close(vdpa.kick);
	munmap(vdpa.own, SURVEY_PAGE);
}

/* With use_va, since Linux 6.4, the card reads page tables and pins nothing */
static const char *const vdpa_setup[] = {
	"modprobe vdpa_sim use_va=0 && modprobe vdpa_sim_net",
	"modprobe vhost_vdpa",
	"! grep -qs Y " VDPA_VA " && vdpa dev add name " VDPA_DEVICE
	" mgmtdev vdpasim_net",
	NULL
};

const struct survey_user survey_user_vdpa_sim = {
	.name = "vdpa_sim",
	.title =
		"vhost-vdpa, the kernel's simulator of a network card does the DMA",
	.needs = "CONFIG_VDPA_SIM_NET, CONFIG_VHOST_VDPA",
	.setup = vdpa_setup,
	.reads = true,
	.pin = vdpa_pin,
	.read = vdpa_read,
	.write = vdpa_write,
	.unpin = vdpa_unpin,
};
