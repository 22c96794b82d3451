/* SPDX-License-Identifier: GPL-2.0-only */
/* survey_tcp.h - a region in the queue of a sender whose receiver does not read */
#ifndef SURVEY_TCP_H
#define SURVEY_TCP_H

#include "guest/survey/survey.h"

#define SURVEY_TCP_SETUP "ip link set lo up"

/* Connect over the loopback device: the socket that sends, or -errno */
int survey_tcp_connect(void);

/* Receive all of a region that was sent; @byte is that at the start of @page */
int survey_tcp_read(struct survey_region *region, unsigned int page,
		    char *byte);

/* Drop what is in the queue, and both ends */
void survey_tcp_reset(struct survey_region *region);

#endif /* SURVEY_TCP_H */
