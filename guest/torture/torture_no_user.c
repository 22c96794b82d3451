// SPDX-License-Identifier: GPL-2.0-only
/* torture_no_user.c - kb_torture has none: the guest that measures lacks their libraries */
#include <stddef.h>

#include "guest/survey/survey.h"

const struct survey_user *const survey_users[] = { NULL };
