/* SPDX-License-Identifier: GPL-2.0-only */
/* vm_speed.h - how slow this host is at the moment */
#ifndef VM_SPEED_H
#define VM_SPEED_H

/**
 * vm_now() - seconds of a clock that is never set
 */
double vm_now(void);

/**
 * vm_speed_slow() - time a fixed piece of work
 *
 * Return: its wall time as a multiple of what it takes on an idle 2.6 GHz
 * Xeon, from 1 to 20. Time-outs are multiplied by it.
 */
double vm_speed_slow(void);

#endif /* VM_SPEED_H */
