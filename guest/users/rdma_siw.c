// SPDX-License-Identifier: GPL-2.0-only
/* rdma_siw.c - an RDMA memory region of soft-iWARP (siw) */
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <rdma/rdma_cma.h>

#include "guest/survey/survey_rdma.h"

#define SIW_ADDRESS "192.0.2.1"
#define SIW_MS 2000 /* for each of seven steps: a cell has 15 s */

/* Not lo: siw's GID is the MAC, 0 there, and soft-RoCE has the address */
static const char *const siw_setup[] = {
	"modprobe siw && modprobe rdma_ucm && modprobe dummy && ip link set lo up",
	"ip addr add " SIW_ADDRESS "/32 dev dummy0 && ip link set dummy0 up && "
	"rdma link add siw0 type siw netdev dummy0",
	NULL
};

/* Wait for the next event, which has to be of that type; set @id to its end */
static int siw_next(struct rdma_event_channel *events,
		    enum rdma_cm_event_type type, struct rdma_cm_id **id)
{
	struct pollfd fd = { events->fd, POLLIN };
	struct rdma_cm_event *event;
	int ret;

	if (poll(&fd, 1, SIW_MS) != 1)
		return -ETIMEDOUT;
	if (rdma_get_cm_event(events, &event))
		return -errno;
	*id = event->id;
	ret = event->event == type ? 0 : -ECONNABORTED;
	rdma_ack_cm_event(event);
	return ret;
}

/* Listen at the address, at a port that the kernel chooses: @at is set to it */
static int siw_listen(struct rdma_event_channel *events, struct sockaddr_in *at)
{
	struct rdma_cm_id *id;

	if (rdma_create_id(events, &id, NULL, RDMA_PS_TCP))
		return -errno;
	if (rdma_bind_addr(id, (struct sockaddr *)at))
		return -ENODEV; /* the setup was not run here */
	at->sin_port = rdma_get_src_port(id);
	return guest_errno(rdma_listen(id, 1));
}

static int siw_resolve(struct rdma_event_channel *events,
		       struct sockaddr_in *at, struct rdma_cm_id **id)
{
	int ret;

	if (rdma_create_id(events, id, NULL, RDMA_PS_TCP) ||
	    rdma_resolve_addr(*id, NULL, (struct sockaddr *)at, SIW_MS))
		return -errno;
	ret = siw_next(events, RDMA_CM_EVENT_ADDR_RESOLVED, id);
	if (ret)
		return ret;
	if (rdma_resolve_route(*id, SIW_MS))
		return -errno;
	return siw_next(events, RDMA_CM_EVENT_ROUTE_RESOLVED, id);
}

/* Connect the first queue pair to the second one; both ends have to be told */
static int siw_meet(struct rdma_event_channel *events, struct rdma_cm_id *id,
		    struct ibv_qp *const pair[])
{
	struct rdma_conn_param param = {
		.responder_resources = 1,
		.initiator_depth = 1,
		.qp_num = pair[0]->qp_num,
	};
	int ret;

	if (rdma_connect(id, &param))
		return -errno;
	ret = siw_next(events, RDMA_CM_EVENT_CONNECT_REQUEST, &id);
	if (ret)
		return ret;
	param.qp_num = pair[1]->qp_num;
	if (rdma_accept(id, &param))
		return -errno;
	ret = siw_next(events, RDMA_CM_EVENT_ESTABLISHED, &id);
	return ret ? ret : siw_next(events, RDMA_CM_EVENT_ESTABLISHED, &id);
}

static int siw_pin(struct survey_region *region)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	struct rdma_event_channel *events;
	struct ibv_qp *pair[2];
	struct rdma_cm_id *id;
	int ret = survey_rdma_open(SURVEY_RDMA_SIW, pair);

	if (ret)
		return ret;
	at.sin_addr.s_addr = inet_addr(SIW_ADDRESS);
	events = rdma_create_event_channel();
	if (!events)
		return -ENODEV; /* no rdma_ucm, likewise */
	ret = siw_listen(events, &at);
	if (!ret)
		ret = siw_resolve(events, &at, &id);
	if (!ret)
		ret = siw_meet(events, id, pair);
	return ret ? ret : survey_rdma_register(region, 0);
}

const struct survey_user survey_user_rdma_siw = {
	.name = "rdma_siw",
	.title =
		"a memory region of soft-iWARP that the other end reads and writes",
	.needs = "CONFIG_RDMA_SIW",
	.setup = siw_setup,
	.reads = true,
	.pin = siw_pin,
	.read = survey_rdma_read,
	.write = survey_rdma_write,
	.unpin = survey_rdma_unpin,
};
