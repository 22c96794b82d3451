/* SPDX-License-Identifier: GPL-2.0-only */
/* guest_port.h - progress and results on the ports to the host */
#ifndef GUEST_PORT_H
#define GUEST_PORT_H

#include <jansson.h>

/**
 * guest_port_alive() - report progress on the control port, if there is one
 * @nr:		number of this step; the total is not known
 * @format:	name of this step, as in printf()
 */
void guest_port_alive(unsigned long nr, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/**
 * guest_port_send() - send a result on the result port, if there is one
 * @root:	the result, whose reference is taken over; NULL: out of memory
 *
 * Return: 0, or -errno with a line on stderr.
 */
int guest_port_send(json_t *root);

#endif /* GUEST_PORT_H */
