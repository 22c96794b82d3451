// SPDX-License-Identifier: GPL-2.0-only
/* af_xdp.c - the frames of an AF_XDP socket on the loopback device */
#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <linux/if_xdp.h>
#include <net/if.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "guest/survey/survey.h"

#define XDP_RING 8
#define XDP_FRAME 60 /* bytes that are sent */

static int xdp_fd = -1, xdp_seen = -1;
static char *xdp_ring;
static struct xdp_mmap_offsets xdp_at;

static int xdp_rings(void)
{
	static const int names[] = { XDP_UMEM_FILL_RING,
				     XDP_UMEM_COMPLETION_RING, XDP_TX_RING };
	socklen_t size = sizeof(xdp_at);
	int i, entries = XDP_RING;

	for (i = 0; i < 3; i++)
		if (setsockopt(xdp_fd, SOL_XDP, names[i], &entries,
			       sizeof(entries)))
			return -errno;
	if (getsockopt(xdp_fd, SOL_XDP, XDP_MMAP_OFFSETS, &xdp_at, &size))
		return -errno;
	xdp_ring = mmap(NULL,
			xdp_at.tx.desc + XDP_RING * sizeof(struct xdp_desc),
			PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE,
			xdp_fd, XDP_PGOFF_TX_RING);
	return guest_errno(xdp_ring == MAP_FAILED);
}

/* A packet socket sees what the socket sends. */
static int xdp_bind(void)
{
	struct sockaddr_xdp from = {
		.sxdp_family = AF_XDP,
		.sxdp_ifindex = if_nametoindex("lo"),
		.sxdp_flags = XDP_COPY,
	};
	struct sockaddr_ll to = {
		.sll_family = AF_PACKET,
		.sll_protocol = htons(ETH_P_ALL),
		.sll_ifindex = from.sxdp_ifindex,
	};

	xdp_seen = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
	if (xdp_seen < 0 || bind(xdp_seen, (void *)&to, sizeof(to)) ||
	    bind(xdp_fd, (void *)&from, sizeof(from)))
		return -errno;
	return 0;
}

static int xdp_pin(struct survey_region *region)
{
	struct xdp_umem_reg memory = {
		.addr = (uintptr_t)region->addr,
		.len = SURVEY_BYTES,
		.chunk_size = SURVEY_PAGE,
	};
	int ret;

	xdp_fd = socket(AF_XDP, SOCK_RAW | SOCK_CLOEXEC, 0);
	if (xdp_fd < 0)
		return errno == EAFNOSUPPORT ? -ENODEV : -errno;
	if (setsockopt(xdp_fd, SOL_XDP, XDP_UMEM_REG, &memory, sizeof(memory)))
		return -errno;
	ret = xdp_rings();
	return ret ? ret : xdp_bind();
}

static int xdp_read(struct survey_region *region, unsigned int page, char *byte)
{
	struct pollfd packet = { .fd = xdp_seen, .events = POLLIN };
	struct xdp_desc *frame = (void *)(xdp_ring + xdp_at.tx.desc);
	uint32_t *producer = (void *)(xdp_ring + xdp_at.tx.producer);
	char bytes[2048];

	*frame = (struct xdp_desc){ .addr = page * SURVEY_PAGE,
				    .len = XDP_FRAME };
	__atomic_store_n(producer, *producer + 1, __ATOMIC_RELEASE);
	if (sendto(xdp_fd, NULL, 0, MSG_DONTWAIT, NULL, 0) < 0)
		return -errno;
	while (poll(&packet, 1, 500) == 1)
		if (recv(xdp_seen, bytes, sizeof(bytes), 0) == XDP_FRAME) {
			*byte = *bytes;
			return 0;
		}
	return -ETIMEDOUT;
}

static void xdp_unpin(struct survey_region *region)
{
	munmap(xdp_ring, xdp_at.tx.desc + XDP_RING * sizeof(struct xdp_desc));
	close(xdp_fd);
}

const struct survey_user survey_user_af_xdp = {
	.name = "af_xdp",
	.title = "the frames (umem) of an AF_XDP socket that sends",
	.needs = "CONFIG_XDP_SOCKETS",
	.setup = SURVEY_COMMANDS("ip link set lo up"),
	.pin = xdp_pin,
	.read = xdp_read,
	.unpin = xdp_unpin,
};
