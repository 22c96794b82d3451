// SPDX-License-Identifier: GPL-2.0-only
/* vm_unprivileged.c - run QEMU as nobody if the runner is root */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/vm/vm_qemu.h"

#define NOBODY 65534 /* user and group, on any Linux */

int vm_unprivileged_drop(void)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || setgroups(0, NULL) ||
	    setresgid(NOBODY, NOBODY, NOBODY) ||
	    setresuid(NOBODY, NOBODY, NOBODY))
		return -errno;
	return 0;
}

static int copy(int in, int out)
{
	struct stat st;
	ssize_t n;

	if (fstat(in, &st))
		return -errno;
	while (st.st_size) {
		n = sendfile(out, in, NULL, st.st_size);
		if (n <= 0)
			return n ? -errno : -EIO;
		st.st_size -= n;
	}
	return lseek(out, 0, SEEK_SET) ? -errno : 0;
}

int vm_unprivileged_copy(const char *path)
{
	int in, out, ret;

	in = open(path, O_RDONLY | O_CLOEXEC);
	if (in < 0)
		return -errno;
	out = memfd_create("vm", MFD_CLOEXEC);
	ret = out < 0 ? -errno : copy(in, out);
	close(in);
	if (!ret)
		return out;
	if (out >= 0)
		close(out);
	return ret;
}
