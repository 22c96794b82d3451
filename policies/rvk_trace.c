// SPDX-License-Identifier: GPL-2.0-only
/* rvk_trace.c - what the trace events rvk:* are made of */
#define CREATE_TRACE_POINTS
#include "policies/rvk_trace.h"
