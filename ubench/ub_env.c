// SPDX-License-Identifier: GPL-2.0-only
/* ub_env.c - guest_env() of ubench, also as Google Benchmark's context */
#include <errno.h>
#include <stdlib.h>

#include "guest/lib/guest_env.h"
#include "ubench/ub_gbench.h"
#include "ubench/ub_result.h"

json_t *ub_env(const char *policy)
{
	return guest_env(policy, UB_LIBBENCHMARK);
}

/* A context value is text: other types than strings become JSON */
static int add_context(const char *key, const json_t *value)
{
	char *text;
	int ret;

	if (json_is_string(value))
		return ub_gb_add_context(key, json_string_value(value));
	text = json_dumps(value,
			  JSON_ENCODE_ANY | JSON_COMPACT | JSON_SORT_KEYS);
	if (!text)
		return -ENOMEM;
	ret = ub_gb_add_context(key, text);
	free(text);
	return ret;
}

int ub_env_add_context(const char *policy)
{
	json_t *env = ub_env(policy);
	int ret = env ? 0 : -ENOMEM;
	void *at;

	for (at = json_object_iter(env); !ret && at;
	     at = json_object_iter_next(env, at))
		ret = add_context(json_object_iter_key(at),
				  json_object_iter_value(at));
	json_decref(env);
	return ret;
}
