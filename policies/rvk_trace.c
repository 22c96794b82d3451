// SPDX-License-Identifier: GPL-2.0-only
/* rvk_trace.c - define the trace events rvk:* */
#define CREATE_TRACE_POINTS
#include "policies/rvk_trace.h"
