/* SPDX-License-Identifier: GPL-2.0-only */
/* host_log.h - this machine's kernel log while a cell runs */
#ifndef HOST_LOG_H
#define HOST_LOG_H

/**
 * host_log_open() - open the kernel's log at its end
 *
 * Return: a file descriptor, or -errno; host_log_copy() takes either.
 */
int host_log_open(void);

/**
 * host_log_copy() - write the records logged since
 * @kmsg:	from host_log_open(), closed
 * @to:		file; lines have the form of a console's
 */
void host_log_copy(int kmsg, int to);

#endif /* HOST_LOG_H */
