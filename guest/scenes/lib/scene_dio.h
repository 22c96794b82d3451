/* SPDX-License-Identifier: GPL-2.0-only */
/* scene_dio.h - a bystander that reads by O_DIRECT */
#ifndef SCENE_DIO_H
#define SCENE_DIO_H

#include <stdint.h>
#include <sys/types.h>

#include "guest/scenes/lib/scene_event.h"

/* The bystander */
struct scene_dio {
	pid_t pid; /* its process; 0: this kernel has no null_blk */
	/* bytes it has read so far; in memory shared with it */
	volatile uint64_t *bytes;
	struct guest_file file; /* the file whose mapping it reads into */
};

/* Start to read /dev/nullb0, a page each 200 us, into a mapped file in @folder */
void scene_dio_begin(struct scene_dio *victim, const char *folder);

uint64_t scene_dio_bytes(const struct scene_dio *victim);
void scene_dio_end(struct scene_dio *victim);

#endif /* SCENE_DIO_H */
