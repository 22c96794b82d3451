/* SPDX-License-Identifier: GPL-2.0-only */
/* guest_fs.h - the filesystems that ubench knows, as folders */
#ifndef GUEST_FS_H
#define GUEST_FS_H

#include <stddef.h>

/* NULL at the end */
extern const char *const guest_fs_names[];

/**
 * guest_fs_use() - have a filesystem made and mounted
 * @name:	of guest_fs_names
 * @folder:	set to a folder in it
 * @size:	of that
 *
 * Return: 0, or -errno with a line on stderr.
 */
int guest_fs_use(const char *name, char *folder, size_t size);

#endif /* GUEST_FS_H */
