// SPDX-License-Identifier: GPL-2.0-only
/* send_zc_fixed.c - IORING_OP_SEND_ZC from a registered buffer */
#include "guest/survey/survey_send.h"
#include "guest/survey/survey_tcp.h"

static int send_pin(struct survey_region *region)
{
	return survey_send_pin(region, true);
}

const struct survey_user survey_user_send_zc_fixed = {
	.name = "send_zc_fixed",
	.title = "IORING_OP_SEND_ZC from a registered buffer over TCP",
	.needs = "CONFIG_IO_URING of Linux 6.0",
	.setup = SURVEY_COMMANDS(SURVEY_TCP_SETUP),
	.pin = send_pin,
	.read = survey_tcp_read,
	.unpin = survey_send_unpin,
};
