/* SPDX-License-Identifier: GPL-2.0-only */
/* kb_lease.h - a layout lease, as pNFS takes it */
#ifndef KB_LEASE_H
#define KB_LEASE_H

struct file;

struct file *kb_lease_take(int fd, void *owner);
void kb_lease_drop(struct file *file, void *owner);

#endif /* KB_LEASE_H */
