/* SPDX-License-Identifier: GPL-2.0-only */
/* vm_speed.h - how slow this host is at the moment, and the rate of its clock */
#ifndef VM_SPEED_H
#define VM_SPEED_H

/* Seconds of a clock that is never set */
double vm_now(void);

/* How slow this host is now, 1 to 20 times an idle 2.6 GHz Xeon */
double vm_speed_slow(void);

/*
 * kHz of the time-stamp counter, whole MHz, which takes 20 ms; 0 on a host that
 * has none
 */
unsigned long vm_speed_tsc_khz(void);

#endif /* VM_SPEED_H */
