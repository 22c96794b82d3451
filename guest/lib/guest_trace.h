/* SPDX-License-Identifier: GPL-2.0-only */
/* guest_trace.h - when the kernel removes entries of an IOMMU and flushes it */
#ifndef GUEST_TRACE_H
#define GUEST_TRACE_H

#include <stdint.h>

/*
 * The operations by which an IOMMU driver flushes the IOTLB, of VT-d, AMD and
 * virtio: what a kernel lacks is not called in it either. NULL at the end.
 */
extern const char *const guest_trace_flushes[];

/*
 * Have the kernel note each time an entry is removed or the IOTLB flushed, in
 * its trace, by ticks of the TSC: 0 or -errno
 */
int guest_trace_begin(void);

/* Forget what has been noted */
void guest_trace_clear(void);

/* Ticks of the first entry removed at @from or later; 0: none */
uint64_t guest_trace_removed(uint64_t from);

/* Ticks of the first flush at @from or later; 0: none */
uint64_t guest_trace_flushed(uint64_t from);

void guest_trace_end(void);

#endif /* GUEST_TRACE_H */
