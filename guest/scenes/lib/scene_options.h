/* SPDX-License-Identifier: GPL-2.0-only */
/* scene_options.h - the command line of kb_scene */
#ifndef SCENE_OPTIONS_H
#define SCENE_OPTIONS_H

#include "guest/scenes/lib/scene.h"

/* Ends the program with a line and RVB_EXIT_USAGE where it makes no sense */
void scene_options_parse(struct scene_plan *plan, int argc, char **argv);

#endif /* SCENE_OPTIONS_H */
