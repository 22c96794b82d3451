/* SPDX-License-Identifier: GPL-2.0-only */
/* guest_fs.h - folders on the filesystems of guest/memory/ */
#ifndef GUEST_FS_H
#define GUEST_FS_H

#include <stddef.h>

/* NULL at the end */
extern const char *const guest_fs_names[];

/**
 * guest_fs_use() - create and mount a filesystem, unless it is mounted
 * @name:	one of guest_fs_names
 * @folder:	set to a folder on it
 * @size:	bytes in @folder
 *
 * Return: 0, or -errno with a line on stderr.
 */
int guest_fs_use(const char *name, char *folder, size_t size);

#endif /* GUEST_FS_H */
