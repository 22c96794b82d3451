/* SPDX-License-Identifier: GPL-2.0-only */
/* guest_mount.h - a fresh filesystem in the guest */
#ifndef GUEST_MOUNT_H
#define GUEST_MOUNT_H

#include <stdbool.h>
#include <stddef.h>

/**
 * struct guest_mount - a filesystem that is made and mounted when first asked for
 * @type:	for mount(2)
 * @device:	block device; what is on it is lost
 * @folder:	made, and mounted on
 * @options:	for mount(2), or NULL
 * @modules:	loaded first, in this order, where they are not
 * @mkfs:	its command line, NULL at the end; fixed UUIDs, so that every
 *		boot makes the same filesystem
 * @missing:	what to say without @device, or NULL
 * @tried:	set by guest_mount()
 * @ret:	what the first guest_mount() came to
 * @why:	the same in words
 * @next:	the one that was mounted before it
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
 * guest_mount() - have a filesystem
 * @mount:	which one; mounted until guest_unmount_all()
 * @why:	on error one line
 * @size:	bytes in @why
 *
 * Return: 0, or -errno, the same for each call; -EPERM outside the guest.
 */
int guest_mount(struct guest_mount *mount, char *why, size_t size);

/**
 * guest_mount_settle() - how long to wait after a mount
 * @seconds:	for what the filesystem does in the background
 */
void guest_mount_settle(unsigned int seconds);

/* guest_unmount_all() - the last one first */
void guest_unmount_all(void);

#endif /* GUEST_MOUNT_H */
