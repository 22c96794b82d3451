// SPDX-License-Identifier: GPL-2.0-only
/* survey_late.c - process_vm_writev() whose source comes late: a pin at will */
#include <errno.h>
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "guest/survey/survey.h"
#include "guest/survey/survey_late.h"

#define LATE_BYTES 16

static struct {
	int fault; /* of userfaultfd */
	char *source;
	char *page;
	pthread_t thread;
	int ret;
	bool running;
} late = { .fault = -1 };

static int late_open(void)
{
	struct uffdio_api api = { .api = UFFD_API };

	if (late.fault >= 0)
		return 0;
	late.fault = syscall(SYS_userfaultfd, O_CLOEXEC);
	if (late.fault < 0)
		return errno == EPERM ? -errno : -ENODEV;
	return guest_errno(ioctl(late.fault, UFFDIO_API, &api));
}

static int late_source(void)
{
	struct uffdio_register area = { .mode = UFFDIO_REGISTER_MODE_MISSING };

	late.source = guest_anon(SURVEY_PAGE, MAP_PRIVATE);
	if (!late.source)
		return -errno;
	area.range.start = (uintptr_t)late.source;
	area.range.len = SURVEY_PAGE;
	return guest_errno(ioctl(late.fault, UFFDIO_REGISTER, &area));
}

static void *late_write(void *unused)
{
	struct iovec from = { late.source, LATE_BYTES };
	struct iovec to = { late.page, LATE_BYTES };
	ssize_t done = process_vm_writev(getpid(), &from, 1, &to, 1, 0);

	late.ret = done < 0 ? -errno : done == LATE_BYTES ? 0 : -EIO;
	return NULL;
}

int survey_late_begin(char *page)
{
	struct pollfd fault;
	struct uffd_msg message;
	int ret = late_open();

	if (!ret)
		ret = late_source();
	if (ret)
		return ret;
	late.page = page;
	ret = -pthread_create(&late.thread, NULL, late_write, NULL);
	if (ret)
		return ret;
	late.running = true;
	fault = (struct pollfd){ .fd = late.fault, .events = POLLIN };
	if (poll(&fault, 1, 2000) == 1 &&
	    read(late.fault, &message, sizeof(message)) == sizeof(message))
		return 0;
	/* It could not pin, so it never came to the source. */
	pthread_join(late.thread, NULL);
	late.running = false;
	return late.ret ? late.ret : -EIO;
}

int survey_late_end(char byte)
{
	static char page[SURVEY_PAGE] __attribute__((aligned(SURVEY_PAGE)));
	struct uffdio_copy copy = {
		.dst = (uintptr_t)late.source,
		.src = (uintptr_t)page,
		.len = SURVEY_PAGE,
	};

	if (!late.running)
		return late.ret;
	memset(page, byte, sizeof(page));
	if (ioctl(late.fault, UFFDIO_COPY, &copy))
		return -errno;
	pthread_join(late.thread, NULL);
	late.running = false;
	munmap(late.source, SURVEY_PAGE);
	return late.ret;
}
