/* SPDX-License-Identifier: GPL-2.0-only */
/* run_kvm.h - may a guest use the host's own CPUs */
#ifndef RUN_KVM_H
#define RUN_KVM_H

#include "host/run/run.h"

/*
 * Load the result of a trial since this machine was booted; false if there is
 * none. If /dev/kvm cannot be opened the result is known without a trial.
 */
bool run_kvm_known(struct run_kvm *kvm);

/*
 * Boot a guest with KVM, unless run_kvm_known(). A /dev/kvm that opens may
 * still hang QEMU: the trial has a time-out. Its result is kept until the
 * machine reboots, QEMU changes or access to the device does.
 */
void run_kvm_try(struct run_kvm *kvm, const char *kernel_dir,
		 const char *initrd);

#endif /* RUN_KVM_H */
