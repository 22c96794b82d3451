/* SPDX-License-Identifier: GPL-2.0-only */
/* vm_affinity.h - confine QEMU's threads to one CPU, so that the guest's clock is exact */
#ifndef VM_AFFINITY_H
#define VM_AFFINITY_H

#include <sys/types.h>

/*
 * Run the guest's CPU, thread @vcpu of @qemu, undisturbed until it waits:
 * confine all threads of QEMU to one CPU of the host, which no other runner
 * uses while there are enough, and give @vcpu realtime priority there. Under
 * -icount QEMU's main loop advances the clock when it finds the guest's CPU
 * halted; on a CPU of its own it may look before the last instructions are
 * counted and advance the clock too far, by up to 16 with QEMU 7.2. 0, or
 * -errno: -EPERM without the right to realtime priority.
 */
int vm_affinity_take(pid_t qemu, pid_t vcpu);

#endif /* VM_AFFINITY_H */
