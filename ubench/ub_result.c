// SPDX-License-Identifier: GPL-2.0-only
/* ub_result.c - the result of a run, as JSON */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "guest/lib/guest_port.h"
#include "lib/rvb_file.h"
#include "ubench/ub_result.h"

int ub_result_save(json_t *rows, json_t *trace, const char *policy,
		   const char *path)
{
	json_t *root;
	int ret;

	root = json_pack("{s:s, s:o, s:O, s:O*}", "schema", UB_SCHEMA, "guest",
			 ub_env(policy), "rows", rows, "trace", trace);
	if (!root) {
		fprintf(stderr, "ubench: no memory for the result\n");
		return -ENOMEM;
	}
	ret = guest_port_send(json_incref(root));
	if (path && !ret) {
		ret = rvb_json_save(path, root);
		if (ret)
			fprintf(stderr, "ubench: %s: %s\n", path,
				strerror(-ret));
	}
	json_decref(root);
	return ret;
}
