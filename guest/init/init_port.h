/* SPDX-License-Identifier: GPL-2.0-only */
/* init_port.h - the guest's side of a virtio-serial port */
#ifndef INIT_PORT_H
#define INIT_PORT_H

/*
 * Open a port by the host's name, "rb.result": a descriptor that programs
 * inherit, or -1. It appears some time after virtio_console is loaded.
 */
int init_port_open(const char *name);

#endif /* INIT_PORT_H */
