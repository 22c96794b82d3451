// SPDX-License-Identifier: GPL-2.0-only
/* survey_rdma.c - an RDMA memory region, read and written by the other end */
#include <errno.h>
#include <infiniband/verbs.h>
#include <poll.h>
#include <sched.h>
#include <stdlib.h>

#include "guest/lib/guest_time.h"
#include "guest/survey/survey_rdma.h"

#define VENDOR_RXE 0xffffff /* RXE_VENDOR_ID: no IEEE number */
#define VENDOR_SIW 0x626d74 /* SIW_VENDOR_ID, likewise */

/* Two queue pairs of one process, connected to each other */
static struct {
	struct ibv_context *context;
	struct ibv_pd *domain;
	struct ibv_cq *done;
	struct ibv_qp *pair[2];
	struct ibv_mr *file;
	struct ibv_mr *own;
	char *byte; /* of @own */
	struct ibv_device_attr is;
	struct ibv_port_attr port;
	union ibv_gid gid;
	int gid_index;
} rdma;

/* The last entry that is set: of soft-RoCE on lo, the first has no route */
static int find_gid(void)
{
	union ibv_gid gid;
	int i;

	rdma.gid_index = -1;
	for (i = 0; i < 8 && !ibv_query_gid(rdma.context, 1, i, &gid); i++)
		if (gid.global.interface_id) {
			rdma.gid_index = i;
			rdma.gid = gid;
		}
	return rdma.gid_index < 0 ? -ENODEV : 0;
}

/* Cards of iWARP are none of them: connect_pair() cannot connect them */
static bool is_of(enum survey_rdma kind)
{
	bool iwarp = kind == SURVEY_RDMA_SIW, soft;

	if (rdma.context->device->transport_type !=
		    (iwarp ? IBV_TRANSPORT_IWARP : IBV_TRANSPORT_IB) ||
	    ibv_query_device(rdma.context, &rdma.is) ||
	    ibv_query_port(rdma.context, 1, &rdma.port))
		return false;
	soft = rdma.is.vendor_id == (iwarp ? VENDOR_SIW : VENDOR_RXE);
	return kind == SURVEY_RDMA_ANY || soft == (kind != SURVEY_RDMA_CARD);
}

static int find_device(enum survey_rdma kind)
{
	struct ibv_device **list = ibv_get_device_list(NULL);
	int i, ret = -ENODEV;

	for (i = 0; list && list[i]; i++) {
		rdma.context = ibv_open_device(list[i]);
		if (rdma.context && is_of(kind))
			return 0;
		if (rdma.context)
			ibv_close_device(rdma.context);
		else
			ret = -errno;
	}
	return ret;
}

static int open_device(enum survey_rdma kind)
{
	int ret = find_device(kind);

	if (ret)
		return ret;
	rdma.domain = ibv_alloc_pd(rdma.context);
	rdma.done = ibv_create_cq(rdma.context, 16, NULL, NULL, 0);
	return rdma.domain && rdma.done ? 0 : -errno;
}

static int make_pair(int i)
{
	struct ibv_qp_init_attr attr = {
		.send_cq = rdma.done,
		.recv_cq = rdma.done,
		.qp_type = IBV_QPT_RC,
		.cap = { .max_send_wr = 4,
			 .max_recv_wr = 4,
			 .max_send_sge = 1,
			 .max_recv_sge = 1 },
	};
	struct ibv_qp_attr init = {
		.qp_state = IBV_QPS_INIT,
		.port_num = 1,
		.qp_access_flags = IBV_ACCESS_REMOTE_READ |
				   IBV_ACCESS_REMOTE_WRITE,
	};

	rdma.pair[i] = ibv_create_qp(rdma.domain, &attr);
	if (!rdma.pair[i])
		return -errno;
	return -ibv_modify_qp(rdma.pair[i], &init,
			      IBV_QP_STATE | IBV_QP_PKEY_INDEX | IBV_QP_PORT |
				      IBV_QP_ACCESS_FLAGS);
}

static int connect_pair(int i)
{
	struct ibv_qp_attr receive = {
		.qp_state = IBV_QPS_RTR,
		.path_mtu = IBV_MTU_1024,
		.dest_qp_num = rdma.pair[!i]->qp_num,
		.max_dest_rd_atomic = 1,
		.min_rnr_timer = 1,
		.ah_attr = { .is_global = 1,
			     .port_num = 1,
			     .dlid = rdma.port.lid,
			     .grh = { .dgid = rdma.gid,
				      .sgid_index = rdma.gid_index,
				      .hop_limit = 1 } },
	};
	struct ibv_qp_attr send = {
		.qp_state = IBV_QPS_RTS,
		.timeout = 12,
		.retry_cnt = 7,
		.rnr_retry = 7,
		.max_rd_atomic = 1,
	};
	struct ibv_qp *pair = rdma.pair[i];
	int ret;

	ret = ibv_modify_qp(pair, &receive,
			    IBV_QP_STATE | IBV_QP_AV | IBV_QP_PATH_MTU |
				    IBV_QP_DEST_QPN | IBV_QP_RQ_PSN |
				    IBV_QP_MAX_DEST_RD_ATOMIC |
				    IBV_QP_MIN_RNR_TIMER);
	if (!ret)
		ret = ibv_modify_qp(pair, &send,
				    IBV_QP_STATE | IBV_QP_TIMEOUT |
					    IBV_QP_RETRY_CNT |
					    IBV_QP_RNR_RETRY | IBV_QP_SQ_PSN |
					    IBV_QP_MAX_QP_RD_ATOMIC);
	return -ret;
}

