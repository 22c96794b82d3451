/* SPDX-License-Identifier: GPL-2.0-only */
/* host_log.h - this machine's kernel log while a cell runs */
#ifndef HOST_LOG_H
#define HOST_LOG_H

/* Open the kernel's log at its end: a descriptor or -errno */
int host_log_open(void);

/* Write the records logged since, as lines of a console, and close @kmsg */
void host_log_copy(int kmsg, int to);

#endif /* HOST_LOG_H */
