/* SPDX-License-Identifier: GPL-2.0-only */
/* rvk_trace.h - trace events rvk:*, for perf, trace-cmd and bpftrace */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM rvk

#if !defined(RVK_TRACE_H) || defined(TRACE_HEADER_MULTI_READ)
#define RVK_TRACE_H

#include <linux/fs.h>
#include <linux/tracepoint.h>

#include "policies/rvk_region.h"

/* The names are those of struct rvk_event and of kb_uapi.h */
#define rvk_show_cause(cause)                                              \
	__print_symbolic(cause, { RVK_TRUNCATE, "truncate" },              \
			 { RVK_PUNCH, "punch" }, { RVK_ZERO, "zero" },     \
			 { RVK_COLLAPSE, "collapse" },                     \
			 { RVK_INSERT, "insert" }, { RVK_REMAP, "remap" }, \
			 { RVK_EVICT, "evict" }, { RVK_LATE, "late" })

/* clang-format off */
TRACE_EVENT(rvk_region_registered,
	TP_PROTO(const struct rvk_region *r),
	TP_ARGS(r),
	TP_STRUCT__entry(
		__field(const void *, region)
		__field(pid_t, owner)
		__field(unsigned long, addr)
		__field(unsigned long, nr_pages)
		__field(unsigned int, nr_extents)
		__array(char, policy, RVK_NAME_MAX)
		__array(char, device, RVK_NAME_MAX)
	),
	TP_fast_assign(
		__entry->region = r;
		__entry->owner = pid_nr(r->owner);
		__entry->addr = r->addr;
		__entry->nr_pages = r->nr_pages;
		__entry->nr_extents = r->nr_extents;
		strscpy(__entry->policy, r->policy->name, RVK_NAME_MAX);
		strscpy(__entry->device, r->ops->name, RVK_NAME_MAX);
	),
	TP_printk("region=%p owner=%d addr=%#lx pages=%lu extents=%u policy=%s device=%s",
		  __entry->region, __entry->owner, __entry->addr,
		  __entry->nr_pages, __entry->nr_extents, __entry->policy,
		  __entry->device)
);

DECLARE_EVENT_CLASS(rvk_event_class,
	TP_PROTO(const struct rvk_event *ev),
	TP_ARGS(ev),
	TP_STRUCT__entry(
		__field(dev_t, dev)
		__field(unsigned long, ino)
		__field(unsigned int, cause)
		__field(unsigned long, first)
		__field(unsigned long, last)
		__field(u64, begin_ticks)
	),
	TP_fast_assign(
		__entry->dev = ev->inode->i_sb->s_dev;
		__entry->ino = ev->inode->i_ino;
		__entry->cause = ev->cause;
		__entry->first = ev->first;
		__entry->last = ev->last;
		__entry->begin_ticks = ev->begin_ticks;
	),
	TP_printk("dev=%d:%d ino=%lu cause=%s first=%lu last=%lu begin_ticks=%llu",
		  MAJOR(__entry->dev), MINOR(__entry->dev), __entry->ino,
		  rvk_show_cause(__entry->cause), __entry->first,
		  __entry->last, __entry->begin_ticks)
);

DEFINE_EVENT(rvk_event_class, rvk_event_begin,
	TP_PROTO(const struct rvk_event *ev), TP_ARGS(ev));

DEFINE_EVENT(rvk_event_class, rvk_event_end,
	TP_PROTO(const struct rvk_event *ev), TP_ARGS(ev));

DECLARE_EVENT_CLASS(rvk_range_class,
	TP_PROTO(const struct rvk_region *r, unsigned long first,
		 unsigned long nr),
	TP_ARGS(r, first, nr),
	TP_STRUCT__entry(
		__field(const void *, region)
		__field(pid_t, owner)
		__field(unsigned long, first)
		__field(unsigned long, nr)
	),
	TP_fast_assign(
		__entry->region = r;
		__entry->owner = pid_nr(r->owner);
		__entry->first = first;
		__entry->nr = nr;
	),
	TP_printk("region=%p owner=%d first=%lu pages=%lu", __entry->region,
		  __entry->owner, __entry->first, __entry->nr)
);

DEFINE_EVENT(rvk_range_class, rvk_notified,
	TP_PROTO(const struct rvk_region *r, unsigned long first,
		 unsigned long nr),
	TP_ARGS(r, first, nr));

DEFINE_EVENT(rvk_range_class, rvk_redirected,
	TP_PROTO(const struct rvk_region *r, unsigned long first,
		 unsigned long nr),
	TP_ARGS(r, first, nr));

DEFINE_EVENT(rvk_range_class, rvk_drained,
	TP_PROTO(const struct rvk_region *r, unsigned long first,
		 unsigned long nr),
	TP_ARGS(r, first, nr));
/* clang-format on */

#endif /* RVK_TRACE_H */

#undef TRACE_INCLUDE_PATH
#define TRACE_INCLUDE_PATH policies
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_FILE rvk_trace
#include <trace/define_trace.h>
