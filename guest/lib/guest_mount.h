/* SPDX-License-Identifier: GPL-2.0-only */
/* guest_mount.h - create and mount a filesystem in the guest */
#ifndef GUEST_MOUNT_H
#define GUEST_MOUNT_H

#include <stdbool.h>
#include <stddef.h>

/* mkfs.xfs takes no less than 300 MiB; a RAM disk fills as it is written */
#define GUEST_BRD "brd rd_nr=2 rd_size=409600"

/* @meta: options of -m, with a fixed UUID */
#define GUEST_MKFS_XFS(device, meta)                                         \
	{                                                                    \
		"mkfs.xfs", "-q", "-f", "-K", "-b", "size=4096", "-m", meta, \
			device, NULL,                                        \
	}

/**
 * struct guest_mount - a filesystem that the first guest_mount() creates
 * @type:	for mount(2)
 * @device:	block device, overwritten
 * @folder:	created, and mounted on
 * @options:	for mount(2), or NULL
 * @modules:	to load first, in this order, each with its parameters
 * @mkfs:	its command line, NULL at the end; with fixed UUIDs, so that each
 *		boot creates the same filesystem
 * @missing:	error message without @device, or NULL
 * @tried:	set by guest_mount()
 * @ret:	result of the first guest_mount()
 * @why:	its error message
 * @next:	the filesystem mounted before this one
 */
struct guest_mount {
	const char *type;
	const char *device;
	const char *folder;
	const char *options;
	const char *modules[4];
	const char *const *mkfs;
	const char *missing;
	bool tried;
	int ret;
	char why[160];
	struct guest_mount *next;
};

/**
 * guest_mount() - create and mount a filesystem, unless that was tried before
 * @mount:	the filesystem; mounted until guest_unmount_all()
 * @why:	on an error set to one line
 * @size:	bytes in @why
 *
 * Return: 0, or -errno, the same for each call; -EPERM outside the guest.
 */
int guest_mount(struct guest_mount *mount, char *why, size_t size);

/* Set how long to sleep after each mount, for work in the background */
void guest_mount_settle(unsigned int seconds);

/* Unmount all filesystems of guest_mount(), the last one first */
void guest_unmount_all(void);

#endif /* GUEST_MOUNT_H */
