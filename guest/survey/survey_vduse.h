/* SPDX-License-Identifier: GPL-2.0-only */
/* survey_vduse.h - a disk whose device is this process, by VDUSE */
#ifndef SURVEY_VDUSE_H
#define SURVEY_VDUSE_H

#include "guest/survey/survey.h"

/*
 * The kernel's driver of the disk does DMA to and from a bounce buffer. The driver is
 * bound by name: vhost_vdpa, which the setup of another user loads, takes any device.
 */
#define SURVEY_VDUSE_READY "/tmp/survey.vduse"
#define SURVEY_VDUSE_SETUP                            \
	"modprobe vduse && modprobe virtio_vdpa && "  \
	"modprobe virtio_blk && "                     \
	"echo 0 >/sys/bus/vdpa/drivers_autoprobe && " \
	"touch " SURVEY_VDUSE_READY
#define SURVEY_VDUSE_NEEDS                             \
	"CONFIG_VDPA_USER with bounce_size in sysfs, " \
	"CONFIG_VIRTIO_VDPA, CONFIG_VIRTIO_BLK, CONFIG_AIO, the guest's setup"

/* Bytes of the bounce buffer: no kernel takes less */
#define SURVEY_VDUSE_BOUNCE (1UL << 20)
/*
 * Bytes of each I/O. The kernel takes a bounce page for each page of the data, from the
 * end downwards, and two more for the head and the status of the request: those are
 * near either end of what it takes.
 */
#define SURVEY_VDUSE_IO (64 * SURVEY_PAGE)

/**
 * survey_vduse_open() - make the disk
 *
 * Return: 0, -ENODEV without the setup, or -errno. What is there then,
 * survey_vduse_close() takes down.
 */
int survey_vduse_open(void);

/**
 * survey_vduse_register() - have memory of this process as the bounce buffer
 * @place:	SURVEY_VDUSE_BOUNCE, which the kernel pins, all of it or nothing
 *
 * Return: 0; -ENOMEM if it could not pin all pages, but some; or -errno.
 */
int survey_vduse_register(char *place);

/**
 * survey_vduse_io() - have the driver read or write the disk
 * @op:		IOCB_CMD_PREAD: what is in the bounce buffer is what is read;
 *		IOCB_CMD_PWRITE: what is written stays there
 * @at:		a page of the bounce buffer
 * @byte:	the one at the start of that page: read, or written everywhere
 *
 * Return: 0; -ENXIO if the I/O has not gone through that page; or -errno.
 */
int survey_vduse_io(int op, size_t at, char *byte);

/* Release what is registered, and remove the disk; a second call has no effect */
void survey_vduse_close(void);

#endif /* SURVEY_VDUSE_H */
