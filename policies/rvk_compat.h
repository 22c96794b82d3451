/* SPDX-License-Identifier: GPL-2.0-only */
/* rvk_compat.h - the only file that compares kernel versions */
#ifndef RVK_COMPAT_H
#define RVK_COMPAT_H

#include <linux/falloc.h>
#include <linux/ftrace.h>
#include <linux/hrtimer.h>
#include <linux/iommu.h>
#include <linux/mm.h>
#include <linux/version.h>
/* 6.3: "filelock: move file locking definitions to separate header file" */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 3, 0)
#include <linux/filelock.h>
#endif
/* 6.12: "move asm/unaligned.h to linux/unaligned.h" */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 12, 0)
#include <asm/unaligned.h>
#else
#include <linux/unaligned.h>
#endif

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 1, 0)
#error "revokebench needs Linux 6.1 or later"
#endif

/*
 * First argument of do_truncate().
 * 6.3: "fs: port vfs_*() helpers to struct mnt_idmap"
 */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 3, 0)
#define rvk_idmap user_namespace
#else
#define rvk_idmap mnt_idmap
#endif

/*
 * Index of a folio in its file, in pages.
 * 6.7: "mm/filemap: remove hugetlb special casing in filemap.c"
 */
static inline unsigned long rvk_folio_index(const struct folio *folio)
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 7, 0)
	if (folio_test_hugetlb((struct folio *)folio))
		return folio->index << folio_order((struct folio *)folio);
#endif
	return folio->index;
}

/*
 * How the mount of a file maps ids.
 * 6.3: "fs: port inode_permission() to mnt_idmap"
 */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 3, 0)
#define rvk_file_idmap file_mnt_user_ns
#else
#define rvk_file_idmap file_mnt_idmap
#endif

/*
 * The modes of fallocate() that the kernel knows; it refuses any other.
 * 6.12: "fs: refactor vfs_fallocate"
 */
#ifdef FALLOC_FL_SUPPORTED_MASK
#define RVK_FALLOC_MODES FALLOC_FL_SUPPORTED_MASK
#else
#define RVK_FALLOC_MODES (FALLOC_FL_MODE_MASK | FALLOC_FL_KEEP_SIZE)
#endif

/*
 * A lease and its fields.
 * 6.9: "filelock: split common fields into struct file_lock_core",
 * "filelock: split leases out of struct file_lock"
 */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 9, 0)
#define rvk_lease file_lock
#define rvk_lease_ops lock_manager_operations
#define rvk_lease_field(lease, field) ((lease)->fl_##field)
#define rvk_lease_alloc locks_alloc_lock
#define rvk_lease_free locks_free_lock
#else
#define rvk_lease file_lease
#define rvk_lease_ops lease_manager_operations
#define rvk_lease_field(lease, field) ((lease)->c.flc_##field)
#define rvk_lease_alloc locks_alloc_lease
#define rvk_lease_free locks_free_lease
#endif

/*
 * Every kind of lease says whether another open of the file is in its way; of a
 * layout lease none is.
 * 6.19: "filelock: allow lease_managers to dictate what qualifies as a conflict"
 */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 19, 0)
#define RVK_LEASE_OPEN_CONFLICT .lm_setup = NULL
#else
static inline int rvk_lease_open_conflict(struct file *file, int arg)
{
	return 0;
}

#define RVK_LEASE_OPEN_CONFLICT .lm_open_conflict = rvk_lease_open_conflict
#endif

/* Allocate a layout lease for vfs_setlease() on @file, or return NULL */
static inline struct rvk_lease *
rvk_layout_lease(struct file *file, void *owner,
		 const struct rvk_lease_ops *ops)
{
	struct rvk_lease *lease = rvk_lease_alloc();

	if (!lease)
		return NULL;
	lease->fl_lmops = ops;
	rvk_lease_field(lease, flags) = FL_LAYOUT;
	rvk_lease_field(lease, type) = F_RDLCK;
	rvk_lease_field(lease, owner) = owner;
	rvk_lease_field(lease, pid) = current->tgid;
	rvk_lease_field(lease, file) = file;
	return lease;
}

/*
 * Get one page of another process.
 * 6.5: "mm/gup: remove vmas parameter from get_user_pages_remote()"
 */
static inline long rvk_gup_remote(struct mm_struct *mm, unsigned long addr,
				  unsigned int gup_flags, struct page **page)
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 5, 0)
	return get_user_pages_remote(mm, addr, 1, gup_flags, page, NULL, NULL);
#else
	return get_user_pages_remote(mm, addr, 1, gup_flags, page, NULL);
#endif
}

/*
 * The arguments of pin_user_pages() and pin_user_pages_remote().
 * 6.5: "mm/gup: remove vmas parameter from pin_user_pages()" and the same for
 * pin_user_pages_remote()
 */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 5, 0)
#define RVK_VMAS_PARAMETER , struct vm_area_struct **vmas
#define RVK_VMAS , vmas
#else
#define RVK_VMAS_PARAMETER
#define RVK_VMAS
#endif

