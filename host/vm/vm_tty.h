/* SPDX-License-Identifier: GPL-2.0-only */
/* vm_tty.h - the user's terminal joined to the guest's */
#ifndef VM_TTY_H
#define VM_TTY_H

#include <stdbool.h>
#include <stddef.h>

/**
 * vm_tty_raw() - hand every key to the guest
 *
 * Nothing is done when stdin is no terminal.
 */
void vm_tty_raw(void);

/**
 * vm_tty_restore() - as it was before vm_tty_raw()
 */
void vm_tty_restore(void);

/**
 * vm_tty_keys() - pass on what was typed
 * @port:	the guest's terminal
 * @end:	set at the end of a stdin that is no terminal, which is passed
 *		on as ctrl-D; stdin must not be polled again
 *
 * Return: false when the user asked to leave (ctrl-A x).
 */
bool vm_tty_keys(int port, bool *end);

/**
 * vm_tty_show() - print what the guest wrote
 * @text:	bytes
 * @size:	how many
 */
void vm_tty_show(const char *text, size_t size);

#endif /* VM_TTY_H */
