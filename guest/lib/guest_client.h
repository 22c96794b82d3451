/* SPDX-License-Identifier: GPL-2.0-only */
/* guest_client.h - a client of /dev/kbench: what all programs of the guest need */
#ifndef GUEST_CLIENT_H
#define GUEST_CLIENT_H

#include <stddef.h>
#include <stdint.h>

#include "kbench/kb_uapi.h"

#define GUEST_CLIENT_NAMES_MAX 64

/**
 * struct guest_client_names - policies, or devices
 * @name:	sorted
 * @can:	KB_CAN_* of a device
 * @nr:		how many
 */
struct guest_client_names {
	char name[GUEST_CLIENT_NAMES_MAX][KB_NAME_MAX];
	unsigned int can[GUEST_CLIENT_NAMES_MAX];
	unsigned int nr;
};

/* An ioctl: 0 or -errno */
int guest_client_call(int fd, unsigned long command, void *arg);

/* /dev/kbench with a policy selected, or -errno */
int guest_client_open(const char *policy);

/* Select another policy: 0 or -errno */
int guest_client_select(int fd, const char *policy);

/* The device of a number, -ENOENT past the last */
int guest_client_device_at(int fd, uint32_t index, struct kb_device_info *info);

/**
 * guest_client_probe() - whether policy and device fit
 * @policy:	its name
 * @device:	its name
 * @reason:	set to the kernel's reason, or to nothing
 * @size:	of it
 *
 * Return: 0 or -errno.
 */
int guest_client_probe(const char *policy, const char *device, char *reason,
		       size_t size);

/* The policies of the running kernel: modules rvk_NAME.ko, and none */
int guest_client_policies(struct guest_client_names *policies);

/* The devices of the loaded module */
int guest_client_devices(struct guest_client_names *devices);

#endif /* GUEST_CLIENT_H */
