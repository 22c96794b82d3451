/* SPDX-License-Identifier: GPL-2.0-only */
/* init_port.h - the guest's side of a virtio-serial port */
#ifndef INIT_PORT_H
#define INIT_PORT_H

/**
 * init_port_open() - open a port by the name the host gave it
 * @name:	such as "rb.result"
 *
 * Waits for the port: it appears some time after virtio_console is loaded.
 *
 * Return: the file descriptor, inherited by programs, or -1 with errno set.
 */
int init_port_open(const char *name);

#endif /* INIT_PORT_H */
