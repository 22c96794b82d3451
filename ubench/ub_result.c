// SPDX-License-Identifier: GPL-2.0-only
/* ub_result.c - the result of a run, as JSON */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/rvb_file.h"
#include "lib/rvb_frame.h"
#include "ubench/ub_env.h"
#include "ubench/ub_result.h"

static int write_frame(int fd, const json_t *root)
{
	char *text = json_dumps(root, JSON_COMPACT | JSON_SORT_KEYS);
	int ret;

	if (!text)
		return -ENOMEM;
	ret = rvb_frame_write(fd, text, strlen(text));
	free(text);
	return ret;
}

int ub_result_save(json_t *rows, json_t *trace, const char *policy,
		   const char *path)
{
	const char *fd = getenv("RVB_RESULT_FD");
	json_t *root;
	int ret = 0;

	root = json_pack("{s:s, s:o, s:O, s:O*}", "schema", UB_SCHEMA, "guest",
			 ub_env(policy), "rows", rows, "trace", trace);
	if (!root) {
		fprintf(stderr, "ubench: no memory for the result\n");
		return -ENOMEM;
	}
	if (fd) {
		ret = write_frame(atoi(fd), root);
		if (ret)
			fprintf(stderr, "ubench: RVB_RESULT_FD=%s: %s\n", fd,
				strerror(-ret));
	}
	if (path && !ret) {
		ret = rvb_json_save(path, root);
		if (ret)
			fprintf(stderr, "ubench: %s: %s\n", path,
				strerror(-ret));
	}
	json_decref(root);
	return ret;
}
