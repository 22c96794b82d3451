/* SPDX-License-Identifier: GPL-2.0-only */
/* guest_fs.h - folders on the filesystems of guest/memory/ */
#ifndef GUEST_FS_H
#define GUEST_FS_H

#include <stddef.h>

/* NULL at the end */
extern const char *const guest_fs_names[];

/* Mount a filesystem once, set a folder on it: 0, or -errno and a line */
int guest_fs_use(const char *name, char *folder, size_t size);

#endif /* GUEST_FS_H */
