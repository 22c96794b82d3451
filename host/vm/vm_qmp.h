/* SPDX-License-Identifier: GPL-2.0-only */
/* vm_qmp.h - QEMU's monitor: greet, start, and hear what happens */
#ifndef VM_QMP_H
#define VM_QMP_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "host/vm/vm_verdict.h"

/**
 * struct vm_qmp - one connection
 * @fd:		our end of the socket
 * @facts:	what the events say goes there
 * @version:	QEMU's, once it has greeted
 * @turns_of:	a QEMU whose threads are to take turns, or 0
 * @turns:	what came of that: 0 or -errno
 * @line:	the message that is coming in
 * @length:	bytes of it so far
 */
struct vm_qmp {
	int fd;
	struct vm_facts *facts;
	char version[128];
	pid_t turns_of;
	int turns;
	char line[16384];
	size_t length;
};

/**
 * vm_qmp_feed() - take the next piece of what QEMU says
 * @qmp:	the connection
 * @piece:	bytes as they came
 * @size:	how many
 *
 * The greeting is answered with the order to run the guest; first its CPU's thread
 * is asked for where that is to have precedence.
 */
void vm_qmp_feed(struct vm_qmp *qmp, const char *piece, size_t size);

/**
 * vm_qmp_monitor() - a line for QEMU's human monitor, its answer unread
 * @qmp:	the connection
 * @line:	as it would be typed
 */
void vm_qmp_monitor(struct vm_qmp *qmp, const char *line);

/**
 * vm_qmp_nmi() - make the guest's kernel say what it is doing, and die
 * @qmp:	the connection
 */
void vm_qmp_nmi(struct vm_qmp *qmp);

#endif /* VM_QMP_H */
