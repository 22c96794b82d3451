/* SPDX-License-Identifier: GPL-2.0-only */
/* guest_clock.h - the clock of programs, in the ticks of /dev/kbench */
#ifndef GUEST_CLOCK_H
#define GUEST_CLOCK_H

#include <stdint.h>

/**
 * guest_clock_init() - choose the clock
 * @kbench_khz:	kb_info.clock_khz, or 0 without /dev/kbench
 *
 * The clock is the TSC if the kernel keeps time by it and its rate is known, else
 * CLOCK_MONOTONIC_RAW, converted to @kbench_khz: all figures of a run have one
 * unit.
 */
void guest_clock_init(uint64_t kbench_khz);

/* Ticks of the clock in a millisecond */
uint64_t guest_clock_khz(void);

/* Ticks, read after all earlier instructions completed */
uint64_t guest_clock_read(void);

#endif /* GUEST_CLOCK_H */
