// SPDX-License-Identifier: GPL-2.0-only
/* guest_mount.c - a fresh filesystem in the guest */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "guest/lib/guest_mount.h"
#include "guest/lib/guest_system.h"

static struct guest_mount *mounted;
static unsigned int settle_s;

void guest_mount_settle(unsigned int seconds)
{
	settle_s = seconds;
}

static int refuse(struct guest_mount *mount, int error, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static int refuse(struct guest_mount *mount, int error, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(mount->why, sizeof(mount->why), format, args);
	va_end(args);
	return error;
}

static int load_modules(struct guest_mount *mount)
{
	const char *argv[8] = { "modprobe" };
	const char *const *name;
	char words[128], *rest;
	unsigned int i;
	int ret;

	for (name = mount->modules; *name; name++) {
		snprintf(words, sizeof(words), "%s", *name);
		rest = words;
		for (i = 1; i < 7 && (argv[i] = strsep(&rest, " ")); i++)
			;
		argv[i] = NULL;
		ret = guest_run(argv);
		if (ret)
			return refuse(mount, ret, "cannot load module %s",
				      argv[1]);
	}
	return 0;
}

/* A driver may look for its devices in the background. */
static bool wait_for_device(const char *device)
{
	const struct timespec pause = { .tv_nsec = 20000000 };
	int i;

	for (i = 0; i < 100 && access(device, R_OK | W_OK); i++)
		nanosleep(&pause, NULL);
	return !access(device, R_OK | W_OK);
}

static int mount_first(struct guest_mount *mount_)
{
	int ret;

	if (!guest_is_ours())
		return refuse(mount_, -EPERM,
			      "%s is made and mounted in the guest only",
			      mount_->type);
	ret = load_modules(mount_);
	if (ret)
		return ret;
	if (!wait_for_device(mount_->device))
		return refuse(mount_, -ENODEV, "%s",
			      mount_->missing ? mount_->missing :
						"no RAM disk");
	ret = guest_run(mount_->mkfs);
	if (ret)
		return refuse(mount_, ret, "%s of %s failed: %s",
			      mount_->mkfs[0], mount_->device,
			      ret == -ECHILD ? "it says why on stderr" :
					       strerror(-ret));
	if (mkdir(mount_->folder, 0700) && errno != EEXIST)
		return refuse(mount_, -errno, "%s: %s", mount_->folder,
			      strerror(errno));
	if (mount(mount_->device, mount_->folder, mount_->type, MS_NOATIME,
		  mount_->options))
		return refuse(mount_, -errno, "cannot mount %s as %s: %s",
			      mount_->device, mount_->type, strerror(errno));
	mount_->next = mounted;
	mounted = mount_;
	sleep(settle_s);
	return 0;
}

int guest_mount(struct guest_mount *mount, char *why, size_t size)
{
	if (!mount->tried) {
		mount->tried = true;
		mount->ret = mount_first(mount);
	}
	if (mount->ret)
		snprintf(why, size, "%s", mount->why);
	return mount->ret;
}

void guest_unmount_all(void)
{
	for (; mounted; mounted = mounted->next)
		if (umount(mounted->folder))
			fprintf(stderr, "ubench: cannot unmount %s: %s\n",
				mounted->folder, strerror(errno));
}
