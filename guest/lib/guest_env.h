/* SPDX-License-Identifier: GPL-2.0-only */
/* guest_env.h - what the figures were taken on */
#ifndef GUEST_ENV_H
#define GUEST_ENV_H

#include <jansson.h>

/**
 * guest_env() - describe kernel, modules and this program
 * @policy:	that was selected
 *
 * Nothing in it changes from boot to boot of one guest.
 *
 * Return: an object, a reference of the caller's, or NULL.
 */
json_t *guest_env(const char *policy);

/**
 * ub_env_add_context() - put the same into Google Benchmark's context
 * @policy:	that was selected
 *
 * Return: 0, or -ENOMEM.
 */
int ub_env_add_context(const char *policy);

#endif /* GUEST_ENV_H */
