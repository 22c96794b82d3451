/* SPDX-License-Identifier: GPL-2.0-only */
/* guest_port.h - what a program of the guest tells the host: it lives, it is done */
#ifndef GUEST_PORT_H
#define GUEST_PORT_H

#include <jansson.h>

/**
 * guest_port_alive() - a line on the control port, where there is one
 * @nr:		how far it is; how many there will be is not known before
 * @format:	what is at work, as for printf()
 */
void guest_port_alive(unsigned long nr, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/**
 * guest_port_send() - a result on the result port, where there is one
 * @root:	the result, a reference of ours from here on; NULL: no memory
 *
 * Return: 0, or -errno with a line on stderr.
 */
int guest_port_send(json_t *root);

#endif /* GUEST_PORT_H */
