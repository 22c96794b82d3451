/* SPDX-License-Identifier: GPL-2.0-only */
/* run_kvm.h - may a guest use the host's own CPUs */
#ifndef RUN_KVM_H
#define RUN_KVM_H

#include "host/run/run.h"

/**
 * run_kvm_known() - load the result of a trial since this machine was booted
 * @kvm:	filled in, if known
 *
 * If /dev/kvm cannot be opened the result is known without a trial.
 *
 * Return: true if it is known.
 */
bool run_kvm_known(struct run_kvm *kvm);

/**
 * run_kvm_try() - boot a guest with KVM, unless run_kvm_known()
 * @kvm:	filled in
 * @kernel_dir:	folder of a kernel
 * @initrd:	a guest for it
 *
 * A /dev/kvm that opens may still hang QEMU: the trial has a time-out. Its
 * result is kept until the machine reboots, QEMU changes or access to the
 * device does.
 */
void run_kvm_try(struct run_kvm *kvm, const char *kernel_dir,
		 const char *initrd);

#endif /* RUN_KVM_H */
