/* SPDX-License-Identifier: GPL-2.0-only */
/* survey_send.h - zero-copy send of io_uring, in the sender's queue */
#ifndef SURVEY_SEND_H
#define SURVEY_SEND_H

#include "guest/survey/survey.h"

/**
 * survey_send_pin() - send all of the region by IORING_OP_SEND_ZC
 * @region:	what is sent
 * @fixed:	from a registered buffer, which is pinned; else from its address
 *
 * Return: 0, -ENODEV on a kernel without that operation (before 6.0), or -errno.
 */
int survey_send_pin(struct survey_region *region, bool fixed);

/* Drop what was sent, then the ring */
void survey_send_unpin(struct survey_region *region);

#endif /* SURVEY_SEND_H */
