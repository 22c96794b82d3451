/* SPDX-License-Identifier: GPL-2.0-only */
/* ub_env.h - guest_env() of ubench, also as Google Benchmark's context */
#ifndef UB_ENV_H
#define UB_ENV_H

#include <jansson.h>

/* guest_env() with the version of Google Benchmark that ubench is built with */
json_t *ub_env(const char *policy);

/* Add the environment to Google Benchmark's context: 0 or -ENOMEM */
int ub_env_add_context(const char *policy);

#endif /* UB_ENV_H */
