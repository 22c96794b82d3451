/* SPDX-License-Identifier: GPL-2.0-only */
/* guest_env.h - the kernel, modules and program that figures were taken on */
#ifndef GUEST_ENV_H
#define GUEST_ENV_H

#include <jansson.h>

/**
 * guest_env() - describe kernel, modules and this program
 * @policy:	the one selected
 * @libbenchmark: version of Google Benchmark in this program
 *
 * All values are the same in each boot of one guest.
 *
 * Return: an object that the caller puts, or NULL.
 */
json_t *guest_env(const char *policy, const char *libbenchmark);

#endif /* GUEST_ENV_H */
