// SPDX-License-Identifier: GPL-2.0-only
/* scene_harness.c - random numbers, parameters, and the end on a harness error */
#include <errno.h>
#include <gsl/gsl_rng.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "guest/lib/guest_kernel.h"
#include "guest/scenes/lib/scene.h"
#include "lib/rvb_exit.h"

/* The gsl_rng of scene_random() */
static void *rng;

void scene_die(const char *what, int ret)
{
	fprintf(stderr, "kb_scene: %s: %s\n", what, strerror(-ret));
	exit(RVB_EXIT_HARNESS);
}

void scene_random_init(unsigned long seed)
{
	rng = gsl_rng_alloc(gsl_rng_mt19937);
	if (!rng)
		scene_die("random numbers", -ENOMEM);
	gsl_rng_set(rng, seed);
}

uint64_t scene_random(uint64_t below)
{
	return gsl_rng_uniform_int(rng, below);
}

void scene_parameter(const char *module, const char *name, const char *value)
{
	int ret = guest_parameter(module, name, value);

	if (ret)
		scene_die(name, ret);
}
