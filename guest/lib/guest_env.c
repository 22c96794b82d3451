// SPDX-License-Identifier: GPL-2.0-only
/* guest_env.c - the kernel, modules and program that figures were taken on */
#include <glob.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "guest/lib/guest_clock.h"
#include "guest/lib/guest_env.h"
#include "guest/lib/guest_text.h"
#include "lib/rvb_array.h"

/* srcversion of each of our modules that is loaded */
static json_t *modules(void)
{
	static const char *const globs[] = {
		"/sys/module/rvk*/srcversion",
		"/sys/module/kbench/srcversion",
	};
	json_t *all = json_object();
	char line[64], *name;
	glob_t found = {};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(globs); i++)
		glob(globs[i], i ? GLOB_APPEND : 0, NULL, &found);
	for (i = 0; i < found.gl_pathc; i++) {
		if (guest_text_line(found.gl_pathv[i], line, sizeof(line)))
			continue;
		*strrchr(found.gl_pathv[i], '/') = '\0';
		name = strrchr(found.gl_pathv[i], '/') + 1;
		json_object_set_new(all, name, json_string(line));
	}
	globfree(&found);
	return all;
}

json_t *guest_env(const char *policy, const char *libbenchmark)
{
	uint64_t taint = 0, memory_kib = 0;
	char cmdline[4096];
	struct utsname u;

	if (uname(&u))
		return NULL;
	guest_text_line("/proc/cmdline", cmdline, sizeof(cmdline));
	guest_text_number("/proc/sys/kernel/tainted", &taint);
	guest_text_field("/proc/meminfo", "MemTotal:", &memory_kib);
	/* clang-format off */
	return json_pack("{s:s, s:s, s:s, s:s, s:I, s:I, s:i, s:I, s:s, s:o,"
			 " s:s, s:s}",
			 "release", u.release,
			 "version", u.version,
			 "machine", u.machine,
			 "cmdline", cmdline,
			 "taint", (json_int_t)taint,
			 "clock_khz", (json_int_t)guest_clock_khz(),
			 "cpus", (int)sysconf(_SC_NPROCESSORS_ONLN),
			 "memory_kib", (json_int_t)memory_kib,
			 "policy", policy,
			 "modules", modules(),
			 "compiler", "gcc " __VERSION__,
			 "libbenchmark", libbenchmark);
	/* clang-format on */
}
