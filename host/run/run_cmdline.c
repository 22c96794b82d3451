// SPDX-License-Identifier: GPL-2.0-only
/* run_cmdline.c - the command line as text, the folder behind -o, kernels */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "host/run/run_cmdline.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_job.h"
#include "lib/rvb_text.h"

char *run_cmdline_quote(int argc, char *const argv[])
{
	const char *quote[argc + 3];
	char *words = NULL;

	if (!argc)
		return rvb_copy("");
	quote[0] = "printf";
	quote[1] = " %q";
	memcpy(quote + 2, argv, argc * sizeof(*argv));
	quote[2 + argc] = NULL;
	if (!rvb_job(quote, &words))
		return words;
	free(words);
	return NULL;
}

char *run_cmdline_command(const char *name, int argc, char *const argv[])
{
	rvb_auto char *words = run_cmdline_quote(argc - 1, argv + 1);
	const char *me = getenv("RVB_ME");

	return words ? rvb_text("%s %s%s", me ? me : "./revokebench", name,
				words) :
		       NULL;
}

char *run_cmdline_folder(const char *dir, const char *top, const char *prefix)
{
	const char *results = getenv("RVB_RESULTS");
	char stamp[32], cwd[PATH_MAX];
	time_t now = time(NULL);

	strftime(stamp, sizeof(stamp), "%Y%m%d-%H%M%S", localtime(&now));
	if (!dir)
		return rvb_text("%s%s/%s%s", results ? results : top,
				results ? "" : "/results", prefix, stamp);
	if (*dir == '/' || !getcwd(cwd, sizeof(cwd)))
		return rvb_copy(dir);
	return rvb_text("%s/%s", cwd, dir);
}

/* mkdir -p */
static int make_all(char *path)
{
	char *slash;

	for (slash = path + 1; (slash = strchr(slash, '/')); slash++) {
		*slash = '\0';
		if (mkdir(path, 0777) && errno != EEXIST) {
			*slash = '/';
			return -errno;
		}
		*slash = '/';
	}
	return mkdir(path, 0777) && errno != EEXIST ? -errno : 0;
}

int run_cmdline_lock_folder(const char *path)
{
	static int fd = -1;

	if (fd >= 0)
		return 0;
	fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0 || !flock(fd, LOCK_EX | LOCK_NB) || errno != EWOULDBLOCK)
		return 0;
	return rvb_fail(-EBUSY,
			"%s: another run is writing there; choose another -o",
			path);
}

int run_cmdline_make_folder(char *path)
{
	int ret = make_all(path);

	if (!ret && access(path, W_OK))
		ret = -errno;
	if (ret)
		rvb_say("cannot write to %s: %s; choose another -o", path,
			strerror(-ret));
	return ret;
}

int run_cmdline_report(const char *folder, bool show)
{
	rvb_auto char *report = rvb_text("%s/report", getenv("RVB_BIN"));
	const char *const write[] = { report, "--write", folder, NULL };
	const char *const print[] = { report, folder, NULL };
	int ret = rvb_job(write, NULL);

	return ret || !show ? ret : rvb_job(print, NULL);
}

char *run_cmdline_kernel(const char *word)
{
	const char *home = strncmp(word, "~/", 2) ? NULL : getenv("HOME");

	return rvb_text("%s%s", home ? home : "", home ? word + 1 : word);
}

char *run_cmdline_kernel_name(const char *kernel)
{
	char path[PATH_MAX], *at;

	if ((*kernel >= '0' && *kernel <= '9') || !realpath(kernel, path))
		return rvb_copy(kernel);
	at = strstr(path, "/arch/x86/boot/bzImage");
	if (at)
		*at = '\0';
	return rvb_copy(strrchr(path, '/') + 1);
}
