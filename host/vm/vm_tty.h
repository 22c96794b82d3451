/* SPDX-License-Identifier: GPL-2.0-only */
/* vm_tty.h - connect the user's terminal to the guest's */
#ifndef VM_TTY_H
#define VM_TTY_H

#include <stdbool.h>
#include <stddef.h>

/**
 * vm_tty_raw() - pass every key to the guest
 *
 * Does nothing if stdin is no terminal.
 */
void vm_tty_raw(void);

/**
 * vm_tty_restore() - undo vm_tty_raw()
 */
void vm_tty_restore(void);

/**
 * vm_tty_keys() - pass typed keys to the guest
 * @port:	the guest's terminal
 * @end:	set at the end of a stdin that is no terminal, which is passed
 *		on as ctrl-D; stdin must not be polled again
 *
 * Return: false when the user asked to leave (ctrl-A x).
 */
bool vm_tty_keys(int port, bool *end);

/**
 * vm_tty_show() - print output of the guest
 * @text:	bytes
 * @size:	how many
 */
void vm_tty_show(const char *text, size_t size);

#endif /* VM_TTY_H */
