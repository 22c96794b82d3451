/* SPDX-License-Identifier: GPL-2.0-only */
/* scene_dio.h - a process that reads by O_DIRECT and does nothing wrong */
#ifndef SCENE_DIO_H
#define SCENE_DIO_H

#include <stdint.h>
#include <sys/types.h>

#include "guest/scenes/lib/scene_event.h"

/**
 * struct scene_dio - the process
 * @pid:	0: this kernel has no null_blk
 * @bytes:	that it has read; shared with it
 * @file:	the mapped file that it reads into
 */
struct scene_dio {
	pid_t pid;
	volatile uint64_t *bytes;
	struct guest_file file;
};

/* Reads single pages of /dev/nullb0, each 200 us, into a file in @folder */
void scene_dio_begin(struct scene_dio *victim, const char *folder);

uint64_t scene_dio_bytes(const struct scene_dio *victim);
void scene_dio_end(struct scene_dio *victim);

#endif /* SCENE_DIO_H */
