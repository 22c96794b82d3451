/* SPDX-License-Identifier: GPL-2.0-only */
/* vm_qemu.h - QEMU as a child: probe, start, end */
#ifndef VM_QEMU_H
#define VM_QEMU_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum vm_port {
	VM_PORT_RESULT,
	VM_PORT_STDIO,
	VM_PORT_CONTROL,
	VM_PORTS,
};

/*
 * The machine's IOMMU; all but VM_IOMMU_OFF are a q35 with the edu device,
 * behind the IOMMU if there is one, and nested virtualisation.
 */
enum vm_iommu {
	VM_IOMMU_OFF, /* the machine that measures: i440fx, no edu */
	VM_IOMMU_VTD,
	VM_IOMMU_AMD,
	VM_IOMMU_VIRTIO,
	VM_IOMMU_NONE,
};

/* What the kernel does with it: --iommu-mode has the names */
enum vm_iommu_mode {
	VM_IOMMU_KERNEL, /* as it was built */
	VM_IOMMU_STRICT, /* an unmap waits for the flush of the IOTLB */
	VM_IOMMU_LAZY, /* a timer flushes the IOTLB later */
	VM_IOMMU_PT, /* a DMA address is a physical address */
};

/* The guest to run */
struct vm_config {
	const char *qemu; /* program, searched in PATH */
	const char *kernel; /* vmlinux or bzImage */
	int kernel_fd; /* boot this file instead, or -1 */
	const char *initrd; /* made by scripts/initramfs.sh */
	int initrd_fd; /* use this file instead, or -1 */
	const char *append; /* further words of the kernel's command line */
	/* the guest's program and its arguments, ends with NULL */
	char **guest;
	bool exact; /* count instructions; else two CPUs on the host's clock */
	bool kvm; /* run on the host's CPUs; else translate */
	enum vm_iommu iommu;
	enum vm_iommu_mode iommu_mode;
	bool interactive; /* the stdio port is a terminal */
	bool no_result; /* the program need not send a result */
	/* leave out the mark that our modules look for; for tests */
	bool foreign;
	int seed; /* 1 to 28, the day the guest's clock starts at */
	int memory_mib; /* the guest's RAM */
	/* guest seconds without feeding until it counts as hung */
	int watchdog_s;
};

/* How QEMU is confined */
struct vm_confined {
	bool sandbox; /* its seccomp filter is on */
	/* it runs as the user nobody; only if the runner is root */
	bool nobody;
};

/* A running QEMU */
struct vm_qemu {
	pid_t pid; /* its process, and its process group */
	int qmp; /* our end of the monitor's socket */
	int port[VM_PORTS]; /* our ends of the serial ports */
	json_t *argv; /* its arguments, JSON strings */
};

/*
 * Check for QEMU and the devices a guest needs; @confined is set to the
 * strictest confinement that works. 0, or with @why set -ENOENT without QEMU,
 * -ENODEV without a device, or -errno.
 */
int vm_qemu_probe(const struct vm_config *config, struct vm_confined *confined,
		  char *why, size_t size);

/*
 * Start QEMU, stopped before the first instruction: 0 or -errno. As nobody it
 * needs @kernel_fd and @initrd_fd. The kernel kills it when the calling thread
 * ends.
 */
int vm_qemu_start(struct vm_qemu *qemu, const struct vm_config *config,
		  struct vm_confined confined, int console);

/* Wait for QEMU, killed first if asked: its wait() status */
int vm_qemu_end(struct vm_qemu *qemu, bool kill_it);

#define VM_SANDBOX                                            \
	"on,obsolete=deny,elevateprivileges=deny,spawn=deny," \
	"resourcecontrol=deny"

/* The arguments of QEMU, an array of strings; descriptors are QEMU's ends */
json_t *vm_argv(const struct vm_config *c, bool sandbox, int console, int qmp,
		const int port[VM_PORTS]);

/* Change to the user nobody, irrevocably, in a child: 0 or -errno */
int vm_unprivileged_drop(void);

/* Copy a file that only root can read into memory: a descriptor, or -errno */
int vm_unprivileged_copy(const char *path);

#endif /* VM_QEMU_H */
