/* SPDX-License-Identifier: GPL-2.0-only */
/* vm_affinity.h - QEMU's threads take turns, so that the guest's clock is exact */
#ifndef VM_AFFINITY_H
#define VM_AFFINITY_H

#include <sys/types.h>

/**
 * vm_affinity_take() - let the guest's CPU run undisturbed until it waits
 * @qemu:	the process, its guest not started yet
 * @vcpu:	its thread that runs the guest's one CPU
 *
 * All threads of QEMU share one CPU of the host, one that no other runner has
 * while there are enough, and @vcpu has it whenever it wants to. Under -icount
 * the main loop moves the clock on when it finds the guest's CPU halted; on a
 * CPU of its own it may find that some instructions before these are counted.
 * Then the clock goes too far by as many, up to 16 here: seen by QEMU 7.2.
 *
 * Return: 0, or -errno; -EPERM for a user who may not have a thread go first.
 */
int vm_affinity_take(pid_t qemu, pid_t vcpu);

#endif /* VM_AFFINITY_H */
