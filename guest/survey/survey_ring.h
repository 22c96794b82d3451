/* SPDX-License-Identifier: GPL-2.0-only */
/* survey_ring.h - one io_uring, an operation at a time */
#ifndef SURVEY_RING_H
#define SURVEY_RING_H

#include <linux/io_uring.h>

#include "guest/survey/survey.h"

/* Open the ring: 0, -ENODEV on a kernel without io_uring, or -errno */
int survey_ring_open(void);

/* Register all of the region as buffer 0: 0 or -errno */
int survey_ring_register(struct survey_region *region);

/* Unregister it again, if it is */
void survey_ring_unregister(struct survey_region *region);

/**
 * survey_ring_do() - submit one operation and wait for its first completion
 * @op:		one without @op->user_data; a notification after it is not read
 *
 * Return: its result, or -errno.
 */
int survey_ring_do(const struct io_uring_sqe *op);

/* Close the ring; its buffer is unregistered before */
void survey_ring_close(struct survey_region *region);

#endif /* SURVEY_RING_H */
