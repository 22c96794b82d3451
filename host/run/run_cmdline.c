// SPDX-License-Identifier: GPL-2.0-only
/* run_cmdline.c - the command line as text, the folder behind -o, kernels */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "host/run/run_cmdline.h"
#include "lib/rvb_file.h"
#include "lib/rvb_job.h"

char *run_cmdline_quote(int argc, char *const argv[])
{
	const char **quote = calloc(argc + 3, sizeof(*quote));
	char *words = NULL;
	int i;

	if (!quote || !argc) {
		free(quote);
		return argc ? NULL : strdup("");
	}
	quote[0] = "printf";
	quote[1] = " %q";
	for (i = 0; i < argc; i++)
		quote[2 + i] = argv[i];
	if (rvb_job(quote, &words)) {
		free(words);
		words = NULL;
	}
	free(quote);
	return words;
}

char *run_cmdline_command(const char *name, int argc, char *const argv[])
{
	char *words = run_cmdline_quote(argc - 1, argv + 1), *line = NULL;
	const char *me = getenv("RVB_ME");

	if (words)
		line = rvb_path("%s %s%s", me ? me : "./revokebench", name,
				words);
	free(words);
	return line;
}

char *run_cmdline_folder(const char *dir, const char *top, const char *prefix)
{
	const char *results = getenv("RVB_RESULTS");
	char stamp[32], cwd[PATH_MAX], *path;
	time_t now = time(NULL);
	int n;

	strftime(stamp, sizeof(stamp), "%Y%m%d-%H%M%S", localtime(&now));
	if (!dir && results)
		n = asprintf(&path, "%s/%s%s", results, prefix, stamp);
	else if (!dir)
		n = asprintf(&path, "%s/results/%s%s", top, prefix, stamp);
	else if (*dir == '/' || !getcwd(cwd, sizeof(cwd)))
		n = asprintf(&path, "%s", dir);
	else
		n = asprintf(&path, "%s/%s", cwd, dir);
	return n < 0 ? NULL : path;
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
	fprintf(stderr,
		"revokebench: %s: another run is writing there; choose another -o\n",
		path);
	return -EBUSY;
}

int run_cmdline_make_folder(char *path)
{
	int ret = make_all(path);

	if (!ret && access(path, W_OK))
		ret = -errno;
	if (ret)
		fprintf(stderr,
			"revokebench: cannot write to %s: %s; choose another -o\n",
			path, strerror(-ret));
	return ret;
}

char *run_cmdline_kernel(const char *word)
{
	const char *home = getenv("HOME");

	return home && !strncmp(word, "~/", 2) ?
		       rvb_path("%s%s", home, word + 1) :
		       strdup(word);
}

char *run_cmdline_kernel_name(const char *kernel)
{
	char path[PATH_MAX], *at;

	if ((*kernel >= '0' && *kernel <= '9') || !realpath(kernel, path))
		return strdup(kernel);
	at = strstr(path, "/arch/x86/boot/bzImage");
	if (at)
		*at = '\0';
	return strdup(strrchr(path, '/') + 1);
}
