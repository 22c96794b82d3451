/* SPDX-License-Identifier: GPL-2.0-only */
/* vm_qmp.h - QEMU's monitor: start the guest, follow its events */
#ifndef VM_QMP_H
#define VM_QMP_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "host/vm/vm_verdict.h"

/* One connection */
struct vm_qmp {
	int fd; /* our end of the socket; -1 for a child other than QEMU */
	struct vm_facts *facts; /* filled in by events */
	char version[128]; /* QEMU's, once it has greeted */
	pid_t turns_of; /* QEMU for vm_affinity_take(), or 0 */
	int turns; /* result of that: 0 or -errno */
	pid_t vcpu; /* thread of the guest's CPU with realtime priority, or 0 */
	char line[16384]; /* the message being received */
	size_t length; /* bytes of it so far */
};

/*
 * Parse the next piece from QEMU. Answers the greeting with `cont`; before
 * that, where vm_affinity_take() is wanted, it queries the thread of the
 * guest's CPU.
 */
void vm_qmp_feed(struct vm_qmp *qmp, const char *piece, size_t size);

/* Send a line to QEMU's human monitor, ignore the answer */
void vm_qmp_monitor(struct vm_qmp *qmp, const char *line);

/* Send an NMI: the guest's kernel prints its stacks and panics */
void vm_qmp_nmi(struct vm_qmp *qmp);

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

/*
 * Take the realtime priority from @vcpu again. A kernel that has powered off
 * loops until QEMU's main loop stops it, and that waits for the same CPU.
 */
void vm_affinity_yield(pid_t vcpu);

#endif /* VM_QMP_H */
