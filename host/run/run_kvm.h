/* SPDX-License-Identifier: GPL-2.0-only */
/* run_kvm.h - may a guest use the host's own CPUs */
#ifndef RUN_KVM_H
#define RUN_KVM_H

#include "host/run/run.h"

/**
 * run_kvm_known() - what an earlier trial said since this machine was booted
 * @kvm:	filled in, if known
 *
 * Without a /dev/kvm that can be opened nothing has to be tried.
 *
 * Return: true if it is known.
 */
bool run_kvm_known(struct run_kvm *kvm);

/**
 * run_kvm_try() - boot a guest with KVM, unless it is known how that goes
 * @kvm:	filled in
 * @kernel_dir:	folder of a kernel
 * @initrd:	a guest for it
 *
 * A /dev/kvm that opens may still hang: the trial has a time-out. What it
 * says is kept until the machine is booted again, QEMU changes or access to
 * the device does.
 */
void run_kvm_try(struct run_kvm *kvm, const char *kernel_dir,
		 const char *initrd);

#endif /* RUN_KVM_H */