int survey_rdma_open(enum survey_rdma kind, struct ibv_qp **pair)
{
	int ret = open_device(kind);

	if (!ret)
		ret = make_pair(0);
	if (!ret)
		ret = make_pair(1);
	pair[0] = rdma.pair[0];
	pair[1] = rdma.pair[1];
	return ret;
}

int survey_rdma_register(struct survey_region *region, unsigned int access)
{
	rdma.byte = aligned_alloc(SURVEY_PAGE, SURVEY_PAGE);
	rdma.own = ibv_reg_mr(rdma.domain, rdma.byte, SURVEY_PAGE,
			      IBV_ACCESS_LOCAL_WRITE);
	if (!rdma.own)
		return -errno;
	if (region->write)
		access |= IBV_ACCESS_REMOTE_WRITE | IBV_ACCESS_LOCAL_WRITE;
	rdma.file = ibv_reg_mr(rdma.domain, region->addr, SURVEY_BYTES,
			       access | IBV_ACCESS_REMOTE_READ);
	return rdma.file ? 0 : -errno;
}

int survey_rdma_pin(struct survey_region *region, enum survey_rdma kind,
		    unsigned int access)
{
	struct ibv_qp *pair[2];
	int ret = survey_rdma_open(kind, pair);

	if (!ret)
		ret = find_gid();
	if (!ret)
		ret = connect_pair(0);
	if (!ret)
		ret = connect_pair(1);
	return ret ? ret : survey_rdma_register(region, access);
}

static int post(struct survey_region *region, enum ibv_wr_opcode opcode,
		unsigned int page, unsigned int bytes)
{
	struct ibv_sge own = { (uintptr_t)rdma.byte, bytes, rdma.own->lkey };
	struct ibv_send_wr work = {
		.sg_list = &own,
		.num_sge = 1,
		.opcode = opcode,
		.send_flags = IBV_SEND_SIGNALED,
		.wr.rdma = { (uintptr_t)region->addr + page * SURVEY_PAGE,
			     rdma.file->rkey },
	}, *bad;

	return -ibv_post_send(rdma.pair[0], &work, &bad);
}

static int transfer(struct survey_region *region, enum ibv_wr_opcode opcode,
		    unsigned int page)
{
	struct ibv_wc done = { 0 };
	int ret = post(region, opcode, page, 1);

	if (ret)
		return ret;
	if (!guest_until(ibv_poll_cq(rdma.done, 1, &done), 5000))
		return -ETIMEDOUT;
	return done.status;
}

int survey_rdma_read(struct survey_region *region, unsigned int page,
		     char *byte)
{
	int ret = transfer(region, IBV_WR_RDMA_READ, page);

	*byte = *rdma.byte;
	return ret;
}

int survey_rdma_write(struct survey_region *region, unsigned int page,
		      char byte)
{
	*rdma.byte = byte;
	return transfer(region, IBV_WR_RDMA_WRITE, page);
}

int survey_rdma_move(struct survey_region *region, unsigned int page,
		     char *byte)
{
	struct ibv_wc done = { 0 };
	int ret = post(region, IBV_WR_RDMA_READ, page, SURVEY_PAGE), nr = 0;

	/* soft-RoCE works in kernel threads: let them */
	while (!ret && !nr) {
		nr = ibv_poll_cq(rdma.done, 1, &done);
		if (!nr)
			sched_yield();
	}
	*byte = *rdma.byte;
	if (!ret)
		ret = nr < 0 ? -EIO : (int)done.status;
	return ret;
}

int survey_rdma_told(void)
{
	struct pollfd fd = { rdma.context->async_fd, POLLIN };
	struct ibv_async_event event;

	if (poll(&fd, 1, SURVEY_WAIT_MS) != 1)
		return -ETIMEDOUT;
	if (ibv_get_async_event(rdma.context, &event))
		return -errno;
	ibv_ack_async_event(&event);
	return event.event_type;
}

void survey_rdma_unpin(struct survey_region *region)
{
	ibv_dereg_mr(rdma.file);
	ibv_dereg_mr(rdma.own);
}
