/* SPDX-License-Identifier: GPL-2.0-only */
/* ks_options.h - the command line of kb_scene */
#ifndef KS_OPTIONS_H
#define KS_OPTIONS_H

#include "kbench/scenes/ks_scene.h"

/* Ends the program with a line and RP_EXIT_USAGE where it makes no sense */
void ks_options_parse(struct ks_plan *plan, int argc, char **argv);

#endif /* KS_OPTIONS_H */
