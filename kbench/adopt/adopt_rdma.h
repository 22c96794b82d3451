/* SPDX-License-Identifier: GPL-2.0-only */
/* adopt_rdma.h - memory regions and queue pairs of RDMA, and what acts on them */
#ifndef ADOPT_RDMA_H
#define ADOPT_RDMA_H

#include <rdma/ib_verbs.h>

#include "kbench/adopt/adopt.h"

/**
 * struct adopt_object - a memory region or a queue pair
 * @list:	in adopt_mrs or adopt_qps
 * @mr:		one of these two
 * @qp:		the other is NULL
 * @pd:		its protection domain
 * @mm:		of the process that has @mr
 * @start:	address there
 * @length:	in bytes
 * @fenced:	@mr may not be used any more
 */
struct adopt_object {
	struct list_head list;
	struct ib_mr *mr;
	struct ib_qp *qp;
	struct ib_pd *pd;
	struct mm_struct *mm;
	u64 start;
	u64 length;
	bool fenced;
};

/* adopt_rdma.c */
extern struct mutex adopt_rdma_lock;
extern struct list_head adopt_mrs;
extern struct list_head adopt_qps;
const struct ib_device_ops *adopt_saved(const struct ib_device *dev);

/* adopt_rdma_act.c */
extern const struct rvk_device_ops adopt_rdma_ops;
int adopt_fence_object(struct adopt_object *object);

#endif /* ADOPT_RDMA_H */
