/* SPDX-License-Identifier: GPL-2.0-only */
/* vm_tty.h - connect the user's terminal to the guest's */
#ifndef VM_TTY_H
#define VM_TTY_H

#include <stdbool.h>
#include <stddef.h>

/* Whether a user's terminal is at both ends: else nothing is to be echoed */
bool vm_tty_is_ours(void);

/* Pass every key to the guest, unless there is no such terminal */
void vm_tty_raw(void);

void vm_tty_restore(void);

/*
 * Pass typed keys to the guest; false on ctrl-A x. @end is set at the end of a
 * stdin that is no terminal, passed on as ctrl-D: it must not be polled again.
 */
bool vm_tty_keys(int port, bool *end);

/* Print output of the guest */
void vm_tty_show(const char *text, size_t size);

#endif /* VM_TTY_H */
