// SPDX-License-Identifier: GPL-2.0-only
/* guest_port.c - progress and results on the ports to the host */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "guest/lib/guest_port.h"
#include "lib/rvb_frame.h"

void guest_port_alive(unsigned long nr, const char *format, ...)
{
	const char *fd = getenv("RVB_CONTROL_FD");
	char what[256];
	va_list args;

	if (!fd)
		return;
	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	dprintf(atoi(fd), "at %lu %lu %s\n", nr, nr, what);
}

int guest_port_send(json_t *root)
{
	const char *fd = getenv("RVB_RESULT_FD");
	int ret = root ? 0 : -ENOMEM;
	char *text = NULL;

	if (!ret && fd) {
		text = json_dumps(root, JSON_COMPACT | JSON_SORT_KEYS);
		ret = text ? rvb_frame_write(atoi(fd), text, strlen(text)) :
			     -ENOMEM;
	}
	if (ret)
		fprintf(stderr, "%s: the result: %s\n",
			program_invocation_short_name, strerror(-ret));
	free(text);
	json_decref(root);
	return ret;
}