/*
 * Whether pins end by the folio, too.
 * 6.11: "mm/gup: introduce memfd_pin_folios() for pinning memfd folios"
 * 6.12: "mm: introduce unpin_user_folio"
 */
#define RVK_UNPINS_FOLIOS (LINUX_VERSION_CODE >= KERNEL_VERSION(6, 12, 0))

/*
 * The memory handle among the arguments of reg_user_mr().
 * 6.17: "RDMA/core: Add DMAH object to reg_user_mr"
 */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 17, 0)
#define RVK_DMAH_PARAMETER
#define RVK_DMAH
#else
#define RVK_DMAH_PARAMETER , struct ib_dmah *dmah
#define RVK_DMAH , dmah
#endif

/*
 * How iommu_map() allocates.
 * 6.3: "iommu: Add a gfp parameter to iommu_map()"
 */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 3, 0)
#define RVK_GFP_PARAMETER
#define RVK_GFP(gfp)
#else
#define RVK_GFP_PARAMETER , gfp_t gfp
#define RVK_GFP(gfp) , gfp
#endif

/*
 * A word of a page that belongs to no file, free for its owner's use.
 * 6.16: "mm: rename page->index to page->__folio_index"
 */
static inline unsigned long *rvk_page_word(struct page *page)
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 16, 0)
	return &page->index;
#else
	return &page->__folio_index;
#endif
}

/*
 * The workqueue for work that any CPU may do.
 * 6.17: "workqueue: Add system_percpu_wq and system_dfl_wq"
 */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 17, 0)
#define system_dfl_wq system_unbound_wq
#endif

/*
 * A tmpfs file of the kernel's own, without reservation. The flags became a
 * struct in the course of 7.1, so that the prototype says which ones it takes.
 */
#ifdef EMPTY_VMA_FLAGS
#define rvk_shmem_file(name, size)                                          \
	shmem_file_setup(                                                   \
		name, size,                                                 \
		__builtin_choose_expr(                                      \
			__same_type(&shmem_file_setup,                      \
				    struct file * (*)(const char *, loff_t, \
						      vma_flags_t)),        \
			mk_vma_flags(VMA_NORESERVE_BIT), VM_NORESERVE))
#else
#define rvk_shmem_file(name, size) shmem_file_setup(name, size, VM_NORESERVE)
#endif

/*
 * A one-shot, relative timer that expires in softirq context.
 * 6.13: "hrtimers: Introduce hrtimer_setup() to replace hrtimer_init()"
 */
static inline void
rvk_hrtimer_setup(struct hrtimer *timer,
		  enum hrtimer_restart (*fn)(struct hrtimer *))
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 13, 0)
	hrtimer_init(timer, CLOCK_MONOTONIC, HRTIMER_MODE_REL_SOFT);
	timer->function = fn;
#else
	hrtimer_setup(timer, fn, CLOCK_MONOTONIC, HRTIMER_MODE_REL_SOFT);
#endif
}

/*
 * Make an entry of an IOMMU, without sleeping.
 * 6.3: "iommu: Add a gfp parameter to iommu_map()"
 */
static inline int rvk_iommu_map_atomic(struct iommu_domain *domain,
				       unsigned long iova, phys_addr_t page,
				       size_t size, int prot)
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 3, 0)
	return iommu_map_atomic(domain, iova, page, size, prot);
#else
	return iommu_map(domain, iova, page, size, prot, GFP_ATOMIC);
#endif
}

/* Name of the IOMMU that a device is behind, as in sysfs; NULL if there is none */
static inline const char *rvk_iommu_name(struct device *dev)
{
#ifdef CONFIG_IOMMU_API
	if (dev->iommu && dev->iommu->iommu_dev && dev->iommu->iommu_dev->dev)
		return dev_name(dev->iommu->iommu_dev->dev);
#endif
	return NULL;
}

/*
 * Have the functions that @ops filters call @addr first.
 * 6.4: "ftrace: Rename _ftrace_direct_multi APIs to _ftrace_direct APIs"
 */
static inline int rvk_ftrace_direct(struct ftrace_ops *ops, unsigned long addr)
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 4, 0)
	return register_ftrace_direct_multi(ops, addr);
#else
	return register_ftrace_direct(ops, addr);
#endif
}

/* 6.9: "Add do_ftruncate that truncates a struct file" */
#define RVK_HAS_DO_FTRUNCATE (LINUX_VERSION_CODE >= KERNEL_VERSION(6, 9, 0))

/*
 * End that, and free the filter.
 * 6.4: "ftrace: Let unregister_ftrace_direct_multi() call ftrace_free_filter()"
 */
static inline void rvk_ftrace_undirect(struct ftrace_ops *ops,
				       unsigned long addr)
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 4, 0)
	unregister_ftrace_direct_multi(ops, addr);
	ftrace_free_filter(ops);
#else
	unregister_ftrace_direct(ops, addr, true);
#endif
}

#endif /* RVK_COMPAT_H */
