/* SPDX-License-Identifier: GPL-2.0-only */
/* guest_clock.h - the clock of user cases, in the unit of /dev/kbench */
#ifndef GUEST_CLOCK_H
#define GUEST_CLOCK_H

#include <stdint.h>

/**
 * guest_clock_init() - choose the clock
 * @kbench_khz:	kb_info.clock_khz, or 0 where there is no /dev/kbench
 *
 * That is the TSC where the kernel keeps time by it and its rate is known,
 * else CLOCK_MONOTONIC_RAW, converted to the rate of /dev/kbench where one is
 * given: one run has one unit.
 */
void guest_clock_init(uint64_t kbench_khz);

/**
 * guest_clock_khz() - rate of the clock
 *
 * Return: ticks a millisecond.
 */
uint64_t guest_clock_khz(void);

/**
 * guest_clock_read() - read it, not before what comes before it is done
 *
 * Return: ticks.
 */
uint64_t guest_clock_read(void);

#endif /* GUEST_CLOCK_H */
