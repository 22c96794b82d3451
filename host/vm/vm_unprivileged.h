/* SPDX-License-Identifier: GPL-2.0-only */
/* vm_unprivileged.h - run QEMU as nobody if the runner is root */
#ifndef VM_UNPRIVILEGED_H
#define VM_UNPRIVILEGED_H

/* Change to the user nobody, irrevocably, in a child: 0 or -errno */
int vm_unprivileged_drop(void);

/* Copy a file that only root can read into memory: a descriptor, or -errno */
int vm_unprivileged_copy(const char *path);

#endif /* VM_UNPRIVILEGED_H */
