/* SPDX-License-Identifier: GPL-2.0-only */
/* kc_fs.h - the filesystems that ubench knows, as folders */
#ifndef KC_FS_H
#define KC_FS_H

#include <stddef.h>

/* NULL at the end */
extern const char *const kc_fs_names[];

/**
 * kc_fs_use() - have a filesystem made and mounted
 * @name:	of kc_fs_names
 * @folder:	set to a folder in it
 * @size:	of that
 *
 * Return: 0, or -errno with a line on stderr.
 */
int kc_fs_use(const char *name, char *folder, size_t size);

#endif /* KC_FS_H */
