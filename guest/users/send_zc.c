// SPDX-License-Identifier: GPL-2.0-only
/* send_zc.c - IORING_OP_SEND_ZC from an address */
#include "guest/survey/survey_send.h"
#include "guest/survey/survey_tcp.h"

static int send_pin(struct survey_region *region)
{
	return survey_send_pin(region, false);
}

const struct survey_user survey_user_send_zc = {
	.name = "send_zc",
	.title = "IORING_OP_SEND_ZC from an address over TCP",
	.needs = "CONFIG_IO_URING of Linux 6.0",
	.setup = SURVEY_COMMANDS(SURVEY_TCP_SETUP),
	.pin = send_pin,
	.read = survey_tcp_read,
	.unpin = survey_send_unpin,
};
